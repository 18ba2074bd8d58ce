/** The page's own module: registers the element and, once everything is here, closes the door to the network. */

import "./define.js";

// A file that misses the place for files would else be opened by the browser, and this page be gone.
for (const type of ["dragover", "drop"]) document.addEventListener(type, (event) => event.preventDefault());

document.addEventListener("tickmark-loaded", (event) => {
  if (document.querySelector("meta[data-locked]")) return;
  const lock = document.createElement("meta");
  lock.httpEquiv = "Content-Security-Policy";
  lock.content = "connect-src 'none'";
  lock.dataset.locked = "";
  document.head.append(lock);
  /** @type {Element} */ (event.target).toggleAttribute("sealed", true);
  const said = document.getElementById("locked");
  if (said) said.textContent = "Everything has loaded, and this page’s scripts can no longer open a connection.";
});
