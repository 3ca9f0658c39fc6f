import type { Scope } from "../../model/actor.ts";
import type { StoredRun } from "../../model/run.ts";
import type { Page, PageQuery } from "../../ports/store.ts";
import { pageOf, type Place, placeOf } from "./cursor.ts";

/** Whether it is the scope's, or no scope is asked for. */
export const isIn = (thing: Scope, scope: Scope | undefined): boolean =>
  scope === undefined || (thing.ownerId === scope.ownerId && thing.factoryId === scope.factoryId);

export const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export const oldestFirst = (a: StoredRun, b: StoredRun): number => a.dueAt - b.dueAt || byId(a, b);

const order = (a: Place, b: Place): number => b.at - a.at || byId(b, a);

/** One page, latest place first. */
export function latestFirst<T>(rows: readonly T[], { limit, cursor }: PageQuery, place: (row: T) => Place): Page<T> {
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const rest = rows
    .filter((row) => after === undefined || order(place(row), after) > 0)
    .toSorted((a, b) => order(place(a), place(b)));
  return pageOf(rest.slice(0, limit + 1), limit, place);
}

/** How many are in each state. */
export function countByState<State extends string>(rows: readonly { state: State }[]): Partial<Record<State, number>> {
  const counts: Partial<Record<State, number>> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** The first of the instants that are known. */
export function earliest(instants: readonly (number | undefined)[]): number | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : known.reduce((first, instant) => Math.min(first, instant));
}

/** The object without what is not there. */
export function defined<T extends object>(values: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
