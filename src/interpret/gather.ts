import type { Span } from "../model/interpretation.ts";
import type { Language } from "./language.ts";
import type { Phrase } from "./phrase.ts";
import { frameEnd } from "./prompt.ts";
import type { Line } from "./shape.ts";
import type { Token } from "./token.ts";
import {
  addTo,
  type AskCode,
  daySlots,
  type Said,
  type Saying,
  saysTime,
  saysWhen,
  saysWhichDays,
  share,
  type Slot,
} from "./saying.ts";

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

/** The phrases that say when, and what they say. */
export interface Gathered {
  parts: Said[];
  phrases: Phrase[];
  /** Something beside the schedule was not understood, or says it a second time. */
  doubt?: AskCode;
  clashes: boolean;
}

function saidBy(phrase: Phrase, line: Line): Said {
  const span: Span = spanOf(phrase, line);
  const where: Said["where"] = {};
  for (const slot of Object.keys(phrase.says) as Slot[]) where[slot] = span;
  return { saying: phrase.says, where };
}

export function spanOf(phrase: { first: number; next: number }, line: Line): Span {
  return { start: line.tokens[phrase.first]?.start ?? 0, end: line.tokens[phrase.next - 1]?.end ?? 0 };
}

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

/** Phrases with nothing but glue between them, and what they say together. */
export function clustersOf(line: Line, phrases: readonly Phrase[], language: Language): Cluster[] {
  const groups: { phrases: Phrase[]; joins: boolean[] }[] = [];
  let group: { phrases: Phrase[]; joins: boolean[] } | undefined;
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
    if (group && gap && gap !== "apart") {
      group.phrases.push(phrase);
      group.joins.push(gap === "joined");
    } else groups.push((group = { phrases: [phrase], joins: [false] }));
    last = phrase;
  }
  return groups.flatMap(({ phrases: members, joins }) => {
    // "stops for an hour every night": a length or an end that nothing parts from what is before it belongs to that
    let lead = 0;
    while (lead < members.length - 1 && leads(line, members, lead, language)) lead++;
    const rest = clusterOf(line, members.slice(lead), joins.slice(lead), language);
    return lead === 0
      ? [rest]
      : [...members.slice(0, lead).map((phrase) => clusterOf(line, [phrase], [false], language)), rest];
  });
}

const namesDays = (saying: Saying) =>
  saysWhichDays(saying) || (saying.every !== undefined && !["hour", "minute", "second"].includes(saying.every.unit));

