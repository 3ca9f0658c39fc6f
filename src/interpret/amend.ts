import { givenText, notAsExpected } from "../model/given.ts";
import type { Interpretation } from "../model/interpretation.ts";
import { fold } from "./tokens/characters.ts";
import { applyCorrection } from "./corrections/applyCorrection.ts";
import { exchangedWork, restatedWork } from "./corrections/correctedWork.ts";
import type { Correction } from "./corrections/correction.ts";
import { readCorrection } from "./corrections/readCorrection.ts";
import { conclude, contextOf, howRead, interpret, type InterpretOptions } from "./interpret.ts";
import { describe } from "./describe.ts";
import type { Context } from "./resolving/reading.ts";
import { sayingOf } from "./resolving/sayingOf.ts";
import { addTo, type Said, type Saying } from "./phrases/saying.ts";

/** When and where a correction was said. */
export type AmendOptions = Pick<
  InterpretOptions,
  "now" | "timezone" | "locale" | "defaults" | "multiTime" | "minIntervalMs"
>;

/**
 * The interpretation with something changed in words: "make it 6am", "weekdays only", "change the prompt to …".
 *
 * What the correction does not name is kept, the prompt above all. "Yes" keeps everything: what comes back is then the same
 * object, as it is when nothing changes. A question is answered in words, too. A correction that is not understood says so.
 *
 * An interval is anchored at `now` again, unless a start was said.
 *
 * @throws {@link SchedulerError} `TIMEZONE_UNKNOWN` for a zone that does not exist, `INPUT_INVALID` for options that cannot be used
 * @example
 * const first = interpret("Every weekday at 5am, run the simulation", { now, timezone });
 * amend(first, "no, make it 6am", { now, timezone }); // 0 6 * * 1-5, the prompt is kept
 */
export function amend(interpretation: Interpretation, correction: string, options: AmendOptions): Interpretation {
  checkInterpretation(interpretation);
  const context = contextOf(givenText("correction", correction, "Give the words of the person."), options);
  const told = readCorrection(correction, context.language);
  const kept = keptBy(interpretation);
  if (kept !== undefined && told.kind !== "choice" && told.kind !== "cancel") return amend(kept, correction, options);
  switch (told.kind) {
    case "keep":
      return interpretation.outcome === "ambiguous" ? unclear(interpretation, context) : interpretation;
    case "cancel":
      return refused(interpretation, "cancellation", context);
    case "prompt":
      return withPrompt(interpretation, told.prompt);
    case "append":
      return askWhatToAppend(interpretation, told.words, context);
    case "choice":
      return chosen(interpretation, told.index) ?? unclear(interpretation, context);
    case "unclear":
    case "change":
      break;
    default:
      return told satisfies never;
  }
  const answer = answered(interpretation, correction);
  if (answer) return answer;
  if (interpretation.outcome === "no-schedule" || interpretation.outcome === "unsupported") {
    return completed(interpretation, correction, options, context, passedOverBy(told));
  }
  if (told.kind === "unclear") {
    const { prompt } = interpretation;
    const work =
      exchangedWork(correction, prompt ?? "", context.language) ??
      restatedWork(correction, prompt ?? "", context.language);
    return work === undefined ? unclear(interpretation, context) : withPrompt(interpretation, work);
  }
  const base = baseOf(interpretation, options.timezone, context);
  if (!base) return completed(interpretation, correction, options, context, passedOverBy(told));
  if (isBareNumber(told, correction) && isRelative(interpretation, context)) return unclear(interpretation, context);
  const applied = applyCorrection(base.parts, told, base.isOpenHalf);
  if ("unclear" in applied) return unclear(interpretation, context);
  const prompt = (told.kind === "change" ? told.prompt : undefined) ?? base.prompt;
  if ("ways" in applied) return askWhichDays(interpretation, applied.ways, prompt, context);
  const amended = conclude(applied.parts, prompt, interpretation.spans, context);
  const result = withPassedOver({ ...withoutSpans(amended), text: interpretation.text }, passedOverBy(told), context);
  return isSame(result, interpretation) ? interpretation : result;
}

const passedOverBy = (told: Correction): readonly string[] => (told.kind === "change" ? (told.passedOver ?? []) : []);

const withoutPieces = (said: string, pieces: readonly string[]) =>
  pieces.reduce((text, piece) => text.replace(piece, ""), said);

/** What every outcome has: enough to tell an interpretation from something else that was handed in. */
const partsOf: Readonly<Record<Interpretation["outcome"], readonly string[]>> = {
  understood: ["text", "schedules", "prompt", "assumptions", "spans"],
  ambiguous: ["text", "question", "prompt", "spans"],
  unsupported: ["text", "reason", "alternatives", "prompt", "spans"],
  "no-schedule": ["text", "prompt"],
};

