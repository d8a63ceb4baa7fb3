// The package for JavaScript, as it is published: in Node, in a browser, and what its types say.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkAxe, DIST, pageTest } from "./support.mjs";

const PACKAGE = join(DIST, "package");
const { draw, exportRun, run } = await import(pathToFileURL(join(PACKAGE, "shutter.js")).href);

const repository = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const TINY = "CreateNode 1 10\nCreateNode 2 20\nSend 2 1 4\nBeginSnapshot 1\nReceiveAll\n";

/** Every kind of event, of diagnostic and of progress is in the runs of these. */
const SCRIPTS = [
  "StartMaster\nCreateNode 1 10\nCreateNode 2 20\nReceive 2\nReceive 1 2\nSend 1 2 3\nSend 1 2 99\nBeginSnapshot 1\nSend 2 1 4\nReceive 2 1\nReceiveAll\nCollectState\nPrintSnapshot\nKillAll\n",
  `${TINY}KillAll\n${TINY}`,
  "CreateNode 1 10\nCreateNode 2 20\nSend 2 1 4\nBeginSnapshot 1\nReceive 1\nCollectState\nReceive 1 2\nReceive 1 2\n",
  "CreateNode 1 1\nCreateNode 1 1\nrecieve 1\nCreateNode 2\n",
  "CreateNode 1 1\nCreateNode 1 1\n",
];

test("a run is the document that docs/json.md shows", () => {
  const [, script] = repository("docs/json.md").match(/```text\n([^]*?)```/);
  const [, document] = repository("docs/json.md").match(/```json\n([^]*?)```/);
  assert.deepEqual(run(script, { name: "example.script" }), JSON.parse(document));
});

test("what is exported as JSON is what `run` returns", () => {
  for (const script of SCRIPTS) {
    for (const options of [{}, { keepGoing: true, name: 'a "name"' }]) {
      assert.deepEqual(JSON.parse(exportRun(script, { format: "json", ...options })), run(script, options));
    }
  }
});

test("a run can be had up to a moment, and without what nobody needs", () => {
  const whole = run(TINY);
  assert.equal(whole.file, "script");
  const part = run(TINY, { at: 5 });
  assert.deepEqual(part.events, whole.events.slice(0, 5));
  assert.deepEqual(part.transcript, ["Started by Node 1"]);
  assert.equal(part.snapshots[0].progress, "recording");
  assert.deepEqual(part.verdicts, []);
  const bare = run(TINY, { events: false, snapshots: false, verdicts: false, transcript: false });
  assert.deepEqual(bare, { ...whole, events: [], snapshots: [], verdicts: [], transcript: [] });
  assert.deepEqual(run(TINY, { at: whole.events.length }), whole);
});

test("lines without an error run, if they are to", () => {
  const script = `nonsense\n${TINY}Send 1 9 1\nBeginSnapshot 2\n`;
  assert.deepEqual([run(script).status, run(script).events.length], [2, 0]);
  const kept = run(script, { keepGoing: true });
  assert.equal(kept.status, 2);
  assert.deepEqual(kept.transcript, ["Started by Node 1", "Started by Node 2"]);
  assert.deepEqual(kept.diagnostics.map(({ line, code }) => `${line} ${code}`), ["1 unknown-command", "7 unknown-node"]);
});

test("amounts are numbers, up to the largest", () => {
  const { snapshots, verdicts } = run("CreateNode 1 9007199254740991\nBeginSnapshot 1\n");
  assert.equal(snapshots[0].node_sum, Number.MAX_SAFE_INTEGER);
  assert.equal(verdicts[0].recorded, Number.MAX_SAFE_INTEGER);
});

test("pictures are files that stand on their own", () => {
  const network = draw(TINY, { name: "<tiny>", at: 3 });
  assert.match(network, /^<svg [^]*<title>&lt;tiny&gt;: network after 3 of 15 events<\/title>/);
  const diagram = draw(TINY, { picture: "space-time", axis: "depth", width: 400, height: 200, cut: [[1, 4], [2, 3]] });
  assert.match(diagram, /width="400"[^]*space-time diagram after 15 of 15 events/);
  assert.notEqual(diagram, draw(TINY, { picture: "space-time", width: 400, height: 200 }));
  assert.match(draw(TINY, { picture: "space-time", from: 2, to: 8 }), /^<svg /);
  assert.match(draw(TINY, { format: "tikz", at: 3 }), /\\documentclass[^]*\\begin\{tikzpicture\}[^]*\\end\{document\}/);
  assert.doesNotMatch(draw(TINY, { format: "tikz-picture", picture: "space-time" }), /documentclass/);
  assert.match(draw(""), /^<svg /);
  assert.match(draw("nonsense\n", { keepGoing: true, node: 7 }), /^<svg /);
});

