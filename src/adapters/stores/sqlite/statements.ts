import { given, lastOf } from "../sql/appendEvents.ts";
import { PerTable } from "../sql/perTable.ts";
import type { ColumnTypes } from "../sql/schema.ts";
import { type EachStep, isReading, type Step, type Steps, type TableRow } from "../sql/steps.ts";
import { type AnyTable, columnOf, type Field, isChanged, type RawRow, type SqlValue } from "../sql/tables.ts";
import { FieldSet } from "./fieldSet.ts";
import { KnownRows } from "./knownRows.ts";

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
      .replaceAll("{in those}", "IN (")
      .replaceAll("{end}", ")")
      .replaceAll("{keys}", "(SELECT ? AS id)")
      .replaceAll("{skip locked}", "")
      // Processes on one file take turns anyway.
      .replaceAll("{by chance}", "0")
      // SQLite plans by the value of a bare parameter here, and plans anew whenever it is bound again.
      .replaceAll("{limit}", "LIMIT ? + 0")
      .replaceAll(/\{(\w+)\}|\[(\w+)\]/g, (_whole, table?: string, index?: string) => `scheduler_${table ?? index}`)
  );
}

const unnumbered = given.filter(({ name }) => name !== "sequence");
/** Row after row, each counted on from the one before: what is selected from the table itself would be put aside first. */
const APPEND = `INSERT INTO {events} (sequence, ${unnumbered.map(({ column }) => column).join(", ")})
  VALUES (min(?, 1) + ${lastOf("?")}, ${unnumbered.map(() => "?").join(", ")})`;

/** Carries out steps on a SQLite database, at once; each statement is prepared once. */
export class SqliteStatements {
  readonly #database: SqliteDatabaseLike;
  readonly #prepared = new Map<string, SqliteStatementLike>();
  readonly #inserts = new PerTable<SqliteStatementLike>();
  readonly #updates = new PerTable<FieldSet<SqliteStatementLike>>();
  readonly #known: KnownRows | undefined;
  /** The known rows count: no other connection can write now, and none has written since they were noted. */
  #isAlone = false;
  #seenVersion: unknown;
  /** Whether something was written since this was last set to false. */
  hasWritten = false;

  /** @param isOurs nobody else writes over this connection */
  constructor(database: SqliteDatabaseLike, { isOurs }: { isOurs: boolean }) {
    this.#database = database;
    this.#known = isOurs ? new KnownRows() : undefined;
  }

