/** Files that were being read or mapped: their names, and what was said of their columns, kept with the draft. No DOM. */

/**
 * @typedef {import("./evidence.js").Table} Table
 * @typedef {import("./steps/mapping.js").Draft} Said
 * @typedef {{ name: string, doing: "read" | "mapped", said?: Said }} InWork  `said`: names of columns, never what stands in them
 */

export class Unfinished {
  #session;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  get #all() {
    return this.#session.draft.inWork;
  }

  /** @param {InWork[]} all */
  #put(all) {
    this.#session.draft.inWork = all;
    this.#session.changed();
  }

  /**
   * A file is in work.
   *
   * @param {string} name
   * @param {InWork["doing"]} doing
   * @param {Said} [said]  of its columns
   */
  begin(name, doing, said = this.#of(name)?.said) {
    this.#put([...this.#all.filter((one) => one.name !== name), { name, doing, ...(said && { said: bare(said) }) }]);
  }

  /** A file is in work no more, whatever came of it. @param {string} name */
  end(name) {
    if (this.#of(name)) this.#put(this.#all.filter((one) => one.name !== name));
  }

  /** @param {string} name */
  #of(name) {
    return this.#all.find((one) => one.name === name);
  }

  /**
   * Those that the present page knows nothing of: it was closed over them.
   *
   * @param {(name: string) => boolean} isHere
   */
  left(isHere) {
    return this.#all.filter(({ name }) => !isHere(name));
  }

  /**
   * What was said of the columns of a file of this name, as far as this table has them.
   *
   * @param {string} name
   * @param {Table} table
   * @returns {Said | undefined}
   */
  saidOf(name, table) {
    const said = this.#of(name)?.said;
    const kind = table.kinds.find((one) => one.kind === said?.kind);
    if (!said || !kind) return undefined;
    const fields = new Set(kind.fields.map(({ field }) => field));
    const columns = Object.entries(said.columns).filter(([field, column]) => fields.has(field) && (!column || table.columns.includes(column)));
    return { ...said, columns: Object.fromEntries(columns) };
  }
}

/** Without what a table that has no header shows in its place. @param {Said} said @returns {Said} */
function bare(said) {
  return { ...said, columns: Object.fromEntries(Object.entries(said.columns).filter(([, column]) => !column.includes("@"))) };
}
