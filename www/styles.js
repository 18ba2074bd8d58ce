/** The look of the element: paper and ink, hairlines, one accent. All of it follows from the tokens. */

const TOKENS = `
:host {
  --tm-paper: light-dark(#fffefb, #171715);
  --tm-paper-2: light-dark(#f6f4ed, #21211e);
  --tm-ink: light-dark(#1c1b18, #ebe8df);
  --tm-muted: light-dark(#5c594f, #b3afa3);
  --tm-line: light-dark(#dcd8cb, #3b3a35);
  --tm-line-strong: light-dark(#86816f, #85816f);
  --tm-accent: light-dark(#17594a, #86cdb7);
  --tm-on-accent: light-dark(#ffffff, #10231d);
  --tm-bad: light-dark(#97281c, #f2a598);
  --tm-focus: light-dark(#0b57d0, #9cc2ff);
  --tm-font: system-ui, sans-serif;
  --tm-serif: ui-serif, Georgia, "Times New Roman", serif;
  --tm-mono: ui-monospace, Menlo, Consolas, monospace;
  --tm-size: 1rem;
  --tm-small: 0.875rem;
  --tm-radius: 2px;
  --tm-measure: 42rem;
  --tm-target: 2.75rem;
  display: block;
}
:host([color-scheme="light"]) { color-scheme: light; }
:host([color-scheme="dark"]) { color-scheme: dark; }
:host([hidden]) { display: none; }
`;

const BASE = `
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.plain { display: contents; }
[inert] { opacity: 0.6; }
.sheet {
  all: initial; display: block; color-scheme: inherit; visibility: inherit;
  container-type: inline-size;
  background: var(--tm-paper);
  color: var(--tm-ink);
  border: 1px solid var(--tm-line);
  font: var(--tm-size) / 1.55 var(--tm-font);
  font-variant-numeric: tabular-nums lining-nums;
  overflow-wrap: break-word;
}
h2, h3, h4 { font-family: var(--tm-serif); font-weight: 600; line-height: 1.25; margin: 2em 0 0.5em; text-wrap: balance; }
h2 { font-size: 1.625rem; margin-top: 0; }
h3 { font-size: 1.1875rem; }
h4 { font-size: 1rem; }
p, ul { margin: 0 0 0.75em; max-width: var(--tm-measure); }
ul { padding-inline-start: 1.25em; }
li + li { margin-top: 0.25em; }
.lead { color: var(--tm-muted); margin-bottom: 1.75rem; }
.hint, .place { color: var(--tm-muted); font-size: var(--tm-small); }
code { font-family: var(--tm-mono); font-size: 0.9em; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 3px solid var(--tm-focus); outline-offset: 2px; }
[tabindex="-1"]:focus { outline: none; }
input, select, textarea, button, summary, label, .note, [tabindex] { scroll-margin-block: 1rem 7rem; }
`;

