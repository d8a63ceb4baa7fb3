// The published page stands, and anyone can use it.

import assert from "node:assert/strict";
import { checkAxe, pageTest } from "./support.mjs";

pageTest("it has a title, a language, one main landmark and one heading of the first level", async ({ page }) => {
  assert.match(await page.title(), /^Shutter/);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.getByRole("main").count(), 1);
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
});

pageTest("it forbids scripts that do not come with it", { quiet: false }, async ({ page }) => {
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.intruder = true";
    document.body.append(script);
    return window.intruder === true;
  });
  assert.equal(ran, false);
});

for (const colorScheme of ["light", "dark"]) {
  pageTest(`it is accessible in ${colorScheme} colours`, { colorScheme }, async ({ page }) => {
    await checkAxe(page);
  });
}
