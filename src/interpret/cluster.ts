import type { Span } from "../model/interpretation.ts";
import type { Language } from "./language.ts";
import type { Phrase } from "./phrase.ts";
import { frameEnd } from "./prompt.ts";
import {
  addTo,
  daySlots,
  type Said,
  type Saying,
  saysTime,
  saysWhen,
  saysWhichDays,
  share,
  type Slot,
  without,
} from "./saying.ts";
import type { Line } from "./shape.ts";
import type { Token } from "./token.ts";

/** Phrases with nothing but glue between them. */
export interface Cluster {
  phrases: Phrase[];
  /** What they say together: one part for each "and" that begins a schedule of its own. */
  parts: Said[];
  first: number;
  next: number;
  /** Only frames and signs stand before it, or behind it. */
  atStart: boolean;
  atEnd: boolean;
  sentence: number;
  clause: number;
  /** Its sentence tells or asks something rather than asking for work: "the old job runs daily at 5am". */
  told: boolean | "past";
  /** Two of its phrases contradict each other. */
  clashes: boolean;
}

export const isRecurring = (cluster: Cluster) =>
  cluster.parts.some(({ saying }) => saying.recurs === true || saying.every !== undefined);
export const saysAnything = (cluster: Cluster) => cluster.parts.some(({ saying }) => saysWhen(saying));
export const hasTime = (cluster: Cluster) => cluster.parts.some(({ saying }) => saysTime(saying));
export const isAnchored = (cluster: Cluster) =>
  cluster.phrases.some((phrase) => !phrase.bare) || cluster.phrases.length > 1;

function saidBy(phrase: Phrase, line: Line): Said {
  const span: Span = spanOf(phrase, line);
  const where: Said["where"] = {};
  for (const slot of Object.keys(phrase.says) as Slot[]) where[slot] = span;
  return { saying: phrase.says, where };
}

export function spanOf(phrase: { first: number; next: number }, line: Line): Span {
  return { start: line.tokens[phrase.first]?.start ?? 0, end: line.tokens[phrase.next - 1]?.end ?? 0 };
}

/** How a phrase goes on from the one before it: nothing but glue between, a list, or a second thought. */
type Join = "beside" | "joined" | "instead";

/** What stands between two phrases: nothing else, glue, or glue that continues a list. */
function between(line: Line, from: number, to: number, language: Language): "apart" | "beside" | "joined" {
  if (to - from > 3) return "apart";
  let joined = false;
  for (let at = from; at < to; at++) {
    const token = line.tokens[at];
    if (!token || token.shape === "literal" || !language.glue.has(token.text)) return "apart";
    joined ||= language.joins.has(token.text);
  }
  return joined ? "joined" : "beside";
}

/** Whether a person takes back there what stands before: "every Monday, no wait, every Tuesday". */
function isTakenBack({ text, tokens }: Line, from: number, to: number, language: Language): boolean {
  if (!language.takesBack || to === from || to - from > LONGEST_SECOND_THOUGHT) return false;
  let at = from;
  const skipSigns = () => {
    while (at < to && tokens[at]?.shape === "sign") at++;
  };
  skipSigns();
  const match = language.takesBack({ text, tokens: tokens.slice(0, to) }, at);
  if (!match) return false;
  at = match.next;
  skipSigns();
  return at === to;
}
/** "…, uy no, perdón, mejor que sea …" */
const LONGEST_SECOND_THOUGHT = 10;

