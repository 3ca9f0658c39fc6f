import type { Scope } from "../../../model/actor.ts";
import type { Page, PageQuery } from "../../../ports/store.ts";
import { pageOf, type Place, placeOf } from "../cursor.ts";
import { select, selectReadable, type Steps } from "./steps.ts";
import { type AnyTable, columnOf, type SqlValue, type Table } from "./tables.ts";

const anywhere = (letters: string): string => `%${letters.replaceAll(/[%_!]/g, "!$&")}%`;

/** A `WHERE` that grows by what was asked for; what is `undefined` was not. */
export class Conditions {
  readonly #parts: string[] = [];
  readonly values: SqlValue[] = [];

  get sql(): string {
    return this.#parts.length === 0 ? "" : `WHERE ${this.#parts.join(" AND ")}`;
  }

  and(sql: string, ...values: SqlValue[]): this {
    this.#parts.push(sql);
    this.values.push(...values);
    return this;
  }

  compare(column: string, operator: "=" | "<" | "<=" | ">" | ">=", value: SqlValue | undefined): this {
    return value === undefined ? this : this.and(`${column} ${operator} ?`, value);
  }

  equal(column: string, value: SqlValue | undefined): this {
    return this.compare(column, "=", value);
  }

  oneOf(column: string, values: readonly string[] | undefined): this {
    if (values === undefined) return this;
    if (values.length === 0) return this.and("1 = 0");
    return this.and(`${column} IN (${values.map(() => "?").join(", ")})`, ...values);
  }

  scope(scope: Scope | undefined): this {
    return this.equal("owner_id", scope?.ownerId).equal("factory_id", scope?.factoryId);
  }

  /** The same as a check of rows that are found by something narrower: without it SQLite takes the index of the scope. */
  alsoInScope(scope: Scope | undefined): this {
    return this.equal("(owner_id || '')", scope?.ownerId).equal("(factory_id || '')", scope?.factoryId);
  }

  /** Letters that stand somewhere in a column, taken literally. */
  contains(column: string, letters: string | undefined): this {
    if (letters === undefined) return this;
    return this.and(`${column} LIKE ? ESCAPE '!'`, anywhere(letters));
  }

  /** The same, whatever the case of the letters in the column; `letters` are small ones. */
  containsSmall(column: string, letters: string | undefined): this {
    if (letters === undefined) return this;
    const { sql, values } = inSmallLetters(column, letters);
    return this.and(`${sql} LIKE ? ESCAPE '!'`, ...values, anywhere(letters));
  }
}

/**
 * What SQL gives for a text in small letters, as JavaScript does it: databases fold ASCII letters only, or as their locale says,
 * so the others that are looked for are told one by one.
 */
function inSmallLetters(column: string, letters: string): { sql: string; values: SqlValue[] } {
  let sql = `lower(${column})`;
  const values: SqlValue[] = [];
  for (const small of new Set(letters)) {
    const capital = small.toUpperCase();
    if (small <= "\u007f" || capital === small || capital.toLowerCase() !== small) continue;
    sql = `replace(${sql}, ?, ?)`;
    values.push(capital, small);
  }
  return { sql, values };
}

/** How many rows are in each state. */
export function* countByState<State extends string>(
  table: AnyTable,
  where: Conditions,
): Steps<Partial<Record<State, number>>> {
  const counts = yield* select<{ state: State; count: number }>(
    `SELECT state AS "state", count(*) AS "count" FROM {${table.name}} ${where.sql} GROUP BY state`,
    where.values,
  );
  return Object.fromEntries(counts.map(({ state, count }) => [state, count])) as Partial<Record<State, number>>;
}

/**
 * One page of a table, latest first by a field that holds an instant, and by id among equal instants. Rows that cannot be read
 * are left out: one that is damaged must not hide the others. Whoever asks for it by its id is told.
 */
export function* latestFirst<Row extends object>(
  table: Table<Row>,
  field: keyof Row & string,
  { limit, cursor }: PageQuery,
  where: Conditions,
): Steps<Page<Row>> {
  const at = columnOf(field);
  if (cursor !== undefined) {
    const place = placeOf(cursor);
    where.and(`(${at}, id) < (?, ?)`, place.at, place.id);
  }
  for (;;) {
    const { rows, unreadable } = yield* selectReadable(
      table,
      `SELECT ${table.selection} FROM {${table.name}} ${where.sql} ORDER BY ${at} DESC, id DESC {limit}`,
      [...where.values, limit + 1],
    );
    if (unreadable.length === 0) {
      return pageOf(rows, limit, (row): Place => {
        const { id, [field]: instant } = row as { id: string } & Record<string, number>;
        return { at: instant ?? 0, id };
      });
    }
    for (const { details } of unreadable) where.and("id <> ?", details["id"] as string);
  }
}
