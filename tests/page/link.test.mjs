// Links hold a script and a moment. Those that are no good leave everything as it was.

import assert from "node:assert/strict";
import { deflateSync, inflateSync } from "node:zlib";
import { checkAxe, editor, open, pageTest, paste, position } from "./support.mjs";

const OURS = "# ours\nCreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n";
const HTML = `# <img src=x onerror="window.intruder = true"><script>window.intruder = true</script> ä \u{1f600}\n`;

// Links of version 1 open for ever: these stay as they are.
const FIRST = [
  ["#v1=eNpTVsgvLSrmci5KTSxJ9ctPSVUwVDA0QOYbKZhyBafmpSgYKhgpGHMFpSanZpalKhhxAQAXHxEB&at=2", "# ours\nCreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n", 2],
  ["#v1=eNrzzszJcczJAQAKXQKm", "KillAll", undefined],
  ["#v1=eNpTVji8ROHD_BkNCjZJdlzORamJJal--SmpCoYKhgZcALN0Ci4&at=0", "# ä 😀 <b>\nCreateNode 1 10\n", 0],
];

const notice = (page) => page.locator(".notice");
const text = (page) => editor(page).inputValue();
const holding = (bytes) => `#v1=${deflateSync(bytes, { level: 9 }).toString("base64url")}`;

const follow = (page, fragment) => page.evaluate((fragment) => { location.hash = fragment; }, fragment);
const isText = (page, expected) => page.waitForFunction((expected) => document.querySelector("textarea").value === expected, expected);

