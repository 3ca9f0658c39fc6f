import { DateTime } from "luxon";

/** Whole days, the first and the last included. */
export interface Period {
  /** `quarterly`, `weekly`: what goes into the title. */
  name: string;
  from: string;
  to: string;
}

const units = { day: "daily", week: "weekly", month: "monthly", quarter: "quarterly", year: "yearly" } as const;
type Unit = keyof typeof units;
const said =
  /(?<!\p{L})(?:(this|current|este|esta)\s+)?(?:(quarter|trimestr(?=al|e))|(month|mensual|mes)|(week|semanal?)|(year|anual|año)|(day|daily|yesterday|ayer|diario|día))(?:ly|al|e|'s|’s)?(?!\p{L})/iu;
const inOrder: readonly Unit[] = ["quarter", "month", "week", "year", "day"];

/**
 * The period that a prompt names: the last full quarter, month, week, day or year before `now`, or the current one
 * where it says "this". The last seven days where it names none.
 */
export function periodOf(prompt: string, now: Date, timezone: string): Period {
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf("day");
  const [, current, ...found] = said.exec(prompt) ?? [];
  const unit = inOrder[found.findIndex((word) => word !== undefined)];
  if (unit === undefined) {
    return { name: "seven-day", from: iso(today.minus({ days: 7 })), to: iso(today.minus({ days: 1 })) };
  }
  const name = units[unit];
  const start = today.startOf(unit);
  if (current !== undefined) return { name, from: iso(start), to: iso(today) };
  return { name, from: iso(start.minus({ [unit]: 1 })), to: iso(start.minus({ days: 1 })) };
}

function iso(day: DateTime): string {
  return day.toISODate() ?? "";
}
