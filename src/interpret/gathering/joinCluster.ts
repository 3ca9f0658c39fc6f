import {
  type Beside,
  besideOf,
  haveCommonDay,
  isAndBehind,
  isBetweenSigns,
  isClock,
  isInBrackets,
  isLast,
  isListedBehind,
  isPlainDaily,
  isRun,
  isWithin,
  namesDaysOfMonth,
} from "./beside.ts";
import { type Cluster, hasTime, isAnchored, isRecurring, saysAnything } from "./cluster.ts";
import { type Doubt, severalIn } from "./doubt.ts";
import type { Gathered } from "./gather.ts";
import type { Language } from "../language.ts";
import { withAnother } from "../phrases/parts.ts";
import { leavesOut, saysTime, saysWhen, saysWhichDays } from "../phrases/saying.ts";
import type { Line } from "../phrases/shape.ts";

/** What becomes of a cluster beside the schedule: it is part of the work, completes the schedule or is a run of its own; or nobody knows. */
type Fate = "work" | "completes" | "run" | Doubt;

/** One kind of cluster, and what becomes of it. */
type Case = (beside: Beside) => Fate | undefined;

/** Adds a cluster that completes the schedule; or leaves it to the work; or raises a doubt. */
export function join(gathered: Gathered, cluster: Cluster, line: Line, language: Language): void {
  const beside = besideOf(gathered, cluster, line, language);
  if (!beside) return;
  const fate = fateOf(beside);
  const [only] = cluster.parts;
  if (fate === "work" || !only) return;
  if (fate === "run") gathered.parts = withAnother(gathered.parts, only);
  else if (fate === "completes") gathered.parts = beside.merged ?? [only];
  else {
    gathered.doubt = fate;
    return;
  }
  gathered.phrases.push(...cluster.phrases);
}

function fateOf(beside: Beside): Fate {
  for (const fate of cases) {
    const found = fate(beside);
    if (found) return found;
  }
  return "work";
}

const several = ({ gathered, cluster }: Beside): Doubt => severalIn(gathered, cluster);
const asItIs = ({ gathered: { parts, phrases } }: Beside) => ({ parts, phrases });
/** The schedule with it, where that is possible, and without it. */
const withOrWithout = (code: Doubt["code"], beside: Beside): Doubt => {
  const { gathered, cluster, merged } = beside;
  const both = merged ? [{ parts: merged, phrases: [...gathered.phrases, ...cluster.phrases] }] : [];
  return { code, ways: [...both, asItIs(beside)] };
};
const notUnderstood = (beside: Beside): Doubt => ({ code: "not-understood", ways: [asItIs(beside)] });

/** So many words between one day and a rhythm behind it, and nobody knows whether the rhythm is that day's. */
const FAR = 8;

/** "For Tuesday I have it already, what is missing is that every 3 hours …": told, and no part of the request. */
const told: Case = (beside) => {
  const { cluster, saying } = beside;
  if (!cluster.told || saying.refuse !== undefined) return undefined;
  const isOthers = beside.complete && isApart(beside);
  return isOthers || saying.day !== undefined || saying.window !== undefined ? "work" : undefined;
};

/** "… at 9 list the cats, | the old ones get drops | every 8 hours": a comma, and no "and", parts what is told from the schedule. */
function isApart({ gathered: { phrases }, cluster, line: { tokens }, language }: Beside): boolean {
  const isBehind = phrases.every(({ next }) => next <= cluster.first);
  const from = isBehind ? Math.max(...phrases.map(({ next }) => next)) : cluster.next;
  const to = isBehind ? cluster.first : Math.min(...phrases.map(({ first }) => first));
  for (let at = to - 1; at >= from; at--)
    if (tokens[at]?.text === ",") return !language.joins.has(tokens[at + 1]?.text ?? "");
  return false;
}

const dayFarInFront: Case = (beside) => {
  const { gathered, cluster, saying } = beside;
  const isFar = gathered.phrases.every(({ first }) => first - cluster.next > FAR);
  return isFar && saying.day !== undefined && gathered.parts.some((part) => part.saying.recurs)
    ? several(beside)
    : undefined;
};

/** "… each day at the end of second shift": what cannot be scheduled is said, where it stands at the edge. */
const refused: Case = (beside) => {
  const { gathered, cluster, saying } = beside;
  if (saying.refuse === undefined) return undefined;
  // "every day at 8 sum up the mails that came in between 6pm yesterday and 8am today"
  if (saying.refuse === "past" && beside.complete && gathered.parts.every((part) => part.saying.recurs)) return "work";
  if (cluster.phrases.every(({ span }) => span === "bound") || (cluster.atEnd && isAnchored(cluster)))
    return "completes";
  // "… 30 minutes before their 10pm shift every day": the schedule has no time but this one
  const isInFront = gathered.phrases.every(({ first }) => cluster.first < first);
  const isOnlyTime = !beside.complete && isAnchored(cluster) && (saying.times !== undefined || isInFront);
  return isOnlyTime ? notUnderstood(beside) : "work";
};

