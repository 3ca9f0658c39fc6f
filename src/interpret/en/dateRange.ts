import type { Rule } from "../phrase.ts";
import type { DayWords, Saying } from "../saying.ts";
import { as, either, kind, maybe, sequence, word } from "../shape.ts";
import { calendarDate } from "./dates.ts";
import { dayPoint, weekdayName } from "./points.ts";
import { ordinal, plainNumber } from "./shapes.ts";

/** "from March 1 to March 4", "between June 1 and June 30", "June 1 - June 30". */
export const dateRange: Rule = {
  name: "en.dateRange",
  needs: ["month", "date", "weekday", "unit", "day", "ordinal"],
  kinds: ["weekday", "month", "number", "ordinal", "date"],
  words: ["from", "between", "only"],
  span: "bound",
  read: either(
    // "between now and the end of the year", "from now until Friday"
    as(
      sequence(word("from", "between"), word("now", "today"), word("to", "until", "till", "through", "and"), dayPoint),
      ([, , , to]) => ({ says: { until: { day: to, inclusive: true } } }),
    ),
    as(
      sequence(
        maybe(word("only")),
        word("from", "between"),
        dayPoint,
        word("to", "until", "till", "through", "thru", "and", "-", "–"),
        dayPoint,
      ),
      ([, , from, , to]) => ranged(from, to),
    ),
    as(
      sequence(
        weekdayName,
        calendarDate,
        word("to", "until", "till", "through", "thru", "-", "–"),
        weekdayName,
        calendarDate,
      ),
      ([, from, , , to]) => ({ ...ranged(from, to), says: ranged(from, to)?.says ?? {}, bare: true as const }),
    ),
    // "1-5 March", "from 6 to 17 July"
    as(
      sequence(
        maybe(word("from", "between")),
        either(
          plainNumber,
          as(ordinal, (value) => ({ value })),
        ),
        word("to", "and", "-", "–", "through", "until"),
        either(
          plainNumber,
          as(ordinal, (value) => ({ value })),
        ),
        maybe(word("of")),
        kind("month"),
      ),
      ([opener, from, , to, , month]) => {
        if (from.value >= to.value || to.value > 31) return undefined;
        const found = ranged(
          { kind: "date", month: month.value, day: from.value },
          { kind: "date", month: month.value, day: to.value },
        );
        return found && (opener ? found : { ...found, bare: true as const });
      },
    ),
    as(
      sequence(
        maybe(word("only")),
        word("from", "between"),
        kind("month"),
        plainNumber,
        word("to", "and", "-", "–", "through"),
        plainNumber,
      ),
      ([, , month, from, , to]) =>
        ranged(
          { kind: "date", month: month.value, day: from.value },
          { kind: "date", month: month.value, day: to.value },
        ),
    ),
  ),
};

function ranged(from: DayWords, to: DayWords): { says: Saying } | undefined {
  if (from.kind === "weekday" || to.kind === "weekday") return undefined;
  return { says: { from: { day: from }, until: { day: to, inclusive: true } } };
}
