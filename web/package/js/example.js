// A page that uses the package. Nothing is built or installed: the browser loads this as it is.

import { draw, run } from "./shutter.js";

const element = (id) => document.getElementById(id);

function show() {
  const script = element("script").value;
  const { transcript, diagnostics, events, verdicts } = run(script, { keepGoing: true });
  const problems = diagnostics.map(({ line, message }) => `Line ${line}: ${message}.`);
  const judged = verdicts.map(({ snapshot, consistent, faithful, conserved }) => {
    const holds = consistent && faithful && conserved;
    return `Snapshot ${snapshot} ${holds ? "is consistent" : "does not tell the truth"}.`;
  });
  element("says").textContent = [`Events: ${events.length}.`, ...judged, ...problems].join(" ");
  element("transcript").textContent = transcript.join("\n");
  const picture = draw(script, { picture: "space-time", keepGoing: true });
  element("diagram").src = `data:image/svg+xml,${encodeURIComponent(picture)}`;
  element("diagram").alt = `Space-time diagram of ${events.length} events`;
}

element("script").addEventListener("input", show);
show();
