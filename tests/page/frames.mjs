// How fast the published page's diagram is: node frames.mjs [FOLDER]
//
// A run of 20,000 events over 8 processes is pasted; then the moment is dragged in wide jumps and in small steps, and the window is
// zoomed and moved, once in each frame. A frame that is late shows as a multiple of the display's 16.7 ms. Then a run of a
// million events is opened.

import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const FRAMES = 120;

const site = await serve(process.argv[2] ?? fileURLToPath(new URL("../../dist", import.meta.url)));
const browser = await launch();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(error.stack ?? error));
  let start = Date.now();
  await page.goto(site.url);
  await page.locator(".space-time .life").first().waitFor({ state: "attached" });
  console.log(`${"first example drawn, from navigation".padEnd(50)}${String(Date.now() - start).padStart(8)} ms`);

  await paste(page, script(20_000));
  const box = await page.locator(".space-time").boundingBox();
  const at = (x) => [box.x + 100 + (x % (box.width - 120)), box.y + 60];
  const redraw = await firstDrawing(page);
  console.log(`${"20,000 events, drawn anew".padEnd(50)}${redraw.toFixed(0).padStart(8)} ms`);
  await measure(page, "20,000 events, moment dragged in wide jumps", () => held(page, (frame) => page.mouse.move(...at(frame * 97))));
  await measure(page, "20,000 events, moment dragged in small steps", () => held(page, (frame) => page.mouse.move(...at(300 + frame))));
  await page.mouse.move(...at(400));
  await measure(page, "20,000 events, zoomed", () => each(page, (frame) => page.mouse.wheel(0, frame % 60 < 34 ? -100 : 100)));
  for (let turn = 0; turn < 22; turn += 1) await page.mouse.wheel(0, -100);
  await measure(page, "20,000 events, window moved", async () => {
    await page.mouse.move(...at(600));
    await page.mouse.down();
    await each(page, (frame) => page.mouse.move(...at(600 - frame * 4)));
    await page.mouse.up();
  });
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  console.log(`${"20,000 events, elements in the page".padEnd(50)}${String(elements).padStart(8)}`);

  await page.getByRole("button", { name: "Fit" }).click();
  start = Date.now();
  await paste(page, script(1_000_000));
  await page.locator(".space-time .density").first().waitFor({ state: "attached", timeout: 120_000 });
  console.log(`${"1,000,000 events, pasted, run and drawn".padEnd(50)}${String(Date.now() - start).padStart(8)} ms`);
  await measure(page, "1,000,000 events, zoomed", () => each(page, (frame) => page.mouse.wheel(0, frame % 60 < 34 ? -100 : 100)));
} finally {
  await browser.close();
  await site.close();
}

/** A bank of 8 nodes in which money moves about, with a snapshot now and then: so many commands, and about as many events. */
function script(events) {
  let seed = 12_345;
  const random = (below) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (seed >>> 8) % below;
  };
  const lines = [];
  for (let node = 1; node <= 8; node += 1) lines.push(`CreateNode ${node} 100000`);
  let count = 8;
  while (count < events) {
    const from = 1 + random(8);
    const to = 1 + ((from + random(7)) % 8);
    lines.push(`Send ${from} ${to} ${1 + random(90)}`, `Receive ${to}`);
    count += 2;
    if (random(700) === 0) {
      lines.push(`BeginSnapshot ${from}`, "ReceiveAll");
      // 56 markers that are sent, received and close a channel; what else happens makes the run longer, never shorter.
      count += 168;
    }
  }
  return `${lines.join("\n")}\n`;
}

async function paste(page, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  const editor = page.getByRole("textbox", { name: "Script" });
  await editor.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  const commands = text.split("\n").length - 1;
  await page.getByText(`line ${commands.toLocaleString("en")}`).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(500);
}

/** From a press on another scale to the next picture. */
async function firstDrawing(page) {
  return page.evaluate(async () => {
    const button = (name) => [...document.querySelectorAll("button")].find((button) => button.textContent === name);
    const picture = () => document.querySelector(".run path").getAttribute("d");
    const before = picture();
    const start = performance.now();
    button("Causal depth").click();
    while (picture() === before) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const time = performance.now() - start;
    button("Run order").click();
    await new Promise((resolve) => setTimeout(resolve, 300));
    return time;
  });
}

async function each(page, move) {
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await move(frame);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

/** Each frame with the moment's grip held. */
async function held(page, move) {
  const grip = await page.getByRole("slider", { name: "Moment" }).boundingBox();
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await each(page, move);
  await page.mouse.up();
}

/** Prints how long frames take while something happens. */
async function measure(page, name, happen) {
  await page.evaluate(() => {
    window.frames = [];
    let last = performance.now();
    const tick = (now) => {
      window.frames?.push(now - last);
      last = now;
      if (window.frames) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await happen();
  const times = await page.evaluate(() => {
    const times = window.frames.slice(2);
    window.frames = undefined;
    return times;
  });
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1).padStart(8);
  console.log(`${name.padEnd(50)}median ${at(0.5)} ms   p95 ${at(0.95)} ms   longest ${at(1)} ms`);
}
