import { type Cluster, hasTime, isAnchored, isRecurring, saysAnything } from "./cluster.ts";
import { type Doubt, onceOrEach, several, severalIn, type Stretch, type Way } from "./doubt.ts";
import type { Language } from "./language.ts";
import { hasLoose } from "./leftovers.ts";
import type { Phrase } from "./phrase.ts";
import { addTo, type Said, saysTime, saysWhen, saysWhichDays } from "./saying.ts";
import type { Line } from "./shape.ts";

/** The phrases that say when, and what they say. */
export interface Gathered {
  parts: Said[];
  phrases: Phrase[];
  /** Words that only carry the schedule, in a sentence of its own: "Do this …", "When: …". */
  carriers: Stretch[];
  doubt?: Doubt;
  clashes: boolean;
}

/** How likely the cluster is the schedule; zero and below is not at all. */
function rank(cluster: Cluster): number {
  if (cluster.told === "past") return 0;
  const atEdge = cluster.atStart || cluster.atEnd;
  if (!isAnchored(cluster) && !atEdge) return 0;
  const edge = (cluster.atStart ? 2.5 : 0) + (cluster.atEnd ? 1.5 : 0) - (cluster.told ? 4 : 0);
  if (cluster.parts.some(({ saying }) => saying.refuse !== undefined)) return cluster.atStart ? 20 : 4 + edge;
  if (isRecurring(cluster)) return 6 + edge + (hasTime(cluster) ? 2 : 0) + (cluster.parts.some(isClock) ? 2.5 : 0);
  if (saysAnything(cluster)) {
    if (!atEdge && !hasTime(cluster)) return 0.5;
    // "… it expires 14 March": a bare day at an edge is less than a day with its time
    return 3 + edge + (hasTime(cluster) ? 2 : 0) - (isAnchored(cluster) ? 0 : 0.5);
  }
  if (hasTime(cluster)) return atEdge ? 1 + edge : 0;
  return 0;
}

/**
 * Which phrases are the schedule: the likeliest cluster, and those apart from it that complete it ("Every Monday, … at 9am").
 *
 * Everything else belongs to the work. Where that is not sure, the doubt is told, and becomes a question.
 *
 * @param work the phrases that belong to the work although they look like a schedule
 */
export function gather(
  line: Line,
  all: readonly Cluster[],
  language: Language,
  work: readonly Phrase[] = [],
): Gathered | undefined {
  const clusters = withoutReported(all, line, language);
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
  const gathered: Gathered = {
    parts: primary.parts,
    phrases: [...primary.phrases],
    carriers: [],
    clashes: primary.clashes,
  };
  if (clusters.length > 1 || line.tokens.at(-1)?.clause !== line.tokens[0]?.clause)
    carry(gathered, primary, line, language);
  for (const cluster of clusters) {
    if (cluster === primary) continue;
    const remark = remarkOf(cluster, primary, line, language);
    if (cluster.clause === primary.clause) join(gathered, cluster, line, language);
    else if (remark) addRemark(gathered, cluster, remark);
    else if (language.carries?.(line, cluster) === true && restate(gathered, cluster))
      carry(gathered, cluster, line, language);
    else if (
      isRecurring(cluster) &&
      isRecurring(primary) &&
      isAnchored(cluster) &&
      !cluster.told &&
      rank(cluster) >= 6 &&
      language.asksFor?.(line, cluster) !== false &&
      !isVague(cluster)
    ) {
      gathered.doubt = several(gathered, primary, cluster, line);
    }
  }
  const alone: Way = { parts: gathered.parts, phrases: gathered.phrases };
  if (gathered.doubt) return gathered;
  const read = new Set<number>();
  for (const { first, next } of [...all.flatMap((cluster) => cluster.phrases), ...work])
    for (let at = first; at < next; at++) read.add(at);
  const isTold = primary.told === true && isClaim(primary);
  const each = onceOrEach(gathered, primary, work, line);
  if (isTold || hasLoose(line, gathered.phrases, language, read) || isUnread(gathered, line, language))
    gathered.doubt = { code: "not-understood", ways: [alone] };
  else if (each) gathered.doubt = each;
  return gathered;
}

