/** The Chromium that the tests drive, and how long they wait for a page. */

import { createRequire } from "node:module";

const require = createRequire(new URL("../www/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * How long a page may take until it shows what a test waits for, in milliseconds: no test is about that time, and a
 * machine that is shared with others may stand still for many seconds. What comes earlier is seen at once.
 */
export const PATIENCE = 90_000;

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });

/** Waits until `holds` gives something, which it gives back; after {@link PATIENCE}, what it gave last. */
export async function until(holds) {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const given = await holds();
    if (given || performance.now() > end) return given;
    await new Promise((done) => setTimeout(done, 50));
  }
}
