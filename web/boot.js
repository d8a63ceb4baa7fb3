// Starts the app. A file of its own rather than the inline script that trunk would write, so that the page can forbid
// inline scripts. The names of the app's two files change with their contents; the preload links in the head have them.

const href = (selector) => document.querySelector(selector).href;

// What the app asks for now and then, and a module cannot import by itself. (`web/src/export.rs`)
globalThis.shutterExport = async (...run) => (await import("./export/dialog.js")).open(...run);

try {
  const { default: start } = await import(href('link[rel="modulepreload"]'));
  await start({ module_or_path: href('link[rel="preload"][as="fetch"]') });
} catch (error) {
  // web/crash.js says so.
  dispatchEvent(new CustomEvent("shutter:unstarted", { detail: error }));
  throw error;
}
