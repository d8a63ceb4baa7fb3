// What is typed is kept: through reloads, with other tabs beside it, and whatever the storage is like.

import assert from "node:assert/strict";
import { checkAxe, editor, open, pageTest, paste, position } from "./support.mjs";

const OURS = "# ours\nCreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n";
const NOTHING = /keeps nothing for this page/;

const notice = (page) => page.locator(".notice");
const text = (page) => editor(page).inputValue();

const type = async (page, words) => {
  await editor(page).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
};

const reload = async (page) => {
  await page.reload();
  await editor(page).waitFor({ state: "attached" });
};

const recent = async (page) => {
  await page.getByRole("button", { name: "Recent" }).click();
  const dialog = page.getByRole("dialog", { name: "Scripts kept in this browser" });
  await dialog.waitFor();
  return dialog;
};

pageTest("what was typed is there after a reload, at its moment", async ({ page }) => {
  await paste(page, OURS);
  await type(page, "Send 2 1 1");
  await page.locator("#stage").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await reload(page);
  assert.equal(await text(page), `${OURS}Send 2 1 1`);
  assert.match(await position(page).textContent(), /^event 1 of 5/);
  await type(page, "\n# more");
  await reload(page);
  assert.equal(await text(page), `${OURS}Send 2 1 1\n# more`);
});

pageTest("the example is no work of anyone's, and not kept", async ({ page }) => {
  await reload(page);
  assert.equal(await position(page).textContent(), "event 18 of 65 · line 14");
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("shutter.script")).length), 0);
});

pageTest("two tabs keep what is theirs, and a third opens with what was changed last", async ({ page, context, url }) => {
  await paste(page, `${OURS}# one`);
  await reload(page);
  const other = await context.newPage();
  await open(other, url);
  assert.equal(await text(other), `${OURS}# one`);
  await type(other, " and two");
  await other.waitForTimeout(500);
  await type(page, " and one");
  await reload(page);
  await reload(other);
  assert.equal(await text(page), `${OURS}# one and one`);
  assert.equal(await text(other), `${OURS}# one and two`);
  const third = await context.newPage();
  await open(third, url);
  assert.equal(await text(third), `${OURS}# one and one`);
});

pageTest("recent scripts are listed, opened and forgotten", async ({ page }) => {
  await paste(page, "# the first\nCreateNode 1 1\n");
  await page.waitForTimeout(500);
  await paste(page, "\n# the <b>second</b>\n");
  const dialog = await recent(page);
  await checkAxe(page);
  assert.match(await dialog.getByRole("listitem").last().textContent(), /^# the first2 lines, \w{3} \d\d \d{4} \d\d:\d\d$/);
  await dialog.getByRole("button", { name: "# the first" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await text(page), "# the first\nCreateNode 1 1\n");
  await page.waitForTimeout(500);
  await recent(page);
  assert.equal(await dialog.getByRole("listitem").count(), 2);
  assert.match(await dialog.getByRole("listitem").last().textContent(), /^# the <b>second<\/b>/);
  await dialog.getByRole("button", { name: "Clear" }).click();
  await dialog.getByRole("button", { name: "Forget all that are recent" }).click();
  await dialog.getByText("kept here").waitFor();
  await page.keyboard.press("Escape");
  await reload(page);
  assert.equal(await text(page), "# the first\nCreateNode 1 1\n");
});

pageTest("thirty scripts are kept, and no more", async ({ page }) => {
  await page.evaluate(() => {
    for (let at = 0; at < 40; at += 1) localStorage.setItem(`shutter.script.s${at}`, `${at} end\n# number ${at}\n`);
  });
  await reload(page);
  assert.equal(await text(page), "# number 39\n");
  await type(page, "# mine");
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("shutter.script")).length), 30);
  const dialog = await recent(page);
  assert.equal(await dialog.getByRole("listitem").count(), 30);
});

pageTest("deleting most of a script leaves what it was among the recent ones", async ({ page }) => {
  await paste(page, OURS);
  await page.waitForTimeout(500);
  await editor(page).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("# new");
  await page.waitForTimeout(500);
  const dialog = await recent(page);
  assert.match(await dialog.getByRole("listitem").last().textContent(), /^# ours5 lines/);
});

pageTest("a storage that was set to nonsense is passed over", async ({ page }) => {
  const nonsense = ["", "x", "\n", "1 1", "99999999999999999999999 end\nKillAll", "-1 -1\nKillAll", "NaN NaN\n\n", "\ud800\u0000", "{}"];
  await page.evaluate((nonsense) => {
    nonsense.forEach((value, at) => localStorage.setItem(`shutter.script.${at}`, value));
    for (const key of ["shutter.script", "shutter.script.", "shutter.theme"]) localStorage.setItem(key, "\u0000<b>");
    sessionStorage.setItem("shutter.tab", "__proto__");
  }, nonsense);
  await reload(page);
  assert.equal(await position(page).textContent(), "event 18 of 65 · line 14");
  await type(page, "# here");
  await reload(page);
  assert.match(await text(page), /# here$/);
  assert.equal(await notice(page).textContent(), "");
});

const failing = [
  ["is full", () => (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); })],
  ["is forbidden", () => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
    }
  }],
];
for (const [how, fail] of failing) {
  pageTest(`a storage that ${how} is told of once`, async ({ page, context, url }) => {
    await context.addInitScript(fail);
    await open(page, url);
    assert.equal(await notice(page).textContent(), "");
    await type(page, "# a");
    await notice(page).getByText(NOTHING).waitFor();
    await checkAxe(page);
    await notice(page).getByRole("button", { name: "Close" }).click();
    await type(page, "b");
    await page.waitForTimeout(500);
    assert.equal(await notice(page).textContent(), "");
    assert.match(await text(page), /# ab$/);
    await (await recent(page)).getByText("kept here").waitFor();
  });
}

pageTest("a script over a megabyte is not kept, and that is said", async ({ page }) => {
  await paste(page, "# before\n");
  await page.waitForTimeout(500);
  await paste(page, "# a comment\n".repeat(90_000));
  await notice(page).getByText(/over 1 MB is not kept/).waitFor();
  await reload(page);
  assert.equal(await text(page), "# before\n");
});

pageTest("the script is downloaded", async ({ page }) => {
  await paste(page, OURS);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
  assert.equal(file.suggestedFilename(), "script.txt");
});