function checkInterpretation(given: Interpretation): void {
  const isObject = typeof given === "object" && given !== null;
  const parts = isObject && Object.hasOwn(partsOf, given.outcome) ? partsOf[given.outcome] : undefined;
  if (parts?.every((part) => Object.hasOwn(given, part)) === true) return;
  throw notAsExpected("interpretation", given, "Give what `interpret` or `amend` gave.");
}

/** "15", and neither "15:00" nor "3pm". */
const isBareNumber = (told: Correction, correction: string) =>
  told.kind === "change" &&
  told.edits.some(({ kind }) => kind === "time") &&
  !/\d\s*(?:[:h]|[ap]\.?m)/i.test(withoutPieces(correction, passedOverBy(told)));

/** "In 10 minutes", and then "15": hardly 3pm. */
function isRelative({ outcome, text }: Interpretation, { language }: Context): boolean {
  if (outcome !== "understood") return false;
  return howRead(text, language).gathered?.parts.some(({ saying }) => saying.afterMs !== undefined) === true;
}

/** What still stands after words that changed nothing: the next ones are about that. */
function keptBy(interpretation: Interpretation): Interpretation | undefined {
  if (interpretation.outcome !== "unsupported") return undefined;
  const { code } = interpretation.reason;
  return code === "not-understood" || code === "cancellation" ? interpretation.alternatives[0] : undefined;
}

/** The words of what is to be changed. Of a question it is what its answers have in common, told by the first. */
function baseOf(
  interpretation: Interpretation,
  timezone: string,
  context: Context,
): { parts: Said[]; prompt: string | null; isOpenHalf: boolean } | undefined {
  if (interpretation.outcome === "understood") {
    const named = interpretation.assumptions.find(({ code }) => code === "timezone-name")?.value;
    const sayings = interpretation.schedules.map((schedule) => {
      const saying = sayingOf(schedule, named ?? timezone);
      return saying && named !== undefined && schedule.kind === "once" ? { ...saying, zone: { id: named } } : saying;
    });
    if (!sayings.every((saying) => saying !== undefined)) return undefined;
    // a zone that is the account's own was not said
    for (const saying of sayings) if (saying.zone?.id === timezone) delete saying.zone;
    return { parts: merged(sayings), prompt: interpretation.prompt, isOpenHalf: false };
  }
  if (interpretation.outcome !== "ambiguous") return undefined;
  const { code, options } = interpretation.question;
  // "the 31st": its first answer has only some of the months
  const first = options.at(code === "short-months" ? -1 : 0);
  const base = first && baseOf(first.interpretation, timezone, context);
  return base && { ...base, isOpenHalf: code === "half-of-day" };
}

/** Schedules that differ only in their time are one saying with several times. */
function merged(sayings: readonly Saying[]): Said[] {
  const parts = new Map<string, Saying>();
  for (const saying of sayings) {
    const { times, phase: _, ...rest } = saying;
    const key = JSON.stringify(rest);
    const known = parts.get(key);
    if (known && times && known.times) parts.set(key, { ...known, times: [...known.times, ...times] });
    else parts.set(known ? JSON.stringify(saying) : key, saying);
  }
  return [...parts.values()].map((saying) => ({ saying, where: {} }));
}

/** An answer to a question: the words of one of its labels. */
function answered(interpretation: Interpretation, correction: string): Interpretation | undefined {
  if (interpretation.outcome !== "ambiguous") return undefined;
  const said = fold(correction)
    .replaceAll(/[^\p{L}\p{N}:]+/gu, " ")
    .trim();
  const option = interpretation.question.options.find(
    ({ label }) =>
      fold(label)
        .replaceAll(/[^\p{L}\p{N}:]+/gu, " ")
        .trim() === said,
  );
  return option?.interpretation;
}

function chosen(interpretation: Interpretation, index: number): Interpretation | undefined {
  if (interpretation.outcome === "ambiguous") return interpretation.question.options.at(index)?.interpretation;
  if (interpretation.outcome === "unsupported") return interpretation.alternatives.at(index);
  return undefined;
}

/** A request that lacked its time, or had one that cannot be, is completed by the words of the correction. */
function completed(
  interpretation: Interpretation,
  correction: string,
  options: AmendOptions,
  context: Context,
  passedOver: readonly string[] = [],
): Interpretation {
  const prompt = interpretation.prompt;
  const said = withoutPieces(correction, passedOver);
  const alone = interpret(said, options);
  const left = [...passedOver, ...(prompt === null || alone.prompt === null ? [] : [alone.prompt])];
  if (interpretation.outcome === "ambiguous") {
    // "twice a day …" and then "at 6am and 6pm": the two belong together
    const first = howRead(interpretation.text, context.language).gathered;
    const second = howRead(said, context.language).gathered;
    const [a] = first?.parts ?? [];
    const [b] = second?.parts ?? [];
    const both = a && b && first?.doubt === undefined && addTo({ ...a, where: {} }, { ...b, where: {} }, true);
    if (both) {
      const together = conclude([both], prompt, interpretation.spans, context);
      if (together.outcome === "understood")
        return withPassedOver({ ...withoutSpans(together), text: interpretation.text }, left, context);
    }
  }
  if (alone.outcome === "no-schedule") return unclear(interpretation, context);
  const whole = { ...withoutSpans(alone), text: interpretation.text, prompt: prompt ?? alone.prompt };
  return withPassedOver(whole, left, context);
}

