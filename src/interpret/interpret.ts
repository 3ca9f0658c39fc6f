import { givenFields, givenInstant, givenObject, givenText, notAsExpected } from "../model/given.ts";
import type { Interpretation, Span } from "../model/interpretation.ts";
import { getZone } from "../occurrences/zone.ts";
import { type Cluster, clustersOf } from "./gathering/cluster.ts";
import { interpretCron } from "./resolving/cronText.ts";
import { describe } from "./describe.ts";
import type { Doubt } from "./gathering/doubt.ts";
import { gather, type Gathered } from "./gathering/gather.ts";
import type { Language } from "./language.ts";
import { languageOf } from "./languages.ts";
import { areTooMany, findPhrases, type Phrase, spanOf } from "./phrases/phrase.ts";
import { promptOf } from "./prompt/prompt.ts";
import { type Context, unitMs } from "./resolving/reading.ts";
import { doubtLent, withoutGrounds } from "./gathering/reasons.ts";
import { resolve } from "./resolving/resolve.ts";
import type { Line } from "./phrases/shape.ts";
import type { Said, Saying } from "./phrases/saying.ts";
import { type DayPartTimes, defaultDayPartTimes } from "./phrases/times.ts";
import { tokenize } from "./tokens/tokenize.ts";
import { workflowIn } from "./prompt/workflow.ts";

/** The longest text that is read. */
const MAX_TEXT = 2000;

/** Clock times for words that name none, as `HH:mm`: `{ morning: "08:00" }`. `time` is for a day without any such word. */
export interface TimeDefaults {
  morning?: string;
  afternoon?: string;
  evening?: string;
  night?: string;
  endOfDay?: string;
  time?: string;
}

/** Against what a sentence is read: the moment, the account, and the host's ways. */
export interface InterpretOptions {
  /** When it was said. */
  now: Date;
  /** The account's zone, by its IANA name. */
  timezone: string;
  /** A BCP 47 tag; it decides the language and the clock of messages. English where left out. */
  locale?: string | undefined;
  defaults?: TimeDefaults | undefined;
  /** `single` keeps one schedule where one can hold several times of a day; `split` (the default) gives one for each. */
  multiTime?: "split" | "single" | undefined;
  /** Shorter gaps are refused: a minute (60,000), unless a host lowers it; in milliseconds. */
  minIntervalMs?: number | undefined;
  /** Letters that are no schedule words, because a person said so. They stay in the prompt. */
  literal?: readonly Span[] | undefined;
}

/** How often one can look whether something has happened. */
const looks: readonly NonNullable<Saying["every"]>[] = [
  { unit: "minute", n: 15 },
  { unit: "hour", n: 1 },
];

/** How a sentence was read, step by step: for tests, and for people who write rules. */
export interface HowRead {
  line: Line;
  phrases: Phrase[];
  clusters: Cluster[];
  gathered: Gathered | undefined;
}

/**
 * What a sentence means: schedules and the prompt that remains; a question with complete answers; why it cannot be scheduled;
 * or that it says no time.
 *
 * It never guesses silently: what it filled in is in `assumptions`, with the letters that left it open. `spans` say which
 * letters were read as what. The prompt keeps its letters. The same call always gives the same answer.
 *
 * @throws {@link SchedulerError} `TIMEZONE_UNKNOWN` for a zone that does not exist, `INPUT_INVALID` for options that cannot be used
 * @example
 * interpret("Every weekday at 5am, run the simulation", { now: new Date(), timezone: "America/New_York" })
 * // { outcome: "understood", schedules: [{ kind: "cron", expression: "0 5 * * 1-5", … }], prompt: "run the simulation", … }
 */
export function interpret(text: string, options: InterpretOptions): Interpretation {
  const context = contextOf(givenText("text", text, "Give the sentence."), options);
  const { messages } = context.language;
  if (text.length > MAX_TEXT) {
    return unsupported(text, "too-long", messages.reason["too-long"], null, []);
  }
  const { line, phrases, gathered } = howRead(text, context.language, givenSpans(options.literal));
  const cron = interpretCron(line, context);
  if (cron) return cron;
  if (!gathered) {
    const { prompt } = promptOf(line, [], context.language);
    if (!areTooMany(phrases)) return { text, outcome: "no-schedule", prompt };
    const question = { ...asked("not-understood", context), options: [] };
    return { text, outcome: "ambiguous", question, prompt, spans: [] };
  }
  const { prompt, frames } = promptOf(line, [...gathered.phrases, ...gathered.carriers], context.language);
  const spans = [
    ...gathered.phrases.map((phrase) => ({ ...spanOf(phrase, line), kind: phrase.span })),
    ...carrierSpans(gathered, line),
    ...frames,
  ].toSorted((a, b) => a.start - b.start);
  if (gathered.clashes) return unsupported(text, "conflict", messages.reason.conflict, prompt, spans);
  const { doubt } = gathered;
  if (!doubt) return conclude(gathered.parts, prompt, spans, context);
  const rest = resolve(gathered.parts, context);
  if (rest.kind === "refuse") return unsupported(text, rest.code, messages.reason[rest.code], prompt, spans);
  const question = { ...asked(doubt.code, context), options: optionsOf(doubt, gathered, line, spans, context) };
  return { text, outcome: "ambiguous", question, prompt, spans };
}