/** Phrases with nothing but glue between them, and what they say together. */
export function clustersOf(line: Line, phrases: readonly Phrase[], language: Language): Cluster[] {
  const groups: { phrases: Phrase[]; joins: Join[] }[] = [];
  let group: { phrases: Phrase[]; joins: Join[] } | undefined;
  let last: Phrase | undefined;
  for (const phrase of phrases) {
    const isSame = last && line.tokens[last.first]?.sentence === line.tokens[phrase.first]?.sentence;
    // "three times daily: 6am, 2pm, 10pm"
    const isList =
      last?.says.perUnit !== undefined &&
      phrase.says.times !== undefined &&
      line.tokens[last.next]?.text === ":" &&
      phrase.first === last.next + 1;
    // "Weekdays: 18:10 - archive the clips"
    const isHeading =
      group !== undefined &&
      last !== undefined &&
      namesDays(last.says) &&
      !group.phrases.some(({ says }) => saysTime(says)) &&
      phrase.says.times !== undefined &&
      line.tokens[last.next]?.text === ":" &&
      phrase.first === last.next + 1;
    const gap = isList || isHeading ? "beside" : last && isSame && between(line, last.next, phrase.first, language);
    const isInstead = last !== undefined && isTakenBack(line, last.next, phrase.first, language);
    if (group && last && isInstead) {
      group.phrases.push({ ...phrase, first: last.next });
      group.joins.push("instead");
    } else if (group && gap && gap !== "apart") {
      group.phrases.push(phrase);
      group.joins.push(gap);
    } else groups.push((group = { phrases: [phrase], joins: ["beside"] }));
    last = phrase;
  }
  return groups.flatMap(({ phrases: members, joins }) => {
    // "stops for an hour every night": a length or an end that nothing parts from what is before it belongs to that
    let lead = 0;
    while (lead < members.length - 1 && leads(line, members, lead, language)) lead++;
    const rest = clusterOf(line, members.slice(lead), joins.slice(lead), language);
    return lead === 0
      ? [rest]
      : [...members.slice(0, lead).map((phrase) => clusterOf(line, [phrase], ["beside"], language)), rest];
  });
}

const namesDays = (saying: Saying) =>
  saysWhichDays(saying) || (saying.every !== undefined && !["hour", "minute", "second"].includes(saying.every.unit));

function clusterOf(line: Line, phrases: Phrase[], joins: Join[], language: Language): Cluster {
  const parts: Said[] = [];
  let current: Said | undefined;
  let clashes = false;
  // what stands before a second thought gives way to what is said behind it
  let outdated: readonly (readonly Slot[])[] = [];
  for (const [index, phrase] of phrases.entries()) {
    const more = saidBy(phrase, line);
    if (!current) {
      current = more;
      continue;
    }
    const joined = joins[index] === "joined";
    if (joins[index] === "instead") outdated = replaceable;
    const replaced = outdated.filter((slots) => slots.some((slot) => more.saying[slot] !== undefined));
    if (replaced.length > 0) {
      current = { saying: without(current.saying, replaced.flat()), where: current.where };
      outdated = outdated.filter((slots) => !replaced.includes(slots));
    }
    const following = joins[index + 1] === "instead" ? undefined : phrases[index + 1];
    const isAnew = startsOver(current, phrase, following, joined, joins[index + 1] === "joined");
    const merged: Said | undefined = isAnew ? undefined : addTo(current, more, joined);
    if (merged) current = merged;
    else if (joined || beginsAnother(current, phrase, following)) {
      parts.push(current);
      current = isAnew ? more : inherit(current, more);
    } else {
      clashes = true;
      break;
    }
  }
  if (current) parts.push(current);
  const first = phrases[0]?.first ?? 0;
  const next = phrases.at(-1)?.next ?? 0;
  return {
    phrases,
    parts: parts.length > 1 ? share(completed(parts)) : parts,
    first,
    next,
    atStart: isAtStart(line, first, language),
    atEnd: isAtEnd(line, next, language),
    sentence: line.tokens[first]?.sentence ?? 0,
    clause: line.tokens[next - 1]?.clause ?? 0,
    told: language.isTold?.(line, first, next) ?? false,
    clashes,
  };
}

function leads(line: Line, phrases: readonly Phrase[], at: number, language: Language): boolean {
  const [phrase, following] = [phrases[at], phrases[at + 1]];
  if (!phrase || following?.first !== phrase.next) return false;
  const isLength =
    phrase.says.lasting !== undefined || phrase.says.count !== undefined || phrase.says.until !== undefined;
  return (
    isLength &&
    !saysWhen(phrase.says) &&
    following.says.recurs !== undefined &&
    !isAtStart(line, phrase.first, language)
  );
}

