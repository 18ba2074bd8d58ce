/** Has the site kept for use offline, and says in a sentence how far that is. */

const WORKER = "sw.js";
const KEPT = "This site is available offline.";

/**
 * @param {(text: string) => void} say
 */
export async function keepOffline(say) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  /** Why the newest release was not kept. */
  let why = "";
  /** @type {ServiceWorkerRegistration | undefined} */
  let registration;
  const tell = () => {
    const { installing, waiting, active } = registration ?? {};
    if (active && waiting) say("A newer release is kept and takes over once every tab of this site is closed; until then this one works, offline too.");
    else if (active) say(why ? `${KEPT} A newer release could not be kept: ${why}.` : KEPT);
    else if (installing || waiting) say("This site is being kept for use offline…");
    else if (why) say(`This site is not kept for use offline: ${why}.`);
  };
  serviceWorker.onmessage = ({ data }) => {
    why = data?.notKept ?? why;
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
    why = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
    tell();
  }
}