/** A question about the text as a whole. */
const asked = <Code extends Doubt["code"]>(code: Code, { language, locale }: Context) => ({
  code,
  text: language.messages.ask[code]({ said: "" }, locale),
});

/** The ways in which a doubtful request can be meant, each as the schedule that it would be. */
function optionsOf({ ways }: Doubt, { carriers }: Gathered, line: Line, spans: Span[], context: Context) {
  const options: { label: string; interpretation: Interpretation }[] = [];
  for (const { parts, phrases } of ways) {
    const { prompt } = promptOf(line, [...phrases, ...carriers], context.language);
    const interpretation = conclude(parts, prompt, spans, context, Infinity);
    if (interpretation.outcome !== "understood") continue;
    const { locale, timezone } = context;
    const label = interpretation.schedules
      .map((schedule) => describe(schedule, { locale, timezone, now: new Date(context.now) }))
      .join("; ");
    if (options.every((option) => option.label !== label)) options.push({ label, interpretation });
  }
  return options;
}

/** Letters that only carry the schedule, around its own. */
function carrierSpans({ carriers, phrases }: Gathered, line: Line): Span[] {
  return carriers.flatMap(({ first, next }) => {
    const inside = phrases.filter((phrase) => phrase.first >= first && phrase.next <= next);
    const spans: Span[] = [];
    let from = first;
    for (const phrase of [...inside, { first: next, next }].toSorted((a, b) => a.first - b.first)) {
      if (phrase.first > from) spans.push({ ...spanOf({ first: from, next: phrase.first }, line), kind: "frame" });
      from = phrase.next;
    }
    return spans;
  });
}

/** How a sentence is read, up to what its phrases say together. */
export function howRead(text: string, language: Language, literal?: readonly Span[]): HowRead {
  const written = tokenize(text, language, literal);
  const grounds = language.grounds?.(written) ?? [];
  const line = withoutGrounds(written, grounds);
  const phrases = findPhrases(line, language);
  if (phrases.length === 0 || areTooMany(phrases)) return { line, phrases, clusters: [], gathered: undefined };
  const own = ownPhrases(phrases, line, language);
  const clusters = clustersOf(line, own, language);
  const work = own.length === phrases.length ? [] : phrases.filter((phrase) => !own.includes(phrase));
  return { line, phrases, clusters, gathered: doubtLent(gather(line, clusters, language, work), grounds) };
}

/** The phrases that do not belong to the work. A time right behind a day of the work goes with it: "due Friday at 5pm". */
function ownPhrases(phrases: readonly Phrase[], line: Line, language: Language): Phrase[] {
  const own: Phrase[] = [];
  let work: Phrase | undefined;
  const isOnce = phrases.some(({ says }) => says.day) && !phrases.some(({ says }) => says.recurs ?? says.every);
  for (const [index, phrase] of phrases.entries()) {
    const following = phrases[index + 1];
    const isTime = phrase.span === "time" && phrase.says.recurs === undefined;
    // "the Monday huddle at 9 every day": the time goes on to the rhythm, unless that has one of its own
    const goesOn =
      following !== undefined &&
      following.first === phrase.next &&
      following.says.recurs !== undefined &&
      !phrases.slice(index + 1).some(({ says }) => says.times !== undefined);
    const before = own.at(-1);
    const isOfRhythm = isTime && before?.next === phrase.first && before.says.recurs !== undefined;
    // "sum the overtime between May 1 and May 31 | tomorrow": what happens once has no bounds
    const isOwnSpan =
      isOnce &&
      phrase.says.from !== undefined &&
      phrase.says.until !== undefined &&
      following?.first === phrase.next &&
      following.says.day !== undefined;
    const isWork =
      isOwnSpan ||
      (!isOfRhythm && language.isContent(phrase, line)) ||
      (isTime && !goesOn && work?.next === phrase.first && work.span === "schedule" && !isAdjective(work));
    if (isWork) work = phrase;
    else own.push(phrase);
  }
  return own;
}

/** "The daily report at 9": one word that says how often, and the time may be the schedule's. */
const isAdjective = ({ first, next, says }: Phrase) => says.recurs === true && next === first + 1;

/** An answer may raise another question; its answers are worked out as long as all of them have no more parts than these. */
const MOST_PARTS = 64;

/**
 * The outcome of what was said, with a prompt and spans that are known already.
 *
 * @param ways how many outcomes are worked out beside each other; with `Infinity` none is offered where this one is no schedule
 */
