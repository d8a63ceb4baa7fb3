// What a person does in the picture, on the published page.

import assert from "node:assert/strict";
import { checkAxe, pageTest } from "./support.mjs";

const script = (page) => page.getByRole("textbox", { name: "Script" });
const position = (page) => page.getByTestId("position").textContent();
const note = (page) => page.locator(".acts p").textContent();
const focused = (page, selector) => page.evaluate((selector) => document.activeElement.matches(selector), selector);

/** Presses Tab until what a selector finds has the focus. */
async function tabTo(page, selector) {
  for (let stop = 0; stop < 60; stop += 1) {
    if (await focused(page, selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

pageTest("from the keyboard alone one acts within a run, reads what was replaced, and undoes it", async ({ page }) => {
  const text = await script(page).inputValue();
  const before = await position(page);
  await page.locator("#stage").focus();
  await tabTo(page, "[data-node='2']");
  await page.keyboard.press("s");
  await page.getByRole("dialog", { name: "Node 2 · 650" }).waitFor();
  await checkAxe(page);
  await page.keyboard.type("20");
  await page.keyboard.press("Tab");
  await page.keyboard.type("3");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator(".node-menu").waitFor({ state: "detached" });
  assert.match(await script(page).inputValue(), /\nSend 2 4 50\nSend 2 3 20\n$/);
  assert.equal(await position(page), "event 19 of 19 · line 15");
  assert.equal(await note(page), "What followed line 14 was replaced: 4 lines.");
  assert.ok(await focused(page, "[data-node='2']"));
  await tabTo(page, ".message.head[aria-label='Deliver marker 1 from node 1 to node 3']");
  await page.keyboard.press("Enter");
  assert.ok(await focused(page, "[data-node='3']"));
  assert.match(await script(page).inputValue(), /\nSend 2 3 20\nReceive 3 1\n$/);
  await checkAxe(page);
  await page.keyboard.press("Control+Z");
  await page.keyboard.press("Control+Z");
  assert.equal(await script(page).inputValue(), text);
  assert.equal(await position(page), before);
  assert.equal(await note(page), "");
});

pageTest("what an act replaced can be brought back in the script, too", async ({ page }) => {
  const text = await script(page).inputValue();
  await page.locator(".message.head").first().click();
  assert.match(await script(page).inputValue(), /\nSend 2 4 50\nReceive 2 1\n$/);
  await script(page).focus();
  await page.keyboard.press("Control+Z");
  assert.equal(await script(page).inputValue(), text);
  assert.equal(await position(page), "event 18 of 65 · line 14");
});

pageTest("on a narrow page the menu fits, and nothing is lost", { viewport: { width: 375, height: 640 } }, async ({ page }) => {
  for (const node of [1, 2, 3, 4]) {
    await page.locator(`[data-node='${node}']`).click();
    const menu = await page.locator(".node-menu").boundingBox();
    const stage = await page.locator(".network").boundingBox();
    assert.ok(menu.x >= stage.x && menu.x + menu.width <= stage.x + stage.width, `node ${node}`);
    assert.ok(menu.y >= stage.y && menu.y + menu.height <= stage.y + stage.height, `node ${node}`);
    await checkAxe(page);
    await page.keyboard.press("Escape");
  }
  await page.locator("[data-node='2']").press("r");
  assert.equal(await note(page), "What followed line 14 was replaced: 4 lines.");
  await page.getByRole("tab", { name: "Script" }).click();
  await script(page).press("Control+End");
  await page.keyboard.type("# typed");
  await page.getByRole("button", { name: "Bring it back" }).click();
  assert.match(await script(page).inputValue(), /\nKillAll\n$/);
});
