// The page with the network off. `cargo xtask dist` writes two lines above this file: VERSION, which changes with any of the
// page's files, and FILES, their addresses, "./" for the page itself.
//
// A version is kept whole: a page gets all its files from the version that it started with, or from the one before, which a page
// of another tab may still need. A new version takes over when nobody uses the old one any more, or when a person says so.

const OURS = `shutter ${self.registration.scope} `;
const CACHE = OURS + VERSION;
const START = new Set([new URL("./", self.registration.scope).pathname, new URL("index.html", self.registration.scope).pathname]);

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(self.registration.scope)) event.respondWith(answer(request));
});

/** All or nothing: without one of its files, a version is no version. */
async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    FILES.map(async (name) => {
      // What the browser has kept of an older version under the same name would be no use.
      const response = await fetch(name, { cache: "no-cache" });
      if (!response.ok) throw new Error(`${response.status} for ${name}`);
      await cache.put(name, await direct(response));
    }),
  );
}

async function takeOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  const start = request.mode === "navigate" && START.has(new URL(request.url).pathname);
  return (await kept(start ? "./" : request)) ?? fetch(request);
}

async function kept(request) {
  const options = { ignoreSearch: true, ignoreVary: true };
  const found = await (await caches.open(CACHE)).match(request, options);
  if (found) return found;
  for (const name of (await caches.keys()).filter((name) => name.startsWith(OURS))) {
    const found = await (await caches.open(name)).match(request, options);
    if (found) return found;
  }
  return undefined;
}

/** Browsers open no page from an answer that came by a detour, as "index.html" does on many servers. */
async function direct(response) {
  if (!response.redirected) return response;
  const { status, headers } = response;
  return new Response(await response.blob(), { status, headers });
}