const CONTROLS = `
button, .button {
  display: inline-flex; align-items: center; justify-content: center; min-height: var(--tm-target);
  padding: 0.375rem 1.125rem; border: 1px solid var(--tm-line-strong); border-radius: var(--tm-radius);
  background: var(--tm-paper); color: var(--tm-ink); font: inherit; text-align: center; cursor: pointer;
}
button:hover, .button:hover { border-color: var(--tm-accent); color: var(--tm-accent); }
.primary { background: var(--tm-accent); border-color: var(--tm-accent); color: var(--tm-on-accent); font-weight: 600; }
.primary:hover { background: var(--tm-ink); border-color: var(--tm-ink); color: var(--tm-paper); }
.small { font-size: var(--tm-small); padding-inline: 0.625rem; }
.link {
  border: 0; padding: 0; background: none; color: var(--tm-accent); text-align: start;
  text-decoration: underline; text-underline-offset: 0.2em; text-decoration-thickness: 1px;
}
input:focus-visible + .button { outline: 3px solid var(--tm-focus); outline-offset: 2px; }
.field { border: 0; margin: 0 0 1.5rem; padding: 0; min-width: 0; }
.field > label:not(.option), legend { display: block; font-weight: 600; padding: 0; margin-bottom: 0.25rem; }
.field > .hint { margin-bottom: 0.375rem; }
legend h2 { margin-bottom: 0.25rem; }
input:not([type="radio"], [type="checkbox"], [type="file"]), select, textarea {
  width: 100%; max-width: 26rem; min-height: var(--tm-target); padding: 0.5rem 0.625rem; font: inherit;
  color: inherit; background: var(--tm-paper); border: 1px solid var(--tm-line-strong); border-radius: var(--tm-radius);
}
.short input { max-width: 8rem !important; }
input[type="checkbox"]:not(:disabled), input[type="radio"] { cursor: pointer; }
.option b { font-weight: 600; }
.aside { color: var(--tm-muted); font-size: var(--tm-small); font-weight: 400; }
.block { display: block; }
.row { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: flex-start; }
.row .field { flex: 0 1 16rem; }
#window-end { margin-top: -1rem; }
.summary .link { min-height: 2rem; }
.options { border-top: 1px solid var(--tm-line); max-width: 46rem; }
.options.apart { margin-top: 1.25rem; }
.option {
  display: flex; gap: 0.75rem; min-height: var(--tm-target); padding: 0.625rem 0.5rem; cursor: pointer;
  border-bottom: 1px solid var(--tm-line);
}
fieldset > .option { max-width: 46rem; }
fieldset > .option:first-of-type { border-top: 1px solid var(--tm-line); }
.option input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0.15rem 0 0; accent-color: var(--tm-accent); }
.option:hover { background: var(--tm-paper-2); }
.option:has(:checked) { background: var(--tm-paper-2); box-shadow: inset 3px 0 var(--tm-accent); }
.inset { margin-block: 0.75rem 1rem; margin-inline-start: 2.5rem; }
.error { color: var(--tm-bad); font-weight: 600; margin-bottom: 0.375rem; }
[aria-invalid="true"] { border: 2px solid var(--tm-bad) !important; }
details { border-block: 1px solid var(--tm-line); margin: 1.5rem 0; max-width: 46rem; }
details + details { border-top: 0; margin-top: -1.5rem; }
summary { min-height: var(--tm-target); padding: 0.625rem 0; cursor: pointer; font-weight: 600; }
details h3 { font-size: 1rem; margin: 1rem 0 0.25rem; }
`;

