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
  console.log(`${"".padEnd(50)}${["fastest", "median", "slowest"].map((title) => title.padStart(12)).join("")}`);
  for (const name of names) {
    // Afresh, so that memory is this one's.
    await page.reload();
    await page.waitForFunction(() => window.benches, undefined, { timeout: 60_000 });
    const { error, readings, fastest, median, slowest } = await page.evaluate((name) => window.benches.run(name), name);
    if (error) throw new Error(`${name}: ${error}`);
    if (readings) {
      const memory = await page.evaluate(() => window.benches.memory());
      const times = readings.map(([what, milliseconds]) => `${what} ${shown(milliseconds * 1e6)}`);
      console.log(`${name.padEnd(50)}${times.join(", ")}, memory ${(memory / 2 ** 20).toFixed(0)} MiB`);
    } else {
      console.log(`${name.padEnd(50)}${[fastest, median, slowest].map((time) => shown(time).padStart(12)).join("")}`);
    }
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
