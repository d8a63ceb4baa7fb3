// What everything that opens the published page needs, tests or not.

import { fileURLToPath } from "node:url";

export const DIST = process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

/** Opens an address and waits until the app stands. */
export async function open(page, url, complaints = []) {
  await page.goto(url);
  await page.locator("main").first().waitFor({ timeout: 60_000 }).catch((cause) => {
    throw new Error(`the app did not start: ${complaints.join("; ") || "without a word"}`, { cause });
  });
}

export const editor = (page) => page.getByRole("textbox", { name: "Script" });
export const position = (page) => page.getByTestId("position");

/** Pastes a text over everything that is in the editor, by way of the clipboard. */
export async function paste(page, text) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await editor(page).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
}

/** By how many pixels the page is larger than its window, in width and height. */
export const spill = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight - clientHeight];
  });
