/** A link that the page was opened with: taken out of the address bar and the history before anything else is done. */

/** What stands behind `#`, if it begins as a link does; empty otherwise. It is then no longer there. */
export function taken() {
  const { hash, pathname, search } = location;
  if (!/^#t\d/.test(hash)) return "";
  history.replaceState(history.state, "", pathname + search);
  return hash;
}

/** What this page was opened with. */
export const arrived = taken();