/** A bound, an exception or a zone apart from the schedule. */
const addition: Case = (beside) => {
  const { gathered, cluster, saying, merged } = beside;
  if (saysAnything(cluster) || hasTime(cluster)) return undefined;
  const isAside = isBetweenSigns(beside);
  if (saying.once && merged && isAside) return "completes";
  // "… and keep the yard until Saturday": what happens once has no bound
  if (gathered.parts.every((part) => !part.saying.recurs && !part.saying.every)) return "work";
  // "each Friday at 21:00 turn the oven off until Monday": no end of what is once a week
  if (saying.until?.day?.kind === "weekday" && gathered.parts.every((part) => part.saying.weekdays?.length === 1))
    return "work";
  // "… at 14:00, compare the output with the plan until 22:00": a fixed time has no last hour
  if (saying.until?.time && !saying.until.day && !gathered.parts.some(isClock)) return "work";
  // "for the summer, from 1 July to 31 August, read …", "…, except in August, for 3 months": set apart by signs
  if (merged && (isAside || isPlaced(beside))) return "completes";
  const isException = leavesOut(saying);
  return isAside || isException ? notUnderstood(beside) : "work";
};

/** Whether an addition stands where one of the schedule does. */
function isPlaced({ cluster, saying, atEdge, afterComma }: Beside): boolean {
  if (cluster.atStart) return true;
  // "forecast the load for the next 6 weeks": how long is only sure where it comes first
  const isLength = saying.lasting !== undefined || saying.count !== undefined;
  const isRange = cluster.phrases.some(({ says }) => says.from !== undefined && says.until !== undefined);
  return !isLength && !isRange && cluster.phrases.every(({ bare }) => !bare) && (atEdge || afterComma);
}

/** "… every Friday at 4pm, and the monthly one on the last Friday": other days of a month than the schedule has. */
const otherDaysOfMonth: Case = (beside) => {
  const { gathered, cluster, saying } = beside;
  const hasDays = gathered.parts.some((part) => saysWhichDays(part.saying) || part.saying.every?.unit === "day");
  const isOther = beside.complete && beside.atEdge && isAnchored(cluster) && namesDaysOfMonth(saying) && hasDays;
  return isOther && isListedBehind(beside) ? several(beside) : undefined;
};

/** "…, tomorrow." behind a rhythm; "… on Friday, only, at 10am": a day that belongs to no work. */
const strayDay: Case = (beside) => {
  const { gathered, cluster, saying } = beside;
  const isNamed = saying.day?.kind === "day" && cluster.atEnd && isBetweenSigns(beside);
  const isDayless =
    gathered.parts.every((part) => !saysWhen(part.saying)) && saysWhichDays(saying) && isAnchored(cluster);
  const isStray = (isNamed && gathered.parts.some((part) => part.saying.recurs)) || isDayless;
  return isStray ? withOrWithout("not-understood", beside) : undefined;
};

/** "… every Friday at 3pm count the stops of each day": a schedule that is whole has no use for "every day". */
const everyDayOfWork: Case = ({ gathered, complete, saying }) =>
  complete && isPlainDaily(saying) && gathered.parts.every((part) => saysWhichDays(part.saying)) ? "work" : undefined;

/** "Monday to Friday from 8 to 18 check every half hour …": hours of the day and a rhythm of minutes need each other. */
const hoursAndRhythm: Case = (beside) => {
  const { gathered, cluster, saying, language, merged } = beside;
  if (!merged) return undefined;
  const isRhythm =
    cluster.parts.every(isClock) && gathered.parts.every((part) => part.saying.window !== undefined && !isClock(part));
  const isBeside = beside.atEdge || beside.afterComma || language.opposes?.has(beside.before) === true;
  const isHours = saying.window !== undefined && isBeside && gathered.parts.every(isOpenRhythm);
  return isRhythm || isHours ? "completes" : undefined;
};

/** Every so many minutes or hours, of no hours of the day. */
const isOpenRhythm = (part: Gathered["parts"][number]) => isClock(part) && part.saying.window === undefined;

/** "Sample it every day at 9 and clean it every Friday", "… and clean it monthly": a rhythm of another piece of work. */
const rhythmOfOtherWork: Case = (beside) => {
  const { gathered, cluster, line, language, saying } = beside;
  if (!beside.complete || saying.every?.unit === "day") return undefined;
  const isEvery =
    line.tokens[cluster.first]?.meanings.some(({ kind }) => kind === "every") === true ||
    (gathered.parts.some((part) => part.saying.every?.unit === "day") && isAndBehind(beside));
  const isSecond =
    isEvery &&
    language.opposes?.has(beside.before) !== true &&
    saysWhichDays(saying) &&
    gathered.phrases.every(({ next }) => cluster.first - next > 1);
  const [adverb, ...more] = cluster.phrases;
  const isAdverb = cluster.atEnd && !cluster.atStart && adverb?.bare === true && more.length === 0;
  return isSecond || (isAdverb && saying.every !== undefined) ? several(beside) : undefined;
};

