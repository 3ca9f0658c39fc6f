import type { Span } from "../model/interpretation.ts";
import type { Language } from "./language.ts";
import type { Phrase } from "./phrase.ts";
import { addTo, daySlots, type Said, type Saying, saysTime, saysWhichDays, share, type Slot } from "./saying.ts";
import type { Line } from "./shape.ts";
import type { ClockWords, Weekday } from "./token.ts";

/** What phrases say together: one part for each schedule of its own; or that two of them contradict each other. */
export interface Parts {
  parts: Said[];
  clashes: boolean;
}

/** How a phrase is tied to the one before it: by nothing, a sign, an "and", or a "but". */
type Tie = "none" | "aside" | "and" | "but";

/**
 * Phrases in order, each added to the part before it, until one begins a part of its own: "weekdays at 6, Saturdays at 7".
 *
 * @param joins for each phrase, whether a word or sign of a list stands between it and the one before
 */
export function partsOf(line: Line, phrases: readonly Phrase[], joins: readonly boolean[], language: Language): Parts {
  const parts: Said[] = [];
  let current: Said | undefined;
  let clashes = false;
  /** Slots that may be said anew, behind "no, wait". */
  let replaced: Set<Slot> | undefined;
  for (const [index, phrase] of phrases.entries()) {
    const following = phrases[index + 1];
    const joined = joins[index] ?? false;
    let more = saidBy(phrase, line);
    if (phrase.says.otherDays) more = otherDays(more, current ? [...parts, current] : parts);
    if (phrase.says.instead) {
      replaced = new Set();
      clashes ||= current === undefined || (following === undefined && phrase.says.times === undefined);
      const { instead: _, ...saying } = more.saying;
      more = { saying, where: more.where };
    }
    if (!current) {
      current = more;
      continue;
    }
    if (replaced) current = without(current, more, replaced);
    const tie = tieOf(line, phrases[index - 1], phrase, joined, language);
    const apart = partBehind(current.saying, phrase, following, tie, joins[index + 1] ?? false);
    if (apart) {
      const excepted = apart === "but" || isNear(current.saying, following) ? apart !== "and" : undefined;
      if (phrase.says.exceptWeekdays) more = onDays(more, phrase.says.exceptWeekdays);
      parts.push(excepted ? exceptFor(current, more) : current);
      current = samePart(current.saying, more, following);
      continue;
    }
    const startsWithTime =
      startsOver(current, phrase, following, joined || tie === "but", joins[index + 1] ?? false) ||
      isOtherDay(current.saying, phrase, joined);
    const merged: Said | undefined = startsWithTime ? undefined : addTo(current, more, joined);
    if (merged) current = merged;
    else if (joined || startsWithTime) {
      const ownDays = startsWithTime && following !== undefined && saysWhichDays(following.says);
      parts.push(tie === "but" && ownDays ? exceptFor(current, onDaysOf(more, following)) : current);
      current = ownDays || saysWhichDays(more.saying) ? more : inherit(current, more);
    } else {
      clashes = true;
      break;
    }
  }
  if (current) parts.push(current);
  return { parts: parts.length > 1 ? share(completed(parts)) : parts, clashes };
}

function saidBy(phrase: Phrase, line: Line): Said {
  const span: Span = { start: line.tokens[phrase.first]?.start ?? 0, end: line.tokens[phrase.next - 1]?.end ?? 0 };
  const where: Said["where"] = {};
  for (const slot of Object.keys(phrase.says) as Slot[]) where[slot] = span;
  return { saying: phrase.says, where };
}

function tieOf(line: Line, before: Phrase | undefined, phrase: Phrase, joined: boolean, language: Language): Tie {
  if (phrase.says.exceptWeekdays) return "but";
  if (!before || before.next === phrase.first) return "none";
  const between = line.tokens.slice(before.next, phrase.first);
  if (between.some(({ text }) => language.opposes?.has(text) === true)) return "but";
  return joined && between.some(({ shape }) => shape === "word") ? "and" : "aside";
}

/** "Daily at 11pm, weekends at 9pm": days with a time right behind them, where there is a time already. */
function partBehind(
  saying: Saying,
  phrase: Phrase,
  following: Phrase | undefined,
  tie: Tie,
  followingJoined: boolean,
): Exclude<Tie, "none"> | undefined {
  if (tie === "none" || followingJoined || !following || !isHour(following.says) || saysDays(following.says))
    return undefined;
  if (!isHour(saying) || !(saysDays(phrase.says) || phrase.says.exceptWeekdays) || isHour(phrase.says))
    return undefined;
  // "every morning except Sunday mornings at 7"
  if (phrase.says.exceptWeekdays && following.says.times === undefined) return undefined;
  // "every morning, Mondays at 6" is about one part of the day
  if (saying.times === undefined && following.says.times !== undefined && saying.weekdays === undefined)
    return undefined;
  // "at 9 and on Fridays at 3pm" says no days but these
  return saying.recurs === true || saying.every !== undefined || saysWhichDays(saying) ? tie : undefined;
}

