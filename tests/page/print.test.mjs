// The page on paper.

import assert from "node:assert/strict";
import { pageTest, paste, position } from "./support.mjs";

const SENDS = Array.from({ length: 200 }, (_, index) => `Send 1 2 ${index + 1}`).join("\n");
const SCRIPT = `CreateNode 1 100000\nCreateNode 2 20\n${SENDS}\nBeginSnapshot 1\nBeginSnapshot 2\nReceiveAll\nBeginSnapshot 1\nBeginSnapshot 1\nCollectState\nPrintSnapshot\n`;

for (const options of [{ colorScheme: "light" }, { colorScheme: "dark" }, { colorScheme: "dark", viewport: { width: 375, height: 720 } }]) {
  pageTest(`script, pictures, snapshots and transcript are printed, black on white: ${JSON.stringify(options)}`, options, async ({ page }) => {
    if (options.viewport) await page.getByRole("tab", { name: "Script" }).click();
    await paste(page, SCRIPT);
    await position(page).filter({ hasText: /^event (\d{3,}) of \1/ }).waitFor();
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const [script, rest] = await page.locator(".paper").all();
    const text = await script.innerText();
    assert.match(text, /^Script\s+1 {2}CreateNode 1 100000\n +2 {2}CreateNode 2 20\n/);
    assert.match(text, /\n +202 {2}Send 1 2 200\n[^]*After (\d+) of \1 events/);
    const snapshots = await rest.getByRole("heading", { name: /^Snapshot \d, started by node \d/ }).allTextContents();
    assert.equal(snapshots.length, 4, "the page shows three at most");
    assert.match(await rest.innerText(), /Snapshot 1, started by node 1, is complete\s+---Node states\nnode 1 = 79900\n[^]*\nconsistent: [^]*\nTranscript\s+Started by Node 1\n/);
    await page.getByRole("heading", { name: "What just happened" }).waitFor();
    if (!options.viewport) {
      for (const picture of [".network > svg", "svg.space-time"]) assert.ok((await page.locator(picture).boundingBox()).width > 300, picture);
    }
    for (const name of ["Export…", "Copy", "Menu"]) assert.equal(await page.getByRole("button", { name, exact: true }).count(), 0);
    const colours = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.querySelector(".page"));
      return [color, backgroundColor];
    });
    assert.deepEqual(colours, ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await page.locator(".paper").count(), 0);
  });
}

pageTest("a browser's print comes to some sheets, and leaves the page as it was", async ({ page }) => {
  const before = await page.locator(".page").evaluate((page) => page.outerHTML);
  const sheets = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type \/Page\b/g).length;
  assert.ok(sheets >= 2 && sheets <= 4, `${sheets} sheets`);
  assert.equal(await page.locator(".paper").count(), 0);
  assert.equal(await page.locator(".page").evaluate((page) => page.outerHTML), before);
});
