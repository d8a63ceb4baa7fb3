// For everyone: by keys alone, on small screens and large ones, in forced colours, without motion, and by ear.

import assert from "node:assert/strict";
import { checkAxe, editor, open, pageTest, paste, position, spill } from "./support.mjs";

const EVERYTHING = `CreateNode 1 1000\nCreateNode 2 500\nCreateNode 3 9007199254738991\nSend 1 2 300\nSend 2 1 100\nBeginSnapshot 1
Send 3 1 70\nReceive 2 3\nSend 2 3 5\nBeginSnapshot 2\nSend 1 3 5000\nSend 2 1 20\nReceive 1\n`;

/** What can be pressed and is out of reach: beyond an edge of the page, where nothing scrolls. */
const lost = (page) =>
  page.evaluate(() => {
    const scrolls = (element) => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at);
        if ([overflowX, overflowY].some((overflow) => ["auto", "scroll"].includes(overflow))) return true;
      }
      return false;
    };
    const shown = [...document.querySelectorAll("button, a, input, select, summary, .node, .label text")];
    return shown
      .filter((element) => element.checkVisibility() && !element.closest(".unseen, .event-table") && !scrolls(element))
      .filter((element) => {
        const { left, top, right, bottom, width } = element.getBoundingClientRect();
        return width > 0 && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1);
      })
      .map((element) => `${element.outerHTML.slice(0, 120)} ${JSON.stringify(element.getBoundingClientRect())}`);
  });

const toStage = (page) => page.locator("#stage").focus();

// Keys

/** What each line of the sheet of keys does, seen in the page. */
const KEYS = {
  "Play or pause": async (page) => {
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Play" }).waitFor();
  },
  "Forward one event": moves("ArrowRight", 18, 19),
  "Back one event": moves("ArrowLeft", 18, 17),
  "Forward one command": moves("Shift+ArrowRight", 18, "· line 15"),
  "Back one command": moves("Shift+ArrowLeft", 18, "· line 13"),
  "To the beginning": moves("Home", 18, 0),
  "To the end": moves("End", 18, 65),
  "On a node: its menu. On a message: deliver it": async (page) => {
    await page.locator("[data-node='1']").focus();
    await page.keyboard.press("Enter");
    await page.locator(".node-menu").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".message.head").first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Undo" }).waitFor();
  },
  "On a node: send": async (page) => {
    await page.locator("[data-node='1']").focus();
    await page.keyboard.press("s");
    assert.ok(await page.locator(".node-menu input").evaluate((field) => field === document.activeElement));
  },
  "On a node: receive": acts("r"),
  "On a node: begin a snapshot": acts("b"),
  "On an event of the diagram: to the next one": async (page) => {
    await cursor(page).focus();
    const before = await cursor(page).getAttribute("aria-label");
    for (const key of ["ArrowLeft", "ArrowUp", "ArrowRight"]) {
      await page.keyboard.press(key);
      await page.waitForFunction((before) => document.activeElement.getAttribute("aria-label") !== before, before);
    }
  },
  "On an event of the diagram: to the moment after it": async (page) => {
    await cursor(page).focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !document.querySelector("[data-testid=position]").textContent.startsWith("event 18 "));
  },
  "On an event of the diagram: deliver what it sends": async (page) => {
    await cursor(page).focus();
    await page.keyboard.press("d");
    await page.getByRole("button", { name: "Undo" }).waitFor();
  },
  "On a line between parts, or a handle of a cut: move it": async (page) => {
    const line = page.getByRole("separator", { name: "Width of the script" });
    const before = await line.getAttribute("aria-valuenow");
    await line.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((before) => document.activeElement.getAttribute("aria-valuenow") !== before, before);
    await page.getByRole("button", { name: "Cut", exact: true }).click();
    const handle = page.locator("[data-cut][tabindex]").first();
    const place = await handle.getAttribute("aria-valuetext");
    await handle.focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction((place) => document.activeElement.getAttribute("aria-valuetext") !== place, place);
  },
  "Undo what was done in the picture": async (page) => {
    await acts("b")(page);
    await page.keyboard.press("Control+z");
    await at(page, 18);
  },
  "Save the script under a name": async (page) => {
    await page.keyboard.press("Control+s");
    await page.getByRole("dialog", { name: "Scripts kept" }).waitFor();
  },
  "In the script: run to the end": async (page) => {
    await editor(page).focus();
    await page.keyboard.press("Control+Enter");
    await at(page, 65);
  },
  "Larger, for projectors, and back": async (page) => {
    await page.keyboard.press("p");
    await page.getByRole("button", { name: "Present", pressed: true }).waitFor();
    await page.keyboard.press("p");
    await page.getByRole("button", { name: "Present", pressed: false }).waitFor();
  },
  "Leave the script, close what is open": async (page) => {
    await editor(page).focus();
    await page.keyboard.press("Escape");
    assert.ok(await editor(page).evaluate((field) => field !== document.activeElement));
    await page.keyboard.press("?");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Keys" }).waitFor({ state: "hidden" });
  },
  "This list": async (page) => {
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
  },
};

