import type { Language } from "../language.ts";
import { type Phrase, saidBy } from "./phrase.ts";
import {
  addTo,
  daySlots,
  type Said,
  type Saying,
  saysTime,
  saysWhichDays,
  share,
  type Slot,
  without,
} from "./saying.ts";
import type { Line } from "./shape.ts";
import type { ClockWords, Weekday } from "../tokens/token.ts";

/** What phrases say together: one part for each schedule of its own; or that two of them contradict each other. */
export interface Parts {
  parts: Said[];
  clashes: boolean;
}

/** How a phrase is tied to the one before it: by nothing, a sign, an "and", or a "but". */
type Tie = "none" | "aside" | "and" | "but";

/** How a phrase goes on from the one before it: nothing but glue between, a list, or a second thought. */
export type Join = "beside" | "joined" | "instead";

/** Phrases in order, each added to the part before it, until one begins a part of its own: "weekdays at 6, Saturdays at 7". */
export function partsOf(line: Line, all: readonly Phrase[], ties: readonly Join[], language: Language): Parts {
  // what only leads from one phrase to the next says nothing: "except Fridays, | when it should be | at 10"
  const indexes = [...all.keys()].filter((index) => all.length < 2 || Object.keys(all[index]?.says ?? {}).length > 0);
  const phrases = indexes.flatMap((index) => all[index] ?? []);
  const joins = indexes.map((index) => ties[index] ?? "beside");
  const parts: Said[] = [];
  let current: Said | undefined;
  let clashes = false;
  // what stands before a second thought gives way to what is said behind it
  let outdated: readonly (readonly Slot[])[] = [];
  for (const [index, phrase] of phrases.entries()) {
    const following = joins[index + 1] === "instead" ? undefined : phrases[index + 1];
    const joined = joins[index] === "joined";
    // "and on Fridays also at 3pm": that "also" lists no times of one part
    const isAlso = following !== undefined && following.first === phrase.next + 1 && tieWords(line, phrase, following);
    const goesOn = joins[index + 1] === "joined" && !isAlso;
    let more = saidBy(phrase, line);
    if (phrase.says.otherDays) more = otherDays(more, current ? [...parts, current] : parts);
    if (!current) {
      current = more;
      continue;
    }
    if (joins[index] === "instead") outdated = replaceable;
    const replaced = outdated.filter((slots) => slots.some((slot) => more.saying[slot] !== undefined));
    if (replaced.length > 0) {
      const kept = rhythmOf(current.saying, more.saying);
      current = { saying: { ...without(current.saying, replaced.flat()), ...kept }, where: current.where };
      outdated = outdated.filter((slots) => !replaced.includes(slots));
    }
    if (isOnlyOthers(current.saying, phrases[index - 1], phrase, following, line, language)) {
      clashes = true;
      break;
    }
    const isInstead = language.opposes?.has(line.tokens[following?.next ?? -1]?.text ?? "") === true;
    const tie = isInstead ? "but" : isAlso ? "and" : tieOf(line, phrases[index - 1], phrase, joined, language);
    const apart = partBehind(current.saying, phrase, following, tie, goesOn);
    if (apart) {
      const isException = apart === "but" || (apart === "aside" && isNear(current.saying, following));
      if (phrase.says.exceptWeekdays) more = onDays(more, phrase.says.exceptWeekdays);
      parts.push(isException ? exceptFor(current, more) : current);
      current = samePart(current.saying, more, following);
      continue;
    }
    const isAnew =
      startsOver(current, phrase, following, joined || tie === "but", goesOn) ||
      isOtherDay(current.saying, phrase, joined);
    const merged: Said | undefined = isAnew ? undefined : addTo(current, more, joined);
    if (merged) current = merged;
    else if (joined || isAnew || beginsAnother(current, phrase, following)) {
      const ownDays = isAnew && following !== undefined && saysWhichDays(following.says);
      parts.push(tie === "but" && ownDays ? exceptFor(current, onDaysOf(more, following)) : current);
      current = ownDays || saysWhichDays(more.saying) ? more : inherit(current, more);
    } else {
      clashes = true;
      break;
    }
  }
  // "for a week at 9, then weekly on Mondays": a length of one part is not that of the others
  clashes ||= parts.some(({ saying }) => saying.lasting !== undefined || saying.count !== undefined);
  if (current) parts.push(current);
  return { parts: parts.length > 1 ? share(completed(parts)) : parts, clashes };
}

/** "Every weekday, Saturdays only": days that leave no room for those that were said. */
function isOnlyOthers(
  saying: Saying,
  before: Phrase | undefined,
  phrase: Phrase,
  following: Phrase | undefined,
  { tokens }: Line,
  { restricts }: Language,
): boolean {
  const isOnly = [before, phrase].some(
    (it) =>
      it?.says.weekdays !== undefined &&
      [it.first - 1, it.first, it.next - 1, it.next].some((at) => restricts?.has(tokens[at]?.text ?? "")),
  );
  // "weekdays at 9, Saturdays only at 10"
  if (!isOnly || (saysTime(saying) && following?.says.times !== undefined)) return false;
  const { weekdays } = phrase.says;
  return weekdays !== undefined && saying.weekdays?.some((day) => weekdays.includes(day)) === false;
}

/** "Every Tuesday, no, wait, Wednesday": the other day comes as often as the first one did. */
function rhythmOf({ recurs, every }: Saying, more: Saying): Saying {
  const unit = more.weekdays ? "week" : more.monthDays ? "month" : undefined;
  if (!recurs || !unit) return {};
  return every?.unit === unit ? { recurs, every } : { recurs };
}

/** One more part behind others, whose days it leaves out where it names some of them: "at 9 every day. On Sundays at 10." */
export function withAnother(parts: readonly Said[], more: Said): Said[] {
  return share([...parts.map((part) => exceptFor(part, more)), more]);
}

/** What gives way together: other days take the place of the days, another time that of the time. */
const replaceable: readonly (readonly Slot[])[] = [
  [...daySlots, "every", "recurs", "months", "period", "inPeriod", "business", "afterMs"],
  ["times", "dayparts", "window", "minutesPast"],
  ["from"],
  ["until"],
  ["zone"],
];

const isDays = (saying: Saying) => saysWhichDays(saying) && saying.times === undefined;
/** Whether one small word stands between days and their time, and neither a comma nor an "and". */
const tieWords = (line: Line, days: Phrase, time: Phrase) =>
  isDays(days.says) && time.says.times !== undefined && /^(also|again|too)$/.test(line.tokens[days.next]?.text ?? "");

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

/** "6am on weekdays and 8am on weekends": the second time begins a part of its own, since its own days or zone follow. */
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
