import { appendEvents, given } from "../sql/appendEvents.ts";
import { PerTable } from "../sql/perTable.ts";
import type { ColumnTypes } from "../sql/schema.ts";
import { isReading, type Step, type Steps } from "../sql/steps.ts";
import { type AnyTable, changedFields, columnOf, type Field, type SqlValue } from "../sql/tables.ts";

/** The part of a prepared statement that is used. */
export interface SqliteStatementLike {
  all(...values: never[]): unknown[];
  run(...values: never[]): { changes: number | bigint };
  /** Rows as arrays, as node:sqlite calls it. */
  setReturnArrays?(areArrays: boolean): void;
  /** Rows as arrays, as better-sqlite3 calls it. */
  raw?(areArrays: boolean): unknown;
}
/** The part of a SQLite database that is used: `DatabaseSync` of node:sqlite and `Database` of better-sqlite3 have it. */
export interface SqliteDatabaseLike {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatementLike;
}

/** SQLite's column types, for `STRICT` tables. */
export const sqliteTypes: ColumnTypes = {
  id: "TEXT",
  text: "TEXT",
  integer: "INTEGER",
  real: "REAL",
  boolean: "INTEGER",
  json: "TEXT",
  blob: "BLOB",
  small: "STRICT, WITHOUT ROWID",
  bulky: "STRICT",
  // An `INTEGER PRIMARY KEY` that is left out is one more than the greatest.
  numbered: () => [],
};

/** SQL as SQLite wants it: our tables stand beside those of the host, under a name of their own. */
export function renderSqlite(sql: string): string {
  return (
    sql
      .replaceAll("{in}", "= ?")
      .replaceAll("{keys}", "(SELECT ? AS id)")
      .replaceAll("{skip locked}", "")
      // SQLite plans by the value of a bare parameter here, and plans anew whenever it is bound again.
      .replaceAll("{limit}", "LIMIT ? + 0")
      .replaceAll(/\{(\w+)\}|\[(\w+)\]/g, (_whole, table?: string, index?: string) => `scheduler_${table ?? index}`)
  );
}

const APPEND = appendEvents(`(SELECT ${given.map(({ column }) => `? AS ${column}`).join(", ")})`, "min(v.sequence, 1)");

/** Carries out steps on a SQLite database, at once; each statement is prepared once. */
export class SqliteStatements {
  readonly #database: SqliteDatabaseLike;
  readonly #prepared = new Map<string, SqliteStatementLike>();
  readonly #inserts = new PerTable<SqliteStatementLike>();
  readonly #updates = new PerTable<SqliteStatementLike>();
  /** Whether something was written since this was last set to false. */
  hasWritten = false;

  constructor(database: SqliteDatabaseLike) {
    this.#database = database;
  }

  carryOut<T>(steps: Steps<T>): T {
    let next = steps.next();
    while (!next.done) next = steps.next(this.#answer(next.value));
    return next.value;
  }

  /** A number that changes when another connection has written (https://sqlite.org/pragma.html#pragma_data_version). */
  dataVersion(): unknown {
    const [row] = this.#prepare("PRAGMA data_version").all();
    return (row as { data_version: unknown } | undefined)?.data_version;
  }

  /** Carries out a statement without values that gives nothing. */
  run(sql: string): void {
    this.#prepare(sql).run();
  }

  #answer(step: Step): unknown {
    if (!isReading(step)) this.hasWritten = true;
    switch (step.type) {
      case "select": {
        const statement = this.#prepare(step.sql, step.isTable);
        return isReading(step) ? statement.all(...bound(step.values)) : statement.run(...bound(step.values));
      }
      case "each": {
        const statement = this.#prepare(step.sql, step.isTable);
        if (isReading(step)) return step.keys.flatMap((key) => statement.all(key as never));
        for (const key of step.keys) statement.run(key as never);
        return [];
      }
      case "insert":
        return this.#insert(step.table, step.rows);
      case "update":
        for (const { from, next } of step.changes) this.#update(step.table, from, next);
        return undefined;
      case "together":
        return step.steps.map((each) => this.#answer(each));
      case "append": {
        // Row after row, so that each is counted on from the one before.
        const statement = this.#prepare(APPEND);
        for (const row of step.rows) statement.run(...encode(given, row));
        return undefined;
      }
      case "again":
      case "horizon":
      case "lock":
        // Whoever writes has the whole database for itself since `BEGIN IMMEDIATE`.
        return undefined;
    }
  }

  #insert(table: AnyTable, rows: readonly object[]): boolean[] {
    const statement = this.#inserts.get(table, "", () => {
      const columns = table.fields.map(({ column }) => column).join(", ");
      const places = table.fields.map(() => "?").join(", ");
      return this.#prepare(`INSERT INTO {${table.name}} (${columns}) VALUES (${places}) ON CONFLICT DO NOTHING`);
    });
    return rows.map((row) => Number(statement.run(...encode(table.fields, row)).changes) === 1);
  }

  #update(table: AnyTable, from: object, next: object): void {
    const fields = changedFields(table, from, next);
    if (fields.length === 0) return;
    const statement = this.#updates.get(table, fields.map(({ name }) => name).join(), () => {
      const places = fields.map(({ column }) => `${column} = ?`).join(", ");
      return this.#prepare(`UPDATE {${table.name}} SET ${places} WHERE ${columnOf(table.key)} = ?`);
    });
    statement.run(...encode(fields, next), (next as Row)[table.key] as never);
  }

  #prepare(sql: string, isTable = false): SqliteStatementLike {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(renderSqlite(sql));
      if (isTable && statement.setReturnArrays !== undefined) statement.setReturnArrays(true);
      else if (isTable) statement.raw?.(true);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}

type Row = Readonly<Record<string, unknown>>;

/** Values as SQLite takes them, in the order of the columns. */
const encode = (fields: readonly Field[], row: object): never[] =>
  fields.map(({ name, kind }) => {
    const value = (row as Row)[name];
    if (value === undefined) return null;
    if (kind === "json") return JSON.stringify(value);
    return kind === "boolean" ? Number(value) : value;
  }) as never[];

const bound = (values: readonly SqlValue[]): never[] =>
  values.map((value) => (typeof value === "boolean" ? Number(value) : value)) as never[];
