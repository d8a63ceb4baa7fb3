// Starts the app. A file of its own rather than the inline script that trunk would write, so that the page can forbid
// inline scripts. The names of the app's two files change with their contents; the preload links in the head have them.

const href = (selector) => document.querySelector(selector).href;

// What the app asks for now and then, and a module cannot import by itself. (`web/src/export.rs`)
globalThis.shutterExport = async (...run) => (await import("./export/dialog.js")).open(...run);

/** Asks for the style sheets that the first picture does without, once; in development there is no such file. */
function styleTheRest() {
  const later = document.querySelector('meta[name="later-styles"]');
  later?.replaceWith(Object.assign(document.createElement("link"), { rel: "stylesheet", href: later.content }));
}

try {
  const { default: start, rest } = await import(href('link[rel="modulepreload"]'));
  // The published app is in two parts. The second comes when the first has drawn its picture. They start together where a service
  // worker has both, and when the picture is not the one that the first part is made for.
  if (navigator.serviceWorker?.controller || location.hash || location.search) {
    styleTheRest();
    await rest?.();
  }
  await start({ module_or_path: href('link[rel="preload"][as="fetch"]') });
  requestAnimationFrame(() => {
    styleTheRest();
    setTimeout(() => rest?.());
  });
} catch (error) {
  // web/crash.js says so.
  dispatchEvent(new CustomEvent("shutter:unstarted", { detail: error }));
  throw error;
}
