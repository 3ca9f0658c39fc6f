import type { Rule } from "../../phrases/phrase.ts";
import type { DayWords, Saying } from "../../phrases/saying.ts";
import { as, either, kind, kindIf, maybe, sequence, type Shape, word } from "../../phrases/shape.ts";
import { isFree } from "./clockPoint.ts";
import { certainClock } from "./clockPoint.ts";
import { calendarDate } from "./dates.ts";
import { dayPoint, timedDay, weekdayName } from "./points.ts";
import { ordinal, plainNumber } from "./shapes.ts";

const to = word("to", "until", "till", "through", "thru", "-", "–", "—");

const dayNumber: Shape<number> = either(
  as(plainNumber, (it) => it.value),
  ordinal,
);

const yearNumber = as(
  kindIf("number", (it) => it.value >= 2000 && it.value < 2200 && !it.word),
  (it) => it.value,
);
/** What a word of a schedule means that a year can stand behind. */
const timely = /^(clock|meridiem|weekday|dayset|unit|daypart|frequency|month|ordinal)$/;

/** "from March 1 to March 4", "between June 1 and June 30", "June 1 - June 30". */
export const dateRange: Rule = {
  name: "en.dateRange",
  needs: ["month", "date", "weekday", "unit", "day", "ordinal", "military"],
  kinds: ["weekday", "month", "number", "ordinal", "date", "day"],
  words: ["from", "between", "only", "on", "in", "during", "throughout"],
  span: "bound",
  read: either(
    // "every hour between now and 6pm"
    as(
      sequence(word("from", "between"), word("now"), word("to", "until", "till", "and"), certainClock),
      ([, , , time]) => ({ says: { until: { time } } }),
    ),
    // "every Monday at 9am in 2027"
    as(sequence(word("in", "during", "throughout"), yearNumber), ([, year], { tokens }, at, next) => {
      const isOf = tokens[at - 1]?.meanings.some(({ kind: of }) => timely.test(of));
      const isOne = !/^(and|or|,|-|–|to)$/.test(tokens[next]?.text ?? "") || tokens[next + 1]?.shape !== "number";
      if (!isOf || !isFree(tokens[next])) return undefined;
      if (!isOne) return { says: { ask: "not-understood" as const }, bare: true as const };
      const found = ranged({ kind: "date", month: 1, day: 1, year }, { kind: "date", month: 12, day: 31, year });
      return found && { ...found, bare: true as const };
    }),
    // "between now and the end of the year", "from now until Friday"
    as(
      sequence(word("from", "between"), word("now", "today"), word("to", "until", "till", "through", "and"), dayPoint),
      ([, , , until]) => ({ says: { until: { day: until, inclusive: true } } }),
    ),
    // "July 13-15", "from October 2nd through the 5th"
    as(
      sequence(
        maybe(word("only", "on")),
        maybe(word("from", "between")),
        kind("month"),
        dayNumber,
        either(to, word("and")),
        maybe(word("the")),
        dayNumber,
      ),
      ([, opener, month, from, sign, , until], { tokens }, _at, next) => {
        // "June 5 and 7": two days; "June 5 - 7 machines": a date, and then the work
        if ((sign === "and" && opener !== "between") || from >= until || until > 31 || !isFree(tokens[next]))
          return undefined;
        const found = ranged(
          { kind: "date", month: month.value, day: from },
          { kind: "date", month: month.value, day: until },
        );
        return found && (opener ? found : { ...found, bare: true as const });
      },
    ),
    // "tomorrow 9am - tomorrow 11am", "from May 5 at 1pm to May 6 at 3pm"; "Mon 9am - Fri 5pm" may be each week's
    as(
      sequence(maybe(word("from", "between")), timedDay, either(to, word("and")), timedDay),
      ([opener, from, sign, until]) => {
        if ((sign === "and" && opener !== "between") || (!opener && /^(un)?till?$/.test(sign))) return undefined;
        const isWeekly = from.day.kind === "weekday" || until.day.kind === "weekday";
        const says: Saying = isWeekly ? { ask: "not-understood" } : { from, until: { ...until, inclusive: true } };
        return opener ? { says } : { says, bare: true as const };
      },
    ),
    as(
      sequence(maybe(word("only")), word("from", "between"), dayPoint, either(to, word("and")), dayPoint),
      ([, , from, , until]) => ranged(from, until),
    ),
    // "October 2nd through October 5th", "Mon June 1 - Fri June 5", "10/2 to 10/5"
    as(sequence(maybe(weekdayName), calendarDate, to, maybe(weekdayName), calendarDate), ([, from, , , until]) => {
      const found = ranged(from, until);
      return found && { ...found, bare: true as const };
    }),
    // "1-5 March", "from 6 to 17 July"
    as(
      sequence(
        maybe(word("from", "between")),
        dayNumber,
        either(to, word("and")),
        dayNumber,
        maybe(word("of")),
        kind("month"),
      ),
      ([opener, from, , until, , month]) => {
        if (from >= until || until > 31) return undefined;
        const found = ranged(
          { kind: "date", month: month.value, day: from },
          { kind: "date", month: month.value, day: until },
        );
        return found && (opener ? found : { ...found, bare: true as const });
      },
    ),
  ),
};

function ranged(from: DayWords, until: DayWords): { says: Saying } | undefined {
  if (from.kind === "weekday" || until.kind === "weekday") return undefined;
  return { says: { from: { day: from }, until: { day: sameMonth(from, until), inclusive: true } } };
}

/** "From April 1 to the 20th", "from the 1st of next month to the 20th". */
function sameMonth(from: DayWords, until: DayWords): DayWords {
  if (until.kind !== "month-day" || until.months !== undefined || until.day < 1) return until;
  if (from.kind === "date" && until.day > from.day) return { ...from, day: until.day };
  return from.kind === "month-day" && from.months !== undefined && until.day > from.day
    ? { ...until, months: from.months }
    : until;
}