/** What the schedule lacks, at an edge or behind a comma. */
const completion: Case = (beside) => {
  const { cluster, saying, complete, merged } = beside;
  const isRefined = refines(beside);
  const isPlace = isAnchored(cluster) && (beside.atEdge || beside.afterComma);
  if (!merged || !isPlace || !(isRefined || !(complete && saysTime(saying)))) return undefined;
  return isRefined || !complete || cluster.atStart || isRecurring(cluster) ? "completes" : "work";
};

/** "Every morning … at 6:15": a part of the day still leaves room for the time in it. */
function refines({ gathered, cluster, saying }: Beside): boolean {
  return (
    gathered.parts.every((part) => part.saying.dayparts !== undefined && part.saying.times === undefined) &&
    saying.times !== undefined &&
    saying.dayparts === undefined &&
    cluster.parts.length === 1 &&
    !saysWhichDays(saying)
  );
}

/** Two days with their times: "tomorrow at 8am …, then … on Friday at 9am", "Mon-Thu 9:55 …, Fri 10:25". */
const dayWithTime: Case = (beside) => {
  const { gathered, cluster, line, language, saying } = beside;
  const isListed =
    beside.afterComma || language.joins.has(beside.before) || language.joins.has(line.tokens[cluster.next]?.text ?? "");
  const isDay = saysWhichDays(saying) && hasTime(cluster) && !isRecurring(cluster);
  const isBesideOnce = beside.atEdge && gathered.parts.every((part) => !part.saying.recurs);
  return beside.complete && isDay && (isListed || isBesideOnce) ? several(beside) : undefined;
};

/** "Weekdays at 7am run the count, Saturdays at 9": other days of the same work. */
const runOfItsOwn: Case = (beside) => {
  const { gathered, cluster, saying } = beside;
  const isOwn =
    beside.afterComma &&
    isLast(beside) &&
    cluster.parts.length === 1 &&
    [...cluster.parts, ...gathered.parts].every(isRun) &&
    !haveCommonDay(gathered.parts, saying);
  return isOwn && gathered.parts[0]?.saying.zone === saying.zone ? "run" : undefined;
};

const otherRhythm: Case = (beside) => {
  const { cluster, language, saying } = beside;
  if (!isRecurring(cluster) || !isAnchored(cluster)) return undefined;
  const isOther =
    hasTime(cluster) ||
    cluster.parts.some(isClock) ||
    (saysWhichDays(saying) && !cluster.atEnd) ||
    language.joins.has(beside.before) ||
    isWithin(1, beside);
  return isOther ? several(beside) : "work";
};

/** "At 7 7 30 and 8 on weekdays …": a time the request begins with, and nothing that parts it from the schedule. */
const leadingTime: Case = (beside) => {
  const { gathered, cluster, line, saying, complete } = beside;
  if (!complete || !cluster.atStart || !isAnchored(cluster) || saying.times === undefined) return undefined;
  const begins = Math.min(...gathered.phrases.map(({ first }) => first));
  const isClose = begins > cluster.next && begins - cluster.next < 6;
  return isClose && line.tokens.slice(cluster.next, begins).every(({ shape }) => shape !== "sign")
    ? several(beside)
    : undefined;
};

/** "Prepare the deck the Wednesday before at 3pm": a second time that nothing ties to the work. */
const freeTime: Case = (beside) =>
  beside.complete &&
  beside.saying.times !== undefined &&
  beside.language.isFreeTime?.(beside.line, beside.cluster) === true
    ? several(beside)
    : undefined;

/** "Every day bar Sunday at 7am": other days right behind, and a word between that nobody read. */
const daysBehind: Case = (beside) =>
  !beside.complete && isWithin(2, beside) && isAnchored(beside.cluster) && saysWhichDays(beside.saying)
    ? several(beside)
    : undefined;

/** "… between 8 and 20 measure every 15 minutes …": hours in the middle of it, of a rhythm that has none. */
const hoursInTheMiddle: Case = (beside) =>
  beside.saying.window !== undefined && beside.gathered.parts.every(isOpenRhythm) && isAnchored(beside.cluster)
    ? several(beside)
    : undefined;

/** "Every Sunday after church, around 12:30": the only hour there is. */
const onlyHour: Case = (beside) => {
  const { cluster, saying, merged } = beside;
  if (!beside.untimed || !saying.times || saysWhichDays(saying)) return undefined;
  if (merged && beside.afterComma && isLast(beside)) return "completes";
  const isTied = isWithin(2, beside) || cluster.phrases.some(({ bare }) => !bare);
  return isTied ? withOrWithout("which-time", beside) : undefined;
};

/** The first of these that it is. */
const cases: readonly Case[] = [
  (beside) => (beside.cluster.clashes || isInBrackets(beside) ? "work" : undefined),
  told,
  dayFarInFront,
  refused,
  addition,
  otherDaysOfMonth,
  strayDay,
  everyDayOfWork,
  hoursAndRhythm,
  rhythmOfOtherWork,
  completion,
  dayWithTime,
  runOfItsOwn,
  otherRhythm,
  leadingTime,
  freeTime,
  daysBehind,
  hoursInTheMiddle,
  onlyHour,
];
