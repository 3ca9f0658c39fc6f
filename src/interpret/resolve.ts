import type { Assumption, UnsupportedCode } from "../model/interpretation.ts";
import type { Schedule } from "../model/schedule.ts";
import {
  dateOf,
  dayOf,
  type DayNumber,
  type LocalSeconds,
  SECONDS_PER_DAY,
  secondOfDay,
} from "../occurrences/civil.ts";
import { getZone, instantOf, localOf } from "../occurrences/zone.ts";
import { boundsOf } from "./bounds.ts";
import { calendarSchedule, type Days, everyWeekday, firstDay, isSameStep } from "./calendarRule.ts";
import { findDay, isoWeekday } from "./days.ts";
import { withoutDaysOfMonth } from "./exceptOfMonth.ts";
import { intervalSchedules } from "./intervals.ts";
import type { AskFacts } from "./messages.ts";
import {
  type Context,
  dayOfWords,
  daysOf,
  isoDay,
  type LabelledChange,
  type Reading,
  type Stop,
  timesOf,
} from "./reading.ts";
import { type AskCode, leavesOut, type Said, type Saying } from "./saying.ts";
import type { Choice } from "./choices.ts";
import { settle } from "./settle.ts";
import type { WallTime } from "./times.ts";
import { type ClockWords, isClockUnit } from "./token.ts";

/** What a saying comes to: schedules, a question with complete answers, or why not. */
export type Verdict =
  | { kind: "schedules"; schedules: Schedule[]; assumptions: Assumption[] }
  | { kind: "ask"; code: AskCode; text: string; options: { label: string; parts: Said[] }[] }
  | { kind: "refuse"; code: UnsupportedCode; alternatives: Said[][] };

/** Schedules of everything that was said, or the first thing that stands in the way. */
export function resolve(asSaid: readonly Said[], context: Context): Verdict {
  const parts = asSaid.flatMap(onEachDate);
  const schedules: Schedule[] = [];
  const assumptions: Assumption[] = [];
  for (const [index, said] of parts.entries()) {
    const result = resolvePart(said, context, assumptions);
    if (Array.isArray(result)) {
      schedules.push(...result);
      continue;
    }
    const changed = (change: Saying) =>
      parts.map((part, other) => (other === index ? { ...part, saying: changeSaying(part.saying, change) } : part));
    if ("refuse" in result) {
      const alternatives = (result.alternatives ?? []).map(changed);
      return { kind: "refuse", code: result.refuse, alternatives: [...alternatives, ...plainest(parts)] };
    }
    const span = said.where[result.slot];
    const facts: AskFacts = { said: span ? context.text.slice(span.start, span.end) : "", ...result.facts };
    return {
      kind: "ask",
      code: result.ask,
      text: context.language.messages.ask[result.ask](facts, context.locale),
      options: (result.choices ?? []).map(({ label, change }) => ({ label, parts: changed(change) })),
    };
  }
  return { kind: "schedules", schedules: distinct(schedules), assumptions: distinct(assumptions) };
}

/** "On January 5, 12 and 19": several days of a month that nobody says to repeat are as many dates. */
function onEachDate(part: Said): Said[] {
  const { recurs, every, months = [], monthDays = [], ...rest } = part.saying;
  const [month, ...others] = months;
  const isDates =
    month !== undefined && others.length === 0 && monthDays.length > 1 && monthDays.every((day) => day > 0);
  if (recurs || every || !isDates || rest.day || rest.weekdays || rest.period || rest.inPeriod) return [part];
  const where = { ...part.where, day: part.where.monthDays };
  return monthDays.map((day) => ({ saying: { ...rest, day: { kind: "date", month, day } }, where }));
}

/** "Every Monday unless it's a holiday", "the 1st or the next business day": the rule alone is the nearest thing that is possible. */
function plainest(parts: readonly Said[]): Said[][] {
  const isMore = parts.some(({ saying: { refuse } }) => refuse === "holiday-calendar" || refuse === "not-expressible");
  if (!isMore) return [];
  const plain = parts.map(({ saying, where }) => {
    const rest = { ...saying };
    delete rest.refuse;
    return { saying: rest, where };
  });
  return plain.every(({ saying }) => saying.recurs === true || saying.every !== undefined) ? [plain] : [];
}

function distinct<T>(values: readonly T[]): T[] {
  if (values.length < 2) return [...values];
  const known = new Map<string, T>();
  for (const value of values) {
    const key = JSON.stringify(value);
    if (!known.has(key)) known.set(key, value);
  }
  return [...known.values()];
}