const share = async (page) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Share…" }).click();
  // The button that copies has the focus.
  await page.getByRole("button", { name: "Copy link" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Copied").waitFor();
  await page.keyboard.press("Escape");
  return page.evaluate(() => navigator.clipboard.readText());
};

const elsewhere = async (page, link, body) => {
  const context = await page.context().browser().newContext();
  try {
    const other = await context.newPage();
    await open(other, link);
    await body(other);
  } finally {
    await context.close();
  }
};

pageTest("a link opens the same script at the same moment somewhere else", async ({ page }) => {
  const link = await share(page);
  assert.ok(link.length <= 400, `${link.length} characters: ${link}`);
  const example = await text(page);
  await elsewhere(page, link, async (other) => {
    await other.getByText("event 18 of 65 · line 14").first().waitFor();
    assert.equal(await text(other), example);
    assert.equal(new URL(other.url()).hash, "");
    await other.reload();
    await other.getByText("event 18 of 65 · line 14").first().waitFor();
  });
});

pageTest("a link takes along how the run is looked at", async ({ page }) => {
  await page.getByRole("button", { name: "Cut", exact: true }).click();
  await page.getByRole("slider", { name: "Cut of node 2" }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("button", { name: "Causal depth" }).click();
  const said = await page.locator(".cut-line").getByRole("status").textContent();
  const link = await share(page);
  assert.match(link, /&at=18&view=depth&cut=1\.18-2\.\d+-3\.18-4\.18$/);
  await elsewhere(page, link, async (other) => {
    await other.getByText("event 18 of 65 · line 14").first().waitFor();
    assert.equal(await other.getByRole("button", { name: "Causal depth" }).getAttribute("aria-pressed"), "true");
    assert.equal(await other.locator(".cut-line").getByRole("status").textContent(), said);
  });
  // Of nodes that are not there, and after the end: as much of it as makes sense.
  await elsewhere(page, link.replace(/&view.*/, "&view=table&node=77&cut=1.99999999-5.3-4294967295.1-x&new=1"), async (other) => {
    await other.getByText("event 18 of 65 · line 14").first().waitFor();
    assert.equal(await other.getByRole("button", { name: "Table" }).getAttribute("aria-pressed"), "true");
    await other.getByRole("button", { name: "Run order" }).click();
    assert.match(await other.getByRole("slider", { name: "Cut of node 1" }).getAttribute("aria-valuetext"), /^after event 55: /);
  });
});

pageTest("a link to the end leads to the end, and HTML in it is text", async ({ page }) => {
  await paste(page, HTML + OURS);
  const link = await share(page);
  assert.doesNotMatch(link, /&at=/);
  await elsewhere(page, link, async (other) => {
    await isText(other, HTML + OURS);
    assert.match(await position(other).textContent(), /^event 4 of 4/);
    assert.equal(await other.evaluate(() => window.intruder), undefined);
  });
});

pageTest("links of version 1 open for ever", async ({ page }) => {
  for (const [fragment, expected, at] of FIRST) {
    await follow(page, fragment);
    await isText(page, expected);
    if (at !== undefined) assert.ok((await position(page).textContent()).startsWith(`event ${at} of `));
  }
});

pageTest("what was typed before a link was opened is among the recent scripts", async ({ page, url }) => {
  await paste(page, OURS);
  // The same but for a line, and at once.
  await follow(page, holding(`${OURS}# theirs\n`));
  await isText(page, `${OURS}# theirs\n`);
  await page.goto("about:blank");
  await open(page, url + holding("# a third\n"));
  await isText(page, "# a third\n");
  await page.waitForTimeout(500);
  await page.getByRole("button", { name: "Recent" }).click();
  const lines = await page.getByRole("dialog").getByRole("listitem").allTextContents();
  assert.deepEqual(lines.map((line) => line.split(",")[0]).sort(), ["# a third1 line", "# ours5 lines", "# ours6 lines"]);
});

const good = holding(OURS);
// Some bits stand for nothing: without them it is the same script.
const means = (bytes) => {
  try {
    return inflateSync(bytes).toString();
  } catch {
    return undefined;
  }
};
const flipped = (at) => {
  const bytes = deflateSync(OURS);
  bytes[at >> 3] ^= 1 << (at & 7);
  return means(bytes) === OURS ? [] : [[`#v1=${bytes.toString("base64url")}`, /damaged/]];
};
const BAD = [
  ...Array.from({ length: deflateSync(OURS).length }, (_, at) => flipped(at * 9 % (8 * deflateSync(OURS).length))).flat(),
  ...[0, 1, 7, 20, good.length - 6].map((length) => [good.slice(0, 4 + length), /damaged/]),
  ["#v1", /damaged/], ["#v1=&at=3", /damaged/], [`${good}AAAA`, /damaged/], ["#v1=%3Cscript%3E", /damaged/],
  [holding(Buffer.from([0x4b, 0xff, 0xfe])), /damaged/], [holding(Buffer.from([0xed, 0xa0, 0x80])), /damaged/],
  ["#v9=anything", /newer/], ["#v2", /newer/], [good.replace("v1", "v10"), /newer/],
  [holding(Buffer.alloc(60_000_000)), /more than 2 MB/], [`#v1=${"A".repeat(1_400_000)}`, /more than 2 MB/],
];

pageTest("a link that is damaged, hostile or too new says so and changes nothing", async ({ page }) => {
  await paste(page, OURS);
  for (const [fragment, why] of BAD) {
    const started = Date.now();
    await follow(page, fragment);
    await notice(page).getByText(why).waitFor().catch((cause) => {
      throw new Error(`nothing was said of ${fragment.slice(0, 200)}`, { cause });
    });
    assert.ok(Date.now() - started < 3000, `${fragment.length} characters took ${Date.now() - started} ms`);
    assert.equal(await text(page), OURS);
    await notice(page).getByRole("button", { name: "Close" }).click();
  }
});

pageTest("a page that is opened with a bad link has the person's own script", async ({ page, url }) => {
  await paste(page, OURS);
  await page.waitForTimeout(500);
  await page.goto("about:blank");
  await open(page, `${url}${good.slice(0, 30)}`);
  await notice(page).getByText(/damaged/).waitFor();
  await checkAxe(page);
  assert.equal(await text(page), OURS);
});

pageTest("other fragments and strange moments do no harm", async ({ page }) => {
  for (const at of ["", "-1", "x", "1e9", "99999999999999999999999", "<b>"]) {
    await follow(page, `${good}&at=${at}&more=1`);
    await page.getByText("event 4 of 4").first().waitFor();
  }
  await follow(page, "#stage");
  await follow(page, `${good}&at=2`);
  await page.getByText("event 2 of 4").first().waitFor();
  assert.equal(await notice(page).textContent(), "");
});

pageTest("without a clipboard the link is shown, and selected on the way to it", async ({ page, context, url }) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
    document.execCommand = () => false;
  });
  await open(page, url);
  await page.getByRole("button", { name: "Share…" }).click();
  const field = page.getByRole("textbox", { name: "Link" });
  assert.match(await field.inputValue(), /#v1=/);
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Press Ctrl").waitFor();
  assert.equal(await page.evaluate(() => String(getSelection())), await field.inputValue());
  await checkAxe(page);
});

pageTest("a script too long for a link is not put into one", async ({ page }) => {
  const lines = Array.from({ length: 40_000 }, (_, at) => `# ${(at * 2654435761) % 4294967296}`);
  await paste(page, lines.join("\n"));
  await page.getByRole("button", { name: "Share…" }).click();
  await page.getByRole("dialog").getByText(/too long for a link/).waitFor();
});
