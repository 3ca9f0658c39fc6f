import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import { as, either, kindIf, listOf, maybe, sequence, type Shape, word } from "../../phrases/shape.ts";
import type { Weekday } from "../../tokens/token.ts";
import { type Frame, monthOfYear, ofPeriod, period } from "./periods.ts";
import { and, every, ordinal, weekdayList } from "./shapes.ts";

/** "First", "second to last". */
export const nthOf: Shape<number> = either(
  as(
    sequence(
      kindIf("ordinal", (it) => it.value > 0),
      maybe(word("to")),
      kindIf("ordinal", (it) => it.value === -1),
    ),
    ([it]) => -it.value,
  ),
  ordinal,
);

/** "the first Monday of each month", "1st and 3rd Tuesday", "last Friday of the quarter", "second Monday". */
export const nthWeekday: Rule = {
  name: "en.nthWeekday",
  needs: ["weekday", "dayset"],
  kinds: ["ordinal", "every"],
  words: ["on", "the"],
  span: "schedule",
  read: as(
    sequence(
      maybe(word("on")),
      maybe(either(every, word("the"))),
      maybe(word("very")),
      listOf(sequence(listOf(nthOf, and), weekdayList), sequence(and, maybe(word("the")))),
      maybe(either(ofPeriod, monthOfYear)),
    ),
    ([onWord, prefix, , pairs, found], line, at) => {
      const nths = pairs.flatMap(([list]) => list);
      if (nths.some((nth) => nth > 5 || nth < -5)) return undefined;
      if (found && "year" in found) {
        const [nth, ...more] = nths;
        const [weekday, ...others] = pairs.flatMap(([, { days }]) => days);
        if (nth === undefined || weekday === undefined || more.length + others.length > 0) return undefined;
        return { says: { day: { kind: "nth-of" as const, nth, weekday, ...found } } };
      }
      const given: Frame | undefined = found;
      // "the first weekday" is a day of the month, not five
      if (pairs.some(([, list]) => list.days.length === 5)) return undefined;
      const isEvery =
        line.tokens[at]?.meanings.some((it) => it.kind === "every") ||
        (onWord !== undefined && line.tokens[at + 1]?.meanings.some((it) => it.kind === "every"));
      // "every third Friday" may count weeks; "every first Monday", "every 1st and 3rd Monday" cannot
      const isMonthly = nths.length > 1 || nths.some((nth) => nth === 1 || nth < 0);
      const isPlural = nths.length > 1 && pairs.some(([, { plural }]) => plural);
      const frame: Frame | undefined = given ?? ((isEvery && isMonthly) || isPlural ? period("month", 1) : undefined);
      if (isEvery && !frame) return undefined;
      const nthWeekdays = pairs.flatMap(([list, { days }]) =>
        days.flatMap((weekday: Weekday) => list.map((nth) => ({ nth, weekday }))),
      );
      // "last Friday" is over; "the last Friday" is that of a month
      const beforeThat = line.tokens[line.tokens[at - 1]?.text === "," ? at - 2 : at - 1];
      const isOfMonth = beforeThat?.text === "monthly" || beforeThat?.text === "month";
      if (!frame && nths.length === 1 && nths[0] === -1 && prefix === undefined && !isOfMonth) return undefined;
      const read = { says: { nthWeekdays, ...frame } as Saying };
      return frame || onWord || prefix ? read : { ...read, bare: true as const };
    },
  ),
};
