import type { Language } from "./language.ts";
import { type Phrase, phraseAt } from "./phrase.ts";
import type { AskCode, Said, Slot } from "./saying.ts";
import type { Line, Shape } from "./shape.ts";
import { tokenize } from "./tokenize.ts";
import type { ClockWords, Unit } from "./token.ts";

/** A part of a correction that is no phrase of a schedule: it changes one by its distance, or takes something away. */
export type Edit =
  /** So many minutes later; earlier where negative. */
  | { kind: "shift"; minutes: number }
  | { kind: "shift-days"; days: number }
  /** Later or earlier, nobody knows by how much. */
  | { kind: "vague" }
  /** A bare "7": a time in the same half of the day. */
  | { kind: "time"; time: ClockWords }
  /** "3 hours", or only "every 3" without the unit: the length of what is there, an interval or the time from now. */
  | { kind: "length"; ms?: number; n: number; unit?: Unit }
  /** "Every 4": as many of the unit that it has. */
  | { kind: "step"; n: number }
  | { kind: "half"; half: "am" | "pm" }
  | { kind: "clear"; slots: readonly Slot[] }
  /** "Same time": nothing to change. */
  | { kind: "nothing" };

/** What a correction as a whole is. */
export type Whole =
  | { kind: "keep" }
  | { kind: "cancel" }
  | { kind: "prompt"; prompt: string }
  | { kind: "append"; words: string }
  | { kind: "choice"; index: number };

/** How the next phrase is meant: `swap` takes the place of what `from` says, where there is more than that. */
type Mode = "set" | "add" | "drop" | "ignore" | "swap";

/** What a language knows of corrections. */
export interface CorrectionWords {
  /** "yes", "cancel it", "change the prompt to …": read before anything else. */
  whole(line: Line): Whole | undefined;
  edits: readonly Shape<Edit>[];
  /** Words in front of a phrase that say how it is meant: "add", "drop". */
  modes: readonly { shape: Shape<unknown>; mode: Mode }[];
  /** Words behind the phrases that say they are added: "too", "as well". */
  addsBehind: ReadonlySet<string>;
  /** "every", where a rhythm is said anew. */
  renews(line: Line, phrase: Phrase): boolean;
  /** Words that carry nothing: "no", "actually", "make it". */
  fillers: { has(text: string): boolean };
  /** Where "change X to Y" has its Y, and its X where that counts; 0 where it is none. */
  target(line: Line): number | { from: number; to: number };
}

/** One phrase of a correction. */
export interface Change {
  said: Said;
  mode: Mode;
  /** What it takes the place of: "change 6pm to 7pm". */
  from?: Said;
  /** It says the rhythm anew ("every Monday"), and does not only name other days. */
  renews: boolean;
}

/** A correction, read. */
export type Correction =
  Whole | { kind: "change"; changes: Change[]; edits: Edit[] } | { kind: "unclear"; ask?: AskCode };

