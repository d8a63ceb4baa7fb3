// Shutter for JavaScript: runs a script, and gives the run as data, as pictures, or in the form of another program.
// Types are in shutter.d.ts. Works in browsers, in workers and in Node, from this folder, wherever it is.

import init, { draw, exportRun, run } from "./shutter_wasm.js";

await init({ module_or_path: await module(new URL("shutter_wasm_bg.wasm", import.meta.url)) });

export { draw, exportRun, run };

/** The module, or its address where the browser fetches it: Node fetches no files. */
async function module(address) {
  if (address.protocol !== "file:") return address;
  const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
  return readFile(address);
}
