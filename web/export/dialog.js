// The export dialog. Fetched when it is first opened, like all that it needs: a first visit does not pay for it.

import { FORMS, make, stop } from "./make.js";

const STYLE = new URL("dialog.css", import.meta.url).href;
/** Letters of a text that the preview shows. */
const SHOWN = 4000;

let styled;

/**
 * Opens the dialog on a run: `script` is its text, `at` the moment on show as a number of events, of `end` in all; `node` is attended
 * to in the network, and `cut` drawn through the diagram, as nodes and indices in turn.
 */
export async function open(script, at, end, node, cut) {
  await (styled ??= style());
  const view = { script, at, node, cut: cut.length > 0 ? pairs(cut) : undefined };
  const dialog = document.createElement("dialog");
  dialog.className = "keys export";
  dialog.setAttribute("aria-labelledby", "export-title");
  dialog.innerHTML = CONTENT;
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  part("moment").textContent = `Pictures show the moment after ${at.toLocaleString("en")} of ${end.toLocaleString("en")} events; a run is exported whole.`;
  const [axis, inView] = look();
  let made;

  async function show() {
    const file = dialog.querySelector("[name=form]:checked").value;
    const isPicture = !file.startsWith("run");
    part("scale").hidden = !file.endsWith(".png");
    part("window").hidden = !(inView && file.startsWith("space-time"));
    made = undefined;
    enable(false);
    say(`${file} is being made.`);
    try {
      const scale = Number(dialog.querySelector("[name=scale]:checked").value);
      const seen = part("window").querySelector("input").checked ? { axis, ...inView } : { axis };
      const result = await make(file, { view, seen, scale });
      made = { ...result, file };
    } catch (error) {
      if (error) say(error.message);
      return;
    }
    preview(isPicture && !file.endsWith(".tex"));
    enable(true);
    say(`${file}, ${size(made.blob.size)}`);
  }

  function preview(isPicture) {
    const [picture, text] = [part("picture"), part("text")];
    URL.revokeObjectURL(picture.src);
    [picture.hidden, text.hidden] = [!isPicture, isPicture];
    if (isPicture) {
      picture.src = URL.createObjectURL(made.blob);
      picture.alt = `Preview of ${made.file}`;
    } else {
      text.textContent = made.text.length > SHOWN ? `${made.text.slice(0, SHOWN)}\n…` : made.text;
      text.scrollTop = 0;
    }
    part("parser").hidden = made.file !== "run.log";
    if (!part("parser").hidden) part("expression").value = made.text.slice(0, made.text.indexOf("\n"));
  }

  function enable(ready) {
    for (const name of ["copy", "save"]) part(name).disabled = !ready;
  }

  function say(words) {
    part("says").textContent = words;
  }

  async function copied(content) {
    try {
      await (typeof content === "string"
        ? navigator.clipboard.writeText(content)
        : navigator.clipboard.write([new ClipboardItem({ [content.type]: content })]));
      say("Copied.");
    } catch {
      say("The browser does not let this page copy it. Download it instead.");
    }
  }

  part("copy").addEventListener("click", () => copied(made.text ?? made.blob));
  part("copy-expression").addEventListener("click", () => copied(part("expression").value));
  part("save").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(made.blob);
    link.download = made.file;
    link.click();
    // Not before the browser has taken it.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    say(`${made.file} is saved.`);
  });
  part("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("change", show);
  dialog.addEventListener("close", () => {
    stop();
    URL.revokeObjectURL(part("picture").src);
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  await show();
}

const choice = (name, value, label, checked) =>
  `<label><input type="radio" name="${name}" value="${value}" ${checked ? "checked" : ""}><span>${label}</span></label>`;

const group = (id, label, choices, part = "") =>
  `<div class="forms" role="group" aria-labelledby="${id}" ${part}><span id="${id}">${label}</span>${choices.join("")}</div>`;

const CONTENT = `
  <h2 id="export-title">Export</h2>
  <p class="minor" data-part="moment"></p>
  ${FORMS.map(([what, forms], row) =>
    group(`export-${row}`, what, forms.map(([label, file], column) => choice("form", file, label, row + column === 0))),
  ).join("")}
  <div class="preview">
    <img data-part="picture" alt="" hidden>
    <pre data-part="text" role="region" aria-label="Preview" tabindex="0" hidden></pre>
  </div>
  ${group("export-scale", "Scale", [1, 2, 4].map((scale) => choice("scale", scale, `${scale}×`, scale === 2)), 'data-part="scale" hidden')}
  <label class="only" data-part="window" hidden><input type="checkbox" checked> Only the part of the diagram that is in view</label>
  <div class="parser" data-part="parser" hidden>
    <label>Parser expression <input data-part="expression" readonly spellcheck="false"></label>
    <button class="plain" type="button" data-part="copy-expression">Copy expression</button>
  </div>
  <p class="minor" role="status" data-part="says"></p>
  <div class="buttons">
    <button class="plain" type="button" data-part="save" disabled>Download</button>
    <button class="plain" type="button" data-part="copy" disabled>Copy</button>
    <button class="plain" type="button" data-part="close">Close</button>
  </div>`;

/** How the diagram is looked at: its axis, and where not all of it is in view, the part that is, at the size that it has. */
function look() {
  const { axis, from, to } = document.querySelector("svg.space-time")?.dataset ?? {};
  if (from === undefined) return [axis];
  const { width, height } = document.querySelector("svg.space-time").viewBox.baseVal;
  return [axis, { from: Number(from), to: Number(to), width: Math.max(width, 320), height: Math.max(height, 120) }];
}

function pairs(list) {
  return Array.from({ length: list.length / 2 }, (_, index) => [list[2 * index], list[2 * index + 1]]);
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  const [number, unit] = bytes < 1e6 ? [bytes / 1e3, "KB"] : [bytes / 1e6, "MB"];
  return `${number.toPrecision(number < 10 ? 2 : 3).replace(/\.0$/, "")} ${unit}`;
}

function style() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = STYLE;
  document.head.append(link);
  // Without it, it is plain and works.
  return new Promise((done) => (link.onload = link.onerror = done));
}