function cursor(page) {
  return page.locator(".space-time .cursor");
}

async function at(page, place) {
  const words = typeof place === "number" ? `event ${place} of` : place;
  await page.waitForFunction((words) => document.querySelector("[data-testid=position]").textContent.includes(words), words);
}

function moves(key, from, to) {
  return async (page) => {
    await at(page, from);
    await page.keyboard.press(key);
    await at(page, to);
  };
}

function acts(key) {
  return async (page) => {
    await page.locator("[data-node='2']").focus();
    await page.keyboard.press(key);
    await page.getByRole("button", { name: "Undo" }).waitFor();
  };
}

pageTest("each key of the sheet does what it says there", async ({ page, context, url }) => {
  await context.addInitScript(() => location.protocol === "http:" && [localStorage, sessionStorage].forEach((storage) => storage.clear()));
  await toStage(page);
  await page.keyboard.press("?");
  const listed = await page.getByRole("dialog", { name: "Keys" }).locator("dd").allTextContents();
  for (const what of listed) {
    const works = KEYS[what];
    assert.ok(works, `what "${what}" does is not tested`);
    await page.goto("about:blank");
    await open(page, url);
    await toStage(page);
    await works(page).catch((cause) => {
      throw new Error(`"${what}" does not work`, { cause });
    });
  }
  assert.deepEqual(Object.keys(KEYS).filter((what) => KEYS[what] && !listed.includes(what)), []);
});

pageTest("each key that a button names presses it, and is in the sheet", async ({ page }) => {
  const named = await page.evaluate(() => [...document.querySelectorAll("[aria-keyshortcuts]")].map((element) => element.getAttribute("aria-keyshortcuts")));
  const sheet = (await page.locator("dialog.keys dl").textContent()).replaceAll("→", "ArrowRight").replaceAll("←", "ArrowLeft");
  for (const key of named.flatMap((keys) => keys.split("+"))) {
    assert.ok(sheet.includes(key === "Control" ? "Ctrl" : key), `${key} is not in the sheet`);
  }
});

pageTest("everything in the page can be reached by the tabulator key, and shows that it has the focus", async ({ page }) => {
  await page.evaluate(() => document.activeElement.blur());
  const seen = new Set();
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const path = element.closest(".picture, .space-time, .editor");
      return { name: `${element.tagName} ${element.className?.baseVal ?? element.className} ${element.getAttribute("aria-label") ?? element.textContent.slice(0, 30)}`, ring: path !== null || (outlineStyle !== "none" && outlineWidth !== "0px") };
    });
    if (!now) break;
    assert.ok(now.ring, `${now.name} does not show the focus`);
    seen.add(now.name);
  }
  const all = [...seen].join("\n");
  for (const name of ["Examples", "Share", "Keys", "Recent", "Script", "Play", "½×", "Fit", "Cut", "Width of the script"]) {
    assert.match(all, new RegExp(name), `${name} was not reached`);
  }
});

// Sizes

for (const [width, height] of [[320, 640], [640, 360], [640, 450], [844, 390], [992, 600], [1280, 720]]) {
  pageTest(`nothing is lost in ${width} by ${height} pixels`, { viewport: { width, height } }, async ({ page }) => {
    await page.getByRole("tab", { name: "Script" }).click({ timeout: 500 }).catch(() => {});
    await paste(page, EVERYTHING);
    const tabs = await page.getByRole("tab").all();
    for (const tab of tabs.length ? tabs : [undefined]) {
      await tab?.click();
      assert.deepEqual(await spill(page), [0, 0]);
      assert.deepEqual(await lost(page), [], `in ${(await tab?.textContent()) ?? "all"}`);
      await checkAxe(page);
    }
  });
}

