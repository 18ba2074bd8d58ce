/** What a page may rely on of `<tickmark-assessment>`: one table, from which docs/embedding.md and custom-elements.json are made. */

/** @typedef {{ name: string, text: string, type?: string }} Line */

export const TAG = "tickmark-assessment";

/** @type {Line[]} */
export const ATTRIBUTES = [
  { name: "questionnaire", type: "string", text: "Id of the questionnaire that is chosen at first: `quick`, `red-flags` or `full`. The reader begins at the second step and may change over on the first." },
  { name: "src", type: "string", text: "Address of another list of questionnaires. Without it, they come with the element." },
  { name: "lang", type: "string", text: "The language of the words inside: `en` or `de`, also with a region (`de-AT`). Without it, the nearest `lang` around the element; a language that there is no file for is English, unless `messages` has its words. It is that of the page: of several elements the first one counts. A change counts at once, of this attribute and of that of `<html>`." },
  { name: "color-scheme", type: "\"light\" | \"dark\"", text: "Light or dark. Without it, the scheme of the page around." },
  { name: "storage", type: "\"local\" | \"session\" | \"none\"", text: "Where what is entered is kept meanwhile: on the device (`local`, the default), until the tab is closed, or nowhere." },
  { name: "storage-key", type: "string", text: "The name under which it is kept, and whatever other assessments the reader begins there. Without it, the path of the page; a second element on a page takes another name by itself." },
  { name: "readonly", type: "boolean", text: "Everything can be looked at and exported, and nothing changed." },
  { name: "disabled", type: "boolean", text: "Nothing can be used, and a form gets no value. A disabled `<fieldset>` around does the same." },
  { name: "required", type: "boolean", text: "A form around cannot be sent until every question is answered." },
  { name: "name", type: "string", text: "Name of the field in a form." },
  { name: "exports", type: "string", text: "The files that the report step offers, of `html md json csv-register csv-pbc csv-jira csv-linear csv-asana csv-controls ics md-issues oscal-ar oscal-poam`. Without it, all of them." },
  { name: "share", type: "\"off\" | \"score\" | \"gaps\" | \"full\"", text: "The most that the report step offers to put into a link. Without it, `full`; another word is as `off`." },
  { name: "share-base", type: "string", text: "Address of the page that opens the links made here. Without it, this page, which then has to call `openLink`." },
  { name: "preload", type: "\"idle\" | \"visible\" | \"none\"", text: "When the engine is fetched: once the browser has time (`idle`, the default), once the element can be seen, or with the first thing that the reader does." },
  { name: "as-of", type: "string", text: "The day a new assessment is made for, as `2026-11-21`. Without it, today." },
];

/** @type {(Line & { readonly?: boolean })[]} */
export const PROPERTIES = [
  { name: "answers", type: "Answer[]", text: "The answers to the chosen questionnaire." },
  { name: "profile", type: "Partial<Profile>", text: "Who this is about and which days. Given in part, it leaves the rest as it is." },
  { name: "assessment", type: "Assessment | null", text: "The whole document, as the saved file holds it; `null` while the profile is not complete. A document that is set is checked first; problems come as `tickmark-error`." },
  { name: "brand", type: "Brand | null", text: "Whose reports they look like: name, colour, logo, words, as `templates/README.md` says. A brand that cannot be used comes as `tickmark-error`, and the reports look as they do without one; colours that were changed so that they can be read are told on the console." },
  { name: "messages", type: "Messages", text: "The element's sentences in other words, by their English text: `{ \"Organisation\": \"Company\" }`. They go before those of the language; what is missing is as the language has it, or English. In a language without a file they make it that language. `docs/languages.md` has all of it." },
  { name: "templates", type: "Record<string, string> | null", text: "Templates over those of the reports, by file name (`SECTION.md`), as `templates/README.md` says. One that cannot be used is told with file, line and column where the report would stand, and by `exportAs`; one that takes more than ten seconds is stopped." },
  { name: "result", type: "Result | null", readonly: true, text: "What the engine works out of it now." },
  { name: "state", type: "\"loading\" | \"ready\" | \"complete\" | \"error\"", readonly: true, text: "`complete` once every question is answered." },
  { name: "ready", type: "Promise<void>", readonly: true, text: "Settles when the engine is there; rejects with the reason why it cannot be had. With `preload=\"none\"` that waits for the reader." },
  { name: "form", type: "HTMLFormElement | null", readonly: true, text: "As of any control; so are `validity`, `validationMessage`, `willValidate`, `checkValidity()` and `reportValidity()`." },
];

