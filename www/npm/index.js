/** The engine without the element. Works in browsers, bundlers, Node and workers; nothing runs at import. */

export { EngineError, load } from "../engine.js";
