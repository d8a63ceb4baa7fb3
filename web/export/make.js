// What is exported, by form: its text or picture, its file, and the way to it.

const NAME = "Shutter";
const MISSING = "What makes exports is missing here. `cargo xtask serve` and `cargo xtask dist` build it.";

/** The forms, by what is exported: what a person reads, and the file. */
export const FORMS = [
  ["Network", [["SVG", "network.svg"], ["PNG", "network.png"], ["TikZ", "network.tex"]]],
  ["Diagram", [["SVG", "space-time.svg"], ["PNG", "space-time.png"], ["TikZ", "space-time.tex"]]],
  ["Run", [["JSON", "run.json"], ["ShiViz", "run.log"], ["Mermaid", "run.mmd"]]],
];

const RUNS = { "run.json": "json", "run.log": "shiviz", "run.mmd": "mermaid" };
const TYPES = { svg: "image/svg+xml", png: "image/png", json: "application/json" };

/**
 * Makes a file of the run. `view` is `{ script, at, node, cut }`, `seen` how the diagram is looked at (its axis; its size and
 * what is in view, if that is not all), `scale` the pixels of a PNG for each of the picture's.
 * Gives `{ blob, text }`; a picture of pixels has no text. Fails with what there is to say; with nothing, when another call came between.
 */
export async function make(file, { view, seen, scale }) {
  const { script, at, node, cut } = view;
  const extension = file.split(".").at(-1);
  const shared = { keepGoing: true, name: NAME };
  if (RUNS[file]) return packed(await ask("exportRun", script, { ...shared, format: RUNS[file] }), extension);
  const format = extension === "tex" ? "tikz" : "svg";
  // Pixels have one theme: the one that is seen.
  const theme = extension === "png" ? getComputedStyle(document.documentElement).colorScheme : "auto";
  const ofPicture = file.startsWith("network") ? { picture: "network", node } : { picture: "space-time", cut, ...seen };
  const text = await ask("draw", script, { ...shared, at, format, theme, ...ofPicture });
  return extension === "png" ? { blob: await pixels(text, scale) } : packed(text, extension);
}

function packed(text, extension) {
  return { text, blob: new Blob([text], { type: TYPES[extension] ?? "text/plain" }) };
}

async function pixels(svg, scale) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: TYPES.svg }));
  try {
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * scale;
    canvas.height = image.naturalHeight * scale;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, TYPES.png));
    if (!blob) throw new Error("The browser makes no picture of so many pixels: choose a smaller scale.");
    return blob;
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

let worker;
let refuse;

/** Lets a worker make something. One thing at a time: what is still being made is given up. */
async function ask(maker, script, options) {
  if (refuse) stop();
  const answer = new Promise((resolve, reject) => {
    refuse = reject;
    worker ??= started();
    worker.then((worker) => {
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.text));
      worker.onerror = () => reject(new Error("It takes more memory than the browser gives."));
      worker.postMessage({ maker, script, options });
    }, reject);
  });
  try {
    const text = await answer;
    refuse = undefined;
    return text;
  } catch (error) {
    // Whatever it was, it may have left the module in a state of which nothing is known.
    if (error) stop();
    throw error;
  }
}

function started() {
  const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(worker);
    worker.onerror = () => reject(new Error(MISSING));
  });
}

/** Ends what is being made. */
export function stop() {
  refuse?.();
  refuse = undefined;
  worker?.then((worker) => worker.terminate(), () => {});
  worker = undefined;
}
