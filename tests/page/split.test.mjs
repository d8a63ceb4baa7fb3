// The app comes in two parts, see xtask/src/split/. What comes later is there when it is needed, or the page says why not.

import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { checkAxe, editor, open, pageTest, position } from "./support.mjs";

const REST = /_rest\.wasm$/;
const LINK = `#v1=${deflateSync("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\n").toString("base64url")}`;

/** What was used to ask for the second part, in order. */
const asked = (page) => {
  const types = [];
  page.on("request", (request) => REST.test(request.url()) && types.push(request.resourceType()));
  return types;
};

const keys = (page) => page.getByRole("dialog", { name: "Keys" });

/** Does something that only the second part can do. */
const act = async (page) => {
  await page.locator("#stage").focus();
  await page.keyboard.press("?");
};

for (const [name, viewport] of [["wide", { width: 1440, height: 900 }], ["narrow", { width: 375, height: 800 }]]) {
  pageTest(`a first visit needs the first part alone, in a ${name} window`, { viewport }, async ({ page, context, url }) => {
    await context.route(REST, () => {});
    const types = asked(page);
    await open(page, url);
    await position(page).getByText("event 18 of 65").waitFor();
    await page.waitForTimeout(500);
    assert.deepEqual(types, ["fetch"]);
    await page.goto("about:blank");
    assert.deepEqual(types, ["fetch"]);
  });
}

pageTest("the second part comes by itself, once", async ({ page, url }) => {
  const types = asked(page);
  const came = page.waitForResponse(REST);
  await open(page, url);
  await (await came).finished();
  await page.waitForTimeout(500);
  await act(page);
  await keys(page).waitFor();
  assert.deepEqual(types, ["fetch"]);
});

pageTest("somebody who is faster than the second part waits for it, and that is all", { quiet: false }, async ({ page, context, url, complaints }) => {
  await context.route(REST, async (route) => {
    if (route.request().resourceType() !== "fetch") await route.continue();
  });
  const types = asked(page);
  await open(page, url);
  await act(page);
  await keys(page).waitFor();
  await page.keyboard.press("Escape");
  await editor(page).fill("CreateNode 1 10\n");
  await position(page).getByText("event 1 of 1").waitFor();
  assert.deepEqual(types, ["fetch", "xhr"]);
  assert.deepEqual(complaints, []);
});

pageTest("a link opens with both parts at once", async ({ page, url }) => {
  const types = asked(page);
  await page.goto("about:blank");
  await open(page, url + LINK);
  await position(page).getByText("event 3 of 3").waitFor();
  assert.deepEqual(types, ["fetch"]);
});

pageTest("when the second part cannot be had, the page says so, and keeps the script", { quiet: false }, async ({ page, context, url }) => {
  await editor(page).fill("CreateNode 1 10\n# ours\n");
  await position(page).getByText("event 1 of 1").waitFor();
  await page.waitForTimeout(500);
  await context.route(REST, (route) => route.abort());
  await page.goto(url);
  const stopped = page.locator("dialog.crash");
  await stopped.getByText("could not be loaded").first().waitFor();
  assert.equal(await stopped.getByRole("textbox", { name: "Your script" }).inputValue(), "CreateNode 1 10\n# ours\n");
  await checkAxe(page);
  await context.unroute(REST);
  await stopped.getByRole("button", { name: "Start again" }).click();
  await position(page).getByText("event 1 of 1").waitFor();
  assert.match(await editor(page).inputValue(), /# ours/);
});
