import { type Piece, piecesOf, saysHour, saysPeriod, timely, within } from "../../phrases/pieces.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  ahead,
  as,
  boundary,
  either,
  kind,
  kindIf,
  type Line,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { hedge, hedgeBehind, onlyIf, unplaced, unsaidHour } from "../sayings/hedges.ts";
import { closed, movable } from "../sayings/holidays.ts";
import { functionWords, verbs } from "../vocabulary.ts";

const saysTime = (token: Token) =>
  token.shape !== "literal" &&
  token.meanings.some((it) => timely.has(it.kind) && !(it.kind === "clock" && it.value.approximate));
const isNumber = (token: Token) => token.meanings.some((it) => it.kind === "number" || it.kind === "military");
/** Words that stand between the words of a schedule. */
const small = new Set(
  "a an the and or but on at in by for from to of until till through before after around about since only just also again then plus both not no half past sharp o'clock additionally usually always times once twice".split(
    " ",
  ),
);
const isPlain = (token: Token) => token.shape !== "literal" && (token.meanings.length > 0 || small.has(token.text));

const noun: Shape<true> = ({ tokens }, at) => {
  const token = tokens[at];
  return token?.shape === "word" && token.meanings.length === 0 && !functionWords.has(token.text)
    ? { value: true, next: at + 1 }
    : undefined;
};
const command: Shape<true> = ({ tokens }, at) =>
  verbs.has(tokens[at]?.text ?? "") ? { value: true, next: at } : undefined;
const determiner = word("the", "a", "an", "my", "our", "his", "her", "all", "me", "us");
const joins = maybe(word("and", "but", "or", "then", "except"));
const be = word("is", "isn't", "isnt", "are", "aren't", "was", "falls", "fall", "lands", "happens", "be", "not");
const holiday = word("holiday", "holidays", "vacation", "shutdown", "feast");
const calendar = either(kind("weekday"), kind("dayset"), holiday);
const dayWord = either(
  kind("weekday"),
  kind("dayset"),
  kind("day"),
  kind("date"),
  kind("clock"),
  kind("ordinal"),
  kind("daypart"),
);

