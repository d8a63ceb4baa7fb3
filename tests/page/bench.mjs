// Runs the benchmarks of a built bench page and prints a table: node bench.mjs FOLDER [FILTER]

import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [folder, filter = ""] = process.argv.slice(2);
const site = await serve(folder);
const browser = await launch();
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error.stack ?? error));
  await page.goto(site.url);
  await page.waitForFunction(() => window.benches, undefined, { timeout: 60_000 });
  const all = await page.evaluate(() => window.benches.names());
  const names = all.filter((name) => name.includes(filter));
  console.log(`${"".padEnd(40)}${["fastest", "median", "slowest"].map((title) => title.padStart(12)).join("")}`);
  for (const name of names) {
    const { error, fastest, median, slowest } = await page.evaluate((name) => window.benches.run(name), name);
    if (error) throw new Error(`${name}: ${error}`);
    console.log(`${name.padEnd(40)}${[fastest, median, slowest].map((time) => shown(time).padStart(12)).join("")}`);
  }
  if (names.length === 0) console.log(`none of ${all.length} has "${filter}" in its name`);
} finally {
  await browser.close();
  await site.close();
}

function shown(nanoseconds) {
  for (const [unit, size] of [["s", 1e9], ["ms", 1e6], ["µs", 1e3]]) {
    if (nanoseconds >= size) return `${(nanoseconds / size).toPrecision(4)} ${unit}`;
  }
  return `${nanoseconds.toPrecision(3)} ns`;
}
