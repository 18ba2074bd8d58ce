/** What the build of the package makes: see package.mjs. */

declare module "tickmark:wasm" {
  /** Gzip in base64. */
  const base64: string;
  export default base64;
}
declare module "tickmark:start" {
  const start: import("../tickmark.js").Start;
  export default start;
}
declare module "tickmark:registers" {
  const registers: Record<string, string>;
  export default registers;
}
declare module "tickmark:languages" {
  const tags: string[];
  export default tags;
}
declare module "tickmark:locales" {
  const locales: Record<string, () => Promise<import("../words.js").Language>>;
  export default locales;
}
declare module "tickmark:full" {
  const content: unknown;
  export default content;
}
declare module "tickmark:evidence" {
  export const run: typeof import("../evidence-module.js").run;
  export const module: typeof import("../evidence-module.js").module;
}
declare module "tickmark:exchange" {
  export const run: typeof import("../exchange-module.js").run;
  export const module: typeof import("../exchange-module.js").module;
}
declare module "tickmark:supply" {
  export function give(source: import("./slim.js").Source): void;
}
