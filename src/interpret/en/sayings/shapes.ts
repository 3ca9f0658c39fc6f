import {
  as,
  either,
  kind,
  kindIf,
  listOf,
  maybe,
  not,
  numberInWords,
  sequence,
  type Shape,
  word,
  unitOf,
} from "../../phrases/shape.ts";
import { meaningOf, inWords, type Weekday } from "../../tokens/token.ts";

/** Shapes that several English phrases share. */

export const on = maybe(word("on"));

/** What stands between the items of a list. */
export const and: Shape<unknown> = either(
  sequence(word(","), maybe(word("and", "&")), maybe(word("also", "on", "the"))),
  sequence(
    word("and", "&", "+", "/", "plus", "as"),
    maybe(word("well")),
    maybe(word("as", "also", "on", "at")),
    maybe(word("the")),
  ),
);

const through = word("to", "through", "thru", "-", "–", "—", "until", "till", "til");

/** A number: digits or words, "twenty five". */
export const plainNumber: Shape<{ value: number; vague: boolean }> = either(
  as(
    sequence(
      numberInWords((it) => it.value >= 20 && it.value % 10 === 0, inWords.others),
      numberInWords((it) => it.value < 10 && !it.vague, inWords.ones),
    ),
    ([ten, one]) => ({ value: ten.value + one.value, vague: ten.vague === true }),
  ),
  as(kind("number"), (it) => ({ value: it.value, vague: it.vague === true })),
);

/** "two", "a couple of", "a few", "an". */
export const count: Shape<{ value: number; vague: boolean }> = either(
  as(sequence(maybe(word("a")), word("couple"), maybe(word("of"))), () => ({ value: 2, vague: false })),
  as(
    sequence(
      maybe(word("a")),
      kindIf("number", (it) => it.vague === true),
    ),
    () => ({ value: 3, vague: true }),
  ),
  as(
    sequence(
      word("half"),
      word("a"),
      kindIf("number", (it) => it.value === 12 && it.word === true),
    ),
    () => ({ value: 6, vague: false }),
  ),
  as(
    sequence(
      word("a"),
      kindIf("number", (it) => it.value === 12 && it.word === true),
    ),
    () => ({ value: 12, vague: false }),
  ),
  plainNumber,
);

const single = either(
  as(kind("weekday"), (it) => ({ days: [it.value] as Weekday[], plural: it.plural === true, business: false })),
  as(kind("dayset"), (it) => ({ days: [...it.value], plural: true, business: it.business === true })),
  as(sequence(word("business", "working", "work", "week"), unitOf("day")), ([, unit]) => ({
    days: [1, 2, 3, 4, 5] as Weekday[],
    plural: unit.plural === true || true,
    business: true,
  })),
);

const range: Shape<{ days: Weekday[]; plural: boolean; business: boolean }> = as(
  sequence(kind("weekday"), through, maybe(word("and")), kind("weekday")),
  ([from, , , to]) => {
    const days: Weekday[] = [];
    for (let day = from.value; ; day = ((day % 7) + 1) as Weekday) {
      days.push(day);
      if (day === to.value || days.length === 7) break;
    }
    return { days: days.toSorted((a, b) => a - b), plural: true, business: false };
  },
);

const letters: Readonly<Record<string, Weekday>> = {
  m: 1,
  mo: 1,
  t: 2,
  w: 3,
  we: 3,
  th: 4,
  r: 4,
  f: 5,
  fr: 5,
  sa: 6,
  su: 7,
};

/** "M/W/F", "Tu/Th", "M,W,F": letters that are days only with a stroke or a comma glued between them. */
const strokes: Shape<{ days: Weekday[]; plural: boolean; business: boolean }> = ({ tokens }, at) => {
  const days: Weekday[] = [];
  let next = at;
  for (;;) {
    const token = tokens[next];
    const day = token?.shape === "word" ? (letters[token.text] ?? meaningOf(token, "weekday")?.value) : undefined;
    // "1st Tue/mo": a list of days begins with its Monday, so this is a month
    if (day === 1 && days.length > 0 && token?.text === "mo") return undefined;
    if (day === undefined || days.includes(day)) return undefined;
    days.push(day);
    next++;
    const glue = tokens[next];
    if (!/^[/,]$/.test(glue?.text ?? "") || glue?.spaced || tokens[next + 1]?.spaced) break;
    next++;
  }
  return days.length > 1 ? { value: { days, plural: true, business: false }, next } : undefined;
};

export interface WeekdayList {
  days: readonly Weekday[];
  /** Written so that it can only repeat: "Mondays", a range, "weekdays". */
  plural: boolean;
  business: boolean;
  listed: boolean;
  /** "Monday or Tuesday". */
  or: boolean;
}

/** "Tue/mo": a Tuesday of the month. */
const perMonth = sequence(word("/"), word("mo", "month"));

const weekdaySeparator: Shape<unknown> = either(
  as(sequence(not(perMonth), and), () => true as const),
  word("or", "n"),
  as(sequence(), (_, { tokens }, at) => (tokens[at]?.meanings.some((it) => it.kind === "weekday") ? true : undefined)),
);

/** "Monday", "Mon, Wed and Fri", "Monday through Friday", "weekdays and Saturdays". */
export const weekdayList: Shape<WeekdayList> = as(
  listOf(either(strokes, range, single), weekdaySeparator),
  (items, { tokens }, at, next) => ({
    days: [...new Set(items.flatMap((item) => item.days))].toSorted((a, b) => a - b),
    plural: items.some((item) => item.plural),
    business: items.some((item) => item.business),
    listed: items.length > 1,
    or: tokens.slice(at, next).some((token) => token.text === "or"),
  }),
);

/** "every", "each", "each and every", "every single". */
export const every: Shape<unknown> = sequence(
  kind("every"),
  maybe(sequence(word("and"), kind("every"))),
  maybe(word("single")),
);

/** "1st", "first", "the 3rd"; no day of the month, only its number. */
export const ordinal = as(kind("ordinal"), (it) => it.value);

/** "other", "second", "2nd", "alternate": every how many. */
export const step: Shape<number> = either(
  as(word("other", "alternate", "alternating"), () => 2),
  as(
    kindIf("ordinal", (it) => it.value > 1 && it.value < 100),
    (it) => it.value,
  ),
);