/** An answer replaces what left the question open. */
function changeSaying(saying: Saying, change: Saying): Saying {
  const changed: Saying = { ...saying, ...change };
  if (changed.ask !== undefined && change.ask === undefined) delete changed.ask;
  if (change.day) delete changed.inPeriod;
  if (change.times) delete changed.window;
  if (change.nthWeekdays && !change.weekdays) delete changed.weekdays;
  return changed;
}

function resolvePart(original: Said, context: Context, assumptions: Assumption[]): Schedule[] | Stop {
  const settled = settle(original);
  if ("refuse" in settled) return settled;
  if ("ask" in settled) {
    const started = onDayOfStart(original, settled.ask, context);
    if (started) return resolvePart(started, context, assumptions);
    return {
      ask: settled.ask,
      slot: settled.slot,
      facts: factsOf(original.saying),
      choices: settled.choices.map((choice) => labelled(choice, context)),
    };
  }
  const saying = withoutDaysOfMonth(settled.saying);
  if ("slot" in saying) return saying;
  const { messages } = context.language;
  if (saying.zone?.others) {
    const choices = [saying.zone.id, ...saying.zone.others].map((id) => ({
      label: messages.zone(id),
      change: { zone: { id } },
    }));
    return { ask: "which-zone", slot: "zone", choices };
  }
  const zone = getZone(saying.zone?.id ?? context.timezone);
  const nowLocal = localOf(context.now, zone);
  const reading: Reading = {
    context,
    said: original,
    saying,
    zone,
    nowLocal,
    today: dayOf(nowLocal),
    assume(code, slot, value, why) {
      const span = original.where[slot];
      const assumption: Assumption = { code, text: span ? context.text.slice(span.start, span.end) : "", value, why };
      if (span) assumption.span = { start: span.start, end: span.end };
      assumptions.push(assumption);
    },
  };
  // a one-off keeps no zone of its own, so the one it was said in is always told
  const isOnce = !saying.recurs && !saying.every && saying.afterMs === undefined;
  if (saying.zone && (isOnce || !saying.zone.exact))
    reading.assume("timezone-name", "zone", zone.name, messages.why.namedZone(zone.name));
  if (saying.afterMs !== undefined) return resolveAfter(reading, saying.afterMs);
  const { every } = saying;
  if (every && isClockUnit(every.unit)) return intervalSchedules(reading, every);
  if (saying.minutesPast || (saying.window && saying.recurs)) return intervalWithout(reading);
  const result = saying.recurs || every ? resolveCalendar(reading) : resolveOnce(reading);
  if (Array.isArray(result) && !saying.zone && result.some((schedule) => schedule.kind !== "interval")) {
    reading.assume("timezone", "zone", zone.name, messages.why.accountZone(zone.name));
  }
  return result;
}

/** "Every two weeks starting December 14": the day that it starts on is the day of the rhythm. */
function onDayOfStart(said: Said, asked: AskCode, { now, timezone }: Context): Said | undefined {
  const { every, from, until, weekdays, months, zone: words } = said.saying;
  const isWeek = asked === "which-weekday" && every?.unit === "week";
  const isMonth = asked === "which-day" && every?.unit === "month" && months === undefined;
  if ((!isWeek && !isMonth) || weekdays || from?.day?.kind !== "date") return undefined;
  if (from.day.unclear) return undefined;
  const zone = getZone(words?.id ?? timezone);
  const today = dayOf(localOf(now, zone));
  const found = findDay(from.day, today, () => false);
  if (!("day" in found)) return undefined;
  const last = until?.day && findDay(until.day, today, () => false);
  // "starting October 5 … until September 1", said in November: it began last year
  if (last && "day" in last && last.day < found.day) return undefined;
  const change: Saying = isWeek ? { weekdays: [isoWeekday(found.day)] } : { monthDays: [dateOf(found.day).day] };
  return { saying: { ...said.saying, ...change }, where: said.where };
}

/** Minutes past the hour, or a range of hours, without a rhythm. */
function intervalWithout(reading: Reading): Schedule[] | Stop {
  const { saying } = reading;
  if (saying.minutesPast && !saying.times) return intervalSchedules(reading, { unit: "hour", n: 1 });
  const { window } = saying;
  if (!window) return { ask: "start-or-window", slot: "minutesPast" };
  const { messages } = reading.context.language;
  // "every Tuesday from 4pm to 6pm": once as it begins, or all through it
  const choices: LabelledChange[] = [
    { label: messages.option("once-then", { said: "" }), change: { times: [window.from] } },
    { label: messages.option("each-hour", { said: "" }), change: { every: { unit: "hour", n: 1 } } },
  ];
  return { ask: "start-or-window", slot: "window", choices };
}

