import type { AnyTable } from "./tables.ts";

/**
 * What is made of a table once for each variant: SQL, or the statement that was prepared from it. A text that is put
 * together again has to be hashed again before its statement is found, and on the hot path that costs more than the query.
 */
export class PerTable<Made> {
  readonly #made = new Map<AnyTable, Map<string, Made>>();

  get(table: AnyTable, variant: string, make: () => Made): Made {
    let variants = this.#made.get(table);
    if (variants === undefined) {
      variants = new Map();
      this.#made.set(table, variants);
    }
    let made = variants.get(variant);
    if (made === undefined) {
      made = make();
      variants.set(variant, made);
    }
    return made;
  }
}