/** "If Monday is a holiday then …", "or if it falls on a weekend", "when we're closed": whether a day counts at all. */
const condition: Shape<unknown> = sequence(
  joins,
  word("if", "unless", "when", "whenever", "should", "where", "provided", "assuming"),
  either(
    sequence(within(be, 3), within(calendar, 3)),
    sequence(
      either(
        sequence(maybe(either(word("the", "that", "this"), kind("weekday"))), either(kind("unit"), kind("weekday"))),
        word("it", "that", "this", "i", "we", "they", "he", "she"),
      ),
      be,
      maybe(word("not", "a", "an", "also")),
      either(calendar, word("closed", "off", "open", "away")),
    ),
    sequence(
      word("it's", "its", "that's", "i'm", "we're", "there's", "they're", "monday's", "friday's"),
      maybe(word("not", "a", "an", "on", "no")),
      either(calendar, word("closed", "off", "open", "away"), sequence(word("bank", "public"), holiday)),
    ),
  ),
);
/** "Or the Friday before", "or the day after": another day. */
const otherDay: Shape<unknown> = sequence(
  word("or", "otherwise", "else"),
  maybe(word("else", "on", "at", "the", "if")),
  maybe(word("the", "on")),
  either(dayWord, sequence(kind("unit"), word("before", "after", "earlier", "later")), word("earlier", "later")),
);
/** "And again two hours later", "ten minutes before": so long from something else. */
const distance: Shape<unknown> = sequence(
  either(kind("number"), word("a", "an", "half")),
  maybe(word("a", "an")),
  kind("unit"),
  word("later", "earlier", "after", "before", "prior", "afterwards", "beforehand"),
);
/** "On the day before payday": a day that is counted from another one. */
const dayBefore: Shape<unknown> = sequence(word("on"), word("the"), kind("unit"), word("before", "after"));
/** "All other days at 7", "the rest of the week": days that are counted from those that were said. */
const others: Shape<unknown> = either(
  sequence(
    maybe(word("on", "and")),
    maybe(word("all", "any", "the")),
    word("other", "remaining", "rest"),
    either(kind("unit"), kind("dayset"), sequence(word("of"), word("the"), kind("unit"))),
  ),
  sequence(maybe(word("and")), word("otherwise"), either(word("at"), kind("clock"))),
);
/** "10 times | every 3 days": in all, or in each. */
const howMany: Shape<unknown> = sequence(kind("number"), word("times", "x"));
/** "During that time", "between now and then", "while I'm away", "until then": an end that was told somewhere else. */
const bound: Shape<unknown> = either(
  words(
    "from then on",
    "from that day on",
    "between now and then",
    "until then",
    "till then",
    "up to then",
    "in the meantime",
    "for as long as",
  ),
  sequence(
    word("during", "throughout", "over", "within", "for", "in"),
    word("that", "this", "those", "these"),
    maybe(word("whole", "entire")),
    either(word("time", "period", "phase", "span", "interval", "stretch", "window"), kind("unit")),
  ),
  sequence(word("while"), word("i'm", "we're", "he's", "she's", "they're", "i", "we", "he", "she", "they")),
);
/** "Except in August", "not on the 5th": days that are left out. */
const leftOut = sequence(
  maybe(word("on", "in", "during", "for", "from", "between")),
  maybe(either(word("the", "any", "all"), kind("every"))),
  either(dayWord, kind("month"), word("holidays")),
);
const exception: Shape<unknown> = sequence(
  maybe(word("but", "and", "just")),
  either(
    sequence(word("except", "excluding", "excepting", "skipping", "omitting", "unless", "barring"), leftOut),
    // "the early one, not the 9:30" is a thing of the work
    sequence(word("not", "never"), not(sequence(word("the"), kind("clock"))), leftOut, boundary),
  ),
);
/** "Any time between 9 and 11": some hour, and nobody says which. */
const someTime = either(words("any time", "at any time", "some time", "at some point"), word("anytime", "sometime"));
/** "… or was it Tuesdays?", "or maybe Friday": nobody is sure. */
const unsure = sequence(word("or"), word("was", "is", "maybe", "perhaps", "better"), within(dayWord, 2));
/** "Up to but not including the 15th": an end. */
const upTo = sequence(words("up to"), within(dayWord, 4));
/** "…, at 10 remind Eva": another hour with a command of its own. */
const otherHour = sequence(maybe(word("and")), word("at", "@"), either(kind("clock"), kind("number")), command);
/** "Same time as before", "at the usual hour": an hour that was told somewhere else. */
const sameTime = sequence(
  maybe(word("at")),
  maybe(word("the")),
  word("same", "usual", "normal", "regular", "those", "these", "that"),
  word("time", "times", "hour", "hours"),
);
/** "On school nights", "on game days": days that only people know. */
const namedDays = sequence(
  word("on"),
  noun,
  either(
    kindIf("daypart", (it) => it.plural === true),
    as(unitOf("day"), (it) => (it.plural ? it : undefined)),
  ),
);
/** "In the summer", "during term time", "all winter long": a part of the year that has no days of its own. */
const season = sequence(
  maybe(word("only", "just")),
  word("in", "during", "over", "throughout", "through", "all", "for", "at"),
  maybe(either(word("the", "all", "of"), kind("every"))),
  maybe(word("rainy", "dry", "wet", "ski", "high", "low", "peak", "early", "late", "school", "whole", "growing")),
  either(
    closed,
    word("season", "off-season", "term", "termtime", "lent", "advent", "harvest", "semester", "q1", "q2", "q3", "q4"),
  ),
  maybe(word("time", "months", "break", "holidays", "long", "term", "season")),
  either(boundary, not(noun), ahead(sequence(noun, determiner)), ahead(command)),
);
/** "Each spring", "every leap year": a rhythm that nobody read. */
const everyOther = sequence(kind("every"), noun, maybe(either(noun, kind("unit"))));
/** "At a sensible hour", which nobody can tell. */
const someHour = sequence(word("at"), word("a", "some"), noun, word("hour", "time"));
/** "Thanksgiving", "mum's birthday": in front of an hour, a day that only people know. */
const ownDay = within(either(movable, word("birthday", "anniversary")), 2);
/** "When the shop opens", at the end: an hour that an event gives. */
/** "Every weekday, Saturdays only": a list that its last word refuses. */
const onlyLast = either(
  sequence(kind("dayset"), word(","), either(kind("weekday"), kind("dayset")), word("only")),
  sequence(
    word("only"),
    maybe(word("on")),
    kindIf("dayset", ({ name }) => name === "weekend"),
    word(","),
    kind("weekday"),
  ),
);
const opening = either(someHour, condition, otherDay, others, exception, someTime, unsure, upTo, otherHour);
/** "For the whole of January", "all through January", "next January": months right behind a rhythm. */
const stretchOfMonths = sequence(
  word("for", "all", "through", "throughout", "during", "in", "over", "next", "this", "until", "till"),
  within(kind("month"), 3),
);

