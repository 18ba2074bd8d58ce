/** Serves dist/site on this machine with the headers that the site asks of hosts that can send them. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const SITE = join(dirname(fileURLToPath(import.meta.url)), "../dist/site");

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".md": "text/markdown; charset=utf-8",
};

/** The headers of the file that the build writes for hosts, which all files get. */
const HEADERS = Object.fromEntries(
  [...(await readFile(join(SITE, "_headers"), "utf8")).split(/^(?=\S)/m)]
    .filter((block) => block.startsWith("/*\n"))
    .flatMap((block) => [...block.matchAll(/^ {2}([^:]+): (.*)$/gm)].map(([, name = "", value = ""]) => [name, value])),
);
export const CSP = /** @type {string} */ (HEADERS["Content-Security-Policy"]);

/**
 * A server of the release in `site`: of the files its release.json lists, and nothing else.
 *
 * @param {{ site?: string, csp?: string, headers?: Record<string, string>, folder?: string }} [options]  `folder` is where
 *   in the server it lies, with `/` at both ends
 */
export async function release({ site = SITE, csp = CSP, headers = { ...HEADERS, "Content-Security-Policy": csp }, folder = "/" } = {}) {
  const { files } = JSON.parse(await readFile(join(site, "release.json"), "utf8"));
  const known = new Set(["release.json", ...files.map((/** @type {{ path: string }} */ file) => file.path)]);
  return createServer(async (request, response) => {
    // Only paths that release.json lists are served, so nothing of the address needs to be understood.
    const [pathname = ""] = (request.url ?? "/").split(/[?#]/);
    const inside = pathname.startsWith(folder) ? pathname.slice(folder.length) : undefined;
    const path = inside === "" ? "index.html" : inside;
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { ...headers, Allow: "GET, HEAD" }).end();
    } else if (path === undefined || !known.has(path)) {
      response.writeHead(404, { ...headers, "Content-Type": "text/plain" }).end("No such file.\n");
    } else {
      const body = await readFile(join(site, path)).catch(() => undefined);
      if (!body) {
        // The site is being built anew: whoever asks is not left waiting.
        response.writeHead(503, { ...headers, "Content-Type": "text/plain", "Retry-After": "5" }).end("Not there just now; reload in a moment.\n");
        return;
      }
      const type = TYPES[extname(path)] ?? "application/octet-stream";
      response.writeHead(200, { ...headers, "Content-Type": type, "Content-Length": body.length });
      response.end(request.method === "HEAD" ? undefined : body);
    }
  });
}

/**
 * Listens on the port, or on the next one that is free; port 0 takes any.
 *
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<string>} the address
 */
export function listen(server, port) {
  return new Promise((done, failed) => {
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE" && port < 65_535) done(listen(server, port + 1));
      else failed(error);
    });
    server.listen(port, "127.0.0.1", () => {
      const address = /** @type {import("node:net").AddressInfo} */ (server.address());
      done(`http://127.0.0.1:${address.port}/`);
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const address = await listen(await release(), Number(process.env.PORT ?? 8080));
  console.log(`Tickmark is at ${address}`);
}
