/**
 * A second reader of links, written from `docs/links.md` alone: WebCrypto, the platform's inflate, and nothing of ours. It
 * reads every link that was ever written.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";

const kept = JSON.parse(readFileSync(new URL("../links/vectors.json", import.meta.url), "utf8"));
const ascii = new TextEncoder();
const hex = (bytes) => Buffer.from(bytes).toString("hex");

/** What is behind `#`, unpacked: kind and body. */
async function opened(link, passphrase) {
  const [, before, kind, sealed, payload] = /^(t1([sgf])(p?)\.)([\w-]+)$/.exec(link);
  const bytes = new Uint8Array(Buffer.from(payload, "base64url"));
  const from = reader(bytes);
  const length = from.number();
  const check = from.raw(4);
  const rest = from.raw(length);
  from.end();
  const digest = await crypto.subtle.digest("SHA-256", Buffer.concat([ascii.encode(before), rest]));
  assert.equal(hex(check), hex(digest).slice(0, 8));
  if (!sealed) return { kind, body: inflateRawSync(rest) };
  const header = rest.subarray(0, 33);
  assert.equal(header[0], 1);
  const iterations = new DataView(header.buffer, header.byteOffset).getUint32(1);
  const [salt, iv] = [header.subarray(5, 21), header.subarray(21, 33)];
  const secret = await crypto.subtle.importKey("raw", ascii.encode(passphrase.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, secret,
    { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const additionalData = Buffer.concat([ascii.encode(before), header]);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, rest.subarray(33));
  return { kind, body: inflateRawSync(Buffer.from(plain)), iterations, salt: hex(salt), iv: hex(iv) };
}

/** Section 4. */
function reader(bytes) {
  let at = 0;
  const raw = (n) => {
    assert.ok(at + n <= bytes.length, "ends too early");
    return bytes.subarray(at, (at += n));
  };
  const byte = () => raw(1)[0];
  const number = () => {
    for (let n = 0, unit = 1; ; unit *= 128) {
      const next = byte();
      n += (next & 127) * unit;
      if (next < 128) return n;
    }
  };
  const text = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw(number()));
  const list = (read) => Array.from({ length: number() }, read);
  const perhaps = () => (byte() ? text() : undefined);
  const day = (after) => {
    const n = number();
    const days = n % 2 ? -(n + 1) / 2 : n / 2;
    return new Date(Date.parse(after) + days * 86_400_000).toISOString().slice(0, 10);
  };
  return { raw, byte, number, text, list, perhaps, day, end: () => assert.equal(at, bytes.length) };
}

/** Section 3, a summary. */
function summary(body, gaps) {
  const from = reader(body);
  const organisation = from.perhaps();
  const type = from.number();
  const asOf = from.day("1970-01-01");
  const start = from.day(asOf);
  const window = { start, end: from.day(start) };
  const questionnaire = { id: from.text(), version: from.text() };
  const reportId = hex(from.raw(6));
  const state = () => ["not-started", "building", "design-ready", "window-ready", "fieldwork-ready"][from.number()];
  const readiness = { low: state(), high: state() };
  const points = () => ({ low: from.number() / 10, high: from.number() / 10 });
  const score = { supported: points(), claimed: points() };
  const levels = (pair) => (pair === 36 ? undefined : { low: Math.floor(pair / 6), high: pair % 6 });
  const domains = from.list(() => ({ id: from.text(), supported: levels(from.byte()), claimed: levels(from.byte()) }));
  const gap = () => ({ control: from.text(), severity: from.text(), due: from.byte() ? from.day(asOf) : undefined });
  const open = gaps ? from.list(gap) : undefined;
  from.end();
  return { format: "tickmark-shared", version: 1, organisation, type, asOf, window, questionnaire, reportId, readiness, score,
    domains, gaps: open };
}

/** Section 3, a saved assessment. */
function assessment(body, shapes) {
  const from = reader(body);
  const version = from.number();
  const questionnaire = { id: from.text(), version: from.text() };
  questionnaire.sha256 = [() => undefined, () => hex(from.raw(32)), from.text][from.byte()]();
  const shape = shapes.get(hex(from.raw(8)));
  const asOf = from.day("1970-01-01");
  const start = from.day(asOf);
  const window = { start, end: from.day(start) };
  const profile = { window, organisation: from.text(), type: from.number(), categories: from.list(from.text) };
  profile.timeZone = from.perhaps();
  const headcount = from.number();
  if (headcount) profile.headcount = headcount - 1;
  if (from.byte()) profile.examinationDay = from.day(asOf);
  profile.samplingPolicy = from.perhaps() ?? "customary";
  const some = (key, all) => { if (all.length) profile[key] = all; };
  profile.policies = from.list(() => ({ id: from.text(), value: from.number() }));
  some("cadences", from.list(() => ({ control: from.text(), cadence: from.text() })));
  some("facts", from.list(() => ({ fact: from.text(), values: from.list(from.text) })));
  some("systems", from.list(() => ({ id: from.text(), name: from.perhaps() })));
  some("populations", from.list(() => ({ id: from.text(), count: from.number() })));
  some("owners", from.list(() => ({ control: from.text(), owner: from.text() })));
  const answers = answered(from, shape, asOf, start);
  const follows = from.byte();
  const evidence = follows & 1 ? JSON.parse(from.text()) : [];
  const register = follows & 2 ? { register: JSON.parse(from.text()) } : {};
  if (follows & 4) profile.auditorSampling = JSON.parse(from.text());
  from.end();
  return { format: "tickmark-assessment", version, asOf, questionnaire, profile, answers, evidence, ...register };
}

function answered(from, shape, asOf, start) {
  const codes = shape.questions.map((question) => [question, from.byte()]).filter(([, code]) => code);
  const order = from.byte() ? codes.map(() => from.number()) : codes.map((_, i) => i);
  const parts = codes.map(() => from.byte());
  const periods = from.list(from.text);
  const all = codes.map(([question, code], i) => {
    const answer = { question: question.id, rev: question.rev };
    const has = (bit) => parts[i] & bit;
    if (code === 1) answer.later = true;
    if (code === 2) answer.unknown = {};
    if (code === 3) answer.notApplicable = {};
    if (code > 4) answer.choice = question.choices[code - 5];
    const pair = (names, states, [key, word]) => () => {
      const n = from.number();
      return { [key]: names[Math.floor(n / states.length)], [word]: states[n % states.length] };
    };
    if (has(2)) answer.periods = from.list(pair(periods, ["missed", "late", "claimed", "on-time", "unknown"], ["period", "state"]));
    if (has(4)) {
      answer.population = { since: from.day(start), until: from.day(asOf), total: from.number() };
      const conforming = from.number();
      if (conforming) answer.population.conforming = conforming - 1;
    }
    if (has(8)) answer.asOf = from.day(asOf);
    if (has(16)) answer.last = [() => ({ never: false }), () => ({ never: true }), () => ({ on: from.day(asOf) })][from.byte()]();
    if (has(32)) answer.systems = from.list(pair(question.items, ["conforms", "does-not", "unknown", "not-here"], ["system", "state"]));
    return answer;
  });
  all.forEach((answer, i) => {
    if (parts[i] & 64) answer.unknown.ask = from.text();
    if (answer.notApplicable) answer.notApplicable.reason = from.text();
    if (parts[i] & 1) answer.note = from.text();
  });
  const sorted = order.map((i) => all[i]);
  from.list(() => [from.number(), JSON.parse(from.text())]).forEach(([at, answer]) => sorted.splice(at, 0, answer));
  return sorted;
}

/** JSON with sorted keys; there are only texts and small whole numbers in a shape. */
const canonical = (value) => JSON.stringify(value, (_, v) =>
  v && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v);

/** Without the keys that are not there. */
const plain = (value) => JSON.parse(JSON.stringify(value));

for (const { name, link, body, document, passphrase, ...vector } of kept.vectors) {
  test(`${name}: read by a second reader`, async () => {
    const shapes = new Map(await Promise.all(kept.shapes.map(async (shape) =>
      [hex(await crypto.subtle.digest("SHA-256", ascii.encode(canonical(shape)))).slice(0, 16), shape])));
    const found = await opened(link, passphrase);
    assert.equal(hex(found.body), body);
    if (passphrase) {
      const { iterations, salt, iv } = found;
      assert.deepEqual({ iterations, salt, iv }, vector);
      await assert.rejects(opened(link, `${passphrase}.`));
    }
    const read = found.kind === "f" ? assessment(found.body, shapes) : summary(found.body, found.kind === "g");
    assert.deepEqual(plain(read), document);
  });
}