test("a run is exported for other programs", () => {
  const [parser, , ...lines] = exportRun(TINY, { format: "shiviz", at: 12 }).trimEnd().split("\n");
  for (const line of lines) assert.match(line, new RegExp(parser));
  assert.equal(lines.length, 12);
  assert.match(exportRun(TINY, { format: "mermaid", name: "Tiny" }), /^sequenceDiagram\n    title Tiny\n[^]*n2-\)n1: 4 \[m1\]/);
  assert.throws(() => exportRun("nonsense", { format: "mermaid" }), /^Error: exportRun: nothing of the script runs: line 1/);
});

test("what is wrong with a call is said", () => {
  const wrong = [
    [() => run(), TypeError, "run: the script is not a string"],
    [() => run(TINY, 7), TypeError, "run: the options are not an object"],
    [() => run(TINY, { evnets: false }), TypeError, "run: there is no option `evnets`; there are `name`, "],
    [() => run(TINY, { events: 1 }), TypeError, "run: `events` is true or false"],
    [() => run(TINY, { name: 1 }), TypeError, "run: `name` is a string"],
    [() => run(TINY, { at: -1 }), TypeError, "run: `at` is a whole number from 0 on"],
    [() => run(TINY, { at: 16 }), RangeError, "run: `at` is beyond the run, which has 15 events"],
    [() => draw(TINY, { picture: "photo" }), TypeError, 'draw: `picture` is "network" or "space-time", not "photo"'],
    [() => draw(TINY, { width: 100 }), TypeError, "draw: a picture is given both `width` and `height`"],
    [() => draw(TINY, { width: 100, height: NaN }), TypeError, "draw: `height` is a number"],
    [() => draw(TINY, { from: 3, to: 3 }), TypeError, "draw: `from` and `to` come together"],
    [() => draw(TINY, { cut: [[1]] }), TypeError, "draw: `cut` is a list of pairs"],
    [() => draw("CreateNode 1 1\nrecieve 1\n"), Error, "draw: nothing of the script runs: line 2: there is no command"],
    [() => exportRun(TINY, { format: "xml" }), TypeError, 'exportRun: `format` is "json"'],
  ];
  for (const [call, kind, message] of wrong) {
    assert.throws(call, (error) => error.constructor === kind && error.message.startsWith(message), message);
  }
});

test("no text brings it down", () => {
  let state = 1n;
  const next = (limit) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 33n) % limit;
  };
  const words = ["CreateNode", "Send", "Receive", "ReceiveAll", "BeginSnapshot", "CollectState", "PrintSnapshot", "KillAll"];
  for (let round = 0; round < 300; round += 1) {
    const line = () => [words[next(words.length)], next(3), next(3), next(90), "\u{1f4a5}\0\ud800"].slice(0, 1 + next(5)).join(" ");
    const script = Array.from({ length: next(40) }, line).join("\n");
    const { events } = run(script, { keepGoing: true });
    const at = next(events.length + 1);
    run(script, { keepGoing: true, at });
    draw(script, { keepGoing: true, at, picture: next(2) ? "network" : "space-time" });
  }
});

