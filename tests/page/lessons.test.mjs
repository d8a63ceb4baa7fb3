// Lessons, predictions, and links to exercises, which give nothing away.

import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { checkAxe, editor, open, pageTest, paste, position } from "./support.mjs";

const OURS = "# ours\nCreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n";

// Recorded are 71,234 and 85,560 in nodes 1 and 2, and 1,304 in channel 2 -> 1; at the moment of the link no node has as much.
const EXERCISE = `CreateNode 1 71734
CreateNode 2 86364
Send 1 2 500
Send 2 1 777
BeginSnapshot 1
Send 1 2 34
Send 2 1 37
Receive 2
Send 2 1 490
Receive 2
ReceiveAll
CollectState
PrintSnapshot
`;
const RECORDED = ["71234", "71,234", "85560", "85,560", "1304", "1,304", "156794", "156,794"];

const holding = (text, rest) => `#v1=${deflateSync(text).toString("base64url")}${rest}`;

const panel = (page) => page.getByTestId("lesson");
const form = (page) => page.getByTestId("prediction");
const field = (page, name) => form(page).getByLabel(name, { exact: true });
const check = (page) => form(page).getByRole("button", { name: "Check" }).click();

const entry = async (page, name) => {
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("button", { name, exact: true }).click();
};
const lesson = async (page, name) => {
  await entry(page, "Lessons");
  await page.getByRole("dialog", { name: "Lessons" }).getByRole("button", { name }).click();
  await panel(page).waitFor();
};
const next = (page) => panel(page).getByRole("button", { name: "Next" }).click();
const heading = (page, name) => panel(page).getByRole("heading", { name }).waitFor();

/** All texts and attributes of the page, and what is in its fields. */
const everything = (page) => page.evaluate(() => {
  const all = [document.title];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) all.push(texts.currentNode.data);
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      // Places of things that are drawn are long fractions.
      if (!["d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "points", "transform", "viewBox"].includes(name)) all.push(value);
    }
    if ("value" in element) all.push(String(element.value));
  }
  return all.join("\n");
});
const leaks = async (page) => {
  const all = await everything(page);
  return RECORDED.filter((number) => all.includes(number));
};

pageTest("a lesson is walked through: an action, and a prediction that is wrong, then right", async ({ page }) => {
  await paste(page, OURS);
  await lesson(page, /^A state that never was/);
  await heading(page, "Predict it");
  assert.equal(await page.getByTestId("snapshot-1").count(), 0);
  await field(page, "node 1 records").fill("7");
  await field(page, "node 2 records").fill("16");
  await field(page, "in channel 2 → 1").fill("4");
  await check(page);
  await form(page).getByRole("status").getByText("3 of 4 are right.").waitFor();
  const wrong = field(page, "node 1 records");
  assert.equal(await wrong.getAttribute("aria-invalid"), "true");
  const why = page.locator(`#${await wrong.getAttribute("aria-describedby")}`);
  assert.match(await why.textContent(), /^Node 1 begins the snapshot and records at once\. Node 1 has that only later\./);
  await checkAxe(page);

  await why.getByRole("button", { name: /^Show me/ }).click();
  assert.match(await page.getByTestId("headline").textContent(), /^Node 1 records its balance for snapshot 1\.$/);
  assert.equal(await page.locator(".node .balance").first().textContent(), "10");
  await wrong.fill("10");
  await page.keyboard.press("Enter");
  await panel(page).getByRole("status").getByText("All right. What was recorded is shown now.").waitFor();
  assert.equal(await form(page).count(), 0);
  assert.match(await page.getByTestId("headline").textContent(), /^Node 1 records its balance 10 for snapshot 1\.$/);
  await page.getByTestId("snapshot-1").waitFor();

  await next(page);
  await heading(page, "Look for it");
  assert.equal(await panel(page).getByRole("status").textContent(), "");
  await panel(page).focus();
  await page.keyboard.press("End");
  await panel(page).getByRole("status").getByText("Done.").waitFor();
  await next(page);
  await page.getByRole("button", { name: "Show how snapshot 1 is reached" }).click();
  await page.getByRole("button", { name: "Play the exchanges" }).click();
  await panel(page).getByRole("status").getByText("Done.").waitFor();
  await panel(page).getByRole("button", { name: "Finish" }).click();
  const row = page.getByRole("dialog", { name: "Lessons" }).getByRole("button", { name: /^A state that never was/ });
  await row.getByText("✓ done").waitFor();
  assert.equal(await panel(page).count(), 0);

  // What the lesson had in the editor is no script of the person's.
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Recent" }).click();
  const kept = await page.getByRole("dialog").getByRole("listitem").allTextContents();
  assert.deepEqual(kept.map((line) => line.slice(0, 6)), ["# ours"]);
});

