import { SchedulerError } from "../../../errors/schedulerError.ts";
import { PerTable } from "./perTable.ts";
import { type AnyTable, columnOf, decode, type RawRow, type SqlValue, type Table } from "./tables.ts";

/**
 * One thing that is asked of a database. SQL is written once, with `{jobs}` for the name of a table and `?` for a value;
 * a driver puts in what its database wants, prepares it once, and takes many rows in the way that is fastest there.
 */
export type Step = AskingStep | WritingStep;

/** A step that writes rows. */
export type WritingStep =
  /** Inserts rows and, where it is asked, says of each whether it was inserted; one that exists stays as it is. */
  | { type: "insert"; table: AnyTable; rows: readonly object[]; isAsked: boolean }
  /** Writes the fields in which `next` differs from `from`. */
  | { type: "update"; table: AnyTable; changes: readonly { from: object; next: object }[] }
  /** Writes events, which the database numbers: the sequence of a row is which event of its job it is among these rows. */
  | { type: "append"; rows: readonly object[] };

/** Any other step. */
export type AskingStep =
  /** Rows as objects, or, of a table, as `TableRow`s: reading arrays takes half the time. */
  | { type: "select"; sql: string; values: readonly SqlValue[]; table?: AnyTable }
  | EachStep
  /** Up to which position the next step sees every event that there will ever be; `undefined` where it sees all there are. */
  | { type: "horizon" }
  /** Only one transaction at a time goes on from here, over all processes. */
  | { type: "lock"; name: string }
  /** Steps of which none needs what another is answered; carried out in their order, and answered in one go. */
  | { type: "together"; steps: readonly AskingStep[] };

/**
 * The same question for each of several keys. `{in}` says that a column is one of them, `{keys}` is a table of them with
 * the column `id`; `{in those}` and `{end}` are around a query that gives few.
 */
export interface EachStep {
  type: "each";
  sql: string;
  keys: readonly string[];
  /** Keeps others from changing the rows until the end of the transaction. */
  lock: boolean;
  table?: AnyTable;
  /** Wanted are the rows of the table that these keys name, or that rows of another name by a field that never changes. */
  byKey?: true | Via | undefined;
}

/** Rows that name others. */
interface Via {
  table: AnyTable;
  field: string;
}

/** A row of a table as a driver gives it: as it came from the database or, where the driver knows it, the row itself. */
export type TableRow = RawRow | object;

/** Whether a step changes nothing. */
export function isReading(step: Step): boolean {
  if (step.type === "together") return step.steps.every(isReading);
  if (step.type === "select" || step.type === "each") return step.sql.startsWith("SELECT");
  return step.type === "lock" || step.type === "horizon";
}

/**
 * What a store method does, as steps: it waits at each `yield` for what the database says. So the same lines run on a
 * database that answers at once and on one that answers later.
 */
export type Steps<T> = Generator<Step, T, unknown>;

/** Lists of steps that only ask, side by side: what they ask at the same point is asked in one go, so that they wait once for all. */
export function* together<T extends readonly unknown[]>(...lists: { [Index in keyof T]: Steps<T[Index]> }): Steps<T> {
  const turns = lists.map((steps: Steps<unknown>) => ({ steps, at: steps.next() }));
  for (;;) {
    const open = turns.filter(({ at }) => at.done !== true);
    const asked = open.map(({ at }) => at.value as AskingStep);
    if (asked.length === 0) return turns.map(({ at }) => at.value) as unknown as T;
    const answers = (yield { type: "together", steps: asked }) as unknown[];
    for (const [index, turn] of open.entries()) turn.at = turn.steps.next(answers[index]);
  }
}

/** What a query gives, as objects. */
export function* select<T>(sql: string, values: readonly SqlValue[] = []): Steps<T[]> {
  return (yield { type: "select", sql, values }) as T[];
}

/** The rows of a table that a query gives; it must select `table.selection`. */
export function* selectRows<Row extends object>(
  table: Table<Row>,
  sql: string,
  values: readonly SqlValue[],
): Steps<Row[]> {
  const given = (yield { type: "select", sql, values, table }) as TableRow[];
  return given.map((row) => rowOf(table, row));
}

/** Rows as far as they can be read, and for each that cannot, the error that names it. */
export interface Readable<Row> {
  rows: Row[];
  unreadable: SchedulerError[];
}

