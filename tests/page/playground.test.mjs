// What a person does with the page, on the published page.

import assert from "node:assert/strict";
import { checkAxe, editor, pageTest, paste, position } from "./support.mjs";

const README = `CreateNode 1 1000
CreateNode 2 500
CreateNode 3 300
Send 1 2 300
Send 2 1 100
CreateNode 4 600
Send 1 3 100
Send 1 2 400
BeginSnapshot 1
Send 4 2 100
Receive 2 1
Send 4 1 700
Receive 3
Send 2 4 50
ReceiveAll
CollectState
PrintSnapshot
KillAll
`;

const PRINTED = `Started by Node 1
1 Transfer 300
ERR_SEND
1 Transfer 100
---Node states
node 1 = 200
node 2 = 1050
node 3 = 400
node 4 = 500
---Channel states
channel (1 -> 2) = 0
channel (1 -> 3) = 0
channel (1 -> 4) = 0
channel (2 -> 1) = 100
channel (2 -> 3) = 0
channel (2 -> 4) = 50
channel (3 -> 1) = 0
channel (3 -> 2) = 0
channel (3 -> 4) = 0
channel (4 -> 1) = 0
channel (4 -> 2) = 100
channel (4 -> 3) = 0`;

const printed = async (page) => (await page.getByTestId("transcript").locator(".printed").allTextContents()).join("\n");

pageTest("the README's script prints what the README's program documents", async ({ page }) => {
  await paste(page, README);
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction((last) => document.querySelector("[data-testid=transcript]").textContent.includes(last), "4 -> 3");
  assert.equal(await printed(page), PRINTED);
});

pageTest("it opens with an example that has run, at a moment worth looking at", async ({ page }) => {
  assert.equal(await position(page).textContent(), "event 18 of 65 · line 14");
  assert.equal(await page.locator(".message .marker").count(), 3);
  assert.match(await page.getByTestId("headline").textContent(), /Node 2 sends 50 to node 4/);
});

pageTest("by keyboard alone it steps to the start, to the end, and back", async ({ page }) => {
  await page.locator("#stage").focus();
  await page.keyboard.press("Home");
  assert.equal(await position(page).textContent(), "event 0 of 65 · before line 1");
  await page.keyboard.press("ArrowRight");
  assert.equal(await position(page).textContent(), "event 1 of 65 · line 1");
  for (let event = 2; event <= 65; event += 1) await page.keyboard.press("ArrowRight");
  assert.equal(await position(page).textContent(), "event 65 of 65 · line 18");
  assert.equal(await printed(page), PRINTED);
  for (let event = 64; event >= 0; event -= 1) await page.keyboard.press("ArrowLeft");
  assert.equal(await position(page).textContent(), "event 0 of 65 · before line 1");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  assert.equal(await position(page).textContent(), "event 2 of 65 · line 2");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.equal(await position(page).textContent(), "event 1 of 65 · line 1");
  await page.keyboard.press("End");
  assert.equal(await position(page).textContent(), "event 65 of 65 · line 18");
});

pageTest("space plays, and playing stops at the end", async ({ page }) => {
  await page.getByLabel("Speed").selectOption("16×");
  await page.locator("#stage").focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await page.getByRole("button", { name: "Play" }).waitFor();
  assert.match(await position(page).textContent(), /^event 65 of 65/);
});

