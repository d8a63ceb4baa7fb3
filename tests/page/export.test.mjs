// What the page gives away: pictures and documents of the run, and reports.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { checkAxe, pageTest, paste, position } from "./support.mjs";

const dialog = (page) => page.getByRole("dialog", { name: "Export" });
const says = (page) => dialog(page).getByRole("status");
const TINY = "CreateNode 1 10\nCreateNode 2 20\nSend 2 1 4\nBeginSnapshot 1\nReceiveAll\n";

async function open(page) {
  await page.getByRole("button", { name: "Export" }).click();
  await made(page, "network.svg");
}

/** Waits until this file is there. */
const made = (page, file) => says(page).filter({ hasText: new RegExp(`^${file}, [0-9.]+ [bKM]`) }).waitFor();

async function choose(page, what, form, file) {
  await dialog(page).getByRole("group", { name: what }).getByLabel(form).check();
  await made(page, file);
}

async function download(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Download" }).click()]);
  return [file.suggestedFilename(), await readFile(await file.path())];
}

const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

pageTest("pictures and documents of the run are saved, each as what it is", async ({ page }) => {
  await paste(page, TINY);
  await page.getByText("event 15 of 15").waitFor();
  await page.locator("#stage").focus();
  for (const _ of [1, 2, 3]) await page.keyboard.press("ArrowLeft");
  await page.getByText("event 12 of 15").waitFor();
  await open(page);
  await dialog(page).getByText("after 12 of 15 events").waitFor();
  for (const [what, form, name, holds] of [
    ["Network", "SVG", "network.svg", /^<svg [^>]*viewBox=[^]*<title>Shutter: network after 12 of 15 events<\/title>/],
    ["Diagram", "SVG", "space-time.svg", /^<svg [^>]*viewBox=[^]*<title>Shutter: space-time diagram after 12 of 15 events<\/title>/],
    ["Network", "TikZ", "network.tex", /\\begin\{tikzpicture\}[^]*\\end\{document\}/],
    ["Diagram", "TikZ", "space-time.tex", /\\begin\{tikzpicture\}[^]*\\end\{document\}/],
    ["Run", "JSON", "run.json", /^\{\n "version":1,[^]*"kind":"snapshot-completed"[^]*\}\n$/],
    ["Run", "ShiViz", "run.log", /^\^\(\?<host>[^]*\nnode1 \{"node1":1\} Node 1 joins/],
    ["Run", "Mermaid", "run.mmd", /^sequenceDiagram\n/],
  ]) {
    await choose(page, what, form, name);
    const [file, content] = await download(page);
    assert.equal(file, name);
    assert.match(content.toString(), holds);
    assert.doesNotMatch(content.toString(), /<script|href=|url\(/);
    await says(page).getByText(`${name} is saved.`).waitFor();
  }
});

pageTest("a picture of pixels has as many as are chosen, in the colours of the page", { colorScheme: "dark" }, async ({ page }) => {
  await open(page);
  await choose(page, "Network", "PNG", "network.png");
  for (const scale of [1, 2, 4]) {
    await dialog(page).getByLabel(`${scale}×`).check();
    const image = dialog(page).getByRole("img", { name: "Preview of network.png" });
    await image.and(page.locator(":not([hidden])")).waitFor();
    await page.waitForFunction(([image, width]) => image.naturalWidth === width, [await image.elementHandle(), 960 * scale]);
    const [name, content] = await download(page);
    assert.equal(name, "network.png");
    assert.deepEqual([content.readUInt32BE(16), content.readUInt32BE(20)], [960 * scale, 600 * scale]);
  }
  const corner = await dialog(page).getByRole("img").evaluate((image) => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").drawImage(image, 0, 0);
    return [...canvas.getContext("2d").getImageData(5, 5, 1, 1).data];
  });
  assert.deepEqual(corner, [0x15, 0x17, 0x1a, 255]);
});

pageTest("what is exported is copied, the expression that reads a log too", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await dialog(page).getByRole("button", { name: "Copy" }).click();
  await says(page).getByText("Copied.").waitFor();
  assert.match(await copied(page), /^<svg /);
  await choose(page, "Run", "ShiViz", "run.log");
  const expression = await dialog(page).getByLabel("Parser expression").inputValue();
  await dialog(page).getByRole("button", { name: "Copy expression" }).click();
  await says(page).getByText("Copied.").waitFor();
  assert.equal(await copied(page), expression);
  assert.ok(new RegExp(expression).test('node1 {"node1":1} Node 1 joins'));
  await choose(page, "Diagram", "PNG", "space-time.png");
  await dialog(page).getByRole("button", { name: "Copy" }).click();
  await says(page).getByText("Copied.").waitFor();
  const types = await page.evaluate(async () => (await navigator.clipboard.read())[0].types);
  assert.deepEqual(types, ["image/png"]);
});

