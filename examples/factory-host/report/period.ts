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

/**
 * The period that a prompt names: the last full quarter, month, week, day or year before `now`, or the current one
 * where it says "this". The last seven days where it names none.
 */
export function periodOf(prompt: string, now: Date, timezone: string): Period {
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf("day");
  const words = /\b(this|current)?\s*(quarter|month|week|year|day)(?:ly|'s|’s)?\b|\b(yesterday|daily)\b/i.exec(prompt);
  if (words === null) {
    return { name: "seven-day", from: iso(today.minus({ days: 7 })), to: iso(today.minus({ days: 1 })) };
  }
  const unit = (words[3] === undefined ? words[2]?.toLowerCase() : "day") as Unit;
  const name = units[unit];
  const start = today.startOf(unit);
  if (words[1] !== undefined) return { name, from: iso(start), to: iso(today) };
  return { name, from: iso(start.minus({ [unit]: 1 })), to: iso(start.minus({ days: 1 })) };
}

function iso(day: DateTime): string {
  return day.toISODate() ?? "";
}
