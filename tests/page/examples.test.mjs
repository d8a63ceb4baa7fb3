// The examples: searched, opened, and what to look for in them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { checkAxe, editor, pageTest, paste, position } from "./support.mjs";

const OURS = "# ours\nCreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n";

const TEXT = await readFile(new URL("../../lessons/content/examples.txt", import.meta.url), "utf8");
const COUNT = TEXT.match(/^= /gm).length;

const dialog = (page) => page.getByRole("dialog", { name: "Examples" });
const look = (page) => page.getByRole("region", { name: "What to look for" });
const rows = (page) => dialog(page).getByRole("listitem");

/** By its entry in the header, which may be in a menu. */
export const entry = async (page, name) => {
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("button", { name, exact: true }).click();
};

pageTest("an example is found by its words and opened by keys, and what was there is kept", async ({ page }) => {
  await paste(page, OURS);
  await entry(page, "Examples");
  await dialog(page).getByText(`${COUNT} examples`).waitFor();
  assert.equal(await rows(page).count(), COUNT);
  await dialog(page).getByRole("searchbox").fill("never OCCURRED");
  await dialog(page).getByText("1 example", { exact: true }).waitFor();
  assert.match(await rows(page).textContent(), /^A state that never occurred.*Chandy and Lamport 1985, figures 7 and 8$/);
  await page.keyboard.press("Enter");

  await look(page).getByText("it is a possible one.").waitFor();
  await dialog(page).waitFor({ state: "hidden" });
  assert.match(await editor(page).inputValue(), /^CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\n/);
  await page.getByTestId("snapshot-1").getByText("This exact state never occurred").waitFor();
  await checkAxe(page);
  await page.waitForTimeout(500);
  await page.getByRole("button", { name: "Recent" }).click();
  await page.getByRole("dialog").getByText("# ours").click();
  await page.waitForFunction((text) => document.querySelector("textarea").value === text, OURS);
  assert.equal(await look(page).count(), 0);
});

pageTest("an example is opened at its moment, its sentence stays while one steps, until it is dismissed", async ({ page }) => {
  await entry(page, "Examples");
  await dialog(page).getByRole("button", { name: /^Five widgets/ }).click();
  await look(page).waitFor();
  assert.match(await position(page).textContent(), /^event 8 of .* line 5/);
  await page.keyboard.press("ArrowRight");
  assert.match(await position(page).textContent(), /^event 9 of/);
  await look(page).getByRole("button", { name: "Dismiss" }).click();
  assert.equal(await look(page).count(), 0);
});

pageTest("arrows go through what was found, and nothing found says so", async ({ page }) => {
  await entry(page, "Examples");
  const search = dialog(page).getByRole("searchbox");
  await search.fill("nodes eight");
  await dialog(page).getByText("1 example", { exact: true }).waitFor();
  await page.keyboard.press("ArrowDown");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Eight nodes/);
  await page.keyboard.press("ArrowUp");
  await search.fill("<b>nothing like this");
  await dialog(page).getByText("No example has these words.").waitFor();
  await page.keyboard.press("Enter");
  assert.ok(await dialog(page).isVisible());
  // The first empties the field.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
});

pageTest("fifty nodes and their markers are drawn", async ({ page }) => {
  await entry(page, "Examples");
  await dialog(page).getByRole("button", { name: /^Fifty nodes/ }).click();
  await look(page).waitFor();
  assert.equal(await page.locator(".node").count(), 50);
  await page.keyboard.press("End");
  await page.getByTestId("snapshot-1").getByText("complete", { exact: true }).waitFor();
});

pageTest("without the file it is said that examples are not there, and next time they are", { quiet: false }, async ({ page }) => {
  await page.route("**/lessons/examples.txt", (route) => route.abort());
  await entry(page, "Examples");
  await dialog(page).getByText("could not be loaded").waitFor();
  await page.keyboard.press("Escape");
  await page.unroute("**/lessons/examples.txt");
  await entry(page, "Examples");
  await dialog(page).getByText(`${COUNT} examples`).waitFor();
});

for (const viewport of [{ width: 1440, height: 900 }, { width: 320, height: 640 }]) {
  for (const colorScheme of ["light", "dark"]) {
    pageTest(`the list is fit for everyone, ${viewport.width} pixels wide, ${colorScheme}`, { viewport, colorScheme }, async ({ page }) => {
      await entry(page, "Examples");
      await dialog(page).getByText(`${COUNT} examples`).waitFor();
      await checkAxe(page);
      await rows(page).nth(1).getByRole("button").click();
      await look(page).waitFor();
      await checkAxe(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0);
      const stage = await page.locator(".network .picture").boundingBox();
      assert.ok(stage.height > 200, `the network is ${stage.height} high`);
    });
  }
}