pageTest("the diagram is exported as it is looked at, or all of it, with a cut of one's own", async ({ page }) => {
  await page.getByRole("button", { name: "Causal depth" }).click();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByRole("button", { name: "Cut" }).click();
  await open(page);
  const part = dialog(page).getByLabel("Only the part of the diagram that is in view");
  await part.waitFor({ state: "hidden" });
  await choose(page, "Diagram", "SVG", "space-time.svg");
  const [, seen] = await download(page);
  assert.match(seen.toString(), /class="cut"/);
  await part.uncheck();
  await made(page, "space-time.svg");
  const [, whole] = await download(page);
  const width = (svg) => Number(svg.toString().match(/width="([\d.]+)"/)[1]);
  const labels = (svg) => svg.toString().match(/<text/g).length;
  assert.equal(width(seen), await page.locator("svg.space-time").evaluate((svg) => svg.viewBox.baseVal.width));
  assert.ok(labels(whole) > labels(seen), "there is more in all of it");
});

pageTest("all of it works by keys", async ({ page }) => {
  await page.getByRole("button", { name: "Export" }).focus();
  await page.keyboard.press("Enter");
  await made(page, "network.svg");
  assert.equal(await page.evaluate(() => document.activeElement.value), "network.svg");
  await page.keyboard.press("ArrowDown");
  await made(page, "network.png");
  // The page's own keys have no say here.
  const before = await position(page).textContent();
  await page.keyboard.press("End");
  assert.equal(await position(page).textContent(), before);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Export…");
});

for (const colorScheme of ["light", "dark"]) {
  pageTest(`the export is accessible, and fits a narrow page, ${colorScheme}`, { colorScheme, viewport: { width: 320, height: 640 } }, async ({ page }) => {
    await page.getByRole("button", { name: "Menu" }).click();
    await open(page);
    await checkAxe(page);
    await choose(page, "Network", "PNG", "network.png");
    await checkAxe(page);
    await choose(page, "Run", "ShiViz", "run.log");
    await checkAxe(page);
    const [scroll, client] = await dialog(page).evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
    assert.ok(scroll <= client, "nothing is wider than the dialog");
  });
}

pageTest("a long run is made beside the page, and given up when something else is asked for", async ({ page }) => {
  await paste(page, `CreateNode 1 10\nCreateNode 2 20\n${"Send 1 2 1\nSend 2 1 1\nReceiveAll\n".repeat(8000)}`);
  await page.getByText("of 32,002").waitFor();
  await open(page);
  // What is said only while it is made may be gone before anybody looks.
  await says(page).evaluate((region) => {
    window.said = [];
    new MutationObserver(() => window.said.push(region.textContent)).observe(region, { subtree: true, childList: true, characterData: true });
  });
  await dialog(page).getByRole("group", { name: "Run" }).getByLabel("JSON").check();
  await choose(page, "Run", "Mermaid", "run.mmd");
  assert.ok((await page.evaluate(() => window.said)).some((text) => text.includes("run.json is being made.")));
  await choose(page, "Run", "JSON", "run.json");
  const [, content] = await download(page);
  assert.equal(JSON.parse(content).events.length, 32_002);
});

pageTest("where the package is missing, that is said", { quiet: false }, async ({ page }) => {
  await page.route("**/package/shutter.js", (route) => route.fulfill({ status: 404 }));
  await page.getByRole("button", { name: "Export" }).click();
  await says(page).getByText("What makes exports is missing here.").waitFor();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await dialog(page).waitFor({ state: "detached" });
});

pageTest("the report of a snapshot is copied as it is printed", async ({ page }) => {
  await paste(page, TINY);
  const card = page.getByTestId("snapshot-1");
  await card.getByRole("button", { name: "Copy report of snapshot 1" }).click();
  await card.getByText("Copied").waitFor();
  assert.equal(
    await copied(page),
    "---Node states\nnode 1 = 10\nnode 2 = 16\n---Channel states\nchannel (1 -> 2) = 0\nchannel (2 -> 1) = 4\n",
  );
});
