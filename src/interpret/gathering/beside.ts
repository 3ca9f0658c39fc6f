import type { Cluster } from "./cluster.ts";
import type { Gathered } from "./gather.ts";
import type { Language } from "../language.ts";
import { addTo, isElapsed, type Said, type Saying, saysTime, saysWhen } from "../phrases/saying.ts";
import type { Line } from "../phrases/shape.ts";
import type { Token } from "../tokens/token.ts";

/** A cluster in the clause of the schedule, and how the two stand to each other. */
export interface Beside {
  readonly gathered: Gathered;
  readonly cluster: Cluster;
  readonly line: Line;
  readonly language: Language;
  /** What its first part says. */
  readonly saying: Saying;
  /** The schedule with it, where the two do not contradict each other. */
  readonly merged: Said[] | undefined;
  readonly atEdge: boolean;
  /** The word in front of it, and whether that is a comma. */
  readonly before: string;
  readonly afterComma: boolean;
  /** Each part of the schedule says on which days it is, and at which time. */
  readonly complete: boolean;
  /** No part of the schedule says a time, of the day or of the clock. */
  readonly untimed: boolean;
}

export function besideOf(gathered: Gathered, cluster: Cluster, line: Line, language: Language): Beside | undefined {
  const [only] = cluster.parts;
  if (!only) return undefined;
  const { parts } = gathered;
  const before = line.tokens[cluster.first - 1]?.text ?? "";
  const merged = cluster.parts.length === 1 ? addToEach(parts, only) : undefined;
  return {
    gathered,
    cluster,
    line,
    language,
    saying: only.saying,
    merged: contradicts(parts, only) ? undefined : merged,
    atEdge: cluster.atStart || cluster.atEnd,
    before,
    afterComma: before === ",",
    complete: parts.every((part) => saysWhen(part.saying) && (saysTime(part.saying) || isClock(part))),
    untimed: parts.every((part) => !saysTime(part.saying) && !isClock(part) && part.saying.refuse === undefined),
  };
}

export const isClock = ({ saying }: Said) => isElapsed(saying);

/** One more saying added to each part; `undefined` where it contradicts one of them. */
export function addToEach(parts: readonly Said[], more: Said): Said[] | undefined {
  const merged: Said[] = [];
  for (const part of parts) {
    const both = addTo(part, more, false);
    if (!both) return undefined;
    merged.push(both);
  }
  return merged;
}

/** Hours of the day have no place beside a fixed time, nor a time beside a rhythm of hours. */
export function contradicts(parts: readonly Said[], { saying }: Said): boolean {
  return parts.some(
    (part) =>
      (saying.window !== undefined && !isClock(part)) ||
      (saying.times !== undefined && (isClock(part) || part.saying.afterMs !== undefined)),
  );
}

/** Whether signs, or the end, part it from all that is said besides. */
export function isBetweenSigns({ line: { tokens }, cluster: { first, next, clause } }: Beside): boolean {
  const [before, behind] = [tokens[first - 1], tokens[next]];
  const isSign = before !== undefined && /^[,;–—-]$/.test(before.text);
  return isSign && (behind === undefined || behind.clause !== clause || /^[,.;!–—-]$/.test(behind.text));
}

/** Whether nothing but signs is behind it. */
export const isLast = ({ line, cluster }: Beside) =>
  line.tokens.slice(cluster.next).every(({ shape }) => shape === "sign");

const LONGEST_ASIDE = 40;

/** "(closed 25 Dec to 3 Jan)": an aside of the work. */
export function isInBrackets({ line: { tokens }, cluster: { first, clause } }: Beside): boolean {
  for (let at = first - 1; at >= Math.max(0, first - LONGEST_ASIDE) && tokens[at]?.clause === clause; at--) {
    const text = tokens[at]?.text;
    if (text === ")") return false;
    if (text === "(" || text === "[") return true;
  }
  return false;
}

/** What stands between the first phrase of the schedule and it. */
function between({ line: { tokens }, gathered: { phrases }, cluster: { first } }: Beside): readonly Token[] {
  return tokens.slice(Math.min(...phrases.map(({ next }) => next)), first);
}

/** Whether an "and" of the work stands between: "… every day at 9 and clean it on Fridays". */
export function isAndBehind(beside: Beside): boolean {
  const words = between(beside);
  return words.length > 2 && words.some(({ text, shape }) => shape === "word" && beside.language.joins.has(text));
}

/** Whether an "and" or a comma of the work stands between: "… at 4pm, and the monthly one on the last Friday". */
export function isListedBehind(beside: Beside): boolean {
  return between(beside).some(({ text }) => beside.language.joins.has(text));
}

/** Whether the schedule stands in front of it, with at most so many words between. */
export function isWithin(most: number, { gathered, cluster }: Beside): boolean {
  return gathered.phrases.some(({ next }) => cluster.first >= next && cluster.first - next <= most);
}

export const namesDaysOfMonth = ({ nthWeekdays, monthDays, businessDays }: Saying) =>
  (nthWeekdays ?? monthDays ?? businessDays) !== undefined;

/** "Every day", and nothing else. */
export const isPlainDaily = (saying: Saying) =>
  saying.every?.unit === "day" &&
  saying.every.n === 1 &&
  Object.keys(saying).every((slot) => slot === "every" || slot === "recurs");

/** Days and a time of every week. */
export const isRun = ({ saying }: Said) =>
  saying.weekdays !== undefined && saying.times !== undefined && saying.recurs === true && saying.ask === undefined;

export const haveCommonDay = (parts: readonly Said[], { weekdays = [] }: Saying) =>
  parts.some(({ saying }) => saying.weekdays?.some((day) => weekdays.includes(day)));
