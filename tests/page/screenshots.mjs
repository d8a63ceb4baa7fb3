// The pictures of the README, of the published page as it is.
//
//   node screenshots.mjs FOLDER     (`cargo xtask screenshots` builds the page and calls this)

import { join } from "node:path";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";
import { DIST, open, position } from "./visit.mjs";

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("usage: node screenshots.mjs FOLDER");

const WIDE = { width: 1440, height: 900 };
const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];

const pictures = {
  playground: { schemes: ["light", "dark"] },
  cut: {
    viewport: { width: 1440, height: 1000 },
    async prepare(page) {
      await page.locator("body").press("End");
      await page.getByRole("button", { name: "Cut", exact: true }).click();
      const picture = await page.getByRole("group", { name: "Space-time diagram" }).boundingBox();
      for (const [node, to] of [[1, 0.6], [2, 0.24], [3, 0.45], [4, 0.72]]) {
        const [x, y] = middle(await page.getByRole("slider", { name: `Cut of node ${node}` }).boundingBox());
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(picture.x + picture.width * to, y, { steps: 8 });
        await page.mouse.up();
      }
    },
    part: ".diagram",
  },
  lesson: {
    async prepare(page) {
      await page.getByRole("button", { name: "Lessons", exact: true }).click();
      await page.getByRole("dialog", { name: "Lessons" }).getByRole("button", { name: /^A state that never was/ }).click();
      const form = page.getByTestId("prediction");
      await form.getByLabel("node 1 records", { exact: true }).fill("7");
      await form.getByLabel("node 2 records", { exact: true }).fill("16");
      await form.getByLabel("in channel 2 → 1", { exact: true }).fill("4");
      await form.getByRole("button", { name: "Check" }).click();
      await form.getByRole("status").getByText("are right").waitFor();
    },
  },
  narrow: { viewport: { width: 375, height: 760 }, scale: 2 },
};

const site = await serve(DIST);
const browser = await launch();
try {
  for (const [name, picture] of Object.entries(pictures)) {
    for (const colorScheme of picture.schemes ?? ["light"]) {
      const path = join(folder, picture.schemes ? `${name}-${colorScheme}.png` : `${name}.png`);
      await take(picture, colorScheme, path);
      console.log(path);
    }
  }
} finally {
  await browser.close();
  await site.close();
}

async function take({ viewport = WIDE, scale = 1, path: address = "", prepare, part }, colorScheme, path) {
  const options = { viewport, colorScheme, deviceScaleFactor: scale, reducedMotion: "reduce", serviceWorkers: "block" };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await open(page, site.url + address);
  await position(page).waitFor();
  await prepare?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
  await (part ? page.locator(part) : page).screenshot({ path });
  await context.close();
}
