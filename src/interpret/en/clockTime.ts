import type { Rule } from "../phrase.ts";
import type { Saying } from "../saying.ts";
import {
  ahead,
  as,
  either,
  kind,
  kindIf,
  listOf,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
  remembered,
} from "../shape.ts";
import type { ClockWords, DayPart, Meaning, Token } from "../token.ts";
import { zoneOfOffset } from "../zones.ts";
import { and } from "./shapes.ts";
import { isArticle, isContentWord } from "./guard.ts";

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
const wordHour: Shape<number> = as(
  kindIf("number", (it) => it.word === true && it.value >= 1 && it.value <= 12 && !it.vague),
  (it) => it.value,
);

const minuteWords: Shape<number> = either(
  as(
    sequence(
      kindIf("number", (it) => it.word === true && it.value >= 20 && it.value < 60 && it.value % 10 === 0),
      kindIf("number", (it) => it.word === true && it.value < 10 && it.value > 0),
    ),
    ([ten, one]) => ten.value + one.value,
  ),
  as(
    sequence(
      word("oh", "o"),
      kindIf("number", (it) => it.word === true && it.value < 10),
    ),
    ([, it]) => it.value,
  ),
  as(
    kindIf("number", (it) => it.word === true && it.value >= 10 && it.value < 60),
    (it) => it.value,
  ),
);

