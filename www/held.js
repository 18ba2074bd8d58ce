/** What is held in this tab of evidence files and of what they were read as; none of it is saved. No DOM. */

import { Desk } from "./evidence-desk.js";

/**
 * @typedef {import("./tickmark.js").KeyRow} KeyRow
 * @typedef {import("./tickmark.js").Mapping} Mapping
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {import("./steps/mapping.js").Open} Open
 * @typedef {ReturnType<typeof nothing>} Held
 */

/** Nothing yet. */
export function nothing() {
  return {
    /** What reads and tests the files. */
    desk: new Desk(),
    /** The files, by the id of the evidence. @type {Map<string, File>} */
    files: new Map(),
    /** The files, by their digest. @type {Map<string, File>} */
    byDigest: new Map(),
    /** What the reader said of a file, by its digest. @type {Map<string, import("./evidence-desk.js").Said>} */
    said: new Map(),
    /** Who stands in which row or behind which pseudonym; never saved. @type {Map<string, KeyRow[]>} */
    keys: new Map(),
    /** The names of a key that was opened; never saved. @type {KeyRow[]} */
    openedKey: [],
    /** Whether the report names people; never saved. */
    naming: false,
    /** What the report is compared with. @type {import("./earlier.js").Earlier | undefined} */
    earlier: undefined,
    /** Whether it was looked for what is kept to compare with, and why that cannot be had. @type {{ problems?: Problem[] } | undefined} */
    recalled: undefined,
    /** What the engine asked about a file. @type {Map<string, string[]>} */
    asked: new Map(),
    /** What the columns of a file were read as, where that can be changed. @type {Map<string, Mapping>} */
    mappings: new Map(),
    /** Evidence of which the reader is saying what its columns are. @type {Map<string, Open>} */
    opened: new Map(),
    /** Evidence of which the day has to be said. @type {Set<string>} */
    days: new Set(),
    /** Evidence whose dates need to be told whether the day stands first. @type {Set<string>} */
    orders: new Set(),
  };
}