/** Whether words of time stay in the prompt. Glue between two phrases goes with them. */
function isUnread({ phrases, carriers, parts }: Gathered, line: Line, language: Language): boolean {
  if (!language.leavesUnread || parts.some(({ saying }) => saying.refuse !== undefined)) return false;
  const taken = new Set<number>();
  for (const { first, next } of [...phrases, ...carriers]) for (let at = first; at < next; at++) taken.add(at);
  return language.leavesUnread(
    line,
    taken,
    parts.map(({ saying }) => saying),
  );
}

/** "Every now and then …": nobody can tell how often. */
const isVague = (cluster: Cluster) => cluster.parts.every(({ saying }) => saying.ask !== undefined && !saying.every);
const isClaim = (cluster: Cluster) => cluster.parts.every(({ saying }) => saying.refuse === undefined);

/** Takes the words that only carry the schedule of this sentence, where the work is told in another one. */
function carry(gathered: Gathered, cluster: Cluster, line: Line, language: Language): void {
  if (language.carries?.(line, cluster) !== true) return;
  const { clause } = cluster;
  const isOther = line.tokens.some((token) => token.clause !== clause && token.shape !== "sign");
  if (!isOther) return;
  let first = cluster.first;
  while (line.tokens[first - 1]?.clause === clause) first--;
  if (line.tokens[first - 1]?.text === ":")
    while (line.tokens[first - 1]?.clause === clause - 1 && line.tokens[first - 1]?.sentence === cluster.sentence)
      first--;
  let next = cluster.next;
  while (line.tokens[next]?.clause === clause) next++;
  gathered.carriers.push({ first, next });
}

/** "Send me the report every day. Make it 7am.": what a sentence of its own adds to the schedule of another. */
function restate(gathered: Gathered, cluster: Cluster): boolean {
  const [only] = cluster.parts;
  if (!only || cluster.parts.length > 1) return false;
  const merged = gathered.parts.map((part) => addTo(part, only, false));
  if (!merged.every((part) => part !== undefined) || contradicts(gathered.parts, only)) return false;
  gathered.parts = merged;
  gathered.phrases.push(...cluster.phrases);
  return true;
}

/** "Tomorrow morning remind the team that the audit starts at 2pm": beside a schedule, a time in what is told is not one. */
function withoutReported(all: readonly Cluster[], line: Line, language: Language): readonly Cluster[] {
  if (!language.reports) return all;
  // behind the first schedule of a sentence, each stretch is looked at once
  let behind: { sentence: number; from: number; isReported: boolean } | undefined;
  return all.filter((cluster) => {
    if (behind?.sentence !== cluster.sentence) behind = undefined;
    if (behind) {
      behind.isReported ||= language.reports?.(line, behind.from, cluster.first) === true;
      behind.from = cluster.first;
    } else if (rank(cluster) > 0.9) behind = { sentence: cluster.sentence, from: cluster.next, isReported: false };
    return behind?.isReported !== true;
  });
}

