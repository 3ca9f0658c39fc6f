import type { UnsupportedCode } from "../../model/interpretation.ts";
import type { AskCode, Saying, Slot } from "../phrases/saying.ts";
import type { ClockWords, Weekday } from "../tokens/token.ts";

/** A way to go on from a question: what to call it, and the saying it makes. */
export interface Choice {
  label:
    | { time: ClockWords }
    | { times: readonly ClockWords[] }
    | { weekday: Weekday }
    | { monthDay: number }
    | { option: Option }
    | { zone: string };
  change: Saying;
}

/** A way to go on that has a name of its own. */
export type Option =
  | "skip-month"
  | "last-day"
  | "every-n-weeks"
  | "nth-of-month"
  | "twice-a-week"
  | "every-two-weeks"
  | "every-two-months"
  | "twice-a-month"
  | "every-week"
  | "nine-to-five"
  | "once-then"
  | "each-hour"
  | "every-year"
  | "only-once"
  | "begins"
  | "ends";

export type Settled =
  | { saying: Saying }
  | { ask: AskCode; slot: Slot; choices: readonly Choice[] }
  | { refuse: UnsupportedCode; slot: Slot };

/** Other words for the same, from which it is settled anew. */
export interface Again {
  again: Saying;
}

/** A step to what is settled: it completes the draft, or ends it. */
export type Step = (draft: Saying) => Settled | Again | undefined;

export const weekdayChoices = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday): Choice => ({
  label: { weekday },
  change: { weekdays: [weekday] },
}));
export const monthDayChoices = [1, 15, -1].map((monthDay): Choice => ({
  label: { monthDay },
  change: { monthDays: [monthDay] },
}));

export const clash = (slot: Slot): Settled => ({ refuse: "conflict", slot });
export const ask = (code: AskCode, slot: Slot, choices: readonly Choice[] = []): Settled => ({
  ask: code,
  slot,
  choices,
});

/** "A las 8 y 20": twenty past eight, or two hours. */
export function openTimes([time, ...more]: readonly ClockWords[] = []): Choice[] {
  if (!time || more.length > 0 || time.minute >= 24) return [];
  const { minute, ...hour } = time;
  const hours = [
    { ...hour, minute: 0 },
    { hour: minute, minute: 0, ...(minute > 12 && { is24: true as const }) },
  ];
  return [[time], hours].map((times) => ({ label: { times }, change: { times } }));
}
