/**
 * The service worker of the site: keeps the files of one release for use offline, and answers with those. The build puts
 * in which release it is, and what belongs to it. It keeps no file that is not as listed, takes over only when it has
 * all of them and no page is open that began with an earlier one, and asks for nothing that is not listed.
 */

/** @type {any} */
const worker = self;
/** What the build knows: the digest of the list, and the list. @type {{ digest: string, files: [path: string, sha256: string][] }} */
const RELEASE = JSON.parse("RELEASE_OF_THE_BUILD");

const scope = worker.registration.scope;
const prefix = `tickmark ${scope} `;
const name = prefix + RELEASE.digest;
const listed = new Map(RELEASE.files);
/** Beside them, so that whoever checks the list has it offline too. */
const LIST = "release.json";
const AT_ONCE = 6;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keep()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(forget()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : undefined;
  if (path !== undefined) event.respondWith(answer(path));
});

/** Keeps every file; what an earlier attempt kept is kept. */
async function keep() {
  try {
    const cache = await caches.open(name);
    const waiting = [...listed.keys(), LIST];
    const next = async () => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        if (!(await cache.match(scope + path))) await cache.put(scope + path, await obtain(path));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  } catch (error) {
    const pages = await worker.clients.matchAll({ includeUncontrolled: true, type: "window" });
    const { message, path, status } = /** @type {any} */ (error);
    for (const page of pages) page.postMessage({ notKept: message, path, status });
    throw error;
  }
}

/** Removes earlier releases of this place: no page uses them any more. */
async function forget() {
  for (const other of await caches.keys()) if (other.startsWith(prefix) && other !== name) await caches.delete(other);
}

/**
 * A file of this release, as it was kept, or as listed from the network; no other.
 *
 * @param {string} path
 */
async function answer(path) {
  const kept = await (await caches.open(name)).match(scope + path);
  return kept ?? obtain(path).catch(() => Response.error());
}

/**
 * The file from the network, if it is as listed.
 *
 * @param {string} path
 */
async function obtain(path) {
  // The browser may have it, or the network something newer than the browser.
  for (const cache of /** @type {const} */ (["default", "reload"])) {
    const response = await fetch(scope + path, { cache, credentials: "same-origin" });
    if (!response.ok) throw Object.assign(new Error(`the server answered ${response.status} for ${path}`), { path, status: response.status });
    const bytes = await response.arrayBuffer();
    if (await isListed(path, bytes)) return whole(response, bytes);
  }
  throw Object.assign(new Error(`${path} is not as the release lists it`), { path });
}

/**
 * @param {string} path
 * @param {ArrayBuffer} bytes
 */
async function isListed(path, bytes) {
  if (path !== LIST) return hex(await crypto.subtle.digest("SHA-256", bytes)) === listed.get(path);
  return JSON.parse(new TextDecoder().decode(bytes)).digest === RELEASE.digest;
}

/**
 * The answer with the host's headers, without what was true of its way here alone.
 *
 * @param {Response} response
 * @param {ArrayBuffer} bytes
 */
function whole({ headers: sent }, bytes) {
  const headers = new Headers(sent);
  for (const one of ["content-encoding", "content-length", "transfer-encoding", "vary"]) headers.delete(one);
  return new Response(bytes, { headers });
}

/**
 * The path in the list for an address, however the host shortens it; nothing for what is not listed.
 *
 * @param {string} url
 */
function pathOf(url) {
  const [address = ""] = url.split(/[?#]/);
  if (!address.startsWith(scope)) return undefined;
  const path = address.slice(scope.length);
  return [path, `${path}index.html`, `${path}.html`].find((one) => listed.has(one) || one === LIST);
}

/** @param {ArrayBuffer} bytes */
function hex(bytes) {
  return [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");
}