const rowOf = <Row extends object>(table: Table<Row>, given: TableRow): Row =>
  Array.isArray(given) ? decode(table, given as RawRow) : (given as Row);

function readable<Row extends object>(table: Table<Row>, given: readonly TableRow[]): Readable<Row> {
  const rows: Row[] = [];
  const unreadable: SchedulerError[] = [];
  for (const row of given) {
    try {
      rows.push(rowOf(table, row));
    } catch (error) {
      if (!SchedulerError.is(error)) throw error;
      unreadable.push(error);
    }
  }
  return { rows, unreadable };
}

/** Like `selectRows`, where a row that cannot be read does not keep the others back. */
export function* selectReadable<Row extends object>(
  table: Table<Row>,
  sql: string,
  values: readonly SqlValue[],
): Steps<Readable<Row>> {
  return readable(table, (yield { type: "select", sql, values, table }) as TableRow[]);
}

/** Changes rows in a way of its own. */
export function* execute(sql: string, values: readonly SqlValue[]): Steps<void> {
  yield { type: "select", sql, values };
}

export interface Fetching {
  lock?: boolean;
  /** By another field than the key. */
  field?: string;
  /** By rows of another table that these keys name. */
  via?: Via;
  /** A condition on what the keys name, for fewer locks: rows outside of it may be given all the same. */
  sparing?: string;
  /** A further condition, in SQL. */
  where?: string;
}

const selects = new PerTable<string>();

/** The rows of a table in which the key, or another field, is one of these. */
export function* fetchRows<Row extends object>(
  table: Table<Row>,
  keys: Iterable<string>,
  fetching: Fetching = {},
): Steps<Row[]> {
  const { rows, unreadable } = yield* fetchReadable(table, keys, fetching);
  if (unreadable[0] !== undefined) throw unreadable[0];
  return rows;
}

/** Like `fetchRows`, where a row that cannot be read does not keep the others back. */
export function* fetchReadable<Row extends object>(
  table: Table<Row>,
  keys: Iterable<string>,
  { lock = false, field = table.key, via, where = "", sparing = "" }: Fetching = {},
): Steps<Readable<Row>> {
  // In one order everywhere: two transactions that lock the same rows then wait for each other in one direction only.
  const wanted = inOneOrder([...keys]);
  if (wanted.length === 0) return { rows: [], unreadable: [] };
  const variant = `${field} ${via?.field} ${where} ${sparing} ${lock}`;
  const sql = selects.get(table, variant, () => {
    const named = `${columnOf(via?.table.key ?? field)} {in}${sparing}`;
    const among =
      via && `${columnOf(field)} {in those}SELECT ${columnOf(via.field)} FROM {${via.table.name}} WHERE ${named}{end}`;
    const order = lock ? ` ORDER BY ${columnOf(table.key)}` : "";
    return `SELECT ${table.selection} FROM {${table.name}} WHERE ${among ?? named}${where}${order}`;
  });
  const byKey = field === table.key && where === "" ? (via ?? true) : undefined;
  return readable(table, (yield { type: "each", sql, keys: wanted, lock, table, byKey }) as TableRow[]);
}

const inOneOrder = (keys: string[]): string[] => (keys.length > 1 ? [...new Set(keys)].toSorted() : keys);

/** What a query says about each of several keys. */
export function* selectEach<T>(sql: string, keys: readonly string[]): Steps<T[]> {
  if (keys.length === 0) return [];
  return (yield { type: "each", sql, keys, lock: false }) as T[];
}

/** Inserts rows, and says of each whether it was not there before. */
export function* insertNew<Row extends object>(table: Table<Row>, rows: readonly Row[]): Steps<boolean[]> {
  if (rows.length === 0) return [];
  return (yield { type: "insert", table, rows, isAsked: true }) as boolean[];
}

export function* insert<Row extends object>(table: Table<Row>, rows: readonly Row[]): Steps<void> {
  if (rows.length > 0) yield { type: "insert", table, rows, isAsked: false };
}

export function* update<Row extends object>(
  table: Table<Row>,
  changes: readonly { from: Partial<Row>; next: Partial<Row> }[],
): Steps<void> {
  if (changes.length > 0) yield { type: "update", table, changes };
}