test("it is installed and imported as packages are", () => {
  const folder = mkdtempSync(join(tmpdir(), "shutter-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(PACKAGE, join(folder, "node_modules", "shutter"));
    writeFileSync(
      join(folder, "a.mjs"),
      'import { run } from "shutter"; console.log(run("CreateNode 1 5\\nBeginSnapshot 1\\n").transcript.join());',
    );
    const printed = execFileSync(process.execPath, ["a.mjs"], { cwd: folder, encoding: "utf8" });
    assert.equal(printed, "Started by Node 1\n");
    const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
    assert.equal(run("").program, `shutter ${version}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the example in docs/package.md is real", () => {
  const [, code] = repository("docs/package.md").match(/```js\n([^]*?)```/);
  const [, printed] = repository("docs/package.md").match(/```text\n([^]*?)```/);
  const folder = mkdtempSync(join(tmpdir(), "shutter-"));
  try {
    symlinkSync(PACKAGE, join(folder, "package"));
    writeFileSync(join(folder, "a.mjs"), code);
    assert.equal(execFileSync(process.execPath, ["a.mjs"], { cwd: folder, encoding: "utf8" }), printed);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("every option is documented", () => {
  const documented = (heading) => {
    const [, section] = repository("docs/package.md").match(new RegExp(`## \`${heading}\\([^]*?\\n\\| option .*\\n.*\\n([^]*?)\\n(\\n|$)`));
    return section.split("\n").flatMap((row) => row.split("|")[1].match(/[a-zA-Z]+/g));
  };
  const known = (call) => {
    try {
      call();
    } catch ({ message }) {
      return message.match(/there are (.*)/)[1].match(/[a-zA-Z]+/g);
    }
    return assert.fail("an unknown option passes");
  };
  const shared = ["name", "keepGoing", "at"];
  assert.deepEqual(documented("run"), known(() => run("", { x: 1 })));
  assert.deepEqual([...shared, ...documented("draw")], known(() => draw("", { x: 1 })));
  assert.deepEqual([...shared, ...documented("exportRun")], known(() => exportRun("", { x: 1 })));
});

test("its types are exactly those of what it returns", () => {
  const runs = SCRIPTS.flatMap((script) => [run(script), run(script, { keepGoing: true })]);
  const types = readFileSync(join(PACKAGE, "shutter.d.ts"), "utf8");
  const seen = new Set(JSON.stringify(runs).match(/"(kind|by|progress|state|level)":"[a-z-]*"/g).map((part) => part.split('"')[3]));
  const declared = [...types.matchAll(/(?:kind|progress|state|level|Delivery)(?:: | = )((?:"[a-z-]+"(?: \| )?)+)/g)];
  const words = new Set(declared.flatMap(([, words]) => words.match(/[a-z-]+/g)));
  assert.deepEqual([...words].sort(), [...seen].sort(), "words of the types, and words of the runs");

  const folder = mkdtempSync(join(tmpdir(), "shutter-"));
  try {
    const from = JSON.stringify(join(PACKAGE, "shutter.js"));
    // In a literal, a field too many is an error, and so is one too few.
    writeFileSync(
      join(folder, "a.mts"),
      `import { draw, exportRun, run, type Run } from ${from};
       export const runs: Run[] = ${JSON.stringify(runs)};
       for (const event of run("", { at: 0, keepGoing: true, events: true }).events) {
         if (event.kind === "transfer-sent") event.amount.toFixed();
         // @ts-expect-error
         event.amount;
       }
       draw("", { picture: "space-time", format: "svg", cut: [[1, 2]] }).length;
       exportRun("", { format: "json" }).length;
       // @ts-expect-error
       run(7);
       // @ts-expect-error
       run("", { evnets: false });
       // @ts-expect-error
       draw("", { picture: "photo" });
      `,
    );
    const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", import.meta.url));
    const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext"];
    execFileSync(process.execPath, [tsc, ...options, join(folder, "a.mts")], { encoding: "utf8", cwd: folder });
  } catch (error) {
    assert.fail(error.stdout || error);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

for (const colorScheme of ["light", "dark"]) {
  pageTest(`the example page runs a script as it is typed, ${colorScheme}`, { path: "package/example.html", colorScheme }, async ({ page }) => {
    const says = page.getByRole("status");
    await says.getByText("Snapshot 1 is consistent.").waitFor();
    assert.match(await page.locator("#transcript").textContent(), /^Started by Node 2\n---Node states\n/);
    const drawn = await page.locator("#diagram").evaluate(async (image) => [await image.decode(), image.naturalWidth]);
    assert.ok(drawn[1] > 100);
    await page.getByRole("textbox", { name: "Script" }).fill("CreateNode 1 1\nrecieve 1\n");
    assert.equal(await says.textContent(), "Events: 1. Line 2: there is no command `recieve`.");
    await checkAxe(page);
  });
}