pageTest("the keys of the page are those of the text while one types", async ({ page }) => {
  const before = await position(page).textContent();
  await editor(page).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# a note ?");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await position(page).textContent(), before);
  assert.match(await editor(page).inputValue(), /# a note \?$/);
});

pageTest("a misspelt command is mended with a click, and undone as typing is", async ({ page }) => {
  await paste(page, "CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nRecieve 2\n");
  const fault = page.locator(".fault-row").first();
  await fault.waitFor();
  assert.match(await fault.textContent(), /there is no command `?Recieve`?/);
  await page.getByRole("button", { name: /Change to .?Receive/ }).click();
  assert.match(await editor(page).inputValue(), /\nReceive 2\n$/);
  await page.locator(".fault-row").waitFor({ state: "detached" });
  assert.equal(await printed(page), "1 Transfer 3");
  await editor(page).focus();
  await page.keyboard.press("Control+Z");
  assert.match(await editor(page).inputValue(), /\nRecieve 2\n$/);
});

pageTest("a half-written script shows what it can, and loses nothing", async ({ page }) => {
  const text = "CreateNode 1 10\nCreateNode 2\nSend 1 2 3\nCreateNode 3 5\nBegin";
  await paste(page, text);
  await page.locator(".fault-row").nth(2).waitFor();
  assert.equal(await editor(page).inputValue(), text);
  assert.equal(await page.locator(".node").count(), 2);
});

pageTest("HTML in a script is text", async ({ page }) => {
  const text = `<img src=x onerror="window.intruder = true"><script>window.intruder = true</script>\nCreateNode 1 10\n`;
  await paste(page, text);
  await page.locator(".fault-row").first().waitFor();
  assert.equal(await page.evaluate(() => window.intruder), undefined);
  assert.equal(await page.locator("main img").count(), 0);
  assert.equal(await editor(page).inputValue(), text);
});

pageTest("nonsense of many kinds is told, kept, and run as far as it goes", async ({ page }) => {
  const texts = [
    "\u0000\u0001\u0002", "Sénd 1 2 3\n发送 1 2 3\n", "Send\t1\t2\t3", "CreateNode 99999999999999999999 1\n", "CreateNode -1 -1\n",
    "PrintSnapshot\nCollectState\nKillAll\nSend 1 2 3\n", "CreateNode 1 9007199254740991\nCreateNode 2 1\n",
    "CreateNode 1 1\nCreateNode 1 1\nSend 1 1 1\nReceive 1 1\n", "CreateNode 1 1\nCreateNode 2 1\nBeginSnapshot 1\nCreateNode 3 1\nCollectState\nPrintSnapshot\n",
  ];
  for (const text of texts) {
    await paste(page, text);
    await page.locator(".fault-row").first().waitFor();
    assert.ok((await page.locator(".fault-row").first().textContent()).length > 20);
  }
});

pageTest("ten thousand lines are there at once, and what was there before is kept", async ({ page }) => {
  const before = await editor(page).inputValue();
  const lines = Array.from({ length: 5_000 }, (_, at) => `Send 1 2 ${at % 7}\nReceive 2`).join("\n");
  await paste(page, `CreateNode 1 1000000\nCreateNode 2 0\n${lines}\n`);
  await page.keyboard.press("Control+Enter");
  await page.getByText("event 10,002 of 10,002 · line 10,002").waitFor();
  await page.getByRole("button", { name: "Bring it back" }).click();
  await page.getByText("of 65 ·").waitFor();
  assert.equal(await editor(page).inputValue(), before);
});

pageTest("ten megabytes run, with progress, and the page stays usable", async ({ page }) => {
  const text = `CreateNode 1 1000000\nCreateNode 2 0\n${"Send 1 2 1\nReceive 2\n".repeat(480_000)}`;
  assert.ok(text.length > 10_000_000);
  await paste(page, text);
  await page.getByText("event 960,002 of 960,002 · line 960,002").waitFor({ timeout: 60_000 });
  await page.locator("#stage").focus();
  await page.keyboard.press("Home");
  await page.getByText("event 0 of 960,002").waitFor();
});

pageTest("the timeline of a narrow page leads to any moment", { viewport: { width: 375, height: 720 } }, async ({ page }) => {
  const timeline = page.getByRole("slider", { name: "Moment" });
  await timeline.fill("40");
  assert.match(await position(page).textContent(), /^event 40 of 65/);
  assert.match(await timeline.getAttribute("aria-valuetext"), /^event 40 of 65/);
});

pageTest("a click on a line number goes to the moment after that line", async ({ page }) => {
  await page.getByRole("button", { name: "Go to line 9", exact: true }).click();
  assert.match(await position(page).textContent(), /· line 9$/);
});

pageTest("the list of keys opens with a question mark and closes with Escape", async ({ page }) => {
  await page.locator("#stage").focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.waitFor();
  await checkAxe(page);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
});

pageTest("the theme is changed, and kept", async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const theme = page.getByRole("button", { name: /^Theme/ });
  const light = await background();
  await theme.click();
  await theme.click();
  const dark = await background();
  assert.notEqual(dark, light);
  await page.reload();
  await theme.waitFor();
  assert.equal(await background(), dark);
});

pageTest("a narrow page shows one part at a time", { viewport: { width: 375, height: 720 } }, async ({ page }) => {
  await page.getByRole("tab", { name: "Script" }).click();
  assert.ok(await editor(page).isVisible());
  assert.ok(!(await page.getByTestId("headline").isVisible()));
  await page.getByRole("tab", { name: "Explanation" }).click();
  assert.ok(await page.getByTestId("headline").isVisible());
  await checkAxe(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0);
});

for (const colorScheme of ["light", "dark"]) {
  pageTest(`it is accessible in ${colorScheme} colours at every kind of moment`, { colorScheme }, async ({ page }) => {
    await paste(page, `${README.replace("KillAll\n", "")}Receive 2 3\nrecieve 1\nSend 9 1 1\nBeginSnapshot 2\nBeginSnapshot 3\nReceive 4\n`);
    await page.locator(".fault-row").first().waitFor();
    await checkAxe(page);
    await page.locator("#stage").focus();
    for (const key of ["Home", "ArrowRight", "End", "ArrowLeft"]) {
      await page.keyboard.press(key);
      await checkAxe(page);
    }
  });
}
