import type { Again, Settled, Step } from "./choices.ts";
import type { Said, Saying } from "../phrases/saying.ts";
import { settleAsked, settleContradiction } from "./settleAsked.ts";
import { settleNamedDay, settlePeriodNamed, settleSingleWeekday } from "./settleDay.ts";
import { settleDaysOfMonth, settleRhythm } from "./settleMonth.ts";
import { settlePeriods, settlePerUnit, settleElapsed } from "./settlePeriod.ts";
import { settleBounds, settleExceptions, settleHours, settleNarrower } from "./settleWords.ts";

/** In this order: each step leans on what those before it brought into shape. */
const steps: readonly Step[] = [
  settleContradiction,
  settleAsked,
  settleHours,
  settleNarrower,
  settleExceptions,
  settleBounds,
  settleSingleWeekday,
  settleNamedDay,
  settlePeriodNamed,
  settlePerUnit,
  settleElapsed,
  settlePeriods,
  settleDaysOfMonth,
  settleRhythm,
];

/**
 * What the words say, brought into the shape that a calendar rule has: "on Friday" is one Friday, "every week on Friday" all
 * of them; "the first day of each quarter" is the 1st of four months.
 *
 * Where the words leave out what a rule needs, or contradict each other, it says so instead.
 */
export function settle({ saying }: Said): Settled {
  const draft: Saying = { ...saying };
  for (const step of steps) {
    const result: Settled | Again | undefined = step(draft);
    if (result) return "again" in result ? settle({ saying: result.again, where: {} }) : result;
  }
  return { saying: draft };
}