/**
 * Whether words that say when are left over beside the schedule: a condition, another day, an hour, an end that nobody read.
 *
 * What is left becomes the prompt, so that a word of the schedule in it would be dropped in silence.
 */
export function leavesUnread(line: Line, taken: ReadonlySet<number>, parts: readonly Saying[]): boolean {
  const bounded = parts.some(
    ({ from, until, count, lasting, months }) => (from ?? until ?? count ?? lasting ?? months) !== undefined,
  );
  const recurs = parts.some((saying) => saying.recurs === true || saying.every !== undefined);
  const untimed = parts.every((saying) => !saysHour(saying));
  const dated = parts.some(
    ({ day, monthDays, weekdays, afterMs }) => (day ?? monthDays ?? weekdays ?? afterMs) !== undefined,
  );
  const hasPart = parts.some(({ dayparts }) => dayparts !== undefined);
  const isClock = parts.some(({ every }) => every?.unit === "hour" || every?.unit === "minute");
  if (line.tokens.some((_, at) => onlyLast(line, at))) return true;
  return piecesOf(line, taken, "or").some((piece) => {
    const { tokens } = line;
    for (let at = piece.first; at < piece.next; at++) if (recurs && !bounded && unplaced(line, at)) return true;
    if (piece.isBefore && recurs && hedge(line, piece.first)?.next === piece.next) return true;
    if (piece.isBehind && (onlyIf(line, piece.first) ?? (recurs ? hedgeBehind(line, piece.first) : undefined)))
      return true;
    if (untimed && recurs && !isClock && (piece.isBehind || piece.opens) && unsaidHour(line, piece.first)) return true;
    if (recurs && piece.opens && piece.isBefore && tokens[piece.first]?.text === "while") return true;
    if (opening(line, piece.first) || isCountedFrom(line, piece)) return true;
    if (recurs && !bounded && (piece.opens || piece.isBehind) && bound(line, piece.first)) return true;
    // "In the summer, water the roses every Monday"
    if (recurs && !bounded && piece.opens && season(line, piece.first)?.next === piece.next) return true;
    if (!piece.isBehind && !piece.isBefore) return false;
    if (recurs && !bounded && piece.isBehind && !piece.opens && stretchOfMonths(line, piece.first)) return true;
    if (untimed && !isClock && piece.isBehind && (sameTime(line, piece.first) ?? whenever(line, piece))) return true;
    if (piece.isBehind && namedDays(line, piece.first)) return true;
    // "on school | nights at 9"
    if (piece.isBefore && namedDays(line, piece.next - 2)?.next === piece.next + 1) return true;
    if (recurs && !bounded && (piece.isBehind || piece.opens) && season(line, piece.first)) return true;
    // "every leap year | at noon"
    if (piece.opens && taken.has(piece.next) && everyOther(line, piece.first)?.next === piece.next) return true;
    if (!recurs && !dated && piece.opens && piece.isBefore && ownDay(line, piece.first)) return true;
    if (isHour(line, piece, untimed, isClock, hasPart) || isRange(line, piece, untimed) || howMany(line, piece.first))
      return true;
    const own = tokens.slice(piece.first, piece.next);
    // "Second, on Friday …" only counts what is said
    const isCount = piece.opens && own.length === 1;
    if (own.every(isPlain) && own.some((token) => saysTime(token) || (saysPeriod(token) && !isCount))) return true;
    if (isLeftOut(line, piece)) return true;
    if (own.every(isPlain) && own.some(isNumber)) return true;
    return piece.isBehind && !piece.opens && leadsWithTime(own);
  });
}

/** "…, when the shop opens.": where nothing else says the hour, what happens then does. */
function whenever({ tokens }: Line, { first, next }: Piece): true | undefined {
  const [opener, article] = [tokens[first], tokens[first + 1]];
  const isWhole = tokens.slice(next).every(({ shape }) => shape === "sign");
  const isThing = /^(the|my|our|everyone|he|she|they|we|i)$/.test(article?.text ?? "");
  return isWhole && next - first <= 7 && isThing && /^(when|once|after|before)$/.test(opener?.text ?? "")
    ? true
    : undefined;
}

const around = /^(at|@|by|around|about|like)$/;
const bounding = /^(before|after|from|past|until|till|since)$/;
/** "Halftime", "tea time", "lunch": hours that only people know. */
const isNamedHour = (token: Token | undefined) =>
  token !== undefined &&
  (/^(halftime|half-time|kick-?off|teatime|bedtime|dinnertime|breakfast|dinner|dusk|dawn)$/.test(token.text) ||
    token.text === "time");