/** @type {Line[]} */
export const METHODS = [
  { name: "getResult", type: "(): Promise<{ assessment: Assessment; result: Result }>", text: "Fetches the engine if need be. Rejects with the code `incomplete` while the profile is not complete." },
  { name: "exportAs", type: "(format: Format): Promise<File>", text: "The report, the assessment or a file for another tool, without any event. The formats are those of `exports`; `docs/exports.md` says what is in each." },
  { name: "importFile", type: "(file: Blob): Promise<void>", text: "Opens a saved assessment in the place of everything entered, which the reader can undo. Rejects with `problems`." },
  { name: "mergeFiles", type: "(files: Iterable<Blob>): Promise<void>", text: "Shows what several people's saved files of one assessment hold and where they contradict each other; the reader decides what is taken, and whether it takes the place of what is entered. Rejects with `problems`." },
  { name: "goTo", type: "(id: string): Promise<boolean>", text: "Goes to a question by its id, or to `start`, `profile`, `questions`, `review`, `evidence` or `report`. `false` if there is none of that name." },
  { name: "openLink", type: "(link: string): Promise<void>", text: "Opens what a link holds, its whole address or what stands behind `#`: a summary is shown and the reader's own work stays as it is; a saved assessment opens beside it or in the place of it, as the reader says. A page that has such a link in its address takes it out first, with `history.replaceState`." },
  { name: "reset", type: "(): void", text: "Forgets what was entered, which the reader can undo; other assessments that are kept stay. What the page has set is set again." },
  { name: "print", type: "(): Promise<boolean>", text: "Prints the report from a frame of its own, and nothing of the page. Where the browser does not print, the report step offers the HTML file instead, and the answer is `false`." },
];

/** @type {(Line & { cancelable?: boolean })[]} */
export const EVENTS = [
  { name: "tickmark-ready", type: "{ version, questionnaire: { id, version } }", text: "The engine is there." },
  { name: "tickmark-loaded", type: "{ questionnaire }", text: "A questionnaire is chosen, and nothing more will be fetched for it." },
  { name: "tickmark-error", type: "{ code, message, path? }", text: "Something cannot be had or used. The codes stand below." },
  { name: "tickmark-answer", type: "{ question, value, progress: { answered, total } }", text: "An answer was changed. `value` is the id of a rung, `unknown`, `not-applicable`, `later` or empty; never what was typed." },
  { name: "tickmark-step", type: "{ step, question?, index?, total? }", text: "Another step or question is on the screen." },
  { name: "tickmark-result", type: "{ summary }", text: "The result is another one; a quarter of a second after the last change." },
  { name: "tickmark-complete", type: "{ summary }", text: "Every question is answered." },
  { name: "tickmark-before-export", type: "{ format, filename, getBlob() }", cancelable: true, text: "A file is about to be handed to the reader. `preventDefault()` keeps it from that, and `getBlob()` gives it to the page. The key that names people is never offered this way." },
  { name: "tickmark-before-share", type: "{ level, length, getUrl() }", cancelable: true, text: "A link is about to be copied or saved by the reader, who has seen what it contains. `level` is `score`, `gaps` or `full`, `length` that of the whole address. `preventDefault()` keeps it from that, and `getUrl()` gives it to the page." },
  { name: "tickmark-storage", type: "{ ok, reason }", text: "What is entered can no longer be kept on the device, or can again." },
];