function withPrompt(interpretation: Interpretation, prompt: string): Interpretation {
  if (interpretation.outcome === "ambiguous") {
    const options = interpretation.question.options.map((option) => ({
      ...option,
      interpretation: withPrompt(option.interpretation, prompt),
    }));
    return { ...interpretation, prompt, question: { ...interpretation.question, options } };
  }
  return { ...interpretation, prompt };
}

/** "also include the alarms" may change the prompt, and nobody said so. */
function askWhatToAppend(interpretation: Interpretation, words: string, { language, locale }: Context): Interpretation {
  const { prompt, text } = interpretation;
  const longer = prompt === null ? words : `${prompt.replace(/[.!]$/, "")} ${language.messages.and} ${words}`;
  return {
    text,
    outcome: "ambiguous",
    question: {
      code: "prompt-edit",
      text: language.messages.ask["prompt-edit"]({ said: words }, locale),
      options: [{ label: longer, interpretation: withPrompt(interpretation, longer) }],
    },
    prompt,
    spans: interpretation.outcome === "no-schedule" ? [] : interpretation.spans,
  };
}

/** "Fridays at 6" of Monday to Friday at 5: Friday's run alone is moved, or the others go. */
function askWhichDays(
  interpretation: Interpretation,
  ways: readonly (readonly Said[])[],
  prompt: string | null,
  context: Context,
): Interpretation {
  const { language, locale, timezone, now } = context;
  const spans = interpretation.outcome === "no-schedule" ? [] : interpretation.spans;
  const { text } = interpretation;
  const readings = ways.map((parts) => ({ ...withoutSpans(conclude(parts, prompt, spans, context)), text }));
  // where the new time is open, that is asked first
  const open = readings.find(({ outcome }) => outcome !== "understood");
  if (open) return open;
  const code = "some-days-or-only-these";
  const options = readings.flatMap((reading) => {
    if (reading.outcome !== "understood") return [];
    const told = reading.schedules.map((schedule) => describe(schedule, { locale, timezone, now: new Date(now) }));
    return [{ label: told.join("; "), interpretation: reading }];
  });
  const question = { code, text: language.messages.ask[code]({ said: "" }, locale), options };
  return { text, outcome: "ambiguous", question, prompt, spans };
}

function unclear(interpretation: Interpretation, context: Context): Interpretation {
  return refused(interpretation, "not-understood", context);
}

function refused(
  interpretation: Interpretation,
  code: "not-understood" | "cancellation",
  { language }: Context,
): Interpretation {
  return {
    text: interpretation.text,
    outcome: "unsupported",
    reason: { code, message: language.messages.reason[code] },
    alternatives: interpretation.outcome === "understood" ? [interpretation] : [],
    prompt: interpretation.prompt,
    spans: interpretation.outcome === "no-schedule" ? [] : interpretation.spans,
  };
}

/** The letters that an assumption is about are the correction's, not the sentence's. */
function withoutSpans(interpretation: Interpretation): Interpretation {
  if (interpretation.outcome === "understood") {
    const assumptions = interpretation.assumptions.map(({ code, text, value, why }) => ({ code, text, value, why }));
    return { ...interpretation, assumptions };
  }
  if (interpretation.outcome === "ambiguous") {
    const options = interpretation.question.options.map((option) => ({
      ...option,
      interpretation: withoutSpans(option.interpretation),
    }));
    return { ...interpretation, question: { ...interpretation.question, options } };
  }
  return interpretation;
}

/** What was taken for reasons and small talk is told, as anything else that was assumed. */
function withPassedOver(
  interpretation: Interpretation,
  letters: readonly string[],
  { language }: Context,
): Interpretation {
  if (interpretation.outcome !== "understood" || letters.length === 0) return interpretation;
  const why = language.messages.why.passedOver;
  const more = letters.map((text) => ({ code: "passed-over" as const, text, value: text, why }));
  return { ...interpretation, assumptions: [...interpretation.assumptions, ...more] };
}

function isSame(a: Interpretation, b: Interpretation): boolean {
  return (
    a.outcome === "understood" &&
    b.outcome === "understood" &&
    a.prompt === b.prompt &&
    JSON.stringify(a.schedules) === JSON.stringify(b.schedules)
  );
}
