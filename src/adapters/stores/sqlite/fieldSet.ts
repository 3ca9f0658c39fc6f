import type { Field } from "../sql/tables.ts";

/** Fields of a table that change together, and what was made of them once: found field by field, without making a name for them. */
export class FieldSet<Made> {
  readonly fields: readonly Field[];
  made: Made | undefined;
  readonly #larger = new Map<Field, FieldSet<Made>>();

  constructor(fields: readonly Field[] = []) {
    this.fields = fields;
  }

  with(field: Field): FieldSet<Made> {
    let larger = this.#larger.get(field);
    if (larger === undefined) {
      larger = new FieldSet([...this.fields, field]);
      this.#larger.set(field, larger);
    }
    return larger;
  }
}
