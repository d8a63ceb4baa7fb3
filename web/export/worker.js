// Makes what is exported, beside the page, so that the page does not stand still and can end it.

import { draw, exportRun } from "../package/shutter.js";

const MAKERS = { draw, exportRun };

addEventListener("message", ({ data: { maker, script, options } }) => {
  try {
    postMessage({ text: MAKERS[maker](script, options) });
  } catch (error) {
    postMessage({ error: error.message });
  }
});

// Before this, messages would be lost: the package is loaded first.
postMessage("ready");
