/** Civil dates as `YYYY-MM-DD` text, computed in UTC so that no time zone can move a day. */

import { form } from "./words.js";

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** @param {string | undefined} text */
export function isDate(text) {
  if (!text || !SHAPE.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The reader's own calendar day. */
export function today() {
  const now = new Date();
  return iso(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
}

/**
 * The last day of a window of whole months that begins on `start`: 15 September and six months give 14 March. Where the
 * month is too short, the window ends with it.
 *
 * @param {string} start
 * @param {number} months
 */
export function windowEnd(start, months) {
  if (!isDate(start) || !Number.isInteger(months)) return "";
  const [year = 0, month = 0, day = 0] = start.split("-").map(Number);
  const length = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const last = Math.min(day - 1, length);
  return iso(new Date(Date.UTC(year, month - 1 + months, last)));
}

/**
 * "15 Sep 2026", in the language of the page.
 *
 * @param {string} date
 */
export function longDate(date) {
  if (!isDate(date)) return date;
  const format = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(form(), /** @type {any} */ (format)).format(new Date(`${date}T00:00:00Z`));
}

/**
 * "10:42", as the clock on the wall shows it.
 *
 * @param {Date} moment
 */
export function clock(moment) {
  return new Intl.DateTimeFormat(form(), { hour: "2-digit", minute: "2-digit" }).format(moment);
}

/** The name of the reader's time zone, or nothing. */
export function localZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

/** @param {Date} date */
function iso(date) {
  return date.toISOString().slice(0, 10);
}
