/** Makes reports, and what files for other tools are written from, beside the page, so that nothing blocks it. The build puts this into `press-module.js`. */

import { exportInput, initSync, provide, report, speak, verify } from "./tickmark.js";
import { serve } from "./working.js";

/**
 * What is asked of it.
 *
 * @typedef {{ id: number, do: "start", module: WebAssembly.Module }
 *   | { id: number, do: "provide", content: unknown }
 *   | { id: number, do: "speak", words: unknown[] }
 *   | { id: number, do: "report", assessment: import("./tickmark.js").Assessment, format: import("./tickmark.js").ReportFormat,
 *       names?: Record<string, string>, reader?: import("./tickmark.js").Reader }
 *   | { id: number, do: "verify", report: string, assessment: import("./tickmark.js").Assessment, names?: Record<string, string>,
 *       reader?: import("./tickmark.js").Reader }
 *   | { id: number, do: "input", assessment: import("./tickmark.js").Assessment }} Asked
 */

serve(answer);

/** @param {Asked} asked */
function answer(asked) {
  switch (asked.do) {
    case "start":
      return void initSync({ module: asked.module });
    case "provide":
      return provide(asked.content);
    case "speak":
      return [undefined, ...asked.words].forEach((said) => speak?.(said));
    case "report":
      return report(asked.assessment, asked.format, asked.names, asked.reader);
    case "verify":
      return verify(asked.report, asked.assessment, asked.names, asked.reader);
    case "input":
      return exportInput(asked.assessment);
  }
}
