// A server of static files: no dependencies, no cache, loopback only.
//
//   import { serve } from "./serve.mjs";   const site = await serve(folder, { base: "/some/where/" });
//   node serve.mjs FOLDER [PORT]

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

const compress = promisify(gzip);

/** Serves a folder below the path `base`; what lies outside that path is not found. */
export async function serve(folder, { base = "/", port = 0 } = {}) {
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await answer(folder, base, request);
    response.writeHead(status, headers);
    response.end(request.method === "HEAD" ? undefined : body);
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function answer(folder, base, request) {
  const { pathname } = new URL(request.url, "http://localhost");
  const file = fileFor(folder, base, pathname);
  const type = file && TYPES[extname(file)];
  const content = type && (await readFile(file).catch(() => undefined));
  if (content === undefined) {
    return { status: 404, headers: { "content-type": "text/plain" }, body: "not found\n" };
  }
  const headers = { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff" };
  if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
    return { status: 200, headers, body: content };
  }
  return { status: 200, headers: { ...headers, "content-encoding": "gzip" }, body: await compress(content) };
}

/** The path of the file that an address means, or nothing when it leads out of the folder. */
function fileFor(folder, base, pathname) {
  if (!pathname.startsWith(base)) return undefined;
  let name;
  try {
    name = decodeURIComponent(pathname.slice(base.length));
  } catch {
    return undefined;
  }
  const path = normalize(join(folder, name === "" || name.endsWith("/") ? `${name}index.html` : name));
  return path.startsWith(normalize(folder + sep)) ? path : undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [folder = ".", port = "8000"] = process.argv.slice(2);
  const { url } = await serve(folder, { port: Number(port) });
  console.log(url);
}
