// When the program itself fails: the page says so, keeps the script, and starts again. What fails here is what the
// program takes for granted: that what it draws can be put into the page, and that there is memory.

import assert from "node:assert/strict";
import { checkAxe, editor, open, pageTest, paste, position } from "./support.mjs";

const OURS = "# ours\nCreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n";
const loud = { quiet: false };

const stopped = (page) => page.getByRole("dialog", { name: "Shutter has stopped" });
const again = (page) => stopped(page).getByRole("button", { name: "Start again" });
const text = (page) => editor(page).inputValue();

/** From now on, nothing can be put before anything else in the page. */
const breakPage = (page) =>
  page.evaluate(() => {
    Node.prototype.insertBefore = () => {
      throw new DOMException("not today", "HierarchyRequestError");
    };
  });

const panic = async (page) => {
  await breakPage(page);
  await page.locator("#stage").focus({ timeout: 1000 }).catch(() => {});
  await page.keyboard.press("Home").catch(() => {});
  await stopped(page).waitFor();
};

const recent = async (page) => {
  await page.getByRole("button", { name: "Recent" }).click();
  const lines = await page.getByRole("dialog").getByRole("listitem").allTextContents();
  await page.keyboard.press("Escape");
  return lines;
};

for (const colorScheme of ["light", "dark"]) {
  pageTest(`a panic is told, in ${colorScheme} colours, and harms nothing`, { ...loud, colorScheme }, async ({ page, complaints }) => {
    await paste(page, OURS);
    await editor(page).focus();
    await breakPage(page);
    await page.keyboard.press("Control+End");
    // Not saved yet: that takes a moment.
    await page.keyboard.type("CreateNode 3 7\n# to the last letter");
    await stopped(page).waitFor();
    assert.match(complaints.join("\n"), /RuntimeError|unreachable/);
    assert.equal(await stopped(page).getByRole("textbox", { name: "Your script" }).inputValue(), `${OURS}CreateNode 3 7\n# to the last letter`);
    assert.match(await stopped(page).textContent(), /is kept/);
    await checkAxe(page);
    await stopped(page).getByText("What went wrong").click();
    assert.match(await stopped(page).locator("pre").textContent(), /RuntimeError/);
    await checkAxe(page);
    await again(page).click();
    await editor(page).waitFor();
    assert.equal(await text(page), `${OURS}CreateNode 3 7\n# to the last letter`);
    await page.keyboard.press("Escape");
    await page.locator("#stage").focus();
    await page.keyboard.press("Home");
    assert.match(await position(page).textContent(), /^event 0 of 5/);
  });
}

pageTest("nothing of the program is called after it failed", loud, async ({ page, complaints }) => {
  await page.getByLabel("Speed").selectOption("16×");
  await page.getByRole("button", { name: "Play" }).click();
  await breakPage(page);
  await stopped(page).waitFor();
  const before = complaints.length;
  const saved = await page.evaluate(() => JSON.stringify(localStorage));
  await page.setViewportSize({ width: 700, height: 500 });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(500);
  assert.ok(await stopped(page).isVisible());
  assert.equal(complaints.length, before, complaints.slice(before).join("\n"));
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage)), saved);
});

pageTest("the script is copied from the notice", loud, async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await paste(page, OURS);
  await panic(page);
  await page.evaluate(() => navigator.clipboard.writeText("other"));
  await stopped(page).getByRole("button", { name: "Copy the script" }).click();
  await stopped(page).getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), OURS);
});

pageTest("a page that fails again and again offers the first example, and the script stays", loud, async ({ page }) => {
  await paste(page, OURS);
  await panic(page);
  assert.equal(await stopped(page).getByRole("button", { name: /example/ }).count(), 0);
  await again(page).click();
  await editor(page).waitFor();
  await panic(page);
  await stopped(page).getByRole("button", { name: "Start with the first example" }).click();
  await editor(page).waitFor();
  assert.equal(await position(page).textContent(), "event 18 of 65 · line 14");
  const lines = await recent(page);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^# ours/);
});

pageTest("where nothing can be kept, the script comes along", loud, async ({ page, context, url }) => {
  await context.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
    }
  });
  await open(page, url);
  await paste(page, OURS);
  await panic(page);
  await stopped(page).getByText("comes along").waitFor();
  await again(page).click();
  await page.waitForFunction((ours) => document.querySelector("textarea.editor-field")?.value === ours, OURS);
});

pageTest("a lack of memory is told, too", loud, async ({ page, context, url }) => {
  await context.addInitScript(() => {
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      window.memory = made.instance.exports.memory;
      return made;
    };
  });
  await open(page, url);
  await page.evaluate(() => {
    for (let pages = 32_768; pages >= 1; pages = Math.floor(pages / 2)) {
      try {
        for (;;) window.memory.grow(pages);
      } catch {
        // No more of these.
      }
    }
  });
  const text = "CreateNode 1 1\n".repeat(400_000);
  await page.locator("input[type=file]").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await stopped(page).waitFor();
  assert.match(await stopped(page).getByRole("textbox").inputValue(), /^CreateNode 1 1000\n/);
});

pageTest("a page that cannot start says so, and shows what was kept", loud, async ({ page, context, url }) => {
  await paste(page, OURS);
  await page.waitForTimeout(500);
  await context.route(/\.wasm$/, (route) => route.fulfill({ status: 200, contentType: "application/wasm", body: "no" }));
  await page.goto(url);
  const dialog = page.getByRole("dialog", { name: "Shutter could not start" });
  await dialog.waitFor();
  assert.equal(await dialog.getByRole("textbox").inputValue(), OURS);
  await checkAxe(page);
  await context.unroute(/\.wasm$/);
  await dialog.getByRole("button", { name: "Start again" }).click();
  await editor(page).waitFor();
  assert.equal(await text(page), OURS);
});
