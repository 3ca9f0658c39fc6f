import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import type { Token } from "../../tokens/token.ts";
import {
  as,
  boundary,
  either,
  kind,
  maybe,
  not,
  sequence,
  type Shape,
  stretched,
  where,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import { certainClock } from "./clockPoint.ts";
import { every, plainNumber } from "./shapes.ts";

/** Only where a request or a part of it begins. */
const opens = where(({ tokens }, at) => {
  const before = tokens[at - 1];
  return (
    before === undefined ||
    before.sentence !== tokens[at]?.sentence ||
    before.text === ":" ||
    politeBefore.has(before.text)
  );
});
const politeBefore = new Set("please dexter hey hi ok okay but so you".split(" "));

const pastVerb = /^(came|was|were|had|went|got|saw|found|said|told|took|lost|ran|left|broke|met|quit)$/;
const joined = /^(is|are|be|been|has|have|gets|get|being)$/;

/** "When the auditor came in March, she …": it is over, and nothing is waited for. */
const happened: Shape<true> = ({ tokens }, at) => {
  for (let next = at + 1; next < at + 5; next++) {
    const [before, token] = [tokens[next - 1], tokens[next]];
    if (token?.shape !== "word") return undefined;
    if (pastVerb.test(token.text) && !joined.test(before?.text ?? "")) return { value: true, next: at };
  }
  return undefined;
};

/** "when a new order arrives", "whenever", "if line 3 goes down", "as soon as", "every time the BOM changes". */
export const event: Rule = {
  name: "en.event",
  kinds: ["every", "number"],
  words: [
    "no",
    "a",
    "an",
    "at",
    "when",
    "whenever",
    "if",
    "as",
    "after",
    "once",
    "upon",
    "every",
    "each",
    "on",
    "before",
    "in",
    "anytime",
    "any",
  ],
  span: "schedule",
  read: either(
    throughComma(
      sequence(
        opens,
        either(
          sequence(word("when", "whenever"), not(happened)),
          word("if", "upon", "anytime"),
          words(
            "as soon as",
            "as long as",
            "so long as",
            "provided that",
            "only if",
            "only when",
            "any time",
            "in case",
            "in the event",
            "on completion",
            "the moment",
            "the minute",
            "right after",
          ),
        ),
        not(
          either(
            word(":"),
            words(
              "it's not too",
              "it isn't too",
              "it's no trouble",
              "you don't mind",
              "it's ok",
              "it's okay",
              "you get",
              "you can",
              "you could",
              "you would",
              "you'd",
              "you have",
              "possible",
              "convenient",
              "you are",
              "you're",
            ),
          ),
        ),
      ),
    ),
    // "before each Monday meeting", "at shift start"
    as(sequence(maybe(sequence(plainNumber, unitOf("minute", "hour"))), word("before", "after"), every), () => ({
      says: { refuse: "event" as const },
    })),
    throughNoun(
      as(
        sequence(
          either(plainNumber, word("a", "an")),
          unitOf("minute", "hour", "day", "week", "month"),
          word("before", "after", "prior"),
          not(kind("day")),
        ),
        (_, { tokens }, at, next) => {
          const isTied = /^(the|my|our|their|his|her|your|each|every|it|that|this)$/.test(tokens[next]?.text ?? "");
          // "remind me two weeks before at 9am": before what was told somewhere else
          return isTied
            ? { says: { refuse: "event" as const } }
            : isOpen(tokens[at - 1])
              ? { says: { ask: "which-day" as const }, bare: true as const }
              : undefined;
        },
      ),
    ),
    as(
      sequence(
        word("at", "on", "before", "after"),
        maybe(either(every, word("the"))),
        word("shift"),
        word("start", "end", "change", "changeover", "handover", "close"),
      ),
      () => ({ says: { refuse: "event" as const } }),
    ),
    as(
      sequence(
        either(word("after", "before", "until"), words("no later than", "not before", "no earlier than")),
        certainClock,
      ),
      ([side, time]) => {
        // "after lunch" is in the afternoon, and nobody knows when
        const part: Saying =
          time.named !== "noon" ? { times: [time] } : { dayparts: [side === "after" ? "afternoon" : "morning"] };
        return { says: { ...part, ask: "which-time" as const }, bare: true as const };
      },
    ),
    as(sequence(every, word("time"), not(boundary)), () => ({ says: { refuse: "event" as const } })),
    as(sequence(opens, word("after", "before"), either(every, word("the", "a", "an"))), (_, line, _at, next) =>
      line.tokens[next]?.meanings.length ? undefined : { says: { refuse: "event" as const } },
    ),
    as(sequence(opens, word("once"), word("the", "a", "an", "all", "this", "that")), (_, line, _at, next) =>
      line.tokens[next]?.meanings.length ? undefined : { says: { refuse: "event" as const } },
    ),
    as(
      sequence(
        either(
          words("at the end of", "at the start of", "at the beginning of", "start of", "end of"),
          word("after", "before", "with", "at"),
        ),
        maybe(either(every, word("the"))),
        maybe(word("day", "night", "first", "second", "third", "morning", "afternoon", "late", "early")),
        word("shift", "shifts", "batch", "changeover", "run"),
      ),
      (_, line, at) => {
        const first = line.tokens[at];
        const isEvery = line.tokens.slice(at, at + 5).some((token) => token.meanings.some((it) => it.kind === "every"));
        return isEvery || first?.text === "at" ? { says: { refuse: "event" as const } } : undefined;
      },
    ),
  ),
};

/** "When the shift ends, …": the event goes as far as the comma, where one comes soon. */
function throughComma(shape: Shape<unknown>): Shape<{ says: Saying }> {
  const reached = stretched(shape, ({ tokens }, at, end) => {
    for (let next = end; next < Math.min(end + 14, tokens.length); next++) {
      const token = tokens[next];
      if (token?.sentence !== tokens[at]?.sentence) break;
      if (token?.text === "," && tokens[next + 1]) return next;
    }
    return end;
  });
  return as(reached, () => ({ says: { refuse: "event" as const } }));
}

/** "two weeks after quarter end, …": the distance goes with what it is counted from, up to the comma. */
function throughNoun<T>(shape: Shape<T>): Shape<T> {
  return stretched(shape, ({ tokens }, _at, end) => {
    for (let next = end; next < end + 5; next++) {
      const token = tokens[next];
      if (token?.text === ",") return next;
      if (token?.shape !== "word" || token.text === "at" || token.text === "on") break;
    }
    return end;
  });
}

/** Whether a phrase can begin behind this token: a sign, a word that joins, or the one who is told. */
const isOpen = (token: Token | undefined) =>
  token === undefined || token.shape === "sign" || /^(me|us|it|and|then|them|him|her)$/.test(token.text);

/** "at sunrise", "at high tide". */
export const astronomical: Rule = {
  name: "en.astronomical",
  words: ["at", "before", "after", "around", "on", "every", "each", "sunrise", "sunset", "dawn", "dusk"],
  kinds: ["every"],
  span: "time",
  read: as(
    sequence(
      either(word("at", "before", "after", "around", "on"), every),
      maybe(either(word("the", "local"), every)),
      either(
        word("sunrise", "sunset", "dawn", "dusk", "sundown", "sunup", "moonrise", "solstice", "equinox"),
        words("high tide", "low tide", "full moon", "new moon", "first light"),
      ),
    ),
    () => ({ says: { refuse: "astronomical" as const } }),
  ),
};

/** "stop running the report", "cancel the Monday job": not a new job. */
export const cancellation: Rule = {
  name: "en.cancellation",
  words: [
    "stop",
    "cancel",
    "delete",
    "remove",
    "pause",
    "disable",
    "unschedule",
    "don't",
    "dont",
    "do",
    "never",
    "quit",
    "suspend",
    "turn",
    "end",
    "kill",
    "forget",
  ],
  span: "schedule",
  read: either(
    as(sequence(opens, word("stop", "quit"), gerund()), () => ({ says: { refuse: "cancellation" as const } })),
    as(
      sequence(
        opens,
        either(
          word(
            "cancel",
            "delete",
            "remove",
            "pause",
            "disable",
            "unschedule",
            "suspend",
            "kill",
            "end",
            "stop",
            "skip",
          ),
          words("turn off", "shut off", "switch off", "get rid of", "call off"),
        ),
        // "stop after 10 runs" is an end
        not(word("after", "on", "at", "by", "when", "in")),
        maybe(either(word("the", "my", "this", "that", "all", "our", "any", "your"), kind("every"))),
        scheduledThing(),
      ),
      () => ({ says: { refuse: "cancellation" as const } }),
    ),
    // "don't forget to print …", "don't let us miss the filter check" ask for it
    as(
      sequence(
        opens,
        either(words("don't", "do not", "never", "dont")),
        not(
          sequence(
            maybe(sequence(word("let"), word("me", "us", "anyone", "them", "him", "her"))),
            word("forget", "miss", "fail", "mind", "panic", "worry", "hesitate"),
          ),
        ),
      ),
      () => ({ says: { refuse: "cancellation" as const }, bare: true as const }),
    ),
  ),
};

function gerund(): Shape<true> {
  return ({ tokens }, at) =>
    tokens[at]?.shape === "word" && tokens[at].text.endsWith("ing") && tokens[at].text.length > 4
      ? { value: true, next: at + 1 }
      : undefined;
}

/** "job", "the weekly report job", "reminders": within a few words. */
function scheduledThing(): Shape<true> {
  const nouns = new Set(
    "job jobs schedule schedules reminder reminders task tasks automation automations run runs report reports subscription".split(
      " ",
    ),
  );
  return ({ tokens }, at) => {
    for (let next = at; next < Math.min(at + 5, tokens.length); next++) {
      const token = tokens[next];
      if (!token || token.shape === "sign" || isRelative(tokens, next)) return undefined;
      if (nouns.has(token.text) || (next > at && isRegular(tokens[next - 1]) && mails.has(token.text)))
        return { value: true, next: next + 1 };
    }
    return undefined;
  };
}

/** "Any process that runs too long", but not "everything that runs". */
const isRelative = (tokens: readonly Token[], at: number) =>
  /^(that|which|who)$/.test(tokens[at]?.text ?? "") && !/^(everything|anything|all)$/.test(tokens[at - 1]?.text ?? "");

/** "The weekly mail", "the Monday ping". */
const isRegular = (token: Token | undefined) =>
  token?.meanings.some((it) => it.kind === "frequency" || it.kind === "weekday" || it.kind === "clock") === true;
const mails = new Set(
  "mail mails email emails digest summary ping pings newsletter message messages alert alerts".split(" "),
);

/** "now", "right away": nothing to schedule. */
export const immediate: Rule = {
  name: "en.immediate",
  words: ["right", "now", "immediately", "asap", "straight"],
  span: "schedule",
  read: as(
    sequence(either(words("right now", "right away", "straight away"), word("now", "immediately", "asap"))),
    (_, line, at, next) => {
      // "now that winter is here, …" tells why
      const isWhy = line.tokens[next]?.text === "that";
      const atEdge = at === 0 || next >= line.tokens.length || line.tokens[next]?.shape === "sign";
      return atEdge && !isWhy ? { says: { refuse: "immediate" as const }, bare: true as const } : undefined;
    },
  ),
};

/** "soon", "later", "sometime": a time that nobody can name. */
export const vagueTime: Rule = {
  name: "en.vagueTime",
  words: ["soon", "later", "sometime", "eventually", "someday", "some", "at", "one"],
  span: "schedule",
  read: as(
    either(
      words("some time", "at some point", "some day", "one day", "later on"),
      word("soon", "later", "sometime", "eventually", "someday"),
      sequence(word("at"), maybe(word("the")), word("this", "current"), word("time", "hour")),
    ),
    (_, line, at, next) => {
      // "every Monday at this time": the hands of the clock as they are now, and nobody said them
      if (line.tokens[at]?.text === "at" && line.tokens[next - 1]?.text !== "point")
        return { says: { ask: "which-time" as const }, bare: true as const };
      const atEdge = at === 0 || next >= line.tokens.length || line.tokens[next]?.shape === "sign";
      return atEdge ? { says: { ask: "which-time" as const }, bare: true as const } : undefined;
    },
  ),
};
