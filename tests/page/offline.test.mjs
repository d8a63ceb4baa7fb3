// The page with the network off, and what happens when a newer one comes.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";
import { DIST, checkAxe, collectComplaints, editor, open, pageTest, position } from "./support.mjs";

const OURS = "CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\n";

/** A test with a copy of the page, which it may change, on a server of its own, which it may stop. */
function siteTest(name, body) {
  return test(name, { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "shutter-"));
    await cp(DIST, folder, { recursive: true });
    const site = await serve(folder, { base: "/some/where/" });
    const browser = await launch();
    try {
      const context = await browser.newContext();
      const page = await context.newPage();
      const complaints = [];
      collectComplaints(page, complaints);
      const asked = [];
      context.on("request", (request) => asked.push(request.url()));
      await open(page, site.url);
      await body({ folder, site, context, page });
      assert.deepEqual(complaints, [], "the page complained");
      const others = asked.filter((url) => !url.startsWith(site.url) && !/^(data|blob):/.test(url));
      assert.deepEqual(others, [], "the page, or its worker, asked somebody else");
    } finally {
      await browser.close();
      await site.close();
      await rm(folder, { recursive: true });
    }
  });
}

const controlled = (page) =>
  page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated", null, { timeout: 30_000 });

const type = async (page, text) => {
  await editor(page).fill(text);
  await position(page).getByText("event 3 of 3").waitFor();
};

/** What a publisher does: other contents under the same addresses. */
async function publishAnew(folder) {
  const index = join(folder, "index.html");
  await writeFile(index, (await readFile(index, "utf8")).replace("<title>", "<title>Newer: "));
  const worker = join(folder, "sw.js");
  await writeFile(worker, (await readFile(worker, "utf8")).replace(/VERSION = "./, 'VERSION = "new'));
}

siteTest("with the network off it opens, runs, and has what was typed", async ({ site, context, page }) => {
  await controlled(page);
  await type(page, OURS);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1000)));
  await site.close();
  await context.setOffline(true);
  await page.reload();
  await position(page).getByText("event 3 of 3").waitFor();
  assert.equal(await editor(page).inputValue(), OURS);
  await editor(page).fill(`${OURS}Receive 2\n`);
  await position(page).getByText("event 4 of 4").waitFor();
  // What is only fetched when it is asked for is there too.
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("dialog", { name: "Export" }).getByText(/^network\.svg, \d/).waitFor();
  for (const address of ["?anything", "index.html", "index.html?anything#else"]) {
    const other = await context.newPage();
    await open(other, new URL(address, site.url).href);
    await position(other).waitFor();
    await other.close();
  }
});

siteTest("everything that is published is kept", async ({ folder, site, context, page }) => {
  await controlled(page);
  const list = JSON.parse(/FILES = (\[.*\]);/.exec(await readFile(join(folder, "sw.js"), "utf8"))[1]);
  assert.ok(list.length > 8, list.join(" "));
  await site.close();
  await context.setOffline(true);
  const broken = await page.evaluate(async (list) => {
    const answers = await Promise.all(list.map(async (name) => [name, (await fetch(name)).ok]));
    return answers.filter(([, ok]) => !ok);
  }, list);
  assert.deepEqual(broken, []);
});

siteTest("a newer version says so, and comes without losing the script", async ({ folder, context, page }) => {
  await controlled(page);
  await publishAnew(folder);
  // A reload shows what is kept, looks for a newer version, and finds it.
  await page.reload();
  await page.getByText("A newer version of this page is here.").waitFor({ timeout: 30_000 });
  assert.doesNotMatch(await page.title(), /^Newer/);
  await checkAxe(page);
  await type(page, OURS);
  const other = await context.newPage();
  await open(other, page.url());
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Use it now" }).click()]);
  await position(page).getByText("event 3 of 3").waitFor();
  assert.match(await page.title(), /^Newer/);
  assert.equal(await editor(page).inputValue(), OURS);
  // The other page goes on with what it started with.
  assert.equal(await other.evaluate(async () => (await fetch(document.querySelector("link[rel=preload]").href)).ok), true);
  assert.equal(await page.locator(".update:not(:empty)").count(), 0);
});

siteTest("a newer version that is not whole changes nothing", async ({ folder, page }) => {
  await controlled(page);
  await publishAnew(folder);
  await rm(join(folder, "icons"), { recursive: true });
  const outcome = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    const worker = registration.installing;
    return new Promise((done) => {
      if (!worker) return done("no worker");
      worker.addEventListener("statechange", () => done(worker.state));
    });
  });
  assert.equal(outcome, "redundant");
  await page.reload();
  await position(page).waitFor();
  assert.doesNotMatch(await page.title(), /^Newer/);
});

pageTest("it can be installed", async ({ page, url }) => {
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const manifest = await page.evaluate(async (href) => (await fetch(href)).json(), href);
  assert.equal(manifest.display, "standalone");
  for (const { src, sizes, type } of manifest.icons) {
    const [status, width] = await page.evaluate(async (src) => {
      const response = await fetch(src);
      const image = new Image();
      image.src = src;
      await image.decode();
      return [`${response.status} ${response.headers.get("content-type")}`, image.naturalWidth];
    }, new URL(src, new URL(href, url)).href);
    assert.equal(status, `200 ${type}`);
    if (sizes !== "any") assert.equal(`${width}x${width}`, sizes);
  }
  // The browser's own opinion.
  const session = await page.context().newCDPSession(page);
  const { errors } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  const serious = installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito");
  assert.deepEqual(serious, []);
});