function factsOf(saying: Saying): Partial<AskFacts> {
  const facts: Partial<AskFacts> = {};
  if (saying.perUnit) {
    facts.unit = saying.perUnit.unit;
    if (saying.perUnit.n !== undefined) facts.n = saying.perUnit.n;
  } else if (saying.every) {
    facts.unit = saying.every.unit;
    facts.n = saying.every.n;
  }
  return facts;
}

function labelled(choice: Choice, { language: { messages }, locale }: Context): LabelledChange {
  const { label } = choice;
  const text =
    "time" in label
      ? messages.time(minuteOfWords(label.time), locale)
      : "times" in label
        ? new Intl.ListFormat(locale).format(label.times.map((time) => messages.time(minuteOfWords(time), locale)))
        : "weekday" in label
          ? messages.weekday(label.weekday)
          : "monthDay" in label
            ? messages.monthDay(label.monthDay)
            : "zone" in label
              ? messages.zone(label.zone)
              : messages.option(label.option, { said: "" });
  return { label: text, change: choice.change };
}

const minuteOfWords = ({ hour, minute, half }: ClockWords) =>
  (half ? (hour % 12) + (half === "pm" ? 12 : 0) : hour) * 60 + minute;

function resolveAfter({ saying, context }: Reading, afterMs: number): Schedule[] | Stop {
  if (saying.recurs || saying.day || saying.times || saying.every) return { refuse: "conflict", slot: "afterMs" };
  if (afterMs <= 0) return { refuse: "past", slot: "afterMs" };
  if (afterMs > 100 * 366 * 86_400_000) return { refuse: "interval-out-of-range", slot: "afterMs" };
  return [{ kind: "once", at: new Date(context.now + afterMs) }];
}

function resolveOnce(reading: Reading): Schedule[] | Stop {
  const { saying, context, zone, today, nowLocal } = reading;
  const { messages } = context.language;
  if (saying.window) return { ask: "which-time", slot: "window" };
  if (saying.count !== undefined || saying.lasting)
    return { ask: "how-often", slot: saying.count === undefined ? "lasting" : "count" };
  if (!saying.day && !saying.times && !saying.dayparts)
    return { ask: "how-often", slot: saying.until ? "until" : "from" };
  if (saying.from || saying.until) return { ask: "how-often", slot: saying.until ? "until" : "from" };
  if (leavesOut(saying)) return { ask: "how-often", slot: "exceptWeekdays" };
  const isToday = saying.day?.kind === "day" && saying.day.offset === 0;
  const times = timesOf(reading, isToday ? "none" : "default");
  if (!Array.isArray(times)) return times;
  if (times.length === 0) return { ask: "which-time", slot: "day" };
  const schedules: Schedule[] = [];
  for (const time of times) {
    const second = time.minute * 60 + time.second;
    const isOver = (day: DayNumber) => day * SECONDS_PER_DAY + second <= nowLocal;
    let day: DayNumber;
    if (saying.day) {
      const found = dayOfWords(reading, saying.day, "day", isOver, (words) => ({ day: words }));
      if (!("day" in found)) return found;
      if (found.last !== found.day) return { ask: "which-day", slot: "day" };
      day = found.day;
      if (saying.weekdays && !saying.weekdays.includes(isoWeekday(day)))
        return { refuse: "conflict", slot: "weekdays" };
      // "tonight at midnight" is when this day ends
      if (isToday && time.minute === 0 && time.named === "midnight") day++;
    } else {
      day = isOver(today) ? today + 1 : today;
      if (day > today)
        reading.assume("date", "times", isoDay(day), messages.why.date(messages.day(day, context.locale)));
    }
    if (isOver(day)) {
      const tomorrow: Saying = { day: { kind: "day", offset: 1 } };
      return { refuse: "past", slot: "times", alternatives: isToday ? [tomorrow] : [] };
    }
    schedules.push({ kind: "once", at: new Date(instantOf(day * SECONDS_PER_DAY + second, zone)) });
  }
  return schedules;
}