  /** Begins a transaction, in which nobody else can write. */
  begin(): void {
    this.run("BEGIN IMMEDIATE");
    if (this.#known === undefined) return;
    const version = this.dataVersion();
    if (version !== this.#seenVersion) this.#known.forget();
    this.#seenVersion = version;
    this.#isAlone = true;
  }

  commit(): void {
    this.run("COMMIT");
    this.#isAlone = false;
  }

  rollBack(): void {
    this.#isAlone = false;
    this.#known?.forget();
    try {
      this.run("ROLLBACK");
    } catch {
      // SQLite has already taken the transaction back.
    }
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
    const isRead = isReading(step);
    if (!isRead) this.hasWritten = true;
    switch (step.type) {
      case "select": {
        const { sql, values, table } = step;
        const statement = this.#prepare(sql, table);
        if (isRead) return this.#knownAmong(table, statement.all(...bound(values)));
        this.#known?.forget();
        return statement.run(...bound(values));
      }
      case "each": {
        if (isRead) return this.#readEach(step);
        this.#known?.forget();
        for (const key of step.keys) this.#prepare(step.sql).run(key as never);
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
        const statement = this.#prepare(APPEND);
        for (const row of step.rows) {
          const { sequence, jobId = null } = row as Row;
          const counted = [sequence, jobId, jobId] as never[];
          statement.run(...counted, ...encode(unnumbered, row));
        }
        return undefined;
      }
      case "horizon":
      case "lock":
        // Whoever writes has the whole database for itself since `BEGIN IMMEDIATE`.
        return undefined;
    }
  }

  #readEach({ sql, keys, table, byKey }: EachStep): unknown[] {
    const statement = this.#prepare(sql, table);
    const answer: unknown[] = [];
    for (const key of keys) {
      const name = byKey === undefined || byKey === true ? key : this.#knownField(byKey, key);
      const known = byKey === undefined ? undefined : this.#knownRow(table, name);
      if (known === undefined) answer.push(...this.#knownAmong(table, statement.all(key as never)));
      else answer.push(known);
    }
    return answer;
  }

  #knownRow(table: AnyTable | undefined, key: unknown): object | undefined {
    return table !== undefined && this.#isAlone ? this.#known?.find(table, key) : undefined;
  }

  #knownField({ table, field }: { table: AnyTable; field: string }, key: string): unknown {
    return (this.#knownRow(table, key) as Row | undefined)?.[field];
  }

  /** What was read, with the rows that are known in place of their values. */
  #knownAmong(table: AnyTable | undefined, read: unknown[]): unknown[] {
    if (table === undefined || !this.#isAlone || read.length === 0) return read;
    const index = table.fields.findIndex(({ name }) => name === table.key);
    return (read as RawRow[]).map((row): TableRow => this.#known?.find(table, row[index]) ?? row);
  }

  #insert(table: AnyTable, rows: readonly object[]): boolean[] {
    const statement = this.#inserts.get(table, "", () => {
      const columns = table.fields.map(({ column }) => column).join(", ");
      const places = table.fields.map(() => "?").join(", ");
      return this.#prepare(`INSERT INTO {${table.name}} (${columns}) VALUES (${places}) ON CONFLICT DO NOTHING`);
    });
    return rows.map((row) => {
      const isInserted = Number(statement.run(...encode(table.fields, row)).changes) === 1;
      if (isInserted) this.#known?.note(table, row);
      return isInserted;
    });
  }

  #update(table: AnyTable, from: object, next: object): void {
    let changed = this.#updates.get(table, "", () => new FieldSet());
    for (const field of table.fields) if (isChanged(field, from, next)) changed = changed.with(field);
    const { fields } = changed;
    if (fields.length === 0) return;
    changed.made ??= this.#prepare(
      `UPDATE {${table.name}} SET ${fields.map(({ column }) => `${column} = ?`).join(", ")}
        WHERE ${columnOf(table.key)} = ?`,
    );
    changed.made.run(...encode(fields, next), (next as Row)[table.key] as never);
    this.#known?.note(table, next);
  }

  #prepare(sql: string, table?: AnyTable): SqliteStatementLike {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(renderSqlite(sql));
      if (table !== undefined) statement = inArrays(statement);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}

/** The statement with rows as arrays; made of objects where the library cannot give them (node:sqlite before Node 22.16). */
function inArrays(statement: SqliteStatementLike): SqliteStatementLike {
  if (statement.setReturnArrays !== undefined) statement.setReturnArrays(true);
  else if (statement.raw !== undefined) statement.raw(true);
  else {
    const all = (...values: never[]) => statement.all(...values).map((row) => Object.values(row as object));
    return { all, run: (...values) => statement.run(...values) };
  }
  return statement;
}

type Row = Readonly<Record<string, unknown>>;

/** Values as SQLite takes them, in the order of the columns. */
function encode(fields: readonly Field[], row: object): never[] {
  const values: unknown[] = [];
  for (const { name, kind } of fields) {
    const value = (row as Row)[name];
    if (value === undefined) values.push(null);
    else if (kind === "json") values.push(JSON.stringify(value));
    else values.push(kind === "boolean" ? Number(value) : value);
  }
  return values as never[];
}

const bound = (values: readonly SqlValue[]): never[] =>
  values.map((value) => (typeof value === "boolean" ? Number(value) : value)) as never[];
