import {
  ahead,
  as,
  either,
  kind,
  kindIf,
  type Line,
  maybe,
  numberInWords,
  remembered,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import { type ClockWords, type DayPart, inWords, type Token } from "../../tokens/token.ts";
import { isArticle, isContentWord } from "../request/guard.ts";
import { functionWords } from "../vocabulary.ts";

const half = as(kind("meridiem"), (it) => it.value);

/** "in the morning", "at night": says the half of the day of the time before it. */
const inPart: Shape<DayPart> = either(
  as(
    sequence(
      word("in"),
      word("the"),
      kindIf("daypart", (it) => it.value !== "end-of-day"),
    ),
    ([, , it]) => it.value,
  ),
  as(
    sequence(
      word("at"),
      kindIf("daypart", (it) => it.value === "night"),
    ),
    () => "night" as const,
  ),
);

function withHalf(clock: ClockWords, part: DayPart | undefined, meridiem: "am" | "pm" | undefined): ClockWords {
  if (clock.half || clock.is24 || clock.named) return clock;
  if (meridiem) return impossibleIn12({ ...clock, half: meridiem });
  if (!part) return clock;
  if (part === "morning") return { ...clock, half: "am" };
  if (part === "night") return { ...clock, half: clock.hour === 12 || clock.hour < 5 ? "am" : "pm" };
  return { ...clock, half: "pm" };
}

const impossibleIn12 = (clock: ClockWords): ClockWords =>
  clock.hour > 12 || clock.hour === 0 ? { ...clock, impossible: true } : clock;

/** 0 to 12 by digits or words; hours of the 24-hour clock by digits. */
const hour: Shape<number> = as(
  kindIf("number", (it) => Number.isInteger(it.value) && it.value >= 0 && it.value <= 24 && !it.vague),
  (it) => it.value,
);
const smallHour: Shape<number> = as(
  kindIf("number", (it) => Number.isInteger(it.value) && it.value >= 1 && it.value <= 12 && !it.vague && !it.word),
  (it) => it.value,
);
/** "7 30": the minutes of an hour, in two digits, that count nothing. */
const writtenMinute: Shape<number> = as(kind("number"), ({ value }, { tokens }, at, next) => {
  const token = tokens[at];
  const isWritten = token?.spaced && /^[0-5]\d$/.test(token.text) && !isCounted(tokens[next], tokens[next + 1]);
  return isWritten ? value : undefined;
});
/** "twenty hundred", "fifteen thirty hours". */
const hundredHours: Shape<ClockWords> = as(
  sequence(
    numberInWords((it) => it.value >= 0 && it.value < 24),
    maybe(numberInWords((it) => it.value > 0 && it.value < 4, inWords.ones)),
    numberInWords((it) => it.value === 100, inWords.others),
  ),
  ([ten, one]) =>
    one && ten.value !== 20 ? undefined : { hour: ten.value + (one?.value ?? 0), minute: 0, is24: true as const },
);
const wordHour: Shape<number> = as(
  numberInWords((it) => it.value >= 1 && it.value <= 12 && !it.vague),
  (it) => it.value,
);

const minuteWords: Shape<number> = either(
  as(
    sequence(
      numberInWords((it) => it.value >= 20 && it.value < 60 && it.value % 10 === 0, inWords.others),
      numberInWords((it) => it.value < 10 && it.value > 0, inWords.ones),
    ),
    ([ten, one]) => ten.value + one.value,
  ),
  as(
    sequence(
      word("oh", "o"),
      numberInWords((it) => it.value < 10, inWords.ones),
    ),
    ([, it]) => it.value,
  ),
  as(
    numberInWords((it) => it.value >= 10 && it.value < 60, inWords.others),
    (it) => it.value,
  ),
);

const minutes: Shape<number> = either(
  as(word("half"), () => 30),
  as(
    sequence(
      word("three"),
      as(unitOf("quarter"), (it) => (it.plural ? it : undefined)),
    ),
    () => 45,
  ),
  as(sequence(maybe(word("a")), unitOf("quarter")), () => 15),
  as(sequence(minuteWords, maybe(unitOf("minute"))), ([it]) => it),
  as(
    sequence(
      kindIf("number", (it) => it.value >= 1 && it.value < 60 && !it.vague),
      maybe(unitOf("minute")),
    ),
    ([it]) => it.value,
  ),
);

/** "half past six", "quarter to nine", "ten to seven", "20 past 4". */
const spoken: Shape<ClockWords> = as(
  sequence(
    maybe(word("a")),
    minutes,
    either(word("past", "after"), word("to", "before", "till", "til", "of")),
    either(
      hour,
      as(
        kindIf("clock", (it) => it.value.minute === 0),
        (it) => it.value,
      ),
    ),
  ),
  ([, minute, side, at], line, from) => {
    // "9 to 5" is a range of hours unless an "at" or "minutes" makes it nine minutes to five
    const opener = line.tokens[from];
    const isDigits = opener?.shape === "number" && !line.tokens[from + 1]?.meanings.some((it) => it.kind === "unit");
    if (isDigits && side !== "past" && side !== "after" && !/^(at|@)$/.test(line.tokens[from - 1]?.text ?? ""))
      return undefined;
    // "from nine to five"
    if (side === "to" && /^(from|between)$/.test(line.tokens[from - 1]?.text ?? "")) return undefined;
    const clock: ClockWords = typeof at === "number" ? { hour: at, minute: 0 } : at;
    if (clock.hour > 23) return undefined;
    if (side === "past" || side === "after") return { ...clock, minute };
    if (clock.named === "midnight") return { hour: 23, minute: 60 - minute, is24: true };
    if (clock.named === "noon") return { hour: 11, minute: 60 - minute, half: "am" };
    const before =
      clock.hour === 1 && clock.half !== undefined
        ? 12
        : clock.hour === 0
          ? 23
          : clock.hour - 1 === 0
            ? 12
            : clock.hour - 1;
    return { ...clock, hour: before, minute: 60 - minute };
  },
);

/** "tonight", "this evening", "tomorrow morning": a part of a day that an hour in front of it is in. */
const partOfDay: Shape<DayPart> = either(
  as(kind("day"), (it) => it.daypart),
  as(
    sequence(
      either(
        word("this"),
        kindIf("day", (it) => it.offset >= 0),
      ),
      kindIf("daypart", (it) => it.value !== "end-of-day"),
    ),
    ([, it]) => it.value,
  ),
);

const wholeHour = kindIf("number", (it) => it.value >= 1 && it.value <= 12 && Number.isInteger(it.value) && !it.vague);

/** "8 tonight", "7, this morning"; in "line 8 tonight" and "order 8 tonight" the number is that of a thing. */
const hourOfPart: Shape<ClockWords> = as(
  sequence(wholeHour, maybe(word(",")), ahead(partOfDay)),
  ([{ value, word: isWord }, , part], { tokens }, at) => {
    const [before, thing] = [tokens[at - 1], tokens[at - 2]];
    const isLabel = before?.shape === "word" && !functionWords.has(before.text) && !isArticle(thing?.text);
    return isLabel && isWord !== true ? undefined : withHalf({ hour: value, minute: 0 }, part, undefined);
  },
);

/** "730 in the evening": digits that only the words behind them make a time. */
const digitsOfPart: Shape<ClockWords> = as(
  sequence(
    kindIf("number", (it) => it.value >= 100 && it.value < 1260 && it.value % 100 < 60 && it.word !== true),
    ahead(inPart),
  ),
  ([{ value }]) => ({ hour: Math.floor(value / 100), minute: value % 100 }),
);

/** "7 o'clock", "seven thirty", "eight", "12 noon". */
const wordTime: Shape<ClockWords> = either<Shape<ClockWords>[]>(
  hourOfPart,
  digitsOfPart,
  // "6 in the evening" needs no "at"
  as(sequence(hour, ahead(word("ish", "sharp"))), ([it]) => (it > 12 ? undefined : { hour: it, minute: 0 })),
  as(sequence(hour, ahead(inPart)), ([it]) => (it > 12 ? undefined : { hour: it, minute: 0 })),
  as(
    sequence(
      hour,
      as(unitOf("hour"), (it) => (it.short ? it : undefined)),
      kindIf("number", (it) => it.value < 60 && !it.word),
    ),
    ([h, , m]) => ({ hour: h, minute: m.value, is24: true as const }),
  ),
  as(sequence(hour, either(word("o'clock", "oclock", "o'clok"), words("o clock"))), ([it]) => ({
    hour: it,
    minute: 0,
  })),
  as(
    sequence(
      hour,
      kindIf("clock", (it) => it.value.named !== undefined),
    ),
    ([it, named]) => (it === 12 ? named.value : undefined),
  ),
  as(
    sequence(
      kindIf("clock", (it) => it.value.hour === 12 && it.value.minute === 0 && !it.value.named),
      kindIf("clock", (it) => it.value.named !== undefined),
    ),
    ([, named]) => named.value,
  ),
  as(sequence(wordHour, maybe(word("-")), minuteWords), ([h, , m]) => ({ hour: h, minute: m })),
  as(
    sequence(
      either(wordHour, hour),
      kindIf("number", (it) => it.value >= 10 && it.value < 60 && it.word !== true),
      ahead(kind("meridiem")),
    ),
    ([h, m]) => ({ hour: h, minute: m.value }),
  ),
);

/** What only stands behind a time: "sharp", "hours", "or so". */
const tail: Shape<{ approximate: boolean; is24: boolean }> = either(
  as(word("sharp", "exactly", "precisely", "promptly", "only"), () => ({ approximate: false, is24: false })),
  as(words("on the dot", "o'clock", "on the nose"), () => ({ approximate: false, is24: false })),
  as(words("or so", "- ish", "or thereabouts"), () => ({ approximate: true, is24: false })),
  as(word("ish", "-ish"), () => ({ approximate: true, is24: false })),
);

export const around: Shape<boolean> = either(
  as(word("around", "about", "approximately", "approx", "roughly", "circa"), () => true),
  as(word("exactly", "precisely", "sharp"), () => false),
);

/** A clock time that can be nothing else: digits with am, pm or a colon, words of the clock. */
export const certainClock: Shape<ClockWords> = remembered(
  as(
    sequence(
      maybe(around),
      either<Shape<ClockWords>[]>(
        spoken,
        as(
          kindIf("clock", (it) => it.value.named === undefined),
          (it) => it.value,
        ),
        wordTime,
        as(
          kindIf("clock", (it) => it.value.named !== undefined),
          (it) => it.value,
        ),
        as(
          sequence(kind("military"), either(word("hours", "hrs", "hour", "h", "z"), ahead(kind("zone")))),
          ([it]) => it.value,
        ),
        as(sequence(hour, ahead(half)), ([it]) => ({ hour: it, minute: 0 })),
        as(sequence(hundredHours, ahead(word("hours", "hrs"))), ([it]) => it),
      ),
      maybe(half),
      maybe(word("hours", "hrs")),
      maybe(tail),
      maybe(inPart),
    ),
    ([about, clock, meridiem, , behind, part]) => {
      const read = withHalf(clock, part, meridiem);
      const approximate = about === true || behind?.approximate === true || clock.approximate === true;
      return approximate ? { ...read, approximate: true as const } : read;
    },
  ),
);

/** Only behind "at": a bare hour, "0500". */
export const hourAfterAt: Shape<ClockWords> = remembered(
  as(
    sequence(
      maybe(around),
      either(
        as(kind("military"), (it) => ({ ...it.value, military: true as const })),
        as(sequence(word("half"), either(wordHour, smallHour)), ([, it]): ClockWords => ({ hour: it, minute: 30 })),
        // "at like 7 30", "at fifteen hundred"
        as(sequence(smallHour, writtenMinute), ([it, minute]): ClockWords => ({ hour: it, minute })),
        hundredHours,
        as(hour, (it): ClockWords =>
          it > 12 || it === 0 ? { hour: it, minute: 0, is24: true } : { hour: it, minute: 0 },
        ),
      ),
      maybe(word("o'clock", "hours", "hrs")),
      maybe(tail),
      maybe(inPart),
    ),
    ([about, clock, , behind, part], line, _at, next) => {
      const { military, ...plain } = clock as ClockWords & { military?: true };
      if (!military && (isCounted(line.tokens[next], line.tokens[next + 1]) || isPoint(line, next))) return undefined;
      const read = withHalf(plain, part, undefined);
      return about === true || behind?.approximate ? { ...read, approximate: true as const } : read;
    },
  ),
);

/** "1) pull the plan": the number of a point in a list. */
function isPoint({ tokens }: Line, next: number): boolean {
  if (tokens[next]?.text !== ")" || tokens[next + 1]?.shape !== "word") return false;
  return !tokens.slice(Math.max(0, next - 12), next).some(({ text }) => text === "(");
}

/** Nothing is counted by it: "tomorrow 1900", and not "tomorrow 1900 parts". */
export const isFree = (token: Token | undefined) =>
  token === undefined || token.shape === "sign" || !isCounted(token, undefined);

/** "at 2 operators each", "at 5 percent": the number counts something. */
function isCounted(token: Token | undefined, following: Token | undefined): boolean {
  // "19 Berlin time"
  if (token?.name && following?.text === "time") return false;
  if (!token || token.shape === "sign") return token?.text === "%" || token?.text === "°";
  if (token.shape === "literal") return false;
  if (token.meanings.some((it) => it.kind === "unit")) return true;
  // "at 12 stamp the counters": what has an object is a command
  return token.meanings.length === 0 && isContentWord(token.text) && !isArticle(following?.text);
}

/** Every item of a list after an "at" may be a bare hour. */
export const clockPoint: Shape<ClockWords> = remembered(either(certainClock, hourAfterAt));
