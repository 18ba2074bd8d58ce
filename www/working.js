/** What workers have in common: they answer what they are asked, and hand over what went wrong. The build puts it into each. */

/** An error as it can be handed over. @param {any} error */
export function told({ message, code, problems, name }) {
  return { message, code, problems, name };
}

/** Whether the module cannot be used again: the page starts another worker. @param {unknown} error */
export function hasStopped(error) {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** What went wrong, and whether that ends it. @param {unknown} error */
export function failure(error) {
  return { ...told(error), stopped: hasStopped(error) };
}

/**
 * Answers each question under its number.
 *
 * @template {{ id: number }} Asked
 * @param {(asked: Asked) => unknown} answer
 */
export function serve(answer) {
  self.onmessage = (/** @type {MessageEvent<Asked>} */ { data }) => {
    try {
      self.postMessage({ id: data.id, result: answer(data) });
    } catch (error) {
      self.postMessage({ id: data.id, error: failure(error) });
    }
  };
}
