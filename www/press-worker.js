/** Makes reports beside the page, so that nothing blocks it. The build puts this into `press-module.js`. */

import { initSync, provide, report } from "./tickmark.js";

/**
 * What is asked of it.
 *
 * @typedef {{ id: number, do: "start", module: WebAssembly.Module }
 *   | { id: number, do: "provide", content: unknown }
 *   | { id: number, do: "report", assessment: import("./tickmark.js").Assessment, format: import("./tickmark.js").ReportFormat,
 *       names?: Record<string, string> }} Asked
 */

/** @param {MessageEvent<Asked>} event */
self.onmessage = ({ data }) => {
  try {
    self.postMessage({ id: data.id, result: answer(data) });
  } catch (error) {
    const { message, code, problems, name } = /** @type {any} */ (error);
    const stopped = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    self.postMessage({ id: data.id, error: { message, code, problems, name, stopped } });
  }
};

/** @param {Asked} asked */
function answer(asked) {
  switch (asked.do) {
    case "start":
      return void initSync({ module: asked.module });
    case "provide":
      return provide(asked.content);
    case "report":
      return report(asked.assessment, asked.format, asked.names);
  }
}
