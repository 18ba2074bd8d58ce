/** The only door to the wasm module: loads it on first use, once a page, and says in sentences what went wrong. */

import { learn, withPeriods } from "./content-words.js";
import { compiled as fetched } from "./supply.js";
import { t } from "./words.js";

/**
 * @typedef {import("./tickmark.js").Engine} Engine
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {typeof import("./tickmark.js")} Glue
 */

/** An engine that cannot be had, or that has stopped. */
export class EngineError extends Error {
  /**
   * @param {"wasm-missing" | "wasm-blocked" | "wasm-unreachable" | "engine-stopped" | "worker-blocked" | "template-stopped" | "part-unreachable"} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = "EngineError";
    this.code = code;
  }
}

/** @type {Promise<Engine> | undefined} */
let engine;
/** The module that it runs. @type {WebAssembly.Module | undefined} */
let compiled;
/** Content from outside, which a module that starts again does not have. @type {unknown[]} */
const provided = [];
/** The words of another language that it was given, which a module that starts again does not have either. @type {unknown[]} */
let words = [];

/**
 * The engine. A failed start is tried again by the next call.
 *
 * @returns {Promise<Engine>}
 */
export function load() {
  engine ??= start().catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

/** What another engine needs to work as this one does; no module while there is no engine. */
export function parts() {
  return { module: compiled, provided, words };
}

/**
 * The problems of an error thrown by the engine; one made of its message, if it has none.
 *
 * @param {unknown} error
 * @returns {Problem[]}
 */
export function problemsOf(error) {
  const { problems, code, message } = /** @type {any} */ (error ?? {});
  if (Array.isArray(problems) && problems.length > 0) return problems;
  return [{ document: "", at: "", code: code ?? "unexpected", message: message ?? String(error) }];
}

/**
 * A problem of no document in particular.
 *
 * @param {string} code
 * @param {string} message
 * @param {string} [help]
 * @returns {Problem}
 */
export function problem(code, message, help) {
  return { document: "", at: "", code, message, ...(help && { help }) };
}

async function start() {
  if (typeof WebAssembly !== "object") {
    throw new EngineError(
      "wasm-missing",
      t("This browser has WebAssembly switched off, which the engine needs. Some browsers do that in a lockdown mode."),
    );
  }
  try {
    const [glue, module] = await Promise.all([import("./tickmark.js"), fetched()]);
    await glue.default({ module_or_path: module });
    compiled = module;
    return guarded(glue);
  } catch (error) {
    throw error instanceof EngineError ? error : explain(error);
  }
}

/** @param {unknown} error */
function explain(error) {
  const message = error instanceof Error ? error.message : String(error);
  const policy = /content security policy|unsafe-eval|wasm code generation disallowed/i.test(message);
  if (error instanceof WebAssembly.CompileError && policy) {
    return new EngineError(
      "wasm-blocked",
      t("This page's Content-Security-Policy does not let WebAssembly run. Whoever runs the page has to add 'wasm-unsafe-eval' to its script-src."),
    );
  }
  return new EngineError("wasm-unreachable", t("The engine could not be loaded ({why}).", { why: message }));
}

/**
 * The same functions; a module that has stopped is started again, so that the next call finds a good one.
 *
 * @param {Glue} glue
 * @returns {Engine}
 */
function guarded(glue) {
  const startAgain = () => {
    glue.__wbg_reset_state();
    for (const content of provided) glue.provide(content);
    for (const said of words) glue.speak?.(said);
  };
  /**
   * @template {(...args: any[]) => any} F
   * @param {F} call
   * @returns {F}
   */
  const guard = (call) =>
    /** @type {F} */ (
      (...args) => {
        try {
          return call(...args);
        } catch (error) {
          if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
          startAgain();
          throw new EngineError(
            "engine-stopped",
            t("The engine stopped while working on this. It has been started again, and nothing you entered is lost."),
          );
        }
      }
    );
  const form = guard(glue.form);
  const provide = guard(glue.provide);
  const speak = glue.speak && guard(glue.speak);
  return {
    version: guard(glue.version),
    provide: (content) => {
      const ids = provide(content);
      provided.push(content);
      return ids;
    },
    // An engine without other languages stays as it is.
    speak: (said) => {
      speak?.(said);
      words = said === undefined ? [] : [...words, said];
      learn(words);
    },
    questionnaire: guard(glue.questionnaire),
    form: (assessment) => withPeriods(form(assessment)),
    check: guard(glue.check),
    assess: guard(glue.assess),
    report: guard(glue.report),
    compare: guard(glue.compare),
    carryOn: guard(glue.carryOn),
    samplingPolicies: guard(glue.samplingPolicies),
    summary: guard(glue.summary),
    verify: guard(glue.verify),
    exportInput: guard(glue.exportInput),
    requestTerms: guard(glue.requestTerms),
    brandRemarks: guard(glue.brandRemarks),
    keyFile: guard(glue.keyFile),
    keyLines: guard(glue.keyLines),
    terms: guard(glue.terms),
    fileResults: guard(glue.fileResults),
    manifest: guard(glue.manifest),
  };
}