function resolveCalendar(reading: Reading): Schedule[] | Stop {
  const { context, zone, nowLocal } = reading;
  const { messages } = context.language;
  let { saying } = reading;
  if (saying.period && !saying.months) saying = { ...saying };
  if (!saying.times && !saying.dayparts && saying.from?.time) saying = { ...saying, times: [saying.from.time] };
  // "every day until July 3 at 5pm" is every day at 5pm
  if (!saying.times && !saying.dayparts && saying.until?.day && saying.until.time) {
    const { time, ...until } = saying.until;
    saying = { ...saying, times: [time], until };
  }
  const { every } = saying;
  if (every?.unit === "day" && every.n > 1 && !saying.times && !saying.dayparts && !saying.from && !saying.until) {
    if (!leavesOut(saying)) return intervalSchedules(reading, every);
  }
  if (saying.day) return { refuse: "conflict", slot: "day" };
  if (every && every.n > 1000) return { refuse: "interval-out-of-range", slot: "every" };

  const [monthDay] = saying.monthDays ?? [];
  const isEveryMonth = saying.months === undefined;
  if (monthDay === 31 && saying.monthDays?.length === 1 && isEveryMonth) {
    return {
      ask: "short-months",
      slot: "monthDays",
      facts: { day: 31 },
      choices: [
        { label: messages.option("skip-month", { said: "" }), change: { months: [1, 3, 5, 7, 8, 10, 12] } },
        { label: messages.option("last-day", { said: "" }), change: { monthDays: [-1] } },
      ],
    };
  }
  const times = timesOf({ ...reading, saying });
  if (!Array.isArray(times)) return times;
  const days = daysOf(saying);
  if (days.unit === "week" || days.unit === "day") {
    const left = (days.unit === "week" ? days.weekdays : everyWeekday).filter(
      (day) => !days.exceptWeekdays?.includes(day),
    );
    if (left.length === 0) return { refuse: "conflict", slot: "exceptWeekdays" };
  }
  if (days.months?.length === 0) return { refuse: "conflict", slot: "exceptMonths" };
  if (firstDay({ ...days, n: 1 }, reading.today) === undefined) return { refuse: "impossible-date", slot: "monthDays" };

  if (saying.business) reading.assume("weekdays", "business", "1-5", messages.why.holidays);
  const bounds = boundsOf({ ...reading, saying }, days);
  if ("ask" in bounds || "refuse" in bounds) return bounds;
  const exceptDays: DayNumber[] = [];
  for (const words of saying.exceptDays ?? []) {
    const found = dayOfWords(
      reading,
      words,
      "exceptDays",
      () => false,
      (day) => ({ exceptDays: [day] }),
    );
    if (!("day" in found)) return found;
    for (let day = found.day; day <= Math.min(found.last, found.day + 62); day++)
      if (!exceptDays.includes(day)) exceptDays.push(day);
  }

  const notBefore = afterPhase(Math.max(nowLocal + 1, bounds.fromLocal ?? nowLocal + 1), saying, days, times);
  const groups = context.multiTime === "single" ? [times, ...times.map((time) => [time])] : times.map((time) => [time]);
  const schedules: Schedule[] = [];
  for (const group of groups) {
    const schedule = calendarSchedule(days, { at: group }, zone.name, notBefore, exceptDays);
    if (!schedule) {
      if (group.length > 1) continue;
      return { refuse: "not-expressible", slot: "every" };
    }
    schedules.push({ ...schedule, ...bounds.bounds });
    if (schedule.kind === "rrule" && days.n > 1 && bounds.fromLocal === undefined) {
      const first = Math.floor(Date.parse(`${schedule.start}Z`) / 86_400_000);
      reading.assume("start", "every", isoDay(first), messages.why.start(messages.day(first, context.locale)));
    }
    const midnight = group.some((time) => time.named === "midnight");
    if (midnight && days.unit === "week" && days.weekdays.length === 1 && days.weekdays[0] !== undefined) {
      reading.assume("time", "times", "00:00", messages.why.midnight(messages.weekday(days.weekdays[0])));
    }
    if (group.length > 1) return schedules;
  }
  return outlives(schedules, reading, days, notBefore) ?? schedules;
}

/** The first wall time from which the former rhythm goes on: every other Tuesday keeps its Tuesdays. */
function afterPhase(
  notBefore: LocalSeconds,
  { phase, from }: Saying,
  days: Days,
  times: readonly WallTime[],
): LocalSeconds {
  const [time] = times;
  if (phase === undefined || days.n === 1 || from || !time) return notBefore;
  const second = time.minute * 60 + time.second;
  const first = Math.ceil((notBefore - second) / SECONDS_PER_DAY);
  const limit = first + days.n * 31 + 31;
  for (let day = first; day < limit; day++) {
    if (isSameStep(days, phase, day) && firstDay(days, day) === day) return day * SECONDS_PER_DAY + second;
  }
  return notBefore;
}

/** A rule whose end comes before its first occurrence never occurs. */
function outlives(
  schedules: readonly Schedule[],
  { zone, saying }: Reading,
  days: Days,
  notBefore: LocalSeconds,
): Stop | undefined {
  if (!saying.until || schedules.length === 0) return undefined;
  const first = firstDay(days, dayOf(notBefore));
  const until = schedules[0]?.until;
  if (first === undefined || !until) return undefined;
  const day = secondOfDay(notBefore) === 0 ? first : Math.max(first, dayOf(notBefore));
  return instantOf(day * SECONDS_PER_DAY, zone) > until.getTime() ? { refuse: "past", slot: "until" } : undefined;
}
