/** Has the site kept for use offline, and says in a sentence how far that is. */

import { t } from "./words.js";

const WORKER = "sw.js";

/**
 * @param {(text: () => string) => void} say  takes how it is said, in whatever language
 */
export async function keepOffline(say) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  /** Why the newest release was not kept. @type {{ notKept: string, path?: string, status?: number } | undefined} */
  let why;
  const reason = () => {
    const { notKept = "", path = "", status } = why ?? {};
    if (status) return t("the server answered {status} for {file}", { status: String(status), file: path });
    return path ? t("{file} is not as the release lists it", { file: path }) : notKept;
  };
  /** @type {ServiceWorkerRegistration | undefined} */
  let registration;
  const tell = () => {
    const { installing, waiting, active } = registration ?? {};
    if (active && waiting) say(() => t("A newer release is kept and takes over once every tab of this site is closed; until then this one works, offline too."));
    else if (active && why) say(() => t("This site is available offline. A newer release could not be kept: {why}.", { why: reason() }));
    else if (active) say(() => t("This site is available offline."));
    else if (installing || waiting) say(() => t("This site is being kept for use offline…"));
    else if (why) say(() => t("This site is not kept for use offline: {why}.", { why: reason() }));
  };
  serviceWorker.onmessage = ({ data }) => {
    if (data?.notKept) why = data;
    tell();
  };
  const follow = () => {
    registration?.installing?.addEventListener("statechange", tell);
    tell();
  };
  try {
    const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("tickmark-site", { createScriptURL: () => WORKER });
    registration = await serviceWorker.register(policy ? policy.createScriptURL("") : WORKER);
    registration?.addEventListener("updatefound", follow);
    follow();
    // Now that somebody listens; without a network there is nothing newer.
    if (registration?.active) await registration.update().catch(() => undefined);
  } catch (error) {
    why = { notKept: error instanceof Error ? error.message.replace(/\.$/, "") : String(error) };
    tell();
  }
}
