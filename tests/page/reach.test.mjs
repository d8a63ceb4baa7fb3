// Verdicts, the run in which a recorded state occurs, and the run as a table, on the published page.

import assert from "node:assert/strict";
import { checkAxe, editor, pageTest, paste, position } from "./support.mjs";

// Figure 8 of Chandy and Lamport's paper.
const FIGURE_8 = `CreateNode 1 10
CreateNode 2 20
BeginSnapshot 1
Send 1 2 3
Send 2 1 4
Receive 1 2
Receive 2 1
Receive 1 2
ReceiveAll
CollectState
PrintSnapshot
`;

const card = (page) => page.getByTestId("snapshot-1");
const panel = (page) => page.getByTestId("exchanges");

pageTest("by keyboard alone an equivalent run is played to its end, opened as a script, and taken back", async ({ page }) => {
  await paste(page, FIGURE_8);
  await card(page).getByText("This exact state never occurred").waitFor();
  assert.equal(await card(page).locator(".judgements .good").count(), 3);
  const before = await position(page).textContent();

  await page.getByRole("button", { name: "Show how" }).focus();
  await page.keyboard.press("Enter");
  await panel(page).waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Play the exchanges");
  await page.keyboard.press("Enter");
  await panel(page).getByText("Here the state is exactly what snapshot 1 recorded.").waitFor();
  assert.equal(await page.getByRole("slider", { name: "Exchange" }).getAttribute("aria-valuetext"), "4 of 4");
  await checkAxe(page);
  await page.getByRole("slider", { name: "Exchange" }).focus();
  await page.keyboard.press("ArrowLeft");
  assert.match(await panel(page).textContent(), /Exchange 3 of 4: “Node 2 sends 4 to node 1” moves before/);
  await page.keyboard.press("Escape");
  await panel(page).waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement.textContent === "Show how");

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("textarea").value.includes("# Here the state is exactly"));
  assert.deepEqual(await page.locator(".node .balance").allTextContents(), ["10", "16"]);
  assert.equal(await page.locator(".message .coin").count(), 1);
  await editor(page).focus();
  await page.keyboard.press("Control+Z");
  assert.equal(await editor(page).inputValue(), FIGURE_8);
  assert.equal(await position(page).textContent(), before);
});

pageTest("a state that occurred is gone to", async ({ page }) => {
  await paste(page, "CreateNode 1 10\nCreateNode 2 5\nBeginSnapshot 1\nReceiveAll\nSend 1 2 3\n");
  await page.getByRole("button", { name: "after event 2" }).click();
  assert.match(await position(page).textContent(), /^event 2 of/);
});

for (const viewport of [{ width: 1280, height: 800 }, { width: 375, height: 720 }]) {
  pageTest(`the run is a table too, ${viewport.width} pixels wide, and is gone through by keys`, { viewport }, async ({ page }) => {
    if (viewport.width < 992) await page.getByRole("tab", { name: "Diagram" }).click();
    await page.getByRole("button", { name: "Table" }).focus();
    await page.keyboard.press("Enter");
    const current = page.locator("[data-testid=event-table] [aria-current]");
    assert.match(await current.textContent(), /^182Node 2 sends 50 to node 4line 14650$/);
    await checkAxe(page);
    await current.getByRole("button").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.match(await position(page).textContent(), /^event 19 of 65/);
    await page.keyboard.press("ArrowRight");
    assert.match(await current.textContent(), /^20/);
    await page.keyboard.press("End");
    assert.match(await current.textContent(), /^65KillAll ends every node/);
    await current.waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0);
    await page.getByRole("button", { name: "Run order" }).click();
    await page.getByRole("group", { name: "Space-time diagram" }).waitFor();
  });
}