const isHour = ({ times, dayparts }: Saying) => times !== undefined || dayparts !== undefined;
const saysDays = (saying: Saying) => saysWhichDays(saying) && saying.every === undefined;

/** So many hours from the usual time a day is likely an exception, and later the same day's second run. */
const NEAR_HOURS = 4;

const hourOf = ({ hour, half }: ClockWords) => (half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0));

function isNear({ times }: Saying, following: Phrase | undefined): boolean {
  const [usual, other] = [times?.[0], following?.says.times?.[0]];
  if (times?.length !== 1 || !usual || !other) return false;
  return Math.abs(hourOf(usual) - hourOf(other)) <= NEAR_HOURS;
}

/** "Every morning at 7, on Mondays at 6": the other hour is one of the morning too. */
function samePart({ dayparts }: Saying, { saying, where }: Said, following: Phrase | undefined): Said {
  const isBare = following?.says.times?.every(({ half, is24, named }) => !half && !is24 && !named) === true;
  return dayparts?.length === 1 && isBare ? { saying: { ...saying, dayparts }, where } : { saying, where };
}

/** "… but Fridays at 3pm": those days are taken out of the days of the other part. */
function exceptFor(said: Said, more: Said): Said {
  const out = more.saying.weekdays;
  const own = said.saying.weekdays ?? (said.saying.every?.unit === "day" && said.saying.every.n === 1 ? everyDay : []);
  if (!out?.every((day) => own.includes(day)) || out.length === own.length) return said;
  const weekdays = own.filter((day) => !out.includes(day));
  const { every: _, ...saying } = said.saying;
  return {
    saying: { ...saying, weekdays, recurs: true },
    where: { ...said.where, weekdays: said.where.weekdays ?? said.where.every },
  };
}

const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

const onDaysOf = ({ saying, where }: Said, { says: { weekdays } }: Phrase): Said =>
  weekdays ? { saying: { ...saying, weekdays }, where } : { saying, where };

function onDays({ saying, where }: Said, weekdays: readonly Weekday[]): Said {
  const { exceptWeekdays: _, ...rest } = saying;
  return { saying: { ...rest, weekdays, recurs: true }, where: { ...where, weekdays: where.exceptWeekdays } };
}

/** "Mondays at 6, all other days at 7": the days that no part has named. */
function otherDays({ saying, where }: Said, parts: readonly Said[]): Said {
  const { otherDays: among = everyDay, ...rest } = saying;
  const named = parts.flatMap((part) => part.saying.weekdays ?? []);
  if (named.length === 0) return { saying: { ...rest, ask: "which-weekdays" }, where };
  const weekdays = among.filter((day) => !named.includes(day));
  return { saying: { ...rest, weekdays, recurs: true }, where: { ...where, weekdays: where.otherDays } };
}

/** "Every Tuesday at 9, no, wait, Wednesday": what is said anew takes the place of what was said before, once. */
function without(said: Said, { saying: more }: Said, replaced: Set<Slot>): Said {
  const saying: Saying = { ...said.saying };
  const groups: readonly (readonly Slot[])[] = [daySlots, ["times", "dayparts"]];
  const groupOf = (slot: Slot) => groups.find((group) => group.includes(slot)) ?? [slot];
  for (const slot of Object.keys(more) as Slot[]) {
    if (slot === "recurs" || replaced.has(slot)) continue;
    for (const each of groupOf(slot)) {
      delete saying[each];
      replaced.add(each);
    }
    // "every day, no, every Tuesday"
    if (groupOf(slot) === daySlots && saying.every?.unit === "day") delete saying.every;
  }
  return { saying, where: said.where };
}

/** "6am on weekdays and 8am on weekends": the second time begins a part of its own, since its own days or zone follow. */
function startsOver(
  { saying }: Said,
  phrase: Phrase,
  following: Phrase | undefined,
  joined: boolean,
  followingJoined: boolean,
): boolean {
  if (!joined || !following || followingJoined) return false;
  const isTimed = isHour(saying);
  const isTime = isHour(phrase.says) && !saysWhichDays(phrase.says);
  const isOther = (slot: Slot) =>
    following.says[slot] !== undefined && JSON.stringify(following.says[slot]) !== JSON.stringify(saying[slot]);
  if (!isTimed || !isTime) return false;
  return (
    (saying.zone !== undefined && isOther("zone")) ||
    ((saysWhichDays(saying) || saying.every?.unit === "day") && daySlots.some(isOther))
  );
}

/** "Tomorrow, the day after tomorrow and on Friday": one day and a weekday are two days, if they are no date and its name. */
function isOtherDay({ day, recurs }: Saying, { says }: Phrase, joined: boolean): boolean {
  const isNamed = day?.kind === "date" || day?.kind === "month-day" || day?.kind === "in";
  return joined && day !== undefined && !isNamed && recurs === undefined && says.weekdays !== undefined;
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
