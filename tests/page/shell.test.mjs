// The frame of the page: its header, in a row or as a menu.

import assert from "node:assert/strict";
import { checkAxe, editor, pageTest, paste, position } from "./support.mjs";

const narrow = { viewport: { width: 375, height: 720 } };
const menu = (page) => page.getByRole("button", { name: "Menu" });
const keys = (page) => page.locator("#entries").getByRole("button", { name: "Keys" });

pageTest("a wide page has its entries in a row", async ({ page }) => {
  assert.equal(await menu(page).count(), 0);
  assert.ok(await keys(page).isVisible());
});

pageTest("a narrow page has its entries in a menu", narrow, async ({ page }) => {
  assert.ok(!(await keys(page).isVisible()));
  await menu(page).focus();
  await page.keyboard.press("Enter");
  assert.ok(await keys(page).isVisible());
  await checkAxe(page);
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("#entries") !== null));
  await page.keyboard.press("Escape");
  assert.ok(!(await keys(page).isVisible()));
  assert.ok(await menu(page).evaluate((button) => button === document.activeElement));
});

pageTest("the menu gives way to a dialog, and to a press elsewhere", narrow, async ({ page }) => {
  await menu(page).click();
  await keys(page).click();
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.waitFor();
  assert.ok(!(await keys(page).isVisible()));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await menu(page).click();
  await position(page).click();
  assert.ok(!(await keys(page).isVisible()));
});

pageTest("the menu becomes a row when the page grows", narrow, async ({ page }) => {
  await menu(page).click();
  await page.setViewportSize({ width: 1200, height: 800 });
  await menu(page).waitFor({ state: "detached" });
  assert.ok(await keys(page).isVisible());
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0);
});

const random = async (page, numbers) => {
  await page.getByRole("button", { name: "Random…" }).click();
  const dialog = page.getByRole("dialog", { name: "Random script" });
  for (const [name, number] of Object.entries(numbers)) await dialog.getByLabel(name).fill(String(number));
  await dialog.getByRole("button", { name: "Make it" }).click();
  return dialog;
};

pageTest("a script is made by chance, the same from the same seed, and what was there is kept", async ({ page }) => {
  const text = () => editor(page).inputValue();
  await paste(page, "# ours\nCreateNode 1 1\n");
  const dialog = await random(page, { Nodes: 3, Commands: 30, Snapshots: 2, Seed: 7 });
  await dialog.waitFor({ state: "hidden" });
  const made = await text();
  assert.match(made, /^# A random workload: nodes 3, commands 30, snapshots 2, seed 7\n/);
  assert.match(await position(page).textContent(), /^event 18 of/);
  assert.equal(await page.locator(".fault-row").count(), 0);
  await page.getByRole("button", { name: "Random…" }).click();
  await checkAxe(page);
  const seed = await dialog.getByLabel("Seed").inputValue();
  await dialog.getByRole("button", { name: "Another seed" }).click();
  assert.notEqual(await dialog.getByLabel("Seed").inputValue(), seed);
  await page.keyboard.press("Escape");
  await random(page, { Seed: 8 });
  assert.notEqual(await text(), made);
  await random(page, { Seed: 7 });
  assert.equal(await text(), made);
  await page.getByRole("button", { name: "Recent" }).click();
  await page.getByText("# ours").waitFor();
});

pageTest("a script that cannot be made is told why, and changes nothing", async ({ page }) => {
  const before = await editor(page).inputValue();
  const dialog = await random(page, { Nodes: 3, Commands: 2, Snapshots: 3, Seed: 1 });
  await dialog.getByText("2 commands cannot begin more than 2 snapshots.").waitFor();
  await checkAxe(page);
  await page.keyboard.press("Escape");
  await random(page, { Nodes: 1000, Commands: 1000, Snapshots: 1 });
  await dialog.getByText("more than a million events").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await editor(page).inputValue(), before);
});
