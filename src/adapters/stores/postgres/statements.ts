import { createHash } from "node:crypto";
import { given } from "../sql/appendEvents.ts";
import { PerTable } from "../sql/perTable.ts";
import type { ColumnTypes } from "../sql/schema.ts";
import { isReading, type Step, type Steps } from "../sql/steps.ts";
import { type AnyTable, changedFields, columnOf, type Field, type Kind, type SqlValue } from "../sql/tables.ts";
import { eventOrder } from "./eventOrder.ts";

/** A query as node-postgres takes it. */
export interface PostgresQuery {
  text: string;
  name?: string;
  values?: unknown[];
  rowMode?: "array";
  types?: { getTypeParser: (type: number, format?: "text" | "binary") => (text: string) => unknown };
}
/** The part of a node-postgres client that is used. */
export interface PostgresClientLike {
  /** Whether a query may be sent while an earlier one is still being carried out. */
  readonly pipeline?: boolean;
  query(query: PostgresQuery): Promise<{ rows: unknown[] }>;
}

/** Postgres' column types. Ids are compared as bytes, as JavaScript compares them. */
export const postgresTypes: ColumnTypes = {
  id: `text COLLATE "C"`,
  text: "text",
  integer: "bigint",
  real: "double precision",
  boolean: "boolean",
  // Kept letter for letter; `jsonb` refuses some text that JSON allows.
  json: "json",
  blob: "bytea",
  small: "",
  bulky: "",
  // `ALWAYS`: who gives a number himself is refused. Its last number may be read by whoever may use the schema.
  numbered: (table, column) => {
    const sequence = `{${table}_${column}}`;
    return [
      `ALTER TABLE {${table}} ALTER COLUMN ${column} ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME ${sequence} MINVALUE 0)`,
      `SELECT setval(tableoid::regclass, (SELECT coalesce(max(${column}), 0) FROM {${table}})) FROM ${sequence}`,
      `GRANT SELECT ON SEQUENCE ${sequence} TO PUBLIC`,
    ];
  },
};

/** A name as SQL takes it, whatever it contains. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** SQL as Postgres wants it: our tables are in a schema of their own, values are numbered. */
export function renderPostgres(sql: string, schema: string): string {
  let index = 0;
  return sql
    .replaceAll("{in}", "= ANY(?::text[])")
    .replaceAll("{keys}", "(SELECT unnest(?::text[]) AS id)")
    .replaceAll("{skip locked}", "FOR UPDATE SKIP LOCKED")
    .replaceAll("{by chance}", "random()")
    .replaceAll("{limit}", "LIMIT ?")
    .replaceAll(/\{(\w+)\}/g, (_all, table: string) => `${quoted(schema)}.${quoted(table)}`)
    .replaceAll(/\[(\w+)\](?!\))/g, (_all, name: string) => quoted(name))
    .replaceAll("?", () => `$${++index}`);
}

/** How values come back: instants and counts as numbers, JSON as the text it is. */
const OIDS: Readonly<Record<number, Kind>> = { 16: "boolean", 17: "blob", 20: "integer", 21: "integer", 23: "integer" };
const types: NonNullable<PostgresQuery["types"]> = {
  getTypeParser: (oid) => {
    switch (OIDS[oid]) {
      case "boolean":
        return (text) => text === "t";
      case "blob":
        return (text) => Buffer.from(text.slice(2), "hex");
      case "integer":
        return Number;
      default:
        return (text) => text;
    }
  },
};

/** Carries out steps on Postgres; each statement is prepared once a connection, and takes all rows at once. */
export class PostgresStatements {
  readonly schema: string;
  readonly #eventOrder: { append: string; horizon: string };
  readonly #known = new Map<string, { name: string; text: string }>();
  readonly #inserts = new PerTable<string>();
  readonly #updates = new PerTable<string>();

  constructor(schema: string) {
    this.schema = schema;
    this.#eventOrder = eventOrder(schema);
  }

