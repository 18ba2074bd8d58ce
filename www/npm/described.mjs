/** What is made of the table in contract.mjs: types, the manifest for editors, the tables of docs/embedding.md. */

import { ATTRIBUTES, CODES, EVENTS, METHODS, PARTS, PROPERTIES, PROPERTIES_OF_STYLE, SLOTS, TAG } from "./contract.mjs";

const CLASS = "TickmarkAssessment";

/** The name of an attribute's property. @param {string} name */
function property(name) {
  return name === "readonly" ? "readOnly" : name.replace(/-./, (two) => two.charAt(1).toUpperCase());
}

/** `custom-elements.json`, after version 2.1.0 of its schema. */
export function manifest() {
  const named = (/** @type {import("./contract.mjs").Line[]} */ lines) => lines.map(({ name, text }) => ({ name, description: text }));
  const type = (/** @type {string | undefined} */ text) => (text ? { type: { text } } : {});
  const element = {
    kind: "class",
    name: CLASS,
    tagName: TAG,
    customElement: true,
    description: "A SOC 2 readiness self-check that runs entirely in the reader's browser.",
    superclass: { name: "HTMLElement" },
    attributes: ATTRIBUTES.map(({ name, text, type: of }) => ({ name, description: text, ...type(of), fieldName: property(name) })),
    members: [
      ...ATTRIBUTES.filter(({ name }) => name !== "lang").map(({ name, type: of }) => ({
        kind: "field",
        name: property(name),
        attribute: name,
        reflects: true,
        ...type(of),
      })),
      ...PROPERTIES.map(({ name, text, type: of, readonly }) => ({ kind: "field", name, description: text, ...type(of), ...(readonly && { readonly }) })),
      ...METHODS.map(({ name, text, type: of = "" }) => ({ kind: "method", name, description: text, ...returned(of) })),
    ],
    events: EVENTS.map(({ name, text, type: of }) => ({ name, description: text, type: { text: `CustomEvent<${of}>` } })),
    slots: named(SLOTS),
    cssParts: named(PARTS),
    cssProperties: named(PROPERTIES_OF_STYLE),
  };
  const declaration = { name: CLASS, module: "dist/element.js" };
  return {
    schemaVersion: "2.1.0",
    modules: [
      {
        kind: "javascript-module",
        path: "dist/element.js",
        declarations: [element],
        exports: [{ kind: "js", name: CLASS, declaration }],
      },
      { kind: "javascript-module", path: "dist/define.js", declarations: [], exports: [{ kind: "custom-element-definition", name: TAG, declaration }] },
    ],
  };
}

/** Parameters and result of a method. @param {string} type  such as `(id: string): Promise<boolean>` */
function returned(type) {
  const [, parameters = "", result = ""] = /^\((.*?)\): (.*)$/.exec(type) ?? [];
  const [, name = "", of = ""] = /^(\w+): (.*)$/.exec(parameters) ?? [];
  return { ...(name && { parameters: [{ name, type: { text: of } }] }), return: { type: { text: result } } };
}

