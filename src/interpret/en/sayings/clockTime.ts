import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  ahead,
  as,
  either,
  kind,
  listOf,
  maybe,
  not,
  sequence,
  type Shape,
  where,
  word,
  words,
} from "../../phrases/shape.ts";
import type { ClockWords, Meaning, Token } from "../../tokens/token.ts";
import { zoneOfOffset } from "../../tokens/zones.ts";
import { and } from "./shapes.ts";
import { isHourAnew } from "../request/secondThoughts.ts";
import { around, certainClock, clockPoint, hourAfterAt, isFree } from "./clockPoint.ts";

const dayFollows = (token: Token | undefined) =>
  token?.meanings.some(
    (it) => it.kind === "day" || it.kind === "every" || it.kind === "weekday" || it.kind === "dayset",
  ) === true;

const isDays = ({ kind: of }: Meaning) => /^(day|weekday|dayset|frequency)$/.test(of);

const daysAhead = ahead(
  sequence(maybe(word("on")), either(kind("every"), kind("weekday"), kind("dayset"), kind("frequency"))),
);
/** "2000 daily visitors": without a nought in front it may count. */
const isPlainNumber = (tokens: readonly Token[], at: number) =>
  !tokens[at]?.text.startsWith("0") && tokens[at + 1]?.meanings.some((it) => it.kind === "frequency") === true;

const atWord: Shape<unknown> = either(
  sequence(word("by"), maybe(word("about")), ahead(certainClock)),
  // "by 7 every morning"
  sequence(word("by"), ahead(sequence(hourAfterAt, either(kind("every"), kind("frequency"))))),
  sequence(word("at", "@"), maybe(word("the", ":"))),
  words("at exactly"),
);
const joined: Shape<unknown> = either(
  sequence(and, maybe(word("again", "once", "then", "also")), maybe(word("at", "@")), maybe(word("again"))),
  sequence(word("and", ","), maybe(word("then")), maybe(word("again")), maybe(word("at"))),
);
const or: Shape<unknown> = word("or");
/** "8am noon and 6pm": spoken without the sign between, where nothing is counted by the second one. */
const unsaid: Shape<unknown> = ahead(
  as(certainClock, (time, { tokens }, _at, next) => (!time.approximate && isFree(tokens[next]) ? true : undefined)),
);

/** Behind "three times a day" and a sign. */
const isListed = where(({ tokens }, at) => {
  if (!/^[(:,]$/.test(tokens[at - 1]?.text ?? "")) return false;
  return tokens[at - 2]?.meanings.some((it) => it.kind === "unit" || it.kind === "frequency") === true;
});

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
        listOf(clockPoint, either(joined, or, unsaid)),
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
    as(sequence(isListed, listOf(clockPoint, joined), not(word("%"))), ([, list], line, from, next) =>
      list.length < 2 ? undefined : { says: says(list, line.tokens.slice(from, next), undefined), bare: true as const },
    ),
    // "tomorrow 1900", "daily 0600 check the weather"
    as(kind("military"), (it, { tokens }, from) => {
      // "every Thursday, 1530, …"
      const isAside = tokens[from - 1]?.text === "," && tokens[from + 1]?.shape === "sign";
      const before = tokens[from - (isAside ? 2 : 1)];
      // "Time: 0730"
      const isLabelled = before?.text === ":" && tokens[from - 2]?.text === "time";
      const isEveryDay =
        before?.meanings.some((the) => the.kind === "unit" && the.value === "day") === true &&
        tokens[from - (isAside ? 3 : 2)]?.meanings.some((the) => the.kind === "every") === true;
      return (isLabelled || isEveryDay || before?.meanings.some((the) => the.kind === "date" || isDays(the))) &&
        (tokens[from]?.text.startsWith("0") || isFree(tokens[from + 1]))
        ? { says: { times: [it.value] }, bare: true as const }
        : undefined;
    }),
    // "0900 daily", "1830 on Fridays"
    as(
      sequence(kind("military"), maybe(word("hours", "hrs")), maybe(word(",")), daysAhead),
      ([it], { tokens }, from) => {
        const before = tokens[from - 1];
        const isFirst = before === undefined || (before.shape === "sign" && tokens[from]?.spaced === true);
        return isFirst && !isPlainNumber(tokens, from)
          ? { says: { times: [it.value] }, bare: true as const }
          : undefined;
      },
    ),
    as(hourAfterAt, (time, line, from, next) =>
      isFree(line.tokens[next]) && isHourAnew(line, from)
        ? { says: { times: [time] }, bare: true as const }
        : undefined,
    ),
    // "every morning around 8"
    as(sequence(ahead(around), hourAfterAt), ([, time], line, from) =>
      line.tokens[from - 1]?.meanings.some((it) => it.kind === "daypart" || it.kind === "unit" || isDays(it))
        ? { says: { times: [time] }, bare: true as const }
        : undefined,
    ),
    as(
      sequence(maybe(around), listOf(certainClock, either(joined, or, unsaid)), zoneOfClock()),
      ([, times, zoneId], line, from, next) => {
        const tokens = line.tokens.slice(from, next);
        // "weekdays at noon, lunch list": only "at lunch" is a time
        if (tokens.length === 1 && tokens[0]?.text === "lunch") return undefined;
        const explicit =
          times.some((time) => time.half !== undefined) ||
          tokens.some((token) =>
            token.meanings.some((it) => it.kind === "meridiem" || it.kind === "daypart" || it.kind === "clock"),
          ) ||
          tokens.some((token) => token.text === "o'clock" || token.text === "past") ||
          tokens.some((token) => /^(half|quarter|ish|clock|sharp)$/.test(token.text));
        // "six fifteen tomorrow morning": words of a time in front of its day
        const [opener] = tokens;
        const isAlarm =
          line.tokens[from - 1]?.text === "for" && /^(alarm|reminder|call)$/.test(line.tokens[from - 2]?.text ?? "");
        const isSpoken = tokens.length > 1 && opener?.shape === "word" && (isAlarm || dayFollows(line.tokens[next]));
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
  // "08:15-03:30": an offset that no zone keeps
  else if (zoneId !== undefined) saying.ask = "which-zone";
  if (tokens.some((token) => token.text === "or") && times.length > 1) saying.ask = "which-time";
  return saying;
}
