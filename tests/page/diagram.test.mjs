// What a person does with the space-time diagram, on the published page.

import assert from "node:assert/strict";
import { checkAxe, pageTest, paste, position } from "./support.mjs";

const TRANSFER = "CreateNode 1 100\nCreateNode 2 50\nSend 1 2 30\nReceive 2\n";

const picture = (page) => page.getByRole("group", { name: "Space-time diagram" });
const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];

async function drag(page, handle, to) {
  await page.mouse.move(...middle(await handle.boundingBox()));
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 8 });
  await page.mouse.up();
}

pageTest("the moment is dragged along the diagram, and stepped from there", async ({ page }) => {
  const grip = page.getByRole("slider", { name: "Moment" });
  const box = await picture(page).boundingBox();
  await drag(page, grip, [box.x + box.width - 2, box.y + 40]);
  assert.match(await position(page).textContent(), /^event 65 of 65/);
  assert.match(await grip.getAttribute("aria-valuetext"), /^event 65 of 65/);
  await grip.focus();
  await page.keyboard.press("ArrowLeft");
  assert.match(await position(page).textContent(), /^event 64 of 65/);
});

pageTest("a cut that is dragged over a receive without its send says so, and is put right", async ({ page }) => {
  await paste(page, TRANSFER);
  await page.getByText("event 4 of 4").waitFor();
  await page.getByRole("button", { name: "Cut", exact: true }).click();
  const verdict = page.locator(".cut-line").getByRole("status");
  assert.match(await verdict.textContent(), /Consistent cut/);
  const box = await picture(page).boundingBox();
  const handle = page.getByRole("slider", { name: "Cut of node 1" });
  const [, y] = middle(await handle.boundingBox());
  await drag(page, handle, [box.x + box.width * 0.45, y]);
  assert.equal(
    await verdict.textContent(),
    "✕ Inconsistent cut. 30 counted twice: the transfer 1 → 2 was received before the cut but sent after it.",
  );
  assert.match(await page.getByRole("region", { name: "Your cut" }).textContent(), /180 ≠ 150 in the bank.*30 too much/);
  await checkAxe(page);
  await page.getByRole("button", { name: "Nearest before" }).click();
  assert.match(await verdict.textContent(), /Consistent cut/);
  assert.match(await page.getByRole("region", { name: "Your cut" }).textContent(), /150 = 150 in the bank/);
});

pageTest("a cut is moved by the keyboard alone", async ({ page }) => {
  await paste(page, TRANSFER);
  await page.getByText("event 4 of 4").waitFor();
  await page.getByRole("button", { name: "Cut", exact: true }).focus();
  await page.keyboard.press("Enter");
  const handle = page.getByRole("slider", { name: "Cut of node 1" });
  await handle.focus();
  await page.keyboard.press("ArrowLeft");
  assert.match(await handle.getAttribute("aria-valuetext"), /^after event 1: Node 1 joins/);
  assert.match(await page.locator(".cut-line").getByRole("status").textContent(), /Inconsistent cut. 30 counted twice/);
  await page.keyboard.press("ArrowRight");
  assert.match(await page.locator(".cut-line").getByRole("status").textContent(), /Consistent cut/);
});

pageTest("events are gone through by the keyboard, told, and gone to", async ({ page }) => {
  await paste(page, TRANSFER);
  await page.getByText("event 4 of 4").waitFor();
  const cursor = picture(page).getByRole("button", { name: /^Event 4: Node 2 receives 30 from node 1/ });
  await cursor.focus();
  await page.getByText("vector clock 1:2 2:2").waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.getByText("vector clock 2:1").waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  assert.match(await position(page).textContent(), /^event [13] of 4/);
});

pageTest("a narrow page has the diagram in a tab, where it is the timeline", { viewport: { width: 375, height: 720 } }, async ({ page }) => {
  await page.getByRole("tab", { name: "Diagram" }).click();
  await picture(page).waitFor();
  assert.equal(await page.getByRole("slider", { name: "Moment" }).count(), 1);
  await checkAxe(page);
});

pageTest("a message in flight is delivered from its arrow, and that is undone", async ({ page }) => {
  await paste(page, "CreateNode 1 100\nCreateNode 2 50\nSend 1 2 30\n");
  await page.getByText("event 3 of 3").waitFor();
  await picture(page).getByRole("button", { name: /^Event 3: Node 1 sends 30 to node 2/ }).focus();
  await page.getByText("press D here, to deliver it now").waitFor();
  await page.keyboard.press("d");
  await page.getByText("event 4 of 4 · line 4").waitFor();
  assert.match(await page.getByRole("textbox", { name: "Script" }).inputValue(), /\nReceive 2 1\n?$/);
  await page.locator("#stage").focus();
  await page.keyboard.press("Control+Z");
  await page.getByText("event 3 of 3").waitFor();
});
