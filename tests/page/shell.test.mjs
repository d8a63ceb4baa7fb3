// The frame of the page: its header, in a row or as a menu.

import assert from "node:assert/strict";
import { checkAxe, pageTest, position } from "./support.mjs";

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