/** The text of element.d.ts. */
export function elementTypes() {
  const doc = (/** @type {string} */ text) => `  /** ${text} */\n`;
  const switches = new Set(ATTRIBUTES.filter(({ type }) => type === "boolean").map(({ name }) => name));
  const own = ATTRIBUTES.filter(({ name }) => name !== "lang");
  const field = (/** @type {import("./contract.mjs").Line} */ { name, text }) =>
    `${doc(text)}  ${property(name)}: ${switches.has(name) ? "boolean" : "string"};\n`;
  const attribute = (/** @type {import("./contract.mjs").Line} */ { name, text, type }) => `${doc(text)}  "${name}"?: ${type};\n`;
  const details = {
    "tickmark-ready": "{ version: string; questionnaire: { id?: string; version?: string } }",
    "tickmark-loaded": "{ questionnaire: string }",
    "tickmark-error": "{ code: string; message: string; path?: string }",
    "tickmark-answer": "{ question: string; value: string; progress: { answered: number; total: number } }",
    "tickmark-step": "{ step: Step; question?: string; index?: number; total?: number }",
    "tickmark-result": "{ summary: Summary }",
    "tickmark-complete": "{ summary: Summary }",
    "tickmark-before-export": "{ format: string; filename: string; getBlob(): Promise<Blob> }",
    "tickmark-before-share": "{ level: \"score\" | \"gaps\" | \"full\"; length: number; getUrl(): string }",
    "tickmark-storage": "{ ok: boolean; reason: string }",
  };
  return `import type { Answer, Assessment, Brand, Format, Profile, Range, ReadinessState, Result, Score } from "./model.js";

export type * from "./model.js";

export type Step = "start" | "profile" | "questions" | "review" | "evidence" | "report";

/** Sentences by their English text; those with a count have a form for each category of the language's plural. */
export type Messages = Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>;

/** The figures of a result, and no text that somebody wrote. */
export interface Summary {
  asOf: string;
  questionnaire: { id: string; version?: string };
  answered: number;
  total: number;
  /** Pieces of evidence. */
  evidence: number;
  readiness: { low: ReadinessState; high: ReadinessState };
  score: Score;
  /** The forecast of exceptions: how probable none is, how many are expected, and between which numbers they probably are. */
  exceptions: { none: number; expected: number } & Range;
  gaps: number;
  redFlags: number;
  contradictions: number;
}

/** Details of the events. */
export interface Events {
${EVENTS.map(({ name, text }) => `${doc(text)}  "${name}": CustomEvent<${details[/** @type {keyof typeof details} */ (name)]}>;\n`).join("")}}

/** Attributes, as they are written. */
export interface Attributes {
${own.map(attribute).join("")}}

/** What can be set before or after the element is defined or connected. */
export interface Settable {
${PROPERTIES.filter(({ readonly }) => !readonly).map(({ name, type, text }) => `${doc(text)}  ${name}: ${type};\n`).join("")}}

export class ${CLASS} extends HTMLElement implements Settable {
  static formAssociated: true;
${own.map(field).join("")}${PROPERTIES.map(({ name, type, text, readonly }) => `${doc(text)}  ${readonly ? "readonly " : ""}${name}: ${type};\n`).join("")}  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  reportValidity(): boolean;
${METHODS.map(({ name, type, text }) => `${doc(text)}  ${name}${type};\n`).join("")}  addEventListener<K extends keyof Events>(type: K, listener: (this: ${CLASS}, event: Events[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof Events>(type: K, listener: (this: ${CLASS}, event: Events[K]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** Registers the element, once; does nothing where there are no custom elements, such as on a server. */
export function define(tag?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "${TAG}": ${CLASS};
  }
}
`;
}

/** The tables of docs/embedding.md, by the name that stands there. */
export function tables() {
  const cell = (/** @type {string} */ text) => text.replaceAll("|", "\\|");
  const table = (/** @type {string[]} */ head, /** @type {string[][]} */ rows) =>
    [head, head.map(() => "---"), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(" | ")} |`).join("\n");
  const code = (/** @type {string} */ text) => `\`${text}\``;
  return {
    attributes: table(["attribute", "values", "meaning"], ATTRIBUTES.map(({ name, type = "", text }) => [code(name), code(type), text])),
    properties: table(
      ["property", "type", "meaning"],
      PROPERTIES.map(({ name, type = "", text, readonly }) => [code(name), code(type), readonly ? `Read only. ${text}` : text]),
    ),
    methods: table(["method", "meaning"], METHODS.map(({ name, type = "", text }) => [code(`${name}${type}`), text])),
    events: table(
      ["event", "detail", "meaning"],
      EVENTS.map(({ name, type = "", text, cancelable }) => [code(name), code(type), cancelable ? `Cancelable. ${text}` : text]),
    ),
    slots: table(["slot", "where"], SLOTS.map(({ name, text }) => [name ? code(name) : "(none)", text])),
    parts: table(["part", "what"], PARTS.map(({ name, text }) => [code(name), text])),
    style: table(["property", "what"], PROPERTIES_OF_STYLE.map(({ name, text }) => [code(name), text])),
    codes: table(["code", "meaning"], CODES.map(({ name, text }) => [code(name), text])),
  };
}
