import * as z from "zod";
import { SchedulerError } from "../../../errors/schedulerError.ts";
import { conversationEntrySchema, conversationSchema } from "../../../model/conversation.ts";
import { schedulerEventSchema } from "../../../model/events.ts";
import { scheduledJobSchema } from "../../../model/job.ts";
import { proposalSchema } from "../../../model/proposal.ts";
import { runSchema } from "../../../model/run.ts";

/** What a column holds; each dialect has a type for it. */
export type Kind = "text" | "integer" | "real" | "boolean" | "json" | "blob";

/** What a database takes and gives. */
export type SqlValue = string | number | null | Uint8Array | boolean;
/** A row as it comes from the database: its values in the order of the table's columns. */
export type RawRow = readonly SqlValue[];

/** A noun as a table: one column for each of its fields, so that a field cannot be forgotten. */
export interface Table<Row extends object> extends AnyTable {
  columns: { [Name in keyof Row]-?: Kind };
  key: keyof Row & string;
  schema: z.ZodType<unknown, Row>;
}
/** A table, whatever its rows are. */
export interface AnyTable {
  name: string;
  columns: Readonly<Record<string, Kind>>;
  /** The columns in their order. */
  fields: readonly Field[];
  /** All columns as a `SELECT` names them, each under the name of its field. */
  selection: string;
  /** The field that names a row. */
  key: string;
  /** Checks a row where it enters. */
  schema: z.ZodType;
}

/** A field of a noun, and the column that keeps it: `jobId` is in `job_id`. */
export interface Field {
  name: string;
  column: string;
  kind: Kind;
}

/** `jobId` is the column `job_id`. */
export const columnOf = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const jobs = asTable({
  name: "jobs",
  key: "id",
  // The letters that `search` looks in are a column of their own: databases differ about the case of letters.
  schema: scheduledJobSchema.extend({ searchable: z.string() }),
  columns: {
    id: "text",
    ownerId: "text",
    factoryId: "text",
    name: "text",
    prompt: "text",
    workflow: "json",
    schedule: "json",
    timezone: "text",
    followsAccountTimezone: "boolean",
    locale: "text",
    policies: "json",
    state: "text",
    suspension: "json",
    revision: "integer",
    proposalId: "text",
    digest: "text",
    createdAt: "integer",
    updatedAt: "integer",
    nextAt: "integer",
    heldNextAt: "integer",
    closingRunId: "text",
    lastRun: "json",
    failures: "integer",
    crashes: "integer",
    searchable: "text",
  },
});

export const runs = asTable({
  name: "runs",
  key: "id",
  schema: runSchema,
  columns: {
    id: "text",
    jobId: "text",
    ownerId: "text",
    factoryId: "text",
    trigger: "text",
    state: "text",
    reason: "json",
    dueAt: "integer",
    occurrences: "integer",
    lastDueAt: "integer",
    notBefore: "integer",
    waitsFor: "text",
    startBy: "integer",
    attempt: "integer",
    fencingToken: "integer",
    crashes: "integer",
    worker: "text",
    leaseUntil: "integer",
    hasSideEffect: "boolean",
    cancelRequestedAt: "integer",
    conversationId: "text",
    jobRevision: "integer",
    title: "text",
    prompt: "text",
    workflow: "json",
    question: "json",
    answerBy: "integer",
    usage: "json",
    createdAt: "integer",
    startedAt: "integer",
    finishedAt: "integer",
    summary: "text",
  },
});

export const conversations = asTable({
  name: "conversations",
  key: "id",
  schema: conversationSchema,
  columns: {
    id: "text",
    runId: "text",
    jobId: "text",
    ownerId: "text",
    factoryId: "text",
    title: "text",
    status: "text",
    createdAt: "integer",
    updatedAt: "integer",
    length: "integer",
  },
});

export const entries = asTable({
  name: "entries",
  key: "conversationId",
  schema: conversationEntrySchema.extend({
    conversationId: z.string(),
    // The bytes of an output lie beside its description, not in it.
    item: z.looseObject({ type: z.string() }),
    content: z.instanceof(Uint8Array).optional(),
  }),
  columns: { conversationId: "text", sequence: "integer", at: "integer", item: "json", content: "blob" },
});

export const proposals = asTable({
  name: "proposals",
  key: "id",
  schema: z.object({
    id: z.string(),
    ownerId: z.string(),
    factoryId: z.string(),
    state: proposalSchema.shape.state,
    createdAt: z.int(),
    expiresAt: z.int(),
    proposal: proposalSchema,
  }),
  columns: {
    id: "text",
    ownerId: "text",
    factoryId: "text",
    state: "text",
    createdAt: "integer",
    expiresAt: "integer",
    proposal: "json",
  },
});

export const events = asTable({
  name: "events",
  key: "position",
  schema: z.object({
    position: z.int(),
    sequence: z.int(),
    jobId: z.string().optional(),
    ownerId: z.string(),
    factoryId: z.string(),
    at: z.int(),
    name: z.string(),
    event: schedulerEventSchema,
  }),
  columns: {
    position: "integer",
    sequence: "integer",
    jobId: "text",
    ownerId: "text",
    factoryId: "text",
    at: "integer",
    name: "text",
    event: "json",
  },
});

/** How far readers of events have come, and whose turn it is to read. */
export const places = asTable({
  name: "places",
  key: "reader",
  schema: z.object({ reader: z.string(), position: z.int(), holder: z.string(), heldUntil: z.int() }),
  columns: { reader: "text", position: "integer", holder: "text", heldUntil: "integer" },
});

export type RowOf<T> = T extends Table<infer Row> ? Row : never;

type Fields = Readonly<Record<string, unknown>>;

/** Whether a field has another value; an object that was made anew counts as one, since values are never changed in place. */
export const isChanged = ({ name }: Field, from: object, next: object): boolean =>
  (from as Fields)[name] !== (next as Fields)[name];

/** The fields in which two rows differ. */
export const changedFields = ({ fields }: AnyTable, from: object, next: object): Field[] =>
  fields.filter((field) => isChanged(field, from, next));

/**
 * A row as it was stored.
 *
 * @throws {@link SchedulerError} `STORE_ROW_UNREADABLE` with the row's id, when it is not what the schema says
 */
export function decode<Row extends object>(table: Table<Row>, raw: RawRow): Row {
  const row: Record<string, unknown> = {};
  try {
    let index = 0;
    for (const { name, kind } of table.fields) {
      const value = raw[index++];
      if (value !== null && value !== undefined) row[name] = decodeField(kind, value);
    }
    table.schema.parse(row);
  } catch (cause) {
    const { name, key } = table;
    const hint = "It was changed from outside, or by another version; repair or delete the row.";
    const { jobId, factoryId } = row;
    throw new SchedulerError(
      "STORE_ROW_UNREADABLE",
      { table: name, [key]: row[key], jobId, factoryId, hint },
      { cause },
    );
  }
  return row as Row;
}

function decodeField(kind: Kind, value: SqlValue): unknown {
  switch (kind) {
    case "json":
      return JSON.parse(value as string);
    case "boolean":
      return Boolean(value);
    case "blob":
      return Uint8Array.from(value as Uint8Array);
    default:
      return value;
  }
}

function asTable<Row extends object>(description: Omit<Table<Row>, "fields" | "selection">): Table<Row> {
  const columns = Object.entries(description.columns) as [string, Kind][];
  const fields = columns.map(([name, kind]) => ({ name, column: columnOf(name), kind }));
  const selection = fields.map(({ name, column }) => `${column} AS "${name}"`).join(", ");
  return { ...description, fields, selection };
}