  /**
   * What has no answer is sent without waiting where the client is a pipeline: a connection carries out one after the other,
   * and a failure fails all after it.
   *
   * @param onWrite called when something is about to be written
   * @param last sends what comes after the last step, together with it; it gets what the steps give
   */
  async carryOut<T>(
    client: PostgresClientLike,
    steps: Steps<T>,
    { onWrite, last }: { onWrite?: () => void; last?: ((answer: T) => Promise<unknown>) | undefined } = {},
  ): Promise<T> {
    const sent: Promise<unknown>[] = [];
    const send = (answer: Promise<unknown>) => {
      answer.catch(() => {});
      sent.push(answer);
    };
    try {
      let next = steps.next();
      while (!next.done) {
        if (!isReading(next.value)) onWrite?.();
        const answer = this.#answer(client, next.value);
        if (isAnswered(next.value) || client.pipeline !== true) next = steps.next(await answer);
        else {
          send(answer);
          next = steps.next();
        }
      }
      if (last !== undefined) send(last(next.value));
      await Promise.all(sent);
      return next.value;
    } catch (error) {
      // The first failure is the cause of the later ones.
      await Promise.all(sent);
      throw error;
    }
  }

  async all(client: PostgresClientLike, sql: string, values: readonly unknown[], isTable = false): Promise<unknown[]> {
    let known = this.#known.get(sql);
    if (known === undefined) {
      const text = renderPostgres(sql, this.schema);
      // Named by what it says: one connection may serve several stores.
      known = { name: createHash("sha1").update(text).digest("hex"), text };
      this.#known.set(sql, known);
    }
    const rowMode = isTable ? ({ rowMode: "array" } as const) : {};
    return (await client.query({ ...known, values: [...values], types, ...rowMode })).rows;
  }

  async #answer(client: PostgresClientLike, step: Step): Promise<unknown> {
    switch (step.type) {
      case "select":
        return this.all(client, step.sql, step.values, step.table !== undefined);
      case "each":
        return this.all(client, step.lock ? `${step.sql} FOR UPDATE` : step.sql, [step.keys], step.table !== undefined);
      case "together":
        return this.#answerAll(client, step.steps);
      case "insert":
        return this.#insert(client, step.table, step.rows, step.isAsked);
      case "update":
        return this.#update(client, step.table, step.changes);
      case "append":
        return this.all(client, this.#eventOrder.append, [asJson(given, step.rows)]);
      case "horizon": {
        const [row] = (await this.all(client, this.#eventOrder.horizon, [])) as [{ upTo: number }];
        return row.upTo;
      }
      case "lock":
        // Two schemas in one database have nothing to do with each other.
        return this.all(client, "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", [
          `${this.schema} ${step.name}`,
        ]);
    }
  }

  async #answerAll(client: PostgresClientLike, steps: readonly Step[]): Promise<unknown[]> {
    if (client.pipeline === true) return Promise.all(steps.map((step) => this.#answer(client, step)));
    const answers = [];
    for (const step of steps) answers.push(await this.#answer(client, step));
    return answers;
  }

  async #insert(
    client: PostgresClientLike,
    table: AnyTable,
    rows: readonly object[],
    isAsked: boolean,
  ): Promise<boolean[]> {
    const sql = this.#inserts.get(table, String(isAsked), () => {
      const columns = table.fields.map(({ column }) => quoted(column)).join(", ");
      return `INSERT INTO {${table.name}} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::{${table.name}}, ?)
        ON CONFLICT DO NOTHING ${isAsked ? `RETURNING ${quoted(columnOf(table.key))} AS "key"` : ""}`;
    });
    const inserted = (await this.all(client, sql, [asJson(table.fields, rows)])) as { key: SqlValue }[];
    if (!isAsked) return [];
    const keys = new Set(inserted.map((row) => row.key));
    return rows.map((row) => keys.has((row as Row)[table.key] as SqlValue));
  }

  async #update(
    client: PostgresClientLike,
    table: AnyTable,
    changes: readonly { from: object; next: object }[],
  ): Promise<void> {
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
    // All are sent before anything that is sent after this step.
    const sent: Promise<unknown>[] = [];
    for (const [names, { fields, rows }] of changed) {
      const sql = this.#updates.get(table, names, () => {
        const columns = fields.map(({ column }) => quoted(column));
        return `UPDATE {${table.name}} t SET ${columns.map((column) => `${column} = v.${column}`).join(", ")}
          FROM json_populate_recordset(NULL::{${table.name}}, ?) v WHERE t.${quoted(key.column)} = v.${quoted(key.column)}`;
      });
      const updated = this.all(client, sql, [asJson([...fields, key], rows)]);
      if (client.pipeline !== true) await updated;
      sent.push(updated);
    }
    await Promise.all(sent);
  }
}

function isAnswered(step: Step): boolean {
  if (step.type === "together") return step.steps.some(isAnswered);
  return !["update", "append", "lock"].includes(step.type) && !(step.type === "insert" && !step.isAsked);
}

type Row = Readonly<Record<string, unknown>>;

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
