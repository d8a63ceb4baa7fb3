// What whole-page tests share: the published page on a server, a browser, and the rule that the console stays silent.
//
//   import { pageTest } from "./support.mjs";
//   pageTest("it has a title", async ({ page }) => { ... });

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";
import { DIST, open } from "./visit.mjs";

export * from "./visit.mjs";

// Somewhere below the root, where an address that is not relative leads nowhere.
const BASE = "/below/the/root/";
const TIMEOUT = 120_000;

let browser;
let site;

before(async () => {
  [site, browser] = await Promise.all([serve(DIST, { base: BASE }), launch()]);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/**
 * A test with a freshly opened page, in a browser profile of its own. `options` are Playwright's for a browser
 * context (`viewport`, `colorScheme`, `reducedMotion`, `hasTouch` ...), and `path`, which is added to the address.
 *
 * It also fails when the page writes an error or a warning to the console, throws, or asks another origin for
 * anything; `quiet: false` leaves that to the test, which finds the list in `complaints`.
 */
export function pageTest(name, options, body) {
  if (typeof options === "function") return pageTest(name, {}, options);
  const { path = "", quiet = true, ...contextOptions } = options;
  return test(name, { timeout: TIMEOUT }, async () => {
    // What a service worker fetches goes past the watch on requests; offline.test.mjs is about it.
    const context = await browser.newContext({ serviceWorkers: "block", ...contextOptions });
    try {
      const complaints = [];
      await refuseOtherOrigins(context, complaints);
      const page = await context.newPage();
      collectComplaints(page, complaints);
      const url = new URL(path, site.url).href;
      await open(page, url, complaints);
      await body({ page, context, complaints, url });
      if (quiet) assert.deepEqual(complaints, [], "the page complained");
    } finally {
      await context.close();
    }
  });
}

/** Fails with every violation of WCAG 2.2 AA, and of axe's best practices, that axe finds in the page as it is now. */
export async function checkAxe(page) {
  // The one rule of AA that axe leaves out unless it is asked for.
  const options = { rules: { "target-size": { enabled: true } } };
  const { violations } = await new AxeBuilder({ page }).options(options).analyze();
  const lines = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(" ")}\n  ${failureSummary}`),
  );
  assert.equal(lines.join("\n"), "", "axe found violations");
}

async function refuseOtherOrigins(context, complaints) {
  const { origin } = new URL(site.url);
  await context.route(
    (url) => !["data:", "blob:"].includes(url.protocol) && url.origin !== origin,
    (route) => {
      complaints.push(`request to another origin: ${route.request().url()}`);
      return route.abort();
    },
  );
}

export function collectComplaints(page, complaints) {
  page.on("console", (message) => {
    if (message.text().startsWith("Service Worker registration blocked by Playwright")) return;
    if (["error", "warning", "assert"].includes(message.type())) {
      complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.stack ?? error}`));
  page.on("crash", () => complaints.push("the page crashed"));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
}
