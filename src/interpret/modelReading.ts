import { SchedulerError } from "../errors/schedulerError.ts";
import type { Assumption, Interpretation, Span } from "../model/interpretation.ts";
import { type ModelReading, modelReadingSchema } from "../model/modelReading.ts";
import type { Schedule } from "../model/schedule.ts";
import { checkSchedule } from "../occurrences/checkSchedule.ts";
import { dayOf, parseLocal, secondOfDay, weekdayOf } from "../occurrences/civil.ts";
import { nextOccurrences } from "../occurrences/occurrences.ts";
import { instantOf, localOf, type Zone, getZone } from "../occurrences/zone.ts";
import { describe } from "./describe.ts";
import type { InterpretOptions } from "./interpret.ts";
import type { Language } from "./language.ts";
import { languageOf } from "./languages.ts";
import { promptOf } from "./prompt/prompt.ts";
import type { Line } from "./phrases/shape.ts";
import { meaningOf } from "./tokens/token.ts";
import { tokenize } from "./tokens/tokenize.ts";
import { workflowIn } from "./prompt/workflow.ts";

/** How many occurrences are held against the words. */
const LOOK = 14;

/** Whether the grammar gives a sentence up, so that a fallback may be asked: not where it has a question or a reason. */
export function isGivenUp(interpretation: Interpretation): boolean {
  if (interpretation.outcome === "no-schedule") return true;
  return interpretation.outcome === "unsupported" && givenUp.has(interpretation.reason.code);
}
const givenUp: ReadonlySet<string> = new Set(["not-understood", "not-expressible"]);

/**
 * What a language model's answer about a sentence is worth: an interpretation that says it was read by a model, or nothing where
 * the answer has another shape, names letters that are not there, never occurs, or contradicts a clock time or weekday that the
 * letters say.
 *
 * The prompt is the sentence without those letters, so that a model cannot change what is to be done.
 */
export function acceptModelReading(
  text: string,
  answer: unknown,
  options: InterpretOptions,
): Interpretation | undefined {
  const parsed = modelReadingSchema.safeParse(answer);
  if (!parsed.success || parsed.data.schedules.length === 0) return undefined;
  const spans = findWords(text, parsed.data.words);
  const isRefused = (span: Span) => options.literal?.some(({ start, end }) => start < span.end && end > span.start);
  if (spans === undefined || spans.some(isRefused)) return undefined;

  const language = languageOf(options.locale);
  const zone = getZone(options.timezone);
  const line = tokenize(text, language, options.literal);
  const said = saidIn(line, spans);
  const schedules: Schedule[] = [];
  for (const given of parsed.data.schedules) {
    const schedule = scheduleOf(given, zone, options);
    if (schedule === undefined || !agrees(schedule, said, zone, options.now)) return undefined;
    schedules.push(schedule);
  }

  const { prompt, frames } = promptOf(line, phrasesOf(line, spans), language);
  const workflow = prompt === null ? undefined : workflowIn(prompt);
  return {
    text,
    outcome: "understood",
    schedules,
    prompt,
    ...(workflow !== undefined && { workflow }),
    assumptions: schedules.map((schedule) => assumptionOf(schedule, text, spans, language, options)),
    spans: [...spans, ...frames].toSorted((a, b) => a.start - b.start),
  };
}

function assumptionOf(
  schedule: Schedule,
  text: string,
  spans: readonly Span[],
  language: Language,
  { locale, timezone, now }: InterpretOptions,
): Assumption {
  const [span] = spans;
  return {
    code: "model",
    text: spans.map(({ start, end }) => text.slice(start, end)).join(" "),
    ...(span !== undefined && { span }),
    value: describe(schedule, { timezone, now, ...(locale !== undefined && { locale }) }),
    why: language.messages.why.model,
  };
}

/** Where the words stand in the text, one behind the other; nothing where one does not. */
function findWords(text: string, words: readonly string[]): Span[] | undefined {
  const spans: Span[] = [];
  let from = 0;
  for (const word of words) {
    const start = text.indexOf(word, from);
    if (start < 0 || !/[\p{L}\p{N}]/u.test(word)) return undefined;
    from = start + word.length;
    spans.push({ start, end: from, kind: "schedule" });
  }
  return spans.length === 0 ? undefined : spans;
}

