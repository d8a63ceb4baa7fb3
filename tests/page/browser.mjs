// The browser that `cargo xtask` found.

import { chromium } from "playwright-core";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts it, without a window. Root cannot use its sandbox, and it opens nothing but our own pages. */
export function launch() {
  const executablePath = process.env.CHROME;
  if (!executablePath) throw new Error("CHROME does not name a browser; `cargo xtask test --only page` sets it");
  return chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: false });
}
