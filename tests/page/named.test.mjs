// Scripts with a name: saved, opened, renamed, replaced, deleted, and all of that taken back.

import assert from "node:assert/strict";
import { checkAxe, editor, open, pageTest, paste } from "./support.mjs";

const OURS = "# ours\nCreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n";

const dialog = (page) => page.getByRole("dialog", { name: "Scripts kept in this browser" });
const shelf = (page) => dialog(page).locator("h3:text-is('Saved') + ul");
const names = (page) => shelf(page).locator("code").allTextContents();
const said = (page) => dialog(page).getByRole("status");
const text = (page) => editor(page).inputValue();
const button = (page, name) => dialog(page).getByRole("button", { name, exact: true });

const openDialog = async (page) => {
  await page.getByRole("button", { name: "Save…" }).click();
  await dialog(page).waitFor();
};

const saveAs = async (page, name) => {
  await dialog(page).getByLabel("Save this script as").fill(name);
  await page.keyboard.press("Enter");
};

pageTest("a script is saved under a name, opened, and its name is known then", async ({ page }) => {
  await paste(page, OURS);
  await editor(page).focus();
  await page.keyboard.press("Control+S");
  await dialog(page).waitFor();
  assert.ok(await dialog(page).getByLabel("Save this script as").evaluate((field) => field === document.activeElement));
  await page.keyboard.type("  <b>Ours</b> ä ");
  await page.keyboard.press("Enter");
  await said(page).getByText("Saved as “<b>Ours</b> ä”.").waitFor();
  await checkAxe(page);
  await page.keyboard.press("Escape");
  await paste(page, "# other\n");
  await page.reload();
  await openDialog(page);
  assert.deepEqual(await names(page), ["<b>Ours</b> ä"]);
  assert.equal(await dialog(page).getByLabel("Save this script as").inputValue(), "");
  await shelf(page).getByRole("button").first().click();
  await dialog(page).waitFor({ state: "hidden" });
  assert.equal(await text(page), OURS);
  await openDialog(page);
  assert.equal(await dialog(page).getByLabel("Save this script as").inputValue(), "<b>Ours</b> ä");
});

pageTest("a name that is taken is asked about, and what was replaced comes back", async ({ page }) => {
  await paste(page, OURS);
  await openDialog(page);
  await saveAs(page, "mine");
  await page.keyboard.press("Escape");
  await paste(page, "# longer\n# than that\n");
  await openDialog(page);
  await saveAs(page, "mine");
  await said(page).getByText("There is a script “mine” already.").waitFor();
  await checkAxe(page);
  await button(page, "Leave it").click();
  assert.match(await shelf(page).textContent(), /5 lines/);
  await saveAs(page, "mine");
  await button(page, "Replace it").click();
  assert.match(await shelf(page).textContent(), /2 lines/);
  await button(page, "Undo").click();
  assert.match(await shelf(page).textContent(), /5 lines/);
});

pageTest("a script gets another name, is deleted, and comes back", async ({ page }) => {
  await paste(page, OURS);
  await openDialog(page);
  await saveAs(page, "b");
  await saveAs(page, "c");
  await saveAs(page, "A");
  assert.deepEqual(await names(page), ["A", "b", "c"]);
  await button(page, "Rename b").click();
  const field = dialog(page).getByLabel("New name");
  assert.ok(await field.evaluate((field) => field === document.activeElement));
  await checkAxe(page);
  await field.fill("c");
  await page.keyboard.press("Enter");
  await button(page, "Leave it").click();
  assert.deepEqual(await names(page), ["A", "b", "c"]);
  await button(page, "Rename b").click();
  await field.fill("d");
  await page.keyboard.press("Enter");
  assert.deepEqual(await names(page), ["A", "c", "d"]);
  await button(page, "Delete c").click();
  assert.deepEqual(await names(page), ["A", "d"]);
  // The button is gone; the next one has the focus.
  await page.keyboard.press("Enter");
  assert.deepEqual(await names(page), ["A", "c", "d"]);
});

pageTest("two tabs see each other's names, and neither undoes what the other did", async ({ page, context, url }) => {
  const other = await context.newPage();
  await open(other, url);
  await openDialog(other);
  await paste(page, OURS);
  await openDialog(page);
  await saveAs(page, "shared");
  await shelf(other).getByText("shared").waitFor();
  await saveAs(other, "shared");
  await button(other, "Replace it").click();
  await said(other).getByText("Saved as “shared”.").waitFor();
  assert.match(await shelf(page).textContent(), /18 lines/);
  await button(page, "Undo").click();
  await said(page).getByText("was changed elsewhere").waitFor();
  assert.match(await shelf(page).textContent(), /18 lines/);
  await button(other, "Undo").click();
  await shelf(page).getByText("5 lines").waitFor();
});

pageTest("nonsense under names is passed over, and a hundred are enough", async ({ page }) => {
  await page.evaluate(() => {
    ["", "x", "\n", "-1 end\nKillAll", "\ud800"].forEach((value, at) => localStorage.setItem(`shutter.named.bad ${at}`, value));
    localStorage.setItem("shutter.named.", "1 end\nKillAll");
    for (let at = 1; at < 100; at += 1) localStorage.setItem(`shutter.named.good ${at}`, "1 3\nKillAll");
  });
  await openDialog(page);
  assert.equal((await names(page)).length, 100);
  await saveAs(page, "one more");
  await said(page).getByText("A hundred scripts").waitFor();
  await saveAs(page, "good 7");
  await button(page, "Replace it").click();
  await said(page).getByText("Saved").waitFor();
});

const failing = [
  ["full", () => (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); })],
  ["forbidden", () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })],
];
for (const [how, fail] of failing) {
  pageTest(`a storage that is ${how} is told of when a script is saved`, async ({ page }) => {
    await page.evaluate(fail);
    await openDialog(page);
    await saveAs(page, "a");
    await said(page).getByText("no room").waitFor();
    await page.keyboard.press("Escape");
    assert.match(await text(page), /^CreateNode 1 1000/);
  });
}

pageTest("a rename for which there is no room changes nothing", async ({ page }) => {
  await openDialog(page);
  await saveAs(page, "a");
  await page.evaluate(() => (Storage.prototype.setItem = (key) => {
    if (key.endsWith("b")) throw new DOMException("full", "QuotaExceededError");
  }));
  await button(page, "Rename a").click();
  await dialog(page).getByLabel("New name").fill("b");
  await page.keyboard.press("Enter");
  await said(page).getByText("no room").waitFor();
});

pageTest("the dialog fits a small page", { viewport: { width: 320, height: 480 } }, async ({ page }) => {
  await page.getByRole("tab", { name: "Script" }).click();
  await openDialog(page);
  await saveAs(page, "a name that is as long as names can be, which is sixty letters");
  await checkAxe(page);
  const box = await dialog(page).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 320 && box.y >= 0 && box.y + box.height <= 480);
  const spill = await dialog(page).evaluate((dialog) => [dialog, dialog.querySelector(".shelves")].map((box) => box.scrollWidth - box.clientWidth));
  assert.deepEqual(spill, [0, 0]);
});
