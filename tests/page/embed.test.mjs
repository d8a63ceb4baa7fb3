// The page inside another page: stage and transport alone, read-only unless asked, without a trace in the storage.

import assert from "node:assert/strict";
import { checkAxe, editor, open, pageTest, paste, position, spill } from "./support.mjs";

const OURS = "#v1=eNpTVsgvLSrmci5KTSxJ9ctPSVUwVDA0QOYbKZhyBafmpSgYKhgpGHMFpSanZpalKhhxAQAXHxEB&at=3";
const SCRIPT = "# ours\nCreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n";

/** A page of someone else's with our page in a frame of this size. */
const inFrame = async (page, url, query, [width, height]) => {
  const frame = `<iframe src="${url}${query}" title="A run" width="${width}" height="${height}" style="border: 0"></iframe>`;
  const body = `<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>${frame}</main></html>`;
  const host = new URL("/a/page/of/someone", url).href;
  await page.route(host, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(host);
  await page.frameLocator("iframe").locator("main").first().waitFor();
  return page.frameLocator("iframe");
};

/** What is cut off at the edges of the frame. */
const lost = (page) =>
  page.evaluate(() => {
    const inside = ({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const shown = [...document.querySelectorAll("button, a, input, select, .node")].filter((element) => element.checkVisibility());
    return shown.filter((element) => !inside(element.getBoundingClientRect())).map((element) => element.outerHTML.slice(0, 100));
  });

for (const size of [[320, 240], [480, 300], [720, 440], [375, 700], [1200, 800]]) {
  for (const view of ["", "=diagram", "=both"]) {
    const [width, height] = size;
    pageTest(`it fits a frame of ${width} by ${height} (embed${view})`, { viewport: { width, height }, path: `?embed${view}${OURS}` }, async ({ page }) => {
      await position(page).getByText("event 3 of 4").waitFor({ state: "attached" });
      assert.deepEqual(await spill(page), [0, 0]);
      assert.deepEqual(await lost(page), []);
      assert.equal(await page.locator(".node").count() > 0, view !== "=diagram");
      assert.equal(await page.locator(".space-time").count() > 0, view !== "");
    });
  }
}

pageTest("it is in a frame of another page, plays there, and shows a script that is not touched", async ({ page, url }) => {
  const frame = await inFrame(page, url, `?embed${OURS}`, [600, 400]);
  const at = frame.getByTestId("position");
  await at.getByText("event 3 of 4").waitFor();
  assert.equal(await frame.getByRole("textbox").count(), 0);
  await frame.getByRole("button", { name: "Forward one event" }).click();
  await at.getByText("event 4 of 4").waitFor();
  await frame.locator("[data-node='1']").focus();
  for (const key of ["b", "r", "s", "Enter", "Control+z", "Control+s"]) await page.keyboard.press(key);
  assert.equal(await frame.getByRole("dialog").count(), 0);
  assert.equal(await frame.getByRole("button", { name: /Add a node/ }).count(), 0);
  await page.keyboard.press("Home");
  await at.getByText("event 0 of 4").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await frame.locator(".message").first().click({ force: true });
  await at.getByText("event 3 of 4").waitFor();
});

pageTest("it leads to the full page with the same script at the same moment", { path: `?embed${OURS}` }, async ({ page, context }) => {
  const link = page.getByRole("link", { name: "Open in Shutter" });
  await page.waitForFunction(() => document.querySelector("a.full").href.includes("#v1="));
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.querySelector("a.full").href.endsWith("&at=2"));
  const [full] = await Promise.all([context.waitForEvent("page"), link.click()]);
  await editor(full).waitFor();
  await full.getByText("event 2 of 4").first().waitFor();
  assert.equal(await editor(full).inputValue(), SCRIPT);
  assert.equal(await full.evaluate(() => window.opener), null);
});

pageTest("it keeps nothing, and does not look at what is kept", async ({ page, url }) => {
  await paste(page, "# mine\nCreateNode 1 1\n");
  await page.waitForTimeout(500);
  await page.reload();
  await editor(page).waitFor();
  await page.goto("about:blank");
  const kept = async () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  await open(page, `${url}?embed&edit${OURS}`);
  await page.getByText("event 3 of 4").first().waitFor();
  const before = await kept();
  await page.getByRole("button", { name: /Add a node/ }).click();
  await page.getByText("event 4 of 4").first().waitFor();
  await page.waitForTimeout(500);
  assert.equal(await kept(), before);
  await page.reload();
  await page.getByText("event 3 of 4").first().waitFor();
  assert.equal(await kept(), before);
});

pageTest("it can be acted on where that is asked for", { path: `?embed&edit${OURS}` }, async ({ page }) => {
  await page.getByText("event 3 of 4").first().waitFor();
  await page.locator("[data-node='2']").focus();
  await page.keyboard.press("b");
  await page.getByText("event 6 of 6").first().waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("event 3 of 4").first().waitFor();
});

pageTest("without a script it shows the first example; with a damaged one it says so", { path: "?embed" }, async ({ page, url }) => {
  assert.equal(await position(page).textContent(), "event 18 of 65 · line 14");
  await page.goto("about:blank");
  await open(page, `${url}?embed#v1=eNpTVs`);
  await page.getByText("damaged").waitFor();
});

for (const theme of ["light", "dark"]) {
  for (const view of ["", "=both"]) {
    pageTest(`it is accessible (embed${view}, ${theme})`, { path: `?embed${view}&theme=${theme}`, viewport: { width: 600, height: 400 } }, async ({ page }) => {
      await checkAxe(page);
    });
  }
}

pageTest("a theme that is asked for is another one", { path: "?embed&theme=dark" }, async ({ page }) => {
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(21, 23, 26)");
});

pageTest("the code to embed is copied, and works", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Share…" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByLabel("Show").selectOption("both");
  await dialog.getByLabel("Readers can act").check();
  await checkAxe(page);
  await dialog.getByRole("button", { name: "Copy embed code" }).click();
  await dialog.getByText("Copied").waitFor();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(code, /^<iframe src="[^"]*\?embed=both&amp;edit#v1=[^"]*&amp;at=18" title="[^"]+" [^<>]*><\/iframe>$/);
  const src = await page.evaluate((code) => new DOMParser().parseFromString(code, "text/html").querySelector("iframe").src, code);
  await open(page, src);
  await page.getByText("event 18 of 65").first().waitFor();
  assert.ok(await page.getByRole("button", { name: /Add a node/ }).isVisible());
  assert.ok(await page.locator(".space-time").isVisible());
});
