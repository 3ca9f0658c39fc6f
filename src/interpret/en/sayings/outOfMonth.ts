import { WEEKDAYS_OF_MONTH } from "../../phrases/daysOfMonth.ts";
import { leftOutTogether } from "../../resolving/exceptOfMonth.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  ahead,
  as,
  boundary,
  either,
  kind,
  type Line,
  listOf,
  maybe,
  sequence,
  type Shape,
  word,
} from "../../phrases/shape.ts";
import { meaningOf } from "../../tokens/token.ts";
import { items } from "./monthDays.ts";
import { nthOf } from "./nthWeekday.ts";
import { ofPeriod } from "./periods.ts";
import { and, weekdayList } from "./shapes.ts";

/** "Of the month" is `true`, and `false` where nothing follows that a number could count. */
const inEachMonth: Shape<boolean> = either(
  as(ofPeriod, ({ every, months }) => (every?.unit === "month" && every.n === 1 && !months ? true : undefined)),
  as(
    either(boundary, ahead(either(and, kind("clock"), word("at", "@", "from", "starting", "until", "in")))),
    () => false,
  ),
);

const nthWeekdays: Shape<Saying> = as(
  sequence(maybe(word("the")), listOf(nthOf, and), weekdayList),
  ([, nths, { days }]) =>
    nths.every((nth) => Math.abs(nth) <= WEEKDAYS_OF_MONTH) && days.length < 5
      ? { exceptNthWeekdays: days.flatMap((weekday) => nths.map((nth) => ({ nth, weekday }))) }
      : undefined,
);

/** What an exception leaves out of each month: "the first Monday", "the 1st and 15th", "the last day of the month", "the last one". */
export const outOfMonth: Shape<Saying> = either(
  as(sequence(listOf(nthWeekdays, and), inEachMonth), ([list]) => leftOutTogether(list)),
  as(
    sequence(maybe(word("the")), items, maybe(word("one", "ones")), inEachMonth),
    ([, found, , isOfMonth], line, at, next): Saying | undefined => {
      if (!("monthDays" in found) || (!isOfMonth && !isBehindTime(line, at))) return undefined;
      const isDay = line.tokens.slice(at, next).some((token) => meaningOf(token, "unit")?.value === "day");
      const isFar = found.monthDays.some((day) => Math.abs(day) > WEEKDAYS_OF_MONTH);
      return isDay || isFar ? { exceptMonthDays: found.monthDays } : { exceptNths: found.monthDays };
    },
  ),
);

/** Whether a time was said before the word that leaves something out: "every batch except | the 1st" does not say one. */
function isBehindTime({ tokens }: Line, at: number): boolean {
  for (let index = at - 1; index >= 0; index--) {
    const token = tokens[index];
    if (!token || token.sentence !== tokens[at]?.sentence) break;
    if (token.meanings.length > 0) return true;
    if (
      !/^(?:,|\(|and|&|on|the|for|but|not|except|excluding|skipping|skip|without|minus|save|bar|just|never|no)$/.test(
        token.text,
      )
    )
      return false;
  }
  return false;
}