/** "If I remember right … at night. Every night at 3am check …": what one sentence only mentions gives way to the request in another. */
function requestBeside(primary: Cluster, clusters: readonly Cluster[]): Cluster | undefined {
  if (!primary.parts.some(({ saying }) => saying.refuse !== undefined)) return undefined;
  const others = clusters.filter(
    (cluster) =>
      // "every Monday at 9 check the stock; if there is none, tell us": the condition is part of the work
      (cluster.sentence !== primary.sentence || cluster.clause < primary.clause) && rank(cluster) >= 4 && !cluster.told,
  );
  return others.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** "Send me the report every day. Make it 7am.": where a sentence is only about the schedule, all of it. */
function remarkOf(
  cluster: Cluster,
  primary: Cluster,
  { tokens }: Line,
  { corrections }: Language,
): { first: number; next: number } | undefined {
  // "…; the first one on 9 December": a clause can be one as well
  const part = cluster.sentence > primary.sentence ? "sentence" : "clause";
  if (!corrections || cluster[part] <= primary[part] || cluster.parts.length !== 1 || cluster.clashes) return undefined;
  if (part === "clause" && saysAnything(cluster)) return undefined;
  let [first, next] = [cluster.first, cluster.next];
  while (tokens[first - 1]?.[part] === cluster[part]) first--;
  while (tokens[next]?.[part] === cluster[part]) next++;
  for (let at = first; at < next; at++) {
    const token = tokens[at];
    if (at === cluster.first) at = cluster.next - 1;
    else if (token && token.shape !== "sign" && !corrections.fillers.has(token.text)) return undefined;
  }
  return { first, next };
}

/** A remark that fits completes the schedule; one that does not leaves it open which of the two counts. */
function addRemark(gathered: Gathered, cluster: Cluster, remark: { first: number; next: number }): void {
  const [only] = cluster.parts;
  const merged = only ? gathered.parts.map((part) => addTo(part, only, false)) : [];
  const fits = only !== undefined && merged.every((part) => part !== undefined) && !contradicts(gathered.parts, only);
  // "… every day. On Monday.": one day is no part of that rhythm
  const isOther =
    only !== undefined && saysWhichDays(only.saying) && gathered.parts.some(({ saying }) => saying.recurs);
  if (!fits || isOther) {
    gathered.doubt = { code: "not-understood", ways: [{ parts: gathered.parts, phrases: gathered.phrases }] };
    return;
  }
  gathered.parts = merged;
  gathered.phrases.push(
    ...cluster.phrases.map((phrase, index) => ({
      ...phrase,
      first: index === 0 ? remark.first : phrase.first,
      next: index === cluster.phrases.length - 1 ? remark.next : phrase.next,
    })),
  );
}

/** So many words between one day and a rhythm behind it, and nobody knows whether the rhythm is that day's. */
const FAR = 8;

/** Adds a cluster that completes the schedule; or leaves it to the work; or raises a doubt. */
function join(gathered: Gathered, cluster: Cluster, line: Line, language: Language): void {
  const [only] = cluster.parts;
  if (!only || cluster.clashes || isInBrackets(line, cluster)) return;
  const { saying } = only;
  // "for Tuesday I have it already, what is missing is that every 3 hours …": told, and no part of the request
  if (cluster.told && saying.refuse === undefined && saying.day !== undefined) return;
  const isFar = gathered.phrases.every(({ first }) => first - cluster.next > FAR);
  if (isFar && saying.day !== undefined && gathered.parts.some((part) => part.saying.recurs)) {
    gathered.doubt = severalIn(gathered, cluster);
    return;
  }
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
    // "… each day at the end of second shift": what cannot be scheduled is said, where it stands at the edge
    if (cluster.phrases.every((phrase) => phrase.span === "bound") || (cluster.atEnd && isAnchored(cluster))) accept();
    // "… 30 minutes before their 10pm shift every day": the schedule has no time but this one
    else if (
      !complete &&
      isAnchored(cluster) &&
      cluster.first < Math.min(...gathered.phrases.map(({ first }) => first))
    )
      gathered.doubt = { code: "not-understood", ways: [{ parts: gathered.parts, phrases: gathered.phrases }] };
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
    // "… at 14:00, compare the output with the plan until 22:00": a fixed time has no last hour
    if (saying.until?.time && !saying.until.day && !gathered.parts.some(isClock)) return;
    // "for the summer, from 1 July to 31 August, read …", "…, except in August, for 3 months": set apart by signs
    const isAside = isBetweenSigns(line, cluster);
    const isPlaced = isLength || isRange ? cluster.atStart : atEdge || afterComma;
    if (fits && (isAside || ((detachable || cluster.atStart) && isPlaced))) accept();
    else if (isAside || saying.exceptWeekdays || saying.exceptDays || saying.exceptMonths)
      gathered.doubt = { code: "not-understood", ways: [{ parts: gathered.parts, phrases: gathered.phrases }] };
    return;
  }
  // "… every Friday at 4pm, and the monthly one on the last Friday": other days of a month than the schedule has
  if (
    complete &&
    atEdge &&
    isAnchored(cluster) &&
    gathered.phrases.some((phrase) => isListedBehind(line, phrase, cluster, language)) &&
    gathered.parts.some((part) => saysWhichDays(part.saying) || part.saying.every?.unit === "day") &&
    (saying.nthWeekdays !== undefined || saying.monthDays !== undefined || saying.businessDays !== undefined)
  ) {
    gathered.doubt = severalIn(gathered, cluster);
    return;
  }
  // "… every Friday at 3pm count the stops of each day": a schedule that is whole has no use for "every day"
  const isPlainDay =
    saying.every?.unit === "day" &&
    saying.every.n === 1 &&
    Object.keys(saying).every((slot) => slot === "every" || slot === "recurs");
  if (complete && isPlainDay && gathered.parts.every((part) => saysWhichDays(part.saying))) return;
  // "Monday to Friday from 8 to 18 check every half hour …": hours of the day and a rhythm of minutes need each other
  const isRhythmOfHours =
    cluster.parts.every(isClock) && gathered.parts.every((part) => part.saying.window !== undefined && !isClock(part));
  const isHoursOfRhythm =
    saying.window !== undefined &&
    atEdge &&
    gathered.parts.every((part) => isClock(part) && part.saying.window === undefined);
  if (fits && (isRhythmOfHours || isHoursOfRhythm)) {
    accept();
    return;
  }
  if (fits && isAnchored(cluster) && (atEdge || afterComma) && (isRefined || !(complete && saysTime(saying)))) {
    if (isRefined || !complete || cluster.atStart || isRecurring(cluster)) accept();
    return;
  }
  // two days with their times: "tomorrow at 8am …, then … on Friday at 9am", "Mon-Thu 9:55 …, Fri 10:25"
  const isListed =
    afterComma ||
    language.joins.has(line.tokens[cluster.first - 1]?.text ?? "") ||
    language.joins.has(line.tokens[cluster.next]?.text ?? "");
  if (
    complete &&
    (atEdge || isListed) &&
    saysWhichDays(saying) &&
    hasTime(cluster) &&
    !isRecurring(cluster) &&
    (isListed || gathered.parts.every((part) => !part.saying.recurs))
  ) {
    gathered.doubt = severalIn(gathered, cluster);
    return;
  }
  if (
    isRecurring(cluster) &&
    isAnchored(cluster) &&
    !cluster.phrases.some((phrase) => phrase.bare && cluster.phrases.length === 1)
  ) {
    const before = line.tokens[cluster.first - 1]?.text ?? "";
    const isClose = gathered.phrases.some(({ next }) => cluster.first >= next && cluster.first - next <= 1);
    if (hasTime(cluster) || cluster.parts.some(isClock) || language.joins.has(before) || isClose)
      gathered.doubt = severalIn(gathered, cluster);
    return;
  }
  const isNear = gathered.phrases.some(
    (phrase) => cluster.first - phrase.next >= 0 && cluster.first - phrase.next <= 2,
  );
  // "prepare the deck the Wednesday before at 3pm": a second time that nothing ties to the work
  if (complete && language.isFreeTime?.(line, cluster) === true && saying.times !== undefined) {
    gathered.doubt = severalIn(gathered, cluster);
    return;
  }
  // "every day bar Sunday at 7am": other days right behind, and a word between that nobody read
  if (!complete && isNear && isAnchored(cluster) && saysWhichDays(saying)) {
    gathered.doubt = severalIn(gathered, cluster);
    return;
  }
  const untimed = gathered.parts.every(
    (part) => !saysTime(part.saying) && !isClock(part) && part.saying.refuse === undefined,
  );
  if (untimed && saying.times && !saysWhichDays(saying) && (isNear || cluster.phrases.some((phrase) => !phrase.bare)))
    gathered.doubt = {
      code: "which-time",
      ways: [
        ...(fits ? [{ parts: merged, phrases: [...gathered.phrases, ...cluster.phrases] }] : []),
        { parts: gathered.parts, phrases: gathered.phrases },
      ],
    };
}

/** Whether signs, or the end, part it from all that is said besides. */
function isBetweenSigns({ tokens }: Line, { first, next, clause }: Cluster): boolean {
  const [before, behind] = [tokens[first - 1], tokens[next]];
  const isSign = before !== undefined && /^[,;–—-]$/.test(before.text);
  return isSign && (behind === undefined || behind.clause !== clause || /^[,.;!–—-]$/.test(behind.text));
}

/** Whether an "and" or a comma of the work stands between: "… at 4pm, and the monthly one on the last Friday". */
function isListedBehind({ tokens }: Line, phrase: Phrase, cluster: Cluster, language: Language): boolean {
  return tokens.slice(phrase.next, cluster.first).some(({ text }) => language.joins.has(text));
}

const LONGEST_ASIDE = 40;

/** "(closed 25 Dec to 3 Jan)": an aside of the work. */
function isInBrackets({ tokens }: Line, { first, clause }: Cluster): boolean {
  for (let at = first - 1; at >= Math.max(0, first - LONGEST_ASIDE) && tokens[at]?.clause === clause; at--) {
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