export function conclude(
  parts: readonly Said[],
  prompt: string | null,
  spans: Span[],
  context: Context,
  ways = 1,
): Interpretation {
  const { text } = context;
  const { messages } = context.language;
  const verdict = resolve(parts, context);
  if (verdict.kind === "schedules") {
    const understood: Interpretation = {
      text,
      outcome: "understood",
      schedules: verdict.schedules,
      prompt,
      assumptions: verdict.assumptions,
      spans,
    };
    const workflow = prompt === null ? undefined : workflowIn(prompt);
    if (workflow !== undefined) understood.workflow = workflow;
    return understood;
  }
  if (verdict.kind === "ask") {
    const answers = ways * verdict.options.length;
    const offered = ways === 1 || answers * parts.length <= MOST_PARTS ? verdict.options : [];
    const options = offered.map(({ label, parts: changed }) => ({
      label,
      interpretation: conclude(changed, prompt, spans, context, answers),
    }));
    return { text, outcome: "ambiguous", question: { code: verdict.code, text: verdict.text, options }, prompt, spans };
  }
  // what waits for an event can look for it again and again; the event then is a part of the work
  const instead =
    verdict.code === "event"
      ? looks.map((every) => conclude([{ saying: { every }, where: {} }], text, [], context))
      : (ways === Infinity ? [] : verdict.alternatives).map((changed) =>
          conclude(changed, prompt, spans, context, Infinity),
        );
  const alternatives = instead.filter(({ outcome }) => outcome === "understood");
  const work = verdict.code === "event" ? text : prompt;
  return { ...unsupported(text, verdict.code, messages.reason[verdict.code], work, spans), alternatives };
}

function unsupported(
  text: string,
  code: Extract<Interpretation, { outcome: "unsupported" }>["reason"]["code"],
  message: string,
  prompt: string | null,
  spans: Span[],
) {
  return { text, outcome: "unsupported" as const, reason: { code, message }, alternatives: [], prompt, spans };
}

/** What a text is read against. */
export function contextOf(text: string, options: InterpretOptions): Context {
  const {
    now,
    timezone,
    locale = "en-US",
    defaults,
    multiTime = "split",
    minIntervalMs = unitMs.minute,
  } = givenObject("options", options, "Give at least `now` and `timezone`.");
  if (!["split", "single"].includes(multiTime)) throw notAsExpected("multiTime", multiTime, "It is split or single.");
  if (!(minIntervalMs > 0)) throw notAsExpected("minIntervalMs", minIntervalMs, "Give milliseconds, more than 0.");
  return {
    now: givenInstant("now", now).getTime(),
    timezone: getZone(givenText("timezone", timezone, 'Give the account\'s zone, such as "America/New_York".')).name,
    locale: givenText("locale", locale, 'Give a language tag, such as "en-US".'),
    text,
    language: languageOf(locale),
    dayParts: dayPartTimes(defaults),
    multiTime,
    minIntervalMs,
  };
}

function givenSpans(literal: readonly Span[] | undefined): readonly Span[] | undefined {
  if (literal === undefined || (Array.isArray(literal) && literal.every(isSpan))) return literal;
  throw notAsExpected("literal", literal, "Give spans: { start, end }, as `text.slice(start, end)` takes them.");
}

function isSpan(given: Span | null | undefined): boolean {
  const { start = -1, end = -1 } = given ?? {};
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end;
}

const dayPartNames = ["morning", "afternoon", "evening", "night", "endOfDay", "time"] as const;

/**
 * Checks what a host says of the times of the day.
 *
 * @throws {@link SchedulerError} `INPUT_INVALID`
 */
export function givenTimes(defaults: TimeDefaults): TimeDefaults {
  givenFields("defaults", givenObject("defaults", defaults, 'Give clock times: { morning: "08:00" }.'), dayPartNames);
  for (const name of dayPartNames) {
    const time = defaults[name];
    if (time !== undefined && !/^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(time)) {
      throw notAsExpected(`defaults.${name}`, time, 'Give a time of the day from "00:00" to "23:59".');
    }
  }
  return defaults;
}

function minute(time: string | undefined, fallback: number): number {
  if (time === undefined) return fallback;
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function dayPartTimes(given: TimeDefaults | undefined): DayPartTimes {
  if (given === undefined) return defaultDayPartTimes;
  const defaults = givenTimes(given);
  const morning = minute(defaults.morning, defaultDayPartTimes.morning);
  return {
    morning,
    afternoon: minute(defaults.afternoon, defaultDayPartTimes.afternoon),
    evening: minute(defaults.evening, defaultDayPartTimes.evening),
    night: minute(defaults.night, defaultDayPartTimes.night),
    "end-of-day": minute(defaults.endOfDay, defaultDayPartTimes["end-of-day"]),
    none: minute(defaults.time, morning),
  };
}