const minutes: Shape<number> = either(
  as(word("half"), () => 30),
  as(
    sequence(
      maybe(word("a")),
      kindIf("unit", (it) => it.value === "quarter"),
    ),
    () => 15,
  ),
  as(sequence(minuteWords, maybe(kindIf("unit", (it) => it.value === "minute"))), ([it]) => it),
  as(
    sequence(
      kindIf("number", (it) => it.value >= 1 && it.value < 60 && !it.vague),
      maybe(kindIf("unit", (it) => it.value === "minute")),
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

/** "7 o'clock", "seven thirty", "eight", "12 noon". */
const wordTime: Shape<ClockWords> = either<Shape<ClockWords>[]>(
  // "6 in the evening" needs no "at"
  as(sequence(hour, ahead(word("ish"))), ([it]) => (it > 12 ? undefined : { hour: it, minute: 0 })),
  as(sequence(hour, ahead(inPart)), ([it]) => (it > 12 ? undefined : { hour: it, minute: 0 })),
  as(
    sequence(
      hour,
      kindIf("unit", (it) => it.value === "hour" && it.short === true),
      kindIf("number", (it) => it.value < 60 && !it.word),
    ),
    ([h, , m]) => ({ hour: h, minute: m.value, is24: true as const }),
  ),
  as(sequence(hour, word("o'clock", "oclock", "o'clok")), ([it]) => ({ hour: it, minute: 0 })),
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

const around: Shape<boolean> = either(
  as(word("around", "about", "approximately", "approx", "roughly", "circa"), () => true),
  as(word("exactly", "precisely", "sharp"), () => false),
);

/** A clock time that can be nothing else: digits with am, pm or a colon, words of the clock. */
const certain: Shape<ClockWords> = remembered(
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
          sequence(
            kind("military"),
            either(
              word("hours", "hrs", "hour", "h", "z"),
              as(kind("zone"), () => ""),
            ),
          ),
          ([it]) => it.value,
        ),
        as(sequence(hour, ahead(half)), ([it]) => ({ hour: it, minute: 0 })),
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
const afterAt: Shape<ClockWords> = as(
  sequence(
    maybe(around),
    either(
      as(kind("military"), (it) => ({ ...it.value, military: true as const })),
      as(sequence(word("half"), wordHour), ([, it]): ClockWords => ({ hour: it, minute: 30 })),
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
    if (!military && isCounted(line.tokens[next], line.tokens[next + 1])) return undefined;
    const read = withHalf(plain, part, undefined);
    return about === true || behind?.approximate ? { ...read, approximate: true as const } : read;
  },
);

/** Nothing is counted by it: "tomorrow 1900", and not "tomorrow 1900 parts". */
const isFree = (token: Token | undefined) =>
  token === undefined || token.shape === "sign" || !isCounted(token, undefined);

/** "at 2 operators each", "at 5 percent": the number counts something. */
function isCounted(token: Token | undefined, following: Token | undefined): boolean {
  if (!token || token.shape === "sign") return token?.text === "%" || token?.text === "°";
  if (token.shape === "literal") return false;
  if (token.meanings.some((it) => it.kind === "unit")) return true;
  // "at 12 stamp the counters": what has an object is a command
  return token.meanings.length === 0 && isContentWord(token.text) && !isArticle(following?.text);
}

const dayFollows = (token: Token | undefined) =>
  token?.meanings.some(
    (it) => it.kind === "day" || it.kind === "every" || it.kind === "weekday" || it.kind === "dayset",
  ) === true;

const isDays = ({ kind: of }: Meaning) => /^(day|weekday|dayset|frequency)$/.test(of);

const atWord: Shape<unknown> = either(
  sequence(word("by"), maybe(word("about")), ahead(certain)),
  sequence(word("at", "@"), maybe(word("the", ":"))),
  words("at exactly"),
);
const joined: Shape<unknown> = either(
  sequence(and, maybe(word("again", "once", "then", "also")), maybe(word("at", "@")), maybe(word("again"))),
  sequence(word("and", ","), maybe(word("then")), maybe(word("again")), maybe(word("at"))),
);
const or: Shape<unknown> = word("or");
/** "8am noon and 6pm": spoken without the sign between, where nothing is counted by the second one. */
const unsaid: Shape<unknown> = (line, at) => {
  const time = certain(line, at);
  return time && !time.value.approximate && isFree(line.tokens[time.next]) ? { value: true, next: at } : undefined;
};

/** Every item of a list after an "at" may be a bare hour. */
const anyTime = remembered(either(certain, afterAt));

/** "at 7am", "at 6am and 6pm", "7:30", "at 9", "at 7, 13 and 19", "at half past six in the morning", "noon". */
export const clockTime: Rule = {
  name: "en.clockTime",
  needs: ["clock", "number", "military", "unit"],
  kinds: ["clock", "number", "military", "unit"],
  words: [
    "at",
    "by",
    "@",
    "around",
    "about",
    "half",
    "a",
    "exactly",
    "approximately",
    "roughly",
    "both",
    "either",
    "once",
    "like",
  ],
  span: "time",
  read: either(
    as(
      sequence(
        maybe(word("both", "either", "once", "like")),
        maybe(around),
        atWord,
        maybe(word("like")),
        maybe(word("both", "either")),
        listOf(anyTime, either(joined, or, unsaid)),
        not(either(word("%"), sequence(kind("ordinal")))),
        zoneOfClock(),
      ),
      ([, about, , , , times, , zoneId], line, from, next) => {
        const isDeadline = line.tokens[from]?.text === "by";
        const read = about === true || isDeadline ? times.map((it) => ({ ...it, approximate: true as const })) : times;
        const found = says(read, line.tokens.slice(from, next), zoneId);
        return isDeadline ? { says: found, bare: true as const } : { says: found };
      },
    ),
    // "three times a day (8, 12 and 17:00)"
    as(sequence(listOf(anyTime, joined), not(word("%"))), (times, line, from, next) => {
      const [list] = times;
      const opener = line.tokens[from - 1]?.text ?? "";
      const isListed = line.tokens[from - 2]?.meanings.some((it) => it.kind === "unit" || it.kind === "frequency");
      if (list.length < 2 || !isListed || !/^[(:,]$/.test(opener)) return undefined;
      return { says: says(list, line.tokens.slice(from, next), undefined), bare: true as const };
    }),
    // "tomorrow 1900", "daily 0600 check the weather"
    as(kind("military"), (it, { tokens }, from) => {
      // "every Thursday, 1530, …"
      const isAside = tokens[from - 1]?.text === "," && tokens[from + 1]?.shape === "sign";
      return tokens[from - (isAside ? 2 : 1)]?.meanings.some((before) => before.kind === "date" || isDays(before)) &&
        (tokens[from]?.text.startsWith("0") || isFree(tokens[from + 1]))
        ? { says: { times: [it.value] }, bare: true as const }
        : undefined;
    }),
    // "every morning around 8"
    as(sequence(ahead(around), afterAt), ([, time], line, from) =>
      line.tokens[from - 1]?.meanings.some((it) => it.kind === "daypart" || it.kind === "unit" || isDays(it))
        ? { says: { times: [time] }, bare: true as const }
        : undefined,
    ),
    as(
      sequence(maybe(around), listOf(certain, either(joined, or, unsaid)), zoneOfClock()),
      ([, times, zoneId], line, from, next) => {
        const tokens = line.tokens.slice(from, next);
        // "weekdays at noon, lunch list": only "at lunch" is a time
        if (tokens.length === 1 && tokens[0]?.text === "lunch") return undefined;
        const explicit =
          tokens.some((token) =>
            token.meanings.some((it) => it.kind === "meridiem" || it.kind === "daypart" || it.kind === "clock"),
          ) ||
          tokens.some((token) => token.text === "o'clock" || token.text === "past") ||
          tokens.some((token) => /^(half|quarter|ish)$/.test(token.text));
        // "six fifteen tomorrow morning": words of a time in front of its day
        const [opener] = tokens;
        const isSpoken = tokens.length > 1 && opener?.shape === "word" && dayFollows(line.tokens[next]);
        if (
          !explicit &&
          !isSpoken &&
          times.length === 1 &&
          tokens.every((token) => token.meanings.every((it) => it.kind === "number"))
        )
          return undefined;
        return { says: says(times, tokens, zoneId), bare: true as const };
      },
    ),
  ),
};

/** A zone that is written onto the clock time itself: "05:00Z", "14:00+02:00". */
function zoneOfClock(): Shape<string | undefined> {
  return ({ tokens }, at) => {
    for (const token of tokens.slice(Math.max(0, at - 2), at)) {
      for (const meaning of token.meanings)
        if (meaning.kind === "clock" && meaning.zoneId !== undefined) return { value: meaning.zoneId, next: at };
    }
    return { value: undefined, next: at };
  };
}

function says(times: ClockWords[], tokens: readonly Token[], zoneId: string | undefined): Saying {
  const saying: Saying = { times };
  const id = zoneId === undefined || zoneId === "UTC" ? zoneId : zoneOfOffset(zoneId);
  if (id !== undefined) saying.zone = { id, exact: true };
  if (tokens.some((token) => token.text === "or") && times.length > 1) saying.ask = "which-time";
  return saying;
}

/** A clock time on its own, for windows and bounds. */
export const clockPoint: Shape<ClockWords> = anyTime;
export const certainClock: Shape<ClockWords> = certain;
