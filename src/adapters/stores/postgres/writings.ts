import { given } from "../sql/appendEvents.ts";
import { PerTable } from "../sql/perTable.ts";
import type { Step, WritingStep } from "../sql/steps.ts";
import { type AnyTable, changedFields, columnOf, type Field } from "../sql/tables.ts";

/** A statement that writes rows of one table. */
export interface Writing {
  table: string;
  sql: string;
  values: unknown[];
}

export const isWriting = (step: Step): step is WritingStep => ["insert", "update", "append"].includes(step.type);

type Row = Readonly<Record<string, unknown>>;

/** Makes statements of steps that write rows; each takes all its rows at once. */
export class Writings {
  readonly #append: string;
  readonly #inserts = new PerTable<string>();
  readonly #updates = new PerTable<string>();

  /** @param append inserts events */
  constructor(append: string) {
    this.#append = append;
  }

  /** One statement, or one for each set of fields in which rows differ. */
  of(step: WritingStep): Writing[] {
    switch (step.type) {
      case "append":
        return [{ table: "events", sql: this.#append, values: [asJson(given, step.rows)] }];
      case "insert":
        return [this.#insert(step.table, step.rows, step.isAsked)];
      case "update":
        return this.#update(step.table, step.changes);
    }
  }

  #insert(table: AnyTable, rows: readonly object[], isAsked: boolean): Writing {
    const sql = this.#inserts.get(table, String(isAsked), () => {
      const columns = table.fields.map(({ column }) => quoted(column)).join(", ");
      return `INSERT INTO {${table.name}} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::{${table.name}}, ?)
        ON CONFLICT DO NOTHING ${isAsked ? `RETURNING ${quoted(columnOf(table.key))} AS "key"` : ""}`;
    });
    return { table: table.name, sql, values: [asJson(table.fields, rows)] };
  }

  #update(table: AnyTable, changes: readonly { from: object; next: object }[]): Writing[] {
    const changed = new Map<string, { fields: Field[]; rows: object[] }>();
    for (const { from, next } of changes) {
      const fields = changedFields(table, from, next);
      if (fields.length === 0) continue;
      const names = fields.map(({ name }) => name).join();
      const group = changed.get(names);
      if (group === undefined) changed.set(names, { fields, rows: [next] });
      else group.rows.push(next);
    }
    const key = table.fields.find(({ name }) => name === table.key)!;
    return [...changed].map(([names, { fields, rows }]) => {
      const sql = this.#updates.get(table, names, () => {
        const columns = fields.map(({ column }) => quoted(column));
        const column = quoted(key.column);
        // The keys once more: of rows that are made from JSON nobody knows how few they are, and all of the table would be read.
        return `UPDATE {${table.name}} t SET ${columns.map((name) => `${name} = v.${name}`).join(", ")}
          FROM json_populate_recordset(NULL::{${table.name}}, ?) v WHERE t.${column} = v.${column} AND t.${column} {in}`;
      });
      const keys = rows.map((row) => (row as Row)[key.name]);
      return { table: table.name, sql, values: [asJson([...fields, key], rows), keys] };
    });
  }
}

/** Which of the rows that were to be inserted are among those that were. */
export function areInserted({ table, rows }: Extract<WritingStep, { type: "insert" }>, inserted: unknown[]): boolean[] {
  const keys = new Set((inserted as { key: unknown }[]).map((row) => row.key));
  return rows.map((row) => keys.has((row as Row)[table.key]));
}

/**
 * Statements about different tables as one, which gives what the last of them gives: all see what was there before, so none
 * may need what another writes.
 */
export function asOne(writings: readonly Writing[]): Pick<Writing, "sql" | "values"> {
  const parts = writings.slice(0, -1).map(({ sql, table }) => `${table}_written AS (${sql})`);
  const last = writings.at(-1)?.sql ?? "";
  return {
    sql: parts.length === 0 ? last : `WITH ${parts.join(", ")} ${last}`,
    values: writings.flatMap(({ values }) => values),
  };
}

/** A name as SQL takes it, whatever it contains. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Rows as one JSON text: one value to send, whatever the number of rows and columns. */
function asJson(fields: readonly Field[], rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) => {
      const columns: Record<string, unknown> = {};
      for (const { name, column, kind } of fields) {
        const value = (row as Row)[name];
        const isBytes = kind === "blob" && value !== undefined;
        columns[column] = isBytes ? `\\x${Buffer.from(value as Uint8Array).toString("hex")}` : value;
      }
      return columns;
    }),
  );
}
