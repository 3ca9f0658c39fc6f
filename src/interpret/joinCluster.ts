import { type Cluster, hasTime, isAnchored, isRecurring, saysAnything } from "./cluster.ts";
import { severalIn } from "./doubt.ts";
import type { Gathered } from "./gather.ts";
import type { Language } from "./language.ts";
import { withAnother } from "./parts.ts";
import { addTo, isElapsed, type Said, saysTime, saysWhen, saysWhichDays } from "./saying.ts";
import type { Line } from "./shape.ts";

/** So many words between one day and a rhythm behind it, and nobody knows whether the rhythm is that day's. */
const FAR = 8;

/** Adds a cluster that completes the schedule; or leaves it to the work; or raises a doubt. */
export function join(gathered: Gathered, cluster: Cluster, line: Line, language: Language): void {
  const [only] = cluster.parts;
  if (!only || cluster.clashes || isInBrackets(line, cluster)) return;
  const { saying } = only;
  // "for Tuesday I have it already, what is missing is that every 3 hours …": told, and no part of the request
  if (cluster.told && saying.refuse === undefined && (saying.day !== undefined || saying.window !== undefined)) return;
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
  const merged = cluster.parts.length === 1 ? addToEach(gathered.parts, only) : undefined;
  const fits = merged !== undefined && !contradicts(gathered.parts, only);
  const accept = () => {
    gathered.parts = merged ?? [only];
    gathered.phrases.push(...cluster.phrases);
  };
  if (saying.refuse !== undefined) {
    // "… each day at the end of second shift": what cannot be scheduled is said, where it stands at the edge
    if (cluster.phrases.every((phrase) => phrase.span === "bound") || (cluster.atEnd && isAnchored(cluster))) accept();
    // "… 30 minutes before their 10pm shift every day": the schedule has no time but this one
    else if (
      !complete &&
      isAnchored(cluster) &&
      (saying.times !== undefined || cluster.first < Math.min(...gathered.phrases.map(({ first }) => first)))
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
    if (saying.once && fits && isBetweenSigns(line, cluster)) return accept();
    // "… and keep the yard until Saturday": what happens once has no bound
    if (gathered.parts.every((part) => !part.saying.recurs && !part.saying.every)) return;
    // "each Friday at 21:00 turn the oven off until Monday": no end of what is once a week
    if (saying.until?.day?.kind === "weekday" && gathered.parts.every((part) => part.saying.weekdays?.length === 1))
      return;
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
    (saying.nthWeekdays !== undefined || saying.monthDays !== undefined || saying.businessDays !== undefined) &&
    gathered.parts.some((part) => saysWhichDays(part.saying) || part.saying.every?.unit === "day") &&
    isListedBehind(line, gathered, cluster, language)
  ) {
    gathered.doubt = severalIn(gathered, cluster);
    return;
  }
  // "…, tomorrow." behind a rhythm; "… on Friday, only, at 10am": a day that belongs to no work
  const isNamedDay = saying.day?.kind === "day" && cluster.atEnd && isBetweenSigns(line, cluster);
  const isDayless =
    gathered.parts.every((part) => !saysWhen(part.saying)) && saysWhichDays(saying) && isAnchored(cluster);
  if ((isNamedDay && gathered.parts.some((part) => part.saying.recurs)) || isDayless) {
    const both = fits ? [{ parts: merged, phrases: [...gathered.phrases, ...cluster.phrases] }] : [];
    gathered.doubt = { code: "not-understood", ways: [...both, { parts: gathered.parts, phrases: gathered.phrases }] };
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
    (atEdge || afterComma || language.opposes?.has(line.tokens[cluster.first - 1]?.text ?? "") === true) &&
    gathered.parts.every((part) => isClock(part) && part.saying.window === undefined);
  if (fits && (isRhythmOfHours || isHoursOfRhythm)) {
    accept();
    return;
  }
  // "sample it every day at 9 and clean it every Friday", "… and clean it monthly": a rhythm of another piece of work
  const isEvery =
    line.tokens[cluster.first]?.meanings.some(({ kind }) => kind === "every") === true ||
    (gathered.parts.some((part) => part.saying.every?.unit === "day") &&
      isAndBehind(line, gathered, cluster, language));
  const isSecondRhythm =
    isEvery &&
    language.opposes?.has(line.tokens[cluster.first - 1]?.text ?? "") !== true &&
    saysWhichDays(saying) &&
    gathered.phrases.every(({ next }) => cluster.first - next > 1);
  const isAdverb =
    cluster.atEnd && cluster.phrases.length === 1 && cluster.phrases[0]?.bare === true && !cluster.atStart;
  if (complete && saying.every?.unit !== "day" && (isSecondRhythm || (isAdverb && saying.every !== undefined))) {
    gathered.doubt = severalIn(gathered, cluster);
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
  // "weekdays at 7am run the count, Saturdays at 9": other days of the same work
  const isTail = afterComma && line.tokens.slice(cluster.next).every(({ shape }) => shape === "sign");
  const isOwnRun =
    isTail &&
    cluster.parts.length === 1 &&
    [only, ...gathered.parts].every(isRun) &&
    !hasCommonDay(gathered.parts, only);
  if (isOwnRun && gathered.parts[0]?.saying.zone === saying.zone) {
    gathered.parts = withAnother(gathered.parts, only);
    gathered.phrases.push(...cluster.phrases);
    return;
  }
  if (
    isRecurring(cluster) &&
    isAnchored(cluster) &&
    !cluster.phrases.some((phrase) => phrase.bare && cluster.phrases.length === 1)
  ) {
    const before = line.tokens[cluster.first - 1]?.text ?? "";
    const isClose = gathered.phrases.some(({ next }) => cluster.first >= next && cluster.first - next <= 1);
    if (
      hasTime(cluster) ||
      cluster.parts.some(isClock) ||
      (saysWhichDays(saying) && !cluster.atEnd) ||
      language.joins.has(before) ||
      isClose
    )
      gathered.doubt = severalIn(gathered, cluster);
    return;
  }
  // "at 7 7 30 and 8 on weekdays …": a time the request begins with, and nothing that parts it from the schedule
  const begins = Math.min(...gathered.phrases.map(({ first }) => first));
  const isLeading =
    complete &&
    cluster.atStart &&
    isAnchored(cluster) &&
    saying.times !== undefined &&
    begins > cluster.next &&
    begins - cluster.next < 6 &&
    line.tokens.slice(cluster.next, begins).every(({ shape }) => shape !== "sign");
  if (isLeading) {
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
  // "… between 8 and 20 measure every 15 minutes …": hours in the middle of it, of a rhythm that has none
  const isOpenRhythm = gathered.parts.every((part) => isClock(part) && part.saying.window === undefined);
  if (saying.window !== undefined && isOpenRhythm && isAnchored(cluster)) {
    gathered.doubt = severalIn(gathered, cluster);
    return;
  }
  const untimed = gathered.parts.every(
    (part) => !saysTime(part.saying) && !isClock(part) && part.saying.refuse === undefined,
  );
  // "every Sunday after church, around 12:30": the only hour there is, at the end
  const isEnd = afterComma && line.tokens.slice(cluster.next).every(({ shape }) => shape === "sign");
  if (untimed && fits && isEnd && saying.times && !saysWhichDays(saying)) return accept();
  if (untimed && saying.times && !saysWhichDays(saying) && (isNear || cluster.phrases.some((phrase) => !phrase.bare)))
    gathered.doubt = {
      code: "which-time",
      ways: [
        ...(fits ? [{ parts: merged, phrases: [...gathered.phrases, ...cluster.phrases] }] : []),
        { parts: gathered.parts, phrases: gathered.phrases },
      ],
    };
}

const isRun = ({ saying }: Said) =>
  saying.weekdays !== undefined && saying.times !== undefined && saying.recurs === true && saying.ask === undefined;
const hasCommonDay = (parts: readonly Said[], { saying: { weekdays = [] } }: Said) =>
  parts.some((part) => part.saying.weekdays?.some((day) => weekdays.includes(day)));

/** Whether signs, or the end, part it from all that is said besides. */
function isBetweenSigns({ tokens }: Line, { first, next, clause }: Cluster): boolean {
  const [before, behind] = [tokens[first - 1], tokens[next]];
  const isSign = before !== undefined && /^[,;–—-]$/.test(before.text);
  return isSign && (behind === undefined || behind.clause !== clause || /^[,.;!–—-]$/.test(behind.text));
}

/** What stands between the first phrase and a cluster behind it. */
function between({ tokens }: Line, { phrases }: Gathered, { first }: Cluster) {
  return tokens.slice(Math.min(...phrases.map(({ next }) => next)), first);
}

/** Whether an "and" of the work stands between: "… every day at 9 and clean it on Fridays". */
function isAndBehind(line: Line, gathered: Gathered, cluster: Cluster, language: Language): boolean {
  const words = between(line, gathered, cluster);
  return words.length > 2 && words.some(({ text, shape }) => shape === "word" && language.joins.has(text));
}

/** Whether an "and" or a comma of the work stands between: "… at 4pm, and the monthly one on the last Friday". */
function isListedBehind(line: Line, gathered: Gathered, cluster: Cluster, language: Language): boolean {
  return between(line, gathered, cluster).some(({ text }) => language.joins.has(text));
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
