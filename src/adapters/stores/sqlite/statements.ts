import type { ColumnTypes } from "../sql/schema.ts";
import type { Step, Steps } from "../sql/steps.ts";
import { type AnyTable, columnOf, encode, type RawRow, type SqlValue } from "../sql/tables.ts";

/** The part of a prepared statement that is used. */
export interface SqliteStatementLike {
  all(...values: never[]): unknown[];
  run(...values: never[]): { changes: number | bigint };
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
};

/** SQL as SQLite wants it: our tables stand beside those of the host, under a name of their own. */
export function renderSqlite(sql: string): string {
  return sql
    .replaceAll("{in}", "= ?")
    .replaceAll("{keys}", "(SELECT ? AS id)")
    .replaceAll("{skip locked}", "")
    .replaceAll(/\{(\w+)\}|\[(\w+)\]/g, (_whole, table?: string, index?: string) => `scheduler_${table ?? index}`);
}

/** Carries out steps on a SQLite database, at once; each statement is prepared once. */
export class SqliteStatements {
  readonly #database: SqliteDatabaseLike;
  readonly #prepared = new Map<string, SqliteStatementLike>();

  constructor(database: SqliteDatabaseLike) {
    this.#database = database;
  }

  carryOut<T>(steps: Steps<T>): T {
    let next = steps.next();
    while (!next.done) next = steps.next(this.#answer(next.value));
    return next.value;
  }

  all(sql: string, ...values: SqlValue[]): RawRow[] {
    return this.#prepare(sql).all(...(values as never[])) as RawRow[];
  }

  #answer(step: Step): unknown {
    switch (step.type) {
      case "select":
        return this.all(step.sql, ...step.values);
      case "each":
        return step.keys.flatMap((key) => this.all(step.sql, key));
      case "insert":
        return this.#insert(step.table, step.rows);
      case "update":
        for (const { from, next } of step.changes) this.#update(step.table, from, next);
        return undefined;
      case "again":
      case "lock":
        // Whoever writes has the whole database for itself since `BEGIN IMMEDIATE`.
        return undefined;
    }
  }

  #insert(table: AnyTable, rows: readonly object[]): boolean[] {
    const columns = Object.keys(table.columns).map(columnOf);
    const sql = `INSERT INTO {${table.name}} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})
      ON CONFLICT DO NOTHING`;
    const statement = this.#prepare(sql);
    return rows.map((row) => Number(statement.run(...bound(encode(table, row))).changes) === 1);
  }

  #update(table: AnyTable, from: object, next: object): void {
    const before = encode(table, from);
    const after = encode(table, next);
    const fields = Object.keys(table.columns);
    const changed = fields.filter((_field, index) => before[index] !== after[index]);
    if (changed.length === 0) return;
    const sql = `UPDATE {${table.name}} SET ${changed.map((field) => `${columnOf(field)} = ?`).join(", ")}
      WHERE ${columnOf(table.key)} = ?`;
    const values = after.filter((value, index) => value !== before[index]);
    this.#prepare(sql).run(...bound([...values, after[fields.indexOf(table.key)] ?? null]));
  }

  #prepare(sql: string): SqliteStatementLike {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(renderSqlite(sql));
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}

const bound = (values: readonly SqlValue[]): never[] =>
  values.map((value) => (typeof value === "boolean" ? Number(value) : value)) as never[];