pageTest("acting in the picture is noticed, and one can go back", async ({ page }) => {
  await lesson(page, /^The marker/);
  const before = await editor(page).inputValue();
  await page.locator('[data-node="1"]').focus();
  await page.keyboard.press("b");
  await panel(page).getByRole("status").getByText("Done.").waitFor();
  assert.notEqual(await editor(page).inputValue(), before);
  await next(page);
  await heading(page, "Nothing overtakes");
  for (let left = 2; left > 0; left -= 1) await page.locator(".message.head").first().press("Enter");
  await panel(page).getByRole("status").getByText("Done.").waitFor();
  await panel(page).getByRole("button", { name: "Back" }).click();
  await heading(page, "Record, then tell");
  assert.equal(await editor(page).inputValue(), before);
  await panel(page).getByRole("button", { name: "Close" }).click();
  assert.equal(await panel(page).count(), 0);
  await entry(page, "Lessons");
  await page.getByRole("button", { name: /^The marker.*go on with step 3 of 3/ }).waitFor();
});

pageTest("two snapshots are predicted one after the other", async ({ page }) => {
  await lesson(page, /^Two at a time/);
  await next(page);
  await heading(page, "One payment, two answers");
  await field(page, "node 1 records").fill("150");
  await field(page, "node 2 records").fill("207");
  await field(page, "in channel 2 → 1").fill("35, 8");
  await check(page);
  await form(page).getByText("✓ All right.").waitFor();
  assert.equal(await page.getByTestId("snapshot-1").count(), 0);
  await form(page).getByRole("button", { name: "Next snapshot" }).click();
  await form(page).getByRole("heading", { name: "Snapshot 2 (2 of 2)" }).waitFor();
  assert.equal(await field(page, "node 1 records").inputValue(), "");
  await form(page).getByRole("button", { name: "Show the answer" }).click();
  await page.getByTestId("snapshot-2").waitFor();
});

pageTest("a cut drawn by hand is noticed", async ({ page }) => {
  await lesson(page, /^Why not just ask/);
  for (let left = 3; left > 0; left -= 1) await next(page);
  await heading(page, "What would be right?");
  await page.getByRole("button", { name: "Cut", exact: true }).click();
  assert.equal(await panel(page).getByRole("status").textContent(), "");
  await page.getByRole("slider", { name: "Cut of node 1" }).press("Home");
  await panel(page).getByRole("status").getByText("Done.").waitFor();
});

const PLACES = ["Run order", "Causal depth", "Table"];
pageTest("a link to an exercise gives nothing away, wherever one looks, until it is answered", async ({ page, url }) => {
  await page.goto("about:blank");
  await open(page, url + holding(EXERCISE, "&at=9&hide=1"));
  await form(page).waitFor();
  assert.match(await position(page).textContent(), /^event 9 of .* line 7/);
  assert.deepEqual(await leaks(page), []);
  for (const place of PLACES) {
    await page.getByRole("button", { name: place }).click();
    assert.deepEqual(await leaks(page), [], place);
    assert.doesNotMatch(await everything(page), /records its balance [\d,]|recorded [\d,]|closes .* with [\d,]|as empty|belongs to channel/);
  }
  await page.getByRole("button", { name: "Run order" }).click();
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByText("Not before it is predicted").waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);
  await panel(page).focus();
  await page.keyboard.press("End");
  assert.match(await page.getByTestId("transcript").textContent(), /node 1 = \?node 2 = \?---Channel stateschannel \(1 -> 2\) = \?channel \(2 -> 1\) = \?$/);
  assert.deepEqual(await leaks(page), []);
  await page.reload();
  await form(page).waitFor();
  assert.deepEqual(await leaks(page), []);

  await field(page, "node 1 records").fill("71,234");
  await field(page, "node 2 records").fill("85 560");
  await field(page, "in channel 2 → 1").fill("777 + 37 + 490");
  await check(page);
  await panel(page).getByRole("status").getByText("All right.").waitFor();
  assert.ok((await leaks(page)).length > 3);
  assert.match(await page.getByTestId("transcript").textContent(), /node 1 = 71234/);
  await page.reload();
  await page.getByTestId("snapshot-1").waitFor();
  assert.equal(await panel(page).count(), 0);
});