pageTest("with spaced text and type twice as large, nothing is lost", { viewport: { width: 1280, height: 800 } }, async ({ page }) => {
  // What WCAG 1.4.12 asks for.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*:not(textarea, .editor-scroll *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }");
    document.adoptedStyleSheets = [sheet];
  });
  assert.deepEqual(await spill(page), [0, 0]);
});

for (const colorScheme of ["light", "dark"]) {
  pageTest(`the size for projectors is kept and fits, in ${colorScheme} colours`, { viewport: { width: 1280, height: 720 }, colorScheme }, async ({ page }) => {
    const type = () => page.evaluate(() => ["main .headline", ".node .balance", ".space-time .name"].map((part) => document.querySelector(part).getBoundingClientRect().height));
    const before = await type();
    await page.getByRole("button", { name: "Present" }).click();
    await page.waitForTimeout(200);
    const after = await type();
    after.forEach((height, part) => assert.ok(height > before[part] * 1.1, `${part}: ${before[part]} became ${height}`));
    assert.deepEqual(await spill(page), [0, 0]);
    assert.deepEqual(await lost(page), []);
    await checkAxe(page);
    await page.reload();
    await page.getByRole("button", { name: "Present", pressed: true }).waitFor();
    assert.deepEqual(await type(), after);
    // A press in the diagram leads where it points to.
    const box = await page.locator(".space-time").boundingBox();
    const moment = () => page.locator(".space-time .moment").boundingBox();
    await page.mouse.click(box.x + box.width * 0.7, box.y + 8);
    await page.waitForFunction(() => !document.querySelector("[data-testid=position]").textContent.startsWith("event 18 "));
    assert.ok(Math.abs((await moment()).x - (box.x + box.width * 0.7)) < 12);
    await page.locator("[data-node='2']").click();
    const menu = await page.locator(".node-menu").boundingBox();
    const stage = await page.locator("#stage").boundingBox();
    assert.ok(menu.x >= stage.x && menu.x + menu.width <= stage.x + stage.width && menu.y >= stage.y && menu.y + menu.height <= stage.y + stage.height);
  });
}

// Colours and motion

pageTest("in forced colours, what means something else looks different", { forcedColors: "active" }, async ({ page }) => {
  await paste(page, EVERYTHING);
  await toStage(page);
  await page.keyboard.press("ArrowLeft");
  const look = (selector, ...properties) =>
    page.locator(selector).first().evaluate((element, properties) => properties.map((property) => getComputedStyle(element)[property]).join(" "), properties);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.notEqual(await look(".coin rect", "fill"), await look(".marker path", "fill"), "coins and markers");
  for (const part of [".coin rect", ".lane.busy .line", ".node circle", ".space-time .moment", ".run .transfer", ".cut path"]) {
    assert.notEqual(await look(part, "stroke"), background, `${part} cannot be seen`);
  }
  assert.notEqual(await look(".marker path", "fill"), background, "markers cannot be seen");
  assert.notEqual(await look(".lane .band", "stroke"), await look(".lane.busy .line", "stroke"), "recorded channels and lanes");
  for (const part of [".coin", ".marker"]) assert.notEqual(await look(`${part} text`, "fill"), await look(`${part} :is(rect, path)`, "fill"), `the text on ${part}`);
  assert.notEqual(await look(".transport .main", "backgroundColor"), "rgba(0, 0, 0, 0)");
  await checkAxe(page);
});

pageTest("with reduced motion preferred, nothing moves", { reducedMotion: "reduce" }, async ({ page }) => {
  await toStage(page);
  for (const key of ["Home", "End", "ArrowLeft", "ArrowLeft", "Shift+ArrowLeft"]) {
    await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  }
});

// By ear

pageTest("what happens is said", async ({ page }) => {
  await toStage(page);
  const said = page.locator("[aria-live=polite][aria-atomic=true]");
  await page.keyboard.press("Home");
  const before = await said.textContent();
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await said.textContent(), before);
  assert.match(await said.textContent(), /Node 1/);
  assert.match(await position(page).textContent(), /^event 1/);
});
