import type { Assumption, UnsupportedCode } from "../../model/interpretation.ts";
import type { Schedule } from "../../model/schedule.ts";
import { dateOf, dayOf } from "../../occurrences/civil.ts";
import { getZone, localOf } from "../../occurrences/zone.ts";
import { findDay, isoWeekday } from "./days.ts";
import { withoutDaysOfMonth } from "./exceptOfMonth.ts";
import { intervalSchedules } from "./intervals.ts";
import type { AskFacts } from "../messages.ts";
import type { Context, LabelledChange, Reading, Stop } from "./reading.ts";
import type { AskCode, Said, Saying } from "../phrases/saying.ts";
import type { Choice } from "../settling/choices.ts";
import { resolveCalendar } from "./resolveCalendar.ts";
import { resolveOnce } from "./resolveOnce.ts";
import { settle } from "../settling/settle.ts";
import { type ClockWords, isClockUnit } from "../tokens/token.ts";

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