pageTest("the step to each moment of an exercise says no more than what anybody sees", async ({ page, url }) => {
  await page.goto("about:blank");
  await open(page, url + holding(EXERCISE, "&at=0&hide=1"));
  await form(page).waitFor();
  await panel(page).focus();
  for (let at = 0; at < 40; at += 1) {
    await page.keyboard.press("ArrowRight");
    const all = await everything(page);
    assert.doesNotMatch(all, /records its balance [\d,]|recorded [\d,]|with [\d,]+ in it|as empty|belongs to channel|nothing so far/);
    // The sum of the channel is at no moment on show.
    assert.ok(!all.includes("1,304") && !all.includes("1304"));
  }
});

const exercise = (page) => page.getByRole("checkbox", { name: /^As an exercise/ });

pageTest("an exercise in another page gives nothing away either, and leads to the full one", async ({ page, url }) => {
  await page.goto("about:blank");
  await open(page, `${url}?embed=both${holding(EXERCISE, "&at=9&hide=1")}`);
  await page.getByText("event 9 of").first().waitFor();
  assert.deepEqual(await leaks(page), []);
  assert.match(await page.getByRole("link", { name: "Open in Shutter" }).getAttribute("href"), /&at=\d+&hide=1$/);
});

pageTest("a link to an exercise is made where links are, and opens elsewhere at the same moment", async ({ page }) => {
  await entry(page, "Share…");
  await exercise(page).check();
  await checkAxe(page);
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  assert.match(link, /#v1=[\w-]+&at=18&hide=1$/);
  assert.ok((await page.getByRole("textbox", { name: "Code" }).inputValue()).includes("&amp;hide=1"));
  const context = await page.context().browser().newContext();
  try {
    const other = await context.newPage();
    await open(other, link);
    await form(other).waitFor();
    assert.match(await position(other).textContent(), /^event 18 of .* line 14/);
    // What is shared from there gives nothing away either.
    await entry(other, "Share…");
    assert.ok(await exercise(other).isDisabled());
    assert.equal(await other.getByRole("textbox", { name: "Link" }).inputValue(), link);
    await other.keyboard.press("Escape");
    await other.getByRole("button", { name: "Show the answer" }).click();
    await other.getByTestId("snapshot-1").locator(".value").getByText("200", { exact: true }).waitFor();
    assert.match(await position(other).textContent(), /^event 18 of 65 · line 14/);
  } finally {
    await context.close();
  }
});

pageTest("a script without a complete snapshot is no exercise", async ({ page }) => {
  await paste(page, OURS);
  await entry(page, "Share…");
  await page.getByRole("textbox", { name: "Link" }).waitFor();
  assert.equal(await exercise(page).count(), 0);
  await page.keyboard.press("Escape");
  await page.evaluate((fragment) => { location.hash = fragment; }, holding("CreateNode 1 5\n", "&hide=1"));
  await page.waitForFunction(() => document.querySelector("textarea").value === "CreateNode 1 5\n");
  assert.equal(await panel(page).count(), 0);
});

pageTest("progress that is nonsense does no harm", async ({ page, url }) => {
  await page.evaluate(() => localStorage.setItem("shutter.lessons", "99 The marker\n\u0000\nx y\n-5 More than two\n"));
  await open(page, url);
  await lesson(page, /^The marker.*done/);
  await heading(page, "Record, then tell");
});

for (const viewport of [{ width: 1440, height: 900 }, { width: 320, height: 640 }]) {
  for (const colorScheme of ["light", "dark"]) {
    pageTest(`lessons are fit for everyone, ${viewport.width} pixels wide, ${colorScheme}`, { viewport, colorScheme }, async ({ page }) => {
      await entry(page, "Lessons");
      await page.getByRole("dialog", { name: "Lessons" }).getByRole("button", { name: /^Listening/ }).waitFor();
      await checkAxe(page);
      await page.keyboard.press("Escape");
      await lesson(page, /^A state that never was/);
      await check(page);
      await checkAxe(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0);
      const stage = await page.locator(".network .picture").boundingBox();
      assert.ok(stage.height > 150, `the network is ${stage.height} high`);
      await panel(page).getByRole("button", { name: "Show the answer" }).click();
      await panel(page).getByRole("status").getByText("What was recorded is shown now.").waitFor();
      await checkAxe(page);
    });
  }
}
