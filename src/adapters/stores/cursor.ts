import { SchedulerError } from "../../errors/schedulerError.ts";
import type { Page } from "../../ports/store.ts";

/** Where a list goes on: after the row with this number (an instant, a sequence) and this id. */
export interface Place {
  at: number;
  id: string;
}

/** The place that a cursor names. @throws {@link SchedulerError} `INPUT_INVALID` */
export function placeOf(cursor: string): Place {
  const [, at, id] = /^(-?\d{1,16})~(.*)$/s.exec(cursor) ?? [];
  if (at === undefined || id === undefined)
    throw new SchedulerError("INPUT_INVALID", {
      cursor,
      hint: "Use the cursor that an earlier page of this list gave.",
    });
  return { at: Number(at), id };
}

/** A page of rows that were read with one more than the limit, to see whether there is a next page. */
export function pageOf<T>(rows: readonly T[], limit: number, place: (row: T) => Place): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  const { at, id } = place(last);
  return { items, cursor: `${at}~${id}` };
}
