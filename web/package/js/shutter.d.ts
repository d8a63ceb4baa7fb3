// What the package has for JavaScript. docs/package.md has examples, docs/json.md says what each field means.

/** Reads a script and runs it. */
export function run(script: string, options?: RunOptions): Run;

/** Draws a moment of the run of a script: the text of a file that stands on its own. */
export function draw(script: string, options?: DrawOptions): string;

/** Writes the run of a script in the form of another program. */
export function exportRun(script: string, options?: ExportOptions): string;

/** What all functions can be told. An option that there is not, or of another type, is thrown as a `TypeError`. */
export interface ScriptOptions {
  /** What the script is called, in titles and in `Run.file`: "script", unless you say so. */
  name?: string;
  /**
   * Whether lines without an error run although others have one, as on the page. Otherwise nothing runs when there is an error in
   * the text, and a run ends where a command cannot be done, as on the command line.
   */
  keepGoing?: boolean;
  /** The moment after so many events of the run. The end, unless you say so; beyond that, a `RangeError`. */
  at?: number;
}

/** What `run` can be told. With `at`, what comes after that moment is no part of the run. */
export interface RunOptions extends ScriptOptions {
  /** `false` leaves `Run.events` empty, which saves time and memory. */
  events?: boolean;
  /** `false` leaves `Run.snapshots` empty. */
  snapshots?: boolean;
  /** `false` leaves `Run.verdicts` empty. */
  verdicts?: boolean;
  /** `false` leaves `Run.transcript` empty. */
  transcript?: boolean;
}

/** What `draw` can be told. A script of which nothing can be run is thrown as an `Error`. */
export interface DrawOptions extends ScriptOptions {
  /** What is drawn: "network", unless you say so. */
  picture?: "network" | "space-time";
  /** "svg", unless you say so; or "tikz", a LaTeX document, or "tikz-picture", what such a document includes. */
  format?: "svg" | "tikz" | "tikz-picture";
  /** Of SVG: in which colours: "auto", those that the reader prefers, unless you say so. */
  theme?: "auto" | "light" | "dark";
  /** In pixels; 40 or more. Together with `height`, or neither. */
  width?: number;
  height?: number;
  /** In the network: the node that is attended to, whose channels are drawn where there are too many for all. */
  node?: number;
  /** In the diagram: whether events stand by the order of the run, or by causal depth. */
  axis?: "order" | "depth";
  /** In the diagram: from which place of the axis to which. Together with `to`, or neither. */
  from?: number;
  to?: number;
  /** In the diagram: a cut of your own. For each node, the events before the cut are those with an index smaller than the number. */
  cut?: [node: number, index: number][];
}

/** What `exportRun` can be told. A script of which nothing can be run is thrown as an `Error`, but by "json", which says what is wrong. */
export interface ExportOptions extends ScriptOptions {
  /**
   * "json" is the text of what `run` returns, "shiviz" a log with vector clocks whose first line is the expression that ShiViz reads
   * it with, "mermaid" a sequence diagram for Markdown. "json", unless you say so.
   */
  format?: "json" | "shiviz" | "mermaid";
}

/** A run. The same as the document that `shutter run --json` writes. */
export interface Run {
  version: 1;
  program: string;
  /** The name of the script. */
  file: string;
  status: Status;
  algorithm: string;
  events: Event[];
  snapshots: Snapshot[];
  verdicts: Verdict[];
  /** The printed lines. */
  transcript: string[];
  /** What is wrong, by line. */
  diagnostics: Diagnostic[];
}

/** 0: fine, perhaps with warnings; 2: an error in the text; 3: an error in the run. */
export type Status = 0 | 2 | 3;

/** What happened, and the line of the script that caused it. */
export type Event = { index: number; line: number } & EventKind;

/** What took a message from its channel. */
export type Delivery = "receive" | "wait" | "receive-all";

export type EventKind =
  | { kind: "master-started" }
  | { kind: "node-created"; node: number; balance: number }
  | { kind: "transfer-sent"; message: number; from: number; to: number; amount: number }
  | { kind: "send-rejected"; from: number; to: number; amount: number }
  | { kind: "transfer-received"; message: number; from: number; to: number; amount: number; by: Delivery }
  | { kind: "wait-started"; wait: number; node: number; from: number | null }
  | { kind: "snapshot-started"; snapshot: number; initiator: number }
  | { kind: "state-recorded"; snapshot: number; node: number; balance: number }
  | { kind: "marker-sent"; message: number; from: number; to: number; snapshot: number }
  | { kind: "marker-received"; message: number; from: number; to: number; snapshot: number; by: Delivery }
  | { kind: "message-recorded"; snapshot: number; message: number; from: number; to: number }
  | { kind: "channel-closed"; snapshot: number; from: number; to: number }
  | { kind: "snapshot-completed"; snapshot: number }
  | { kind: "state-collected"; snapshot: number }
  | { kind: "snapshot-printed"; snapshot: number; collected_at: number }
  | { kind: "killed" };

/** What a snapshot recorded. */
export interface Snapshot {
  bank: number;
  number: number;
  initiator: number;
  progress: "recording" | "complete" | "collected";
  started_at: number;
  completed_at: number | null;
  bank_total: number;
  node_sum: number;
  channel_sum: number;
  nodes: RecordedNode[];
  open_channels: number;
  /** Those in which something was recorded, and those that are still being recorded. */
  channels: RecordedChannel[];
}

/** Both are `null` when the node has not recorded. */
export interface RecordedNode {
  node: number;
  balance: number | null;
  recorded_at: number | null;
}

export interface RecordedChannel {
  from: number;
  to: number;
  state: "open" | "closed";
  sum: number;
  messages: { message: number; amount: number }[];
}

/** What the events alone say of a complete snapshot. */
export interface Verdict {
  bank: number;
  snapshot: number;
  consistent: boolean;
  faithful: boolean;
  conserved: boolean;
  recorded: number;
  money: number;
  occurred_after: number | null;
  reasons: { consistent: string; faithful: string; conserved: string };
  witnesses: { words: string; event: number | null }[];
  more_witnesses: number;
}

/** Something that is wrong with the script. Lines and columns count from 1. */
export interface Diagnostic {
  level: "text-error" | "run-error" | "warning";
  code: string;
  line: number;
  column: number;
  end_column: number;
  message: string;
  help: string | null;
  fix: { line: number; column: number; end_column: number; replacement: string; label: string } | null;
  related: { line: number; note: string } | null;
}