/** The schedule that was meant; nothing where it names a day or a time that no calendar or clock shows. */
function scheduleOf(
  said: ModelReading["schedules"][number],
  zone: Zone,
  { now, timezone }: InterpretOptions,
): Schedule | undefined {
  const locals = [
    said.kind === "once" ? said.at : said.from,
    said.kind === "once" ? undefined : said.until,
    said.kind === "rrule" ? said.start : undefined,
  ];
  const [first, until, start] = locals.map((local) => (local === undefined ? undefined : parseLocal(fullTime(local))));
  if (locals.some((local, index) => local !== undefined && [first, until, start][index] === undefined))
    return undefined;
  const instant = (local: number) => new Date(instantOf(local, zone));
  if (said.kind === "once") return first === undefined ? undefined : { kind: "once", at: instant(first) };
  const bounds = {
    ...(first !== undefined && { from: instant(first) }),
    ...(until !== undefined && { until: instant(until) }),
    ...(said.maxOccurrences !== undefined && { maxOccurrences: said.maxOccurrences }),
  };
  switch (said.kind) {
    case "interval":
      return { kind: "interval", everyMs: said.everyMinutes * 60_000, anchor: now, ...bounds };
    case "cron":
      return { kind: "cron", expression: said.expression, timezone, ...bounds };
    case "rrule":
      return { kind: "rrule", rule: said.rule, start: fullTime(said.start), timezone, ...bounds };
  }
}

function fullTime(local: string): string {
  return local.length === "2027-03-11T09:00".length ? `${local}:00` : local;
}

/** What the words say without any doubt, as our own reading of them has it. */
interface Said {
  /** Minutes of the day. */
  times: Set<number>;
  weekdays: Set<number>;
}

function saidIn(line: Line, spans: readonly Span[]): Said {
  const times = new Set<number>();
  const weekdays = new Set<number>();
  for (const token of line.tokens) {
    if (!spans.some((span) => token.start >= span.start && token.end <= span.end)) continue;
    const clock = meaningOf(token, "clock")?.value;
    if (clock?.half !== undefined) times.add(((clock.hour % 12) + (clock.half === "pm" ? 12 : 0)) * 60 + clock.minute);
    else if (clock?.is24 === true) times.add(clock.hour * 60 + clock.minute);
    const weekday = meaningOf(token, "weekday")?.value;
    if (weekday !== undefined) weekdays.add(weekday);
  }
  return { times, weekdays };
}

/** Whether a schedule occurs at all, and every time and weekday that was said is one of its own. */
function agrees(schedule: Schedule, said: Said, zone: Zone, now: Date): boolean {
  try {
    checkSchedule(schedule);
    const next = nextOccurrences(schedule, { after: now, limit: LOOK });
    if (next.length === 0) return false;
    const locals = next.map((dueAt) => localOf(dueAt.getTime(), zone));
    const times = new Set(locals.map((local) => Math.floor(secondOfDay(local) / 60)));
    const weekdays = new Set(locals.map((local) => weekdayOf(dayOf(local)) || 7));
    const isWall = schedule.kind !== "interval";
    return !isWall || (overlaps(said.times, times) && overlaps(said.weekdays, weekdays));
  } catch (error) {
    if (SchedulerError.is(error)) return false;
    throw error;
  }
}

/** Whether nothing was said, or one of the things that were said is there. */
function overlaps(said: ReadonlySet<number>, there: ReadonlySet<number>): boolean {
  return said.size === 0 || [...said].some((one) => there.has(one));
}

/** The words as phrases, so that the prompt is cut as it always is. */
function phrasesOf(line: Line, spans: readonly Span[]): { first: number; next: number }[] {
  return spans.flatMap((span) => {
    const inside = line.tokens.flatMap((token, index) =>
      token.start < span.end && token.end > span.start ? [index] : [],
    );
    const [first, last] = [inside[0], inside.at(-1)];
    return first === undefined || last === undefined ? [] : [{ first, next: last + 1 }];
  });
}
