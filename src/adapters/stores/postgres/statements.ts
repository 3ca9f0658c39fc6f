import { createHash } from "node:crypto";
import type { ColumnTypes } from "../sql/schema.ts";
import { type AskingStep, isReading, type Steps } from "../sql/steps.ts";
import type { Kind } from "../sql/tables.ts";
import { eventOrder } from "./eventOrder.ts";
import { areInserted, asOne, isWriting, quoted, type Writing, Writings } from "./writings.ts";

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
  /** What it writes to. */
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } };
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

/** SQL as Postgres wants it: our tables are in a schema of their own, values are numbered. */
export function renderPostgres(sql: string, schema: string): string {
  let index = 0;
  return (
    sql
      .replaceAll("{in}", "= ANY(?::text[])")
      // Looked up one by one: how few a query gives is not known when it is planned, and all of the table would be read.
      .replaceAll("{in those}", "= ANY(ARRAY(")
      .replaceAll("{end}", "))")
      .replaceAll("{keys}", "(SELECT unnest(?::text[]) AS id)")
      .replaceAll("{skip locked}", "FOR UPDATE SKIP LOCKED")
      .replaceAll("{by chance}", "random()")
      .replaceAll("{limit}", "LIMIT ?")
      .replaceAll(/\{(\w+)\}/g, (_all, table: string) => `${quoted(schema)}.${quoted(table)}`)
      .replaceAll(/\[(\w+)\](?!\))/g, (_all, name: string) => quoted(name))
      .replaceAll("?", () => `$${++index}`)
  );
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

/** Has all that a client is told at this moment sent in one piece: each piece costs both sides more than most statements do. */
export function sendTogether({ connection }: PostgresClientLike): void {
  const stream = connection?.stream;
  if (stream?.cork === undefined) return;
  stream.cork();
  process.nextTick(() => stream.uncork?.());
}

/** Carries out steps on Postgres; each statement is prepared once a connection, and takes all rows at once. */
export class PostgresStatements {
  readonly schema: string;
  readonly #eventOrder: { append: string; horizon: string };
  readonly #known = new Map<string, { name: string; text: string }>();
  readonly #writings: Writings;

  constructor(schema: string) {
    this.schema = schema;
    this.#eventOrder = eventOrder(schema);
    this.#writings = new Writings(this.#eventOrder.append);
  }

  /**
   * What has no answer is sent without waiting where the client is a pipeline: a connection carries out one after the other,
   * and a failure fails all after it. Rows that are written one step after the other are written by one statement, where
   * they are of different tables.
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
    let gathered: Writing[] = [];
    const write = (): Promise<unknown[]> => {
      const { sql, values } = asOne(gathered);
      gathered = [];
      return this.all(client, sql, values);
    };
    const send = async (answer: Promise<unknown>): Promise<void> => {
      answer.catch(() => {});
      sent.push(answer);
      if (client.pipeline !== true) await answer;
    };
    try {
      let next = steps.next();
      while (!next.done) {
        const step = next.value;
        if (!isReading(step)) onWrite?.();
        if (isWriting(step)) {
          for (const writing of this.#writings.of(step)) {
            if (gathered.some(({ table }) => table === writing.table)) await send(write());
            gathered.push(writing);
          }
          const isAsked = step.type === "insert" && step.isAsked;
          next = isAsked ? steps.next(areInserted(step, await write())) : steps.next();
          continue;
        }
        if (gathered.length > 0) await send(write());
        const answer = this.#answer(client, step);
        if (isAnswered(step)) next = steps.next(await answer);
        else {
          await send(answer);
          next = steps.next();
        }
      }
      if (gathered.length > 0) await send(write());
      if (last !== undefined) await send(last(next.value));
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
    sendTogether(client);
    const rowMode = isTable ? ({ rowMode: "array" } as const) : {};
    return (await client.query({ ...known, values: [...values], types, ...rowMode })).rows;
  }

  async #answer(client: PostgresClientLike, step: AskingStep): Promise<unknown> {
    switch (step.type) {
      case "select":
        return this.all(client, step.sql, step.values, step.table !== undefined);
      case "each":
        return this.all(client, step.lock ? `${step.sql} FOR UPDATE` : step.sql, [step.keys], step.table !== undefined);
      case "together":
        return this.#answerAll(client, step.steps);
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

  async #answerAll(client: PostgresClientLike, steps: readonly AskingStep[]): Promise<unknown[]> {
    if (client.pipeline === true) return Promise.all(steps.map((step) => this.#answer(client, step)));
    const answers = [];
    for (const step of steps) answers.push(await this.#answer(client, step));
    return answers;
  }
}

function isAnswered(step: AskingStep): boolean {
  return step.type === "together" ? step.steps.some(isAnswered) : step.type !== "lock";
}