/** What a correction says. Every word of it has to be understood; else it is unclear. */
export function readCorrection(text: string, language: Language): Correction {
  const words = language.corrections;
  if (!words) return { kind: "unclear" };
  const line = tokenize(text, language);
  const whole = words.whole(line);
  if (whole) return whole;
  const changes: Change[] = [];
  const edits: Edit[] = [];
  let mode: Mode = "set";
  let isUsed = false;
  let addsAll = false;
  const target = words.target(line);
  const from = typeof target === "number" ? undefined : replacedBy(line, target, language);
  for (let at = typeof target === "number" ? target : target.to; at < line.tokens.length;) {
    const token = line.tokens[at];
    if (!token) break;
    const phrase = phraseAt(line, at, language);
    const edit = longest(line, at, words.edits);
    const marker = words.modes
      .map(({ shape, mode: to }) => ({ to, next: shape(line, at)?.next ?? at }))
      .toSorted((a, b) => b.next - a.next)[0];
    const best = Math.max(phrase?.next ?? at, edit?.next ?? at, marker?.next ?? at);
    if (best === at) {
      if (words.addsBehind.has(token.text)) addsAll = true;
      else if (token.shape !== "sign" && !words.fillers.has(token.text)) return { kind: "unclear" };
      // "drop Wednesday and make it 8am": only a list goes on as it began
      if (isUsed && !language.joins.has(token.text)) mode = "set";
      at++;
    } else if (
      edit &&
      edit.next === best &&
      // "the day after" asks for a day by itself, and moves the day that there is
      (best > (phrase?.next ?? at) ||
        // "no end date" is a phrase that says nothing, and an edit
        Object.keys(phrase?.says ?? {}).length === 0 ||
        (phrase?.says.ask !== undefined && mode === "set"))
    ) {
      // "drop the 4pm one": a time that goes
      if (mode === "drop" && edit.value.kind === "time")
        changes.push({ said: { saying: { times: [edit.value.time] }, where: {} }, mode, renews: false });
      else if (mode !== "ignore" && mode !== "drop") edits.push(edit.value);
      mode = "set";
      at = best;
    } else if (phrase && phrase.next === best) {
      if (mode !== "ignore") {
        const said = saidBy(phrase, line);
        changes.push({ said: mode === "set" ? said : ofEveryWeek(said), mode, renews: words.renews(line, phrase) });
      }
      if (mode === "ignore") mode = "set";
      isUsed = true;
      at = best;
    } else {
      mode = marker?.to ?? "set";
      isUsed = false;
      at = best;
    }
  }
  if (changes.length === 0 && edits.length === 0) return { kind: "unclear" };
  const [first] = changes;
  if (from && first?.mode === "set" && changes.length === 1) {
    first.mode = "swap";
    first.from = from;
    first.said = ofEveryWeek(first.said);
  }
  // "earlier: at 5:45am" says how much
  const isTold =
    changes.some(({ said }) => said.saying.times) || edits.some(({ kind }) => kind === "shift" || kind === "time");
  if (addsAll) for (const change of changes) if (change.mode === "set") change.mode = "add";
  return { kind: "change", changes, edits: isTold ? edits.filter(({ kind }) => kind !== "vague") : edits };
}

/** What stands in front of the "to" of "change Friday to Saturday", where a phrase does. */
function replacedBy(line: Line, { from, to }: { from: number; to: number }, language: Language): Said | undefined {
  // without the "to" and what follows it, so that "6pm to 7pm" is no range
  const before = { text: line.text, tokens: line.tokens.slice(0, to - 1) };
  for (let at = from; at < to - 1; at++) {
    const phrase = phraseAt(before, at, language);
    if (phrase) return ofEveryWeek(saidBy(phrase, line));
    const edit = longest(before, at, language.corrections?.edits ?? [])?.value;
    if (edit?.kind === "time") return { saying: { times: [edit.time] }, where: {} };
  }
  return undefined;
}

/** "Drop Thursday", "quita el jueves": the day of every week. */
function ofEveryWeek({ saying, where }: Said): Said {
  const { day, ...rest } = saying;
  // "the weekend" asks which day of it, where it is the day of the schedule
  if (saying.ask === "which-day" && saying.weekdays) return { saying: { weekdays: saying.weekdays }, where };
  return day?.kind === "weekday" ? { saying: { ...rest, weekdays: [day.weekday] }, where } : { saying, where };
}

function longest(line: Line, at: number, shapes: readonly Shape<Edit>[]): { value: Edit; next: number } | undefined {
  let best: { value: Edit; next: number } | undefined;
  for (const shape of shapes) {
    const match = shape(line, at);
    if (match && match.next > (best?.next ?? at)) best = match;
  }
  return best;
}

function saidBy(phrase: Phrase, line: Line): Said {
  const span = { start: line.tokens[phrase.first]?.start ?? 0, end: line.tokens[phrase.next - 1]?.end ?? 0 };
  const where: Said["where"] = {};
  for (const slot of Object.keys(phrase.says) as Slot[]) where[slot] = span;
  return { saying: phrase.says, where };
}