function clusterOf(line: Line, phrases: Phrase[], joins: boolean[], language: Language): Cluster {
  const parts: Said[] = [];
  let current: Said | undefined;
  let clashes = false;
  for (const [index, phrase] of phrases.entries()) {
    const more = saidBy(phrase, line);
    if (!current) {
      current = more;
      continue;
    }
    const joined = joins[index] ?? false;
    const merged: Said | undefined = startsOver(current, phrase, phrases[index + 1], joined, joins[index + 1] ?? false)
      ? undefined
      : addTo(current, more, joined);
    if (merged) current = merged;
    else if (joined) {
      parts.push(current);
      current = inherit(current, more);
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

/** "6am on weekdays and 8am on weekends": the second time begins a part of its own, since its own days follow. */
function startsOver(
  { saying }: Said,
  phrase: Phrase,
  following: Phrase | undefined,
  joined: boolean,
  followingJoined: boolean,
): boolean {
  if (!joined || !following || followingJoined) return false;
  const hasTime = saying.times !== undefined || saying.dayparts !== undefined;
  const isTime = phrase.says.times !== undefined && !saysWhichDays(phrase.says);
  return (
    hasTime &&
    isTime &&
    saysWhichDays(saying) &&
    daySlots.some(
      (slot) =>
        following.says[slot] !== undefined && JSON.stringify(following.says[slot]) !== JSON.stringify(saying[slot]),
    )
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

const isRecurring = (cluster: Cluster) =>
  cluster.parts.some(({ saying }) => saying.recurs === true || saying.every !== undefined);
const saysAnything = (cluster: Cluster) => cluster.parts.some(({ saying }) => saysWhen(saying));
const hasTime = (cluster: Cluster) => cluster.parts.some(({ saying }) => saysTime(saying));
const isAnchored = (cluster: Cluster) => cluster.phrases.some((phrase) => !phrase.bare) || cluster.phrases.length > 1;

/** How likely the cluster is the schedule; zero and below is not at all. */
function rank(cluster: Cluster): number {
  if (cluster.told === "past") return 0;
  const atEdge = cluster.atStart || cluster.atEnd;
  if (!isAnchored(cluster) && !atEdge) return 0;
  const edge = (cluster.atStart ? 2.5 : 0) + (cluster.atEnd ? 1.5 : 0) - (cluster.told ? 4 : 0);
  if (cluster.parts.some(({ saying }) => saying.refuse !== undefined)) return cluster.atStart ? 20 : 4 + edge;
  if (isRecurring(cluster)) return 6 + edge + (hasTime(cluster) ? 1 : 0) + (cluster.parts.some(isClock) ? 2.5 : 0);
  if (saysAnything(cluster)) return atEdge || hasTime(cluster) ? 3 + edge + (hasTime(cluster) ? 1 : 0) : 0.5;
  if (hasTime(cluster)) return atEdge ? 1 + edge : 0;
  return 0;
}

/**
 * Which phrases are the schedule: the likeliest cluster, and those apart from it that complete it ("Every Monday, … at 9am").
 *
 * Everything else belongs to the work. Where that is not sure, the doubt is told, and becomes a question.
 */
export function gather(line: Line, all: readonly Cluster[], language: Language): Gathered | undefined {
  const clusters = all.filter((cluster) => !isReported(cluster, all, line, language));
  let primary: Cluster | undefined;
  let best = 0.9;
  for (const cluster of clusters) {
    const likely = rank(cluster);
    if (likely > best) {
      best = likely;
      primary = cluster;
    }
  }
  if (!primary) return undefined;
  primary = requestBeside(primary, clusters) ?? primary;
  const gathered: Gathered = { parts: primary.parts, phrases: [...primary.phrases], clashes: primary.clashes };
  for (const cluster of clusters) {
    if (cluster === primary) continue;
    if (cluster.clause === primary.clause) join(gathered, cluster, line, language);
    else if (
      isRecurring(cluster) &&
      isRecurring(primary) &&
      isAnchored(cluster) &&
      !cluster.told &&
      rank(cluster) >= 6
    ) {
      gathered.doubt = "several-schedules";
    }
  }
  if (primary.told && isRecurring(primary)) gathered.doubt ??= "not-understood";
  const read = new Set(all.flatMap((cluster) => cluster.phrases.map((phrase) => phrase.first)));
  if (gathered.doubt === undefined && hasLoose(line, gathered, language, read)) gathered.doubt = "not-understood";
  return gathered;
}

/** "Tomorrow morning remind the team that the audit starts at 2pm": beside a schedule, a time in what is told is not one. */
function isReported(cluster: Cluster, all: readonly Cluster[], line: Line, language: Language): boolean {
  return all.some(
    (other) =>
      other.next <= cluster.first &&
      other.sentence === cluster.sentence &&
      rank(other) > 0.9 &&
      language.reports?.(line, other.next, cluster.first) === true,
  );
}

/** "If I remember right … at night. Every night at 3am check …": what one sentence only mentions gives way to the request in another. */
function requestBeside(primary: Cluster, clusters: readonly Cluster[]): Cluster | undefined {
  if (!primary.parts.some(({ saying }) => saying.refuse !== undefined)) return undefined;
  const others = clusters.filter(
    (cluster) => cluster.sentence !== primary.sentence && rank(cluster) >= 4 && !cluster.told,
  );
  return others.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** Adds a cluster that completes the schedule; or leaves it to the work; or raises a doubt. */
function join(gathered: Gathered, cluster: Cluster, line: Line, language: Language): void {
  const [only] = cluster.parts;
  if (!only || cluster.clashes || isInBrackets(line, cluster)) return;
  const { saying } = only;
  const atEdge = cluster.atStart || cluster.atEnd;
  const complete =
    gathered.parts.every((part) => saysWhen(part.saying)) &&
    gathered.parts.every((part) => saysTime(part.saying) || isClock(part));
  // "every morning … at 6:15": a part of the day still leaves room for the time in it
  const isRefined =
    gathered.parts.every((part) => part.saying.dayparts !== undefined && part.saying.times === undefined) &&
    saying.times !== undefined &&
    saying.dayparts === undefined &&
    cluster.parts.length === 1 &&
    !saysWhichDays(saying);
  const afterComma = cluster.first > 0 && line.tokens[cluster.first - 1]?.text === ",";
  const isNew = cluster.parts.length === 1 && gathered.parts.length >= 1;
  const merged = isNew ? gathered.parts.map((part) => addTo(part, only, false)) : [];
  const fits = isNew && merged.every((part) => part !== undefined) && !contradicts(gathered.parts, only);
  const accept = () => {
    gathered.parts = merged as Said[];
    gathered.phrases.push(...cluster.phrases);
  };
  if (saying.refuse !== undefined) {
    if (cluster.phrases.every((phrase) => phrase.span === "bound")) accept();
    return;
  }
  const isWhen = saysAnything(cluster) || hasTime(cluster);
  if (!isWhen) {
    // a bound, an exception or a zone apart from the schedule
    const detachable = cluster.phrases.every((phrase) => !phrase.bare);
    // "forecast the load for the next 6 weeks": how long is only sure where it comes first
    const isLength = saying.lasting !== undefined || saying.count !== undefined;
    const isRange = cluster.phrases.some(({ says }) => says.from !== undefined && says.until !== undefined);
    // "… and keep the yard until Saturday": what happens once has no bound
    if (gathered.parts.every((part) => !part.saying.recurs && !part.saying.every)) return;
    if (fits && (detachable || cluster.atStart) && (isLength || isRange ? cluster.atStart : atEdge || afterComma))
      accept();
    return;
  }
  // "… every Friday at 4pm, and the monthly one on the last Friday": other days of a month than the schedule has
  if (
    complete &&
    atEdge &&
    isAnchored(cluster) &&
    gathered.parts.some((part) => saysWhichDays(part.saying) || part.saying.every?.unit === "day") &&
    (saying.nthWeekdays !== undefined || saying.monthDays !== undefined || saying.businessDays !== undefined)
  ) {
    gathered.doubt = "several-schedules";
    return;
  }
  if (fits && isAnchored(cluster) && (atEdge || afterComma) && (isRefined || !(complete && saysTime(saying)))) {
    if (isRefined || !complete || cluster.atStart || isRecurring(cluster)) accept();
    return;
  }
  // two days with their times: "tomorrow at 8am …, then … on Friday at 9am"
  if (
    complete &&
    (atEdge || line.tokens[cluster.next]?.text === ",") &&
    saysWhichDays(saying) &&
    hasTime(cluster) &&
    !isRecurring(cluster) &&
    gathered.parts.every((part) => !part.saying.recurs)
  ) {
    gathered.doubt = "several-schedules";
    return;
  }
  if (
    isRecurring(cluster) &&
    isAnchored(cluster) &&
    !cluster.phrases.some((phrase) => phrase.bare && cluster.phrases.length === 1)
  ) {
    const before = line.tokens[cluster.first - 1]?.text ?? "";
    if (hasTime(cluster) || cluster.parts.some(isClock) || language.joins.has(before))
      gathered.doubt = "several-schedules";
    return;
  }
  const isNear = gathered.phrases.some(
    (phrase) => cluster.first - phrase.next >= 0 && cluster.first - phrase.next <= 2,
  );
  const untimed = gathered.parts.every(
    (part) => !saysTime(part.saying) && !isClock(part) && part.saying.refuse === undefined,
  );
  if (untimed && saying.times && !saysWhichDays(saying) && (isNear || cluster.phrases.some((phrase) => !phrase.bare)))
    gathered.doubt = "which-time";
}

/** "(closed 25 Dec to 3 Jan)": an aside of the work. */
function isInBrackets({ tokens }: Line, { first, clause }: Cluster): boolean {
  for (let at = first - 1; at >= 0 && tokens[at]?.clause === clause; at--) {
    const text = tokens[at]?.text;
    if (text === ")") return false;
    if (text === "(" || text === "[") return true;
  }
  return false;
}

const isClock = ({ saying }: Said) =>
  saying.every !== undefined &&
  (saying.every.unit === "hour" || saying.every.unit === "minute" || saying.every.unit === "second");

/** Hours of the day have no place beside a fixed time, nor a time beside a rhythm of hours. */
function contradicts(parts: readonly Said[], { saying }: Said): boolean {
  return parts.some(
    (part) =>
      (saying.window !== undefined && !isClock(part)) ||
      (saying.times !== undefined && (isClock(part) || part.saying.afterMs !== undefined)),
  );
}

/** Whether a word of the schedule is left over right beside it. */
function hasLoose(line: Line, { phrases }: Gathered, language: Language, read: ReadonlySet<number>): boolean {
  const taken = new Set<number>();
  for (const phrase of phrases) for (let at = phrase.first; at < phrase.next; at++) taken.add(at);
  const skipGlue = (from: number, step: 1 | -1) => {
    let at = from;
    while (
      line.tokens[at] &&
      (language.glue.has(line.tokens[at]?.text ?? "") || taken.has(at)) &&
      Math.abs(at - from) < 3
    )
      at += step;
    return at;
  };
  // "Beginning that day, every weekday …": a bound before the schedule that was not read
  const first = Math.min(...phrases.map((phrase) => phrase.first));
  for (let at = first - 1; at >= 0 && line.tokens[at]?.clause === line.tokens[first]?.clause && first - at < 6; at--) {
    const token = line.tokens[at];
    if (token && !taken.has(at) && !read.has(at) && language.opensBound?.(token)) return true;
  }
  return phrases.some((phrase) => {
    const after = skipGlue(phrase.next, 1);
    for (let at = phrase.next; at <= after; at++) {
      const token = line.tokens[at];
      if (token && !taken.has(at) && language.opensSchedule(token, line.tokens[at + 1], at === phrase.next))
        return true;
    }
    const earlier = line.tokens[phrase.first - 1];
    return (
      earlier !== undefined &&
      !taken.has(phrase.first - 1) &&
      earlier.meanings.some((meaning) => meaning.kind === "every")
    );
  });
}