const joinsOnly = (token: Token, language: Language) => token.shape === "sign" || language.leadIns.has(token.text);

/** Whether nothing but frames and joining words stand before it in its clause. */
function isAtStart({ text, tokens }: Line, first: number, language: Language): boolean {
  let start = first;
  while (start > 0 && tokens[start - 1]?.clause === tokens[first]?.clause) start--;
  const before = tokens.slice(start, first);
  if (before.every((token) => joinsOnly(token, language))) return true;
  const behindFrames = frameEnd({ text, tokens: before }, language);
  return before.slice(behindFrames).every((token) => joinsOnly(token, language));
}

/** Whether nothing but joining words stand behind it in its clause. */
function isAtEnd({ tokens }: Line, next: number, language: Language): boolean {
  const clause = tokens[next - 1]?.clause;
  let end = next;
  while (end < tokens.length && tokens[end]?.clause === clause) {
    const token = tokens[end];
    if (!token || !joinsOnly(token, language) || end - next > 4) return false;
    end++;
  }
  return true;
}

/** What gives way together: other days take the place of the days, another time that of the time. */
const replaceable: readonly (readonly Slot[])[] = [
  [...daySlots, "every", "recurs", "months", "period", "inPeriod", "business", "afterMs"],
  ["times", "dayparts", "window", "minutesPast"],
  ["from"],
  ["until"],
  ["zone"],
];

/** "6am on weekdays and 8am on weekends": the second time begins a part of its own, since its own days follow. */
function startsOver(
  { saying }: Said,
  phrase: Phrase,
  following: Phrase | undefined,
  joined: boolean,
  followingJoined: boolean,
): boolean {
  if (!joined || !following || followingJoined) return false;
  // "Monday to Thursday from 8 to 18 and Fridays from 8 to 14": other days with hours of their own
  if (saying.window && following.says.window && saysWhichDays(saying) && saysWhichDays(phrase.says)) return true;
  const isTimed = saying.times !== undefined || saying.dayparts !== undefined;
  const isTime = phrase.says.times !== undefined && !saysWhichDays(phrase.says);
  return (
    isTimed &&
    isTime &&
    saysWhichDays(saying) &&
    daySlots.some(
      (slot) =>
        following.says[slot] !== undefined && JSON.stringify(following.says[slot]) !== JSON.stringify(saying[slot]),
    )
  );
}

/** "lunes 7am miércoles 7am": other days with a time of their own need no "and". */
function beginsAnother({ saying }: Said, phrase: Phrase, following: Phrase | undefined): boolean {
  return (
    saysWhichDays(saying) &&
    saying.times !== undefined &&
    saysWhichDays(phrase.says) &&
    phrase.says.times === undefined &&
    following?.says.times !== undefined
  );
}

/** A part that names no days is on the days of the part before it: "Mondays at 8am and at 4pm". */
function inherit(before: Said, more: Said): Said {
  if (saysWhichDays(more.saying) || more.saying.every) return more;
  const said: Said = { saying: { ...more.saying }, where: { ...more.where } };
  for (const slot of ["every", "recurs", "months", "period", ...daySlots] as const) {
    if (said.saying[slot] !== undefined || before.saying[slot] === undefined) continue;
    Object.assign(said.saying, { [slot]: before.saying[slot] });
    said.where[slot] = before.where[slot];
  }
  return said;
}

/** A part without a time has the time of its neighbour. */
function completed(parts: readonly Said[]): Said[] {
  const timed = parts.find((part) => part.saying.times);
  return parts.map((part) =>
    saysTime(part.saying) || !timed?.saying.times || part.saying.every?.unit === "hour"
      ? part
      : { saying: { ...part.saying, times: timed.saying.times }, where: { ...part.where, times: timed.where.times } },
  );
}
