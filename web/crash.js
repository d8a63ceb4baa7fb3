// What the page shows when its program fails. It is loaded before the program and needs nothing of it: once WebAssembly
// has trapped, whatever it left half done makes it unsafe to call it again, even to save what was typed.
//
// It knows three things that Rust knows, too: how scripts are kept (web/src/storage.rs), where a tab leaves the name of
// its slot, and what a link looks like (web/src/link.rs).

const PREFIX = "shutter.script.";
const TAB = "shutter.tab";
const CRASHED = "shutter.crashed";
/** A program that fails this soon, in milliseconds, and not for the first time, may well do so again. */
const SOON = 10_000;
/** What is longer is not kept (script) or passed on (link). */
const MOST_TEXT = 1_000_000;
const MOST_LINK = 100_000;

const root = document.documentElement;
const embedded = new URLSearchParams(location.search).has("embed");
let failed = false;
/** Where the script is kept, once it failed. */
let slot;

if (globalThis.WebAssembly) {
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[name];
    if (!instantiate) continue;
    WebAssembly[name] = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      return made.instance ? { module: made.module, instance: { exports: guarded(made.instance.exports) } } : made;
    };
  }
  // A trap that came by another way.
  addEventListener("error", ({ error }) => error instanceof WebAssembly.RuntimeError && fail(error));
  addEventListener("unhandledrejection", ({ reason }) => reason instanceof WebAssembly.RuntimeError && fail(reason));
}
addEventListener("shutter:unstarted", ({ detail }) => fail(detail, false));

/** The same exports, but after something was thrown through one of them, none does anything any more. */
function guarded(exports) {
  const guard = (inner) =>
    function () {
      if (failed) return undefined;
      try {
        return inner.apply(undefined, arguments);
      } catch (error) {
        fail(error);
        throw error;
      }
    };
  const entries = Object.entries(exports);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === "function" ? guard(value) : value]));
}

function fail(error, started = true) {
  if (failed) return;
  failed = true;
  const text = embedded ? "" : script();
  show({ error, started, text, kept: embedded || keep(text), again: isAgain() });
}

/** The script: what stands in its field, or where there is none, what was saved last. */
function script() {
  const field = document.querySelector("textarea.editor-field");
  if (field) return field.value;
  try {
    const records = stored().sort((a, b) => b.time - a.time);
    return (records.find(({ slot }) => slot === own()) ?? records[0])?.text ?? "";
  } catch {
    return "";
  }
}

/** The slot of this page, or of this tab when the page has none yet. */
function own() {
  return root.dataset.slot ?? sessionStorage.getItem(TAB);
}

function stored() {
  return Object.keys(localStorage).flatMap((key) => {
    const record = key.startsWith(PREFIX) && /^(\d+) \w+\n([^]*)$/.exec(localStorage.getItem(key));
    return record ? [{ slot: key.slice(PREFIX.length), time: Number(record[1]), text: record[2] }] : [];
  });
}

/** Keeps the script where this tab finds it again; whether that could be done. */
function keep(text) {
  try {
    if (text.trim() === "") return true;
    if (new TextEncoder().encode(text).length > MOST_TEXT) return false;
    slot ??= own();
    if (!stored().some((record) => record.text === text && record.slot === slot)) {
      // Not over what the page's slot has: when most was deleted before, that may be all there is of it.
      if (slot === own()) slot = String(Math.floor(Math.random() * 9e15));
      localStorage.setItem(PREFIX + slot, `${Date.now()} end\n${text}`);
    }
    sessionStorage.setItem(TAB, slot);
    return true;
  } catch {
    return false;
  }
}

/** Whether it failed soon after its start, and the time before, too. */
function isAgain() {
  try {
    const soon = performance.now() < SOON;
    const before = sessionStorage.getItem(CRASHED) === "soon";
    sessionStorage.setItem(CRASHED, soon ? "soon" : "late");
    return soon && before;
  } catch {
    return false;
  }
}

/** The fragment of a link with the script, as `link.rs` writes it; nothing when it would be too long. */
async function link(text) {
  const deflated = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  if (bytes.length > (MOST_LINK / 4) * 3) return undefined;
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `#v1=${base64.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`;
}

function show({ error, started, text, kept, again }) {
  const dialog = element("dialog", { className: "crash", tabIndex: -1 });
  const title = element("h1", { id: "crash-title", textContent: started ? "Shutter has stopped" : "Shutter could not start" });
  const why = error?.isMissing
    ? "A part of it could not be loaded. Starting again helps once the network is back."
    : started
      ? "That is a fault in this page, not in anything you did."
      : "It needs WebAssembly, and all of its files. Reloading the page may help.";
  const fate = element("p", { textContent: text && (kept ? "Your script is kept." : "Your script is below.") });
  const start = element("button", { className: "plain", textContent: "Start again", onclick: () => location.reload() });
  const buttons = element("div", {}, start);
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(title, element("p", { textContent: why }), fate, buttons);
  if (again && text) {
    fate.textContent += " Shutter stopped soon after its start, and not for the first time: if the script is why, the first example helps.";
    buttons.append(element("button", { className: "plain", textContent: "Start with the first example", onclick: startFresh }));
  }
  const field = element("textarea", { value: text, rows: 8, wrap: "off", spellcheck: false });
  if (text) dialog.append(...scriptPart(field));
  dialog.append(details(error));
  if (!kept) carry(field, start, fate);
  // Nothing is left below that it could give way to.
  dialog.addEventListener("close", () => dialog.showModal());
  const typed = document.activeElement;
  // Outside the body, where no listener of the program hears what happens in it.
  root.append(dialog);
  dialog.showModal();
  // Whoever types goes on typing; and no key that is still on its way presses a button.
  if (typed?.matches("textarea.editor-field") && text) {
    field.focus();
    field.setSelectionRange(typed.selectionStart, typed.selectionEnd);
  } else {
    dialog.focus();
  }
}

/** Opens the page with the first example; the script stays among the recent ones. */
function startFresh() {
  try {
    sessionStorage.setItem(TAB, "");
  } catch {
    // Then it opens with the example anyway.
  }
  location.reload();
}

/** Where nothing can be kept, starting again takes the script along in the address. */
async function carry(field, start, fate) {
  fate.textContent = "This browser does not keep your script: copy it before you start again.";
  if (!(await link(field.value).catch(() => undefined))) return;
  fate.textContent = "This browser does not keep your script, but it comes along when you start again.";
  start.onclick = async () => {
    const fragment = await link(field.value);
    if (fragment) history.replaceState(null, "", fragment);
    location.reload();
  };
}

function scriptPart(field) {
  field.setAttribute("aria-label", "Your script");
  field.oninput = () => keep(field.value);
  const copy = element("button", { className: "plain", textContent: "Copy the script" });
  copy.setAttribute("aria-live", "polite");
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      copy.textContent = "Copied";
    } catch {
      field.focus();
      field.select();
      copy.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl or ⌘ C";
    }
  };
  return [field, element("div", {}, copy)];
}

function details(error) {
  const what = error?.stack?.includes(error.message) ? error.stack : `${error}\n${error?.stack ?? ""}`;
  return element("details", {}, element("summary", { textContent: "What went wrong" }), element("pre", { textContent: what, tabIndex: 0 }));
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
