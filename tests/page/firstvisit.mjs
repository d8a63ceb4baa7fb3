// Visits the page as somebody does who comes for the first time, and writes down what of its module was used.
//
//   node firstvisit.mjs FOLDER FILE
//
// The page in FOLDER has a module with counters, see xtask/src/split/. FILE gets them, a byte each.

import { writeFile } from "node:fs/promises";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const WIDE = { viewport: { width: 1440, height: 900 } };
const NARROW = { viewport: { width: 375, height: 800 }, colorScheme: "dark", hasTouch: true };

const [folder, file] = process.argv.slice(2);
const [site, browser] = await Promise.all([serve(folder), launch()]);
let used;

/** Lets a person use the page in a browser of their own. */
async function visitor(options, act) {
  const context = await browser.newContext({ serviceWorkers: "block", ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await act(page);
  await context.close();
}

/** Opens the page and waits until it has come to rest. */
async function visit(page) {
  await page.goto(site.url);
  await page.locator("main").first().waitFor();
  await rest(page);
}

/** Adds what was used since the page was opened. What is done when somebody leaves is always among it: nothing can be fetched then. */
async function count(page) {
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    for (const event of ["visibilitychange", "pagehide"]) dispatchEvent(new Event(event));
    delete document.hidden;
    dispatchEvent(new Event("pageshow"));
  });
  const counters = await rest(page);
  used ??= new Uint8Array(counters.length);
  counters.forEach((counter, index) => (used[index] |= counter));
}

/** Waits until no new part is used any more, and returns the counters. */
async function rest(page) {
  for (let before; ; ) {
    await page.waitForTimeout(500);
    const text = await page.evaluate(async () => {
      const { visited } = await import(document.querySelector('link[rel="modulepreload"]').href);
      return Array.from(new Uint8Array(visited()), String).join("");
    });
    if (text === before) return text.split("").map(Number);
    before = text;
  }
}

try {
  await visitor(WIDE, async (page) => {
    await visit(page);
    await count(page);
    // Again, without having changed anything.
    await visit(page);
    await count(page);
  });
  await visitor(NARROW, async (page) => {
    await visit(page);
    await count(page);
  });
  await writeFile(file, used);
} finally {
  await browser.close();
  await site.close();
}