/** @type {Line[]} */
export const SLOTS = [
  { name: "logo", text: "At the beginning of the head, above the steps." },
  { name: "intro", text: "Above the choice of the questionnaire." },
  { name: "consent", text: "Below the choice of the questionnaire." },
  { name: "before-report", text: "Above the report." },
  { name: "cta", text: "Below the report." },
  { name: "footer", text: "At the end." },
  { name: "error", text: "Below what is said where the engine or a questionnaire cannot be had." },
  { name: "loading", text: "While the questions are being loaded." },
  { name: "", text: "Everything else inside of the element is shown only until it is defined, or where there is no script." },
];

/** @type {Line[]} */
export const PARTS = [
  { name: "root", text: "everything" },
  { name: "header", text: "the facts of the workpaper" },
  { name: "nav", text: "the list of steps" },
  { name: "progress", text: "where the reader is" },
  { name: "notice", text: "what is said about files and the engine" },
  { name: "step", text: "the present step" },
  { name: "question", text: "a group of choices" },
  { name: "legend", text: "its question" },
  { name: "hint", text: "what is said beside a control" },
  { name: "option", text: "a choice" },
  { name: "help", text: "what a question means" },
  { name: "picture", text: "the first figures" },
  { name: "error-summary", text: "what is missing on a screen" },
  { name: "report", text: "the report" },
  { name: "actions", text: "the bar with the buttons" },
  { name: "primary", text: "the button that leads on" },
  { name: "secondary", text: "the button that leads back" },
  { name: "tools", text: "save, open, delete" },
];

/** @type {Line[]} */
export const PROPERTIES_OF_STYLE = [
  { name: "--tm-paper", text: "ground" },
  { name: "--tm-paper-2", text: "ground of what is chosen or noted" },
  { name: "--tm-ink", text: "text" },
  { name: "--tm-muted", text: "text beside" },
  { name: "--tm-line", text: "hairlines" },
  { name: "--tm-line-strong", text: "borders of controls; 3:1 against the ground" },
  { name: "--tm-accent", text: "links, the chosen, the button that leads on; 4.5:1 against the ground" },
  { name: "--tm-on-accent", text: "text on the accent; 4.5:1 against it" },
  { name: "--tm-bad", text: "errors and deviations, never by colour alone" },
  { name: "--tm-focus", text: "the ring around what has the focus" },
  { name: "--tm-font", text: "font of the text" },
  { name: "--tm-serif", text: "font of headings" },
  { name: "--tm-mono", text: "font of code and cells" },
  { name: "--tm-size", text: "size of the text" },
  { name: "--tm-small", text: "size of what stands beside" },
  { name: "--tm-radius", text: "rounding of controls" },
  { name: "--tm-measure", text: "width of a line of text" },
  { name: "--tm-target", text: "least height of what is pressed; not below 24 pixels" },
];

/** Codes of errors that are not problems of a document: those are listed by the CLI's `check`. @type {Line[]} */
export const CODES = [
  { name: "wasm-blocked", text: "The page's Content-Security-Policy does not let WebAssembly run: add `'wasm-unsafe-eval'` to its `script-src`." },
  { name: "wasm-missing", text: "The browser has WebAssembly switched off." },
  { name: "wasm-unreachable", text: "The engine could not be loaded." },
  { name: "engine-stopped", text: "The engine stopped while working, and has been started again." },
  { name: "worker-blocked", text: "The page may have no worker, and the work cannot be done in the page either." },
  { name: "template-stopped", text: "Templates of the page's own took more than ten seconds, and were stopped." },
  { name: "part-unreachable", text: "A part that only some need, such as what writes links and files for other tools, could not be loaded." },
  { name: "questionnaire-unreachable", text: "A questionnaire could not be loaded." },
  { name: "questionnaire-sealed", text: "A questionnaire was not loaded before the page closed its connections." },
  { name: "language-unreachable", text: "A language could not be loaded; the element speaks English." },
  { name: "readonly", text: "A link holds a saved assessment, and the element has the attribute `readonly`." },
  { name: "not-drawn", text: "A step cannot be shown, because something in the entries is damaged." },
  { name: "incomplete", text: "There is no result before the profile is complete." },
  { name: "unknown-format", text: "`exportAs` was asked for a format that there is none of." },
  { name: "wrong-shape", text: "What was set is of another shape than an answer, or a file is of another version." },
];