const FRAME = `
.top {
  display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; justify-content: space-between; align-items: center;
  padding: 0.75rem clamp(1rem, 4cqi, 2.5rem); border-bottom: 1px solid var(--tm-line);
}
.facts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.375rem; margin: 0; }
.facts dt { color: var(--tm-muted); font-size: 0.75rem; line-height: 1.3; }
.facts dd { margin: 0; font-size: var(--tm-small); line-height: 1.4; overflow-wrap: anywhere; }
.tools { display: flex; flex-wrap: wrap; gap: 0 1.5rem; padding: 0.5rem clamp(1rem, 4cqi, 2.5rem); border-top: 1px solid var(--tm-line); }
.tools .link { font-size: var(--tm-small); }
.steps ol { display: flex; margin: 0; padding: 0 clamp(0.5rem, 3.2cqi, 2rem); list-style: none; border-bottom: 1px solid var(--tm-line); }
.steps li { margin: 0; }
.steps button { border: 0; border-bottom: 3px solid transparent; border-radius: 0; background: none; color: var(--tm-muted); gap: 0.5rem; padding-block: 0.625rem 0.5rem; padding-inline: 0.5rem 0.875rem; }
.steps .number { font-family: var(--tm-serif); }
.steps [aria-current] { color: var(--tm-ink); border-bottom-color: var(--tm-accent); font-weight: 600; }
.progress, #undo, #notice, .body, .actions { margin-inline: clamp(1rem, 4cqi, 2.5rem); }
#progress { scroll-margin-top: 0.5rem; }
.progress { color: var(--tm-muted); font-size: var(--tm-small); margin-block: 1.5rem 0.75rem; }
.body { min-height: 22rem; padding-bottom: 2rem; }
.actions {
  position: sticky; bottom: 0; display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center;
  padding: 0.75rem 0; background: var(--tm-paper); border-top: 1px solid var(--tm-line-strong);
}
.saved { margin: 0; margin-inline-start: auto; color: var(--tm-muted); font-size: var(--tm-small); }
@media (max-height: 34rem) { .actions { position: static; } }
@container (max-width: 36rem) {
  .steps ol { display: grid; grid-template-columns: repeat(3, 1fr); padding-inline: 0.25rem; }
  h2 { font-size: 1.375rem; }
  .top { display: none; }
  .steps button { width: 100%; gap: 0.375rem; padding: 0.5rem 0.125rem; font-size: 0.8125rem; line-height: 1.25; }
  .saved { flex: 1 1 4.75rem; min-width: 4.75rem; margin: 0; font-size: 0.75rem; line-height: 1.25; text-align: end; }
  .actions { flex-wrap: nowrap; gap: 0.5rem; padding: 0.5rem 0; }
  .actions button { padding-inline: 0.5rem; font-size: var(--tm-small); line-height: 1.25; }
  .progress { margin-block: 0.75rem 0.5rem; }
  .inset { margin-inline-start: 0.5rem; }
}
#said:not(:empty) { margin: 0 2.5rem 0.75rem; }
.across { border-top: 1px solid var(--tm-line); padding-top: 0.625rem; margin-bottom: 0.5rem; display: flex; flex-wrap: wrap; gap: 0 1.25rem; max-width: 46rem; }
.across legend { float: inline-start; width: 100%; margin: 0; }
.across .hint, .across .error { width: 100%; margin: 0 0 0.25rem; }
.across .option, .boxes .option { border: 0 !important; }
.across .option { padding-block: 0.5rem; padding-inline: 0 0.375rem; gap: 0.5rem; }
.across .option:has(:checked), .part > .option:has(:checked), .boxes .option:has(:checked) { box-shadow: none; background: none; }
.boxes { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 0 1rem; max-width: 46rem; }
.boxes legend, .boxes .hint { grid-column: 1 / -1; }
.small-actions { display: flex; flex-wrap: wrap; gap: 0 1.5rem; min-height: var(--tm-target); margin: 0.75rem 0 0; }
.small-actions .link { font-size: var(--tm-small); }
.note { border-inline-start: 3px solid var(--tm-line-strong); padding: 0.5rem 0.875rem; background: var(--tm-paper-2); margin: 0 0 1.25rem; max-width: 46rem; }
.note > :last-child { margin-bottom: 0; }
.note.line { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; justify-content: space-between; }
.summary { border: 2px solid var(--tm-bad); padding: 0.875rem 1rem; margin-bottom: 1.5rem; max-width: 46rem; }
.summary h2 { margin: 0 0 0.5rem; font-size: 1.1875rem; }
`;

const PLACES = `
@media (forced-colors: active) {
  .option:has(:checked), .steps [aria-current], [aria-pressed="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
  .primary { border-width: 2px; }
}
@media (prefers-reduced-motion: no-preference) { button, .button, .option { transition: background-color 80ms, border-color 80ms; } }
`;

/** @type {Map<string, CSSStyleSheet>} */
const made = new Map();

/**
 * A sheet, made once a page and shared by every element in it.
 *
 * @param {string} text
 */
function sheet(text) {
  const known = made.get(text) ?? new CSSStyleSheet();
  if (!made.has(text)) known.replaceSync(text);
  made.set(text, known);
  return known;
}

/** The sheets that every step needs. */
export function sheets() {
  return [TOKENS, BASE, CONTROLS, FRAME, PLACES].map(sheet);
}

/**
 * Adds what later steps need.
 *
 * @param {ShadowRoot} root
 * @param {string} text
 */
export function addSheet(root, text) {
  const more = sheet(text);
  const all = [...root.adoptedStyleSheets];
  // Before the last one, which has the rules of places such as paper.
  if (!all.includes(more)) root.adoptedStyleSheets = [...all.slice(0, -1), more, ...all.slice(-1)];
}