/** "after 9pm | every day", "that's at 3am, | each Sunday": an hour beside a schedule that has none, or only a part of the day. */
function isHour({ tokens }: Line, piece: Piece, untimed: boolean, isClock: boolean, hasPart: boolean): boolean {
  for (let at = piece.first; at < piece.next - 1; at++) {
    const opener = tokens[at]?.text ?? "";
    const isAround = around.test(opener);
    if (!isAround && !bounding.test(opener)) continue;
    const [next, beyond] = [tokens[at + 1] as Token, tokens[at + 2]];
    const ends =
      at + 2 === piece.next ||
      beyond === undefined ||
      verbs.has(beyond.text) ||
      /^(except|until|starting|\/)$/.test(beyond.text);
    const beside = (at + 2 === piece.next && piece.isBefore) || (at === piece.first && piece.isBehind);
    const isHourWord = next.shape === "number" || next.meanings.some((it) => /^(clock|number|military)$/.test(it.kind));
    if (isHourWord && ends && untimed && (isClock ? opener === "from" && beside : (isAround && !hasPart) || beside))
      return true;
    // "remind Tom at 9 and Eva | at 10 every day"
    const isOneOfTwo = isHourWord && beyond?.text === "and" && piece.isBefore && piece.next - at <= 5;
    if (isOneOfTwo && isAround) return true;
    const isUsual = tokens.slice(at + 1, at + 4).some(({ text }) => text === "time");
    if (isUsual && isAround && untimed && !isClock && piece.isBehind && at === piece.first) return true;
    const isNamed = isNamedHour(next) || (isNamedHour(beyond) && beyond?.meanings.length === 0);
    if (isNamed && isAround && untimed && !isClock && (piece.isBefore || piece.isBehind)) return true;
  }
  return false;
}

const negative = new Set("no not never closed off out without free skip nobody".split(" "));

const isDay = (token: Token | undefined) =>
  token?.meanings.some((it) => it.kind === "weekday" || it.kind === "dayset" || it.kind === "month") === true;

/** "no score | on Sundays", "we're closed | on Sundays", "Sundays | are off": days that are left out, and look as if they were named. */
function isLeftOut({ tokens }: Line, { first, next, isBefore, isBehind }: Piece): boolean {
  const own = tokens.slice(first, next);
  if (own.length > 5) return false;
  const isDayBehind = isDay(tokens[next]) || isDay(tokens[next + 1]);
  // "find out", "let the geese out" are no days out
  const isPhrasal = own.some(({ text }) => verbs.has(text)) && /^(out|off)$/.test(own.at(-1)?.text ?? "");
  // "off Iceland | weekdays"
  const isOut = own.some(({ text }, at) => negative.has(text) && (at === own.length - 1 || !/^(off|out)$/.test(text)));
  if (isBefore && isDayBehind && !isPhrasal && isOut) return true;
  return (
    isBehind && isDay(tokens[first - 1]) && /^(is|are)$/.test(own[0]?.text ?? "") && negative.has(own[1]?.text ?? "")
  );
}

/** "8-17 | every hour": two numbers of a range, right beside a rhythm without hours. */
function isRange({ tokens }: Line, { first, next, isBefore, isBehind }: Piece, untimed: boolean): boolean {
  const isSpan = (at: number) => {
    const [from, sign, to] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    return from?.shape === "number" && to?.shape === "number" && /^([-–]|to|till)$/.test(sign?.text ?? "");
  };
  const isLabel = tokens[next - 4]?.meanings.length === 0 && !verbs.has(tokens[next - 4]?.text ?? "");
  return untimed && next - first >= 3 && ((isBefore && isSpan(next - 3) && !isLabel) || (isBehind && isSpan(first)));
}

/** "Bring me the numbers | an hour before": where the piece ends, or a command follows, nothing else is told by it. */
function isCountedFrom(line: Line, { first: from, next: end }: Piece): boolean {
  for (let at = from; at < end; at++) {
    const match = distance(line, at);
    if (match && (match.next === end || verbs.has(line.tokens[match.next]?.text ?? ""))) return true;
    if (dayBefore(line, at)) return true;
  }
  return false;
}

/** "… at half 8 in the morning open the list": words of time in front of a command. */
function leadsWithTime(own: readonly Token[]): boolean {
  let length = 0;
  while (length < own.length && isPlain(own[length] as Token) && !verbs.has(own[length]?.text ?? "")) length++;
  const lead = own.slice(0, length);
  const following = own[length];
  const isHourWord = lead.some(({ text }, at) => text === "o'clock" && lead[at - 1]?.meanings.length);
  return (isHourWord || lead.some(saysTime)) && following !== undefined && verbs.has(following.text);
}
