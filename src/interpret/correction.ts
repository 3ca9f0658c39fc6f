import type { Language } from "./language.ts";
import { type Phrase, phraseAt } from "./phrase.ts";
import { pick } from "./correctedFields.ts";
import { type AskCode, daySlots, type Said, type Saying, saysWhichDays, type Slot } from "./saying.ts";
import type { Line, Shape } from "./shape.ts";
import { fold, tokenize } from "./tokenize.ts";
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
  /** What only a correction says in these words: "extend it to June", "hold off until Monday". */
  | { kind: "say"; says: Saying }
  /** "The rest stays": what is said is only for the days that are named beside it. */
  | { kind: "rest" }
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

/** One of several runs: "the evening one", "the Thursday run", "the last one". */
export type Which = { said: Saying } | { nth: number };

/** What a language knows of corrections. */
export interface CorrectionWords {
  /** "yes", "cancel it", "change the prompt to …": read before anything else. */
  whole(line: Line): Whole | undefined;
  edits: readonly Shape<Edit>[];
  /** "The evening one", where only that one is changed. */
  which?: Shape<Which>;
  /** "both", "all": every part of the request is meant. */
  ofAll?: ReadonlySet<string>;
  /** Words beside which no other days are meant: "only", "no, …", "change it to …". */
  onlyThese?: ReadonlySet<string>;
  /** Words in front of a phrase that say how it is meant: "add", "drop". */
  modes: readonly { shape: Shape<unknown>; mode: Mode }[];
  /** What is said behind a phrase that does not hold any more: "Monday | can go". */
  dropsBehind?: Shape<unknown>;
  /** What is said behind a phrase that holds again: "Monday | is ok again". */
  restoresBehind?: Shape<unknown>;
  /** Words behind the phrases that say they are added: "too", "as well". */
  addsBehind: ReadonlySet<string>;
  /** "every", where a rhythm is said anew. */
  renews(line: Line, phrase: Phrase): boolean;
  /** Words that carry nothing: "no", "actually", "make it". */
  fillers: { has(text: string): boolean };
  /** Where "change X to Y" has its Y, and its X where that counts; 0 where it is none. */
  target(line: Line): number | { from: number; to: number };
  /** "Not pump 2, pump 3", "en vez de faltantes pon sobrantes": letters of the work, and those that take their place. */
  exchanges?(line: Line): { from: string; to: string } | undefined;
  /** The same without the reasons that were given for it, where there are any: "… because we start late", "I'm away then, so …". */
  withoutReasons?(line: Line): Line | undefined;
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
  | Whole
  | {
      kind: "change";
      changes: Change[];
      edits: Edit[];
      only?: Which;
      isRemoved?: boolean;
      isOfAll?: boolean;
      isOpenDays?: boolean;
    }
  | { kind: "unclear"; ask?: AskCode };

/** So many words and signs are read of a correction that is no new prompt. */
const LONGEST = 150;

/** What a correction says. Every word of it has to be understood, but for the reasons given for it; else it is unclear. */
export function readCorrection(text: string, language: Language): Correction {
  const words = language.corrections;
  if (!words) return { kind: "unclear" };
  const line = tokenize(text, language);
  const whole = words.whole(line);
  if (whole) return whole;
  // of so many words nobody corrects a time
  if (line.tokens.length > LONGEST) return { kind: "unclear" };
  const short = words.withoutReasons?.(line);
  const told = short && (words.whole(short) ?? readChanges(short, words, language));
  // the letters of a new prompt are the whole ones
  if (told?.kind === "change" || told?.kind === "cancel" || told?.kind === "keep") return told;
  return readChanges(line, words, language);
}

function readChanges(line: Line, words: CorrectionWords, language: Language): Correction {
  const changes: Change[] = [];
  const edits: Edit[] = [];
  /** What does not hold any more: "… rather than Monday". */
  const former: Said[] = [];
  let mode: Mode = "set";
  let isUsed = false;
  let addsAll = false;
  let only: Which | undefined;
  let isRemoved = false;
  const target = words.target(line);
  if (typeof target !== "number") former.push(...replacedBy(line, target, language));
  for (let at = typeof target === "number" ? target : target.to; at < line.tokens.length;) {
    const token = line.tokens[at];
    if (!token) break;
    const phrase = phraseAt(line, at, language);
    const edit = longest(line, at, words.edits);
    const marker = words.modes
      .map(({ shape, mode: to }) => ({ to, next: shape(line, at)?.next ?? at }))
      .toSorted((a, b) => b.next - a.next)[0];
    const named = mode === "set" || mode === "drop" ? words.which?.(line, at) : undefined;
    // "drop the 2pm run" is a time that goes
    const which = mode === "drop" && named && "said" in named.value && named.value.said.times ? undefined : named;
    const best = Math.max(phrase?.next ?? at, edit?.next ?? at, marker?.next ?? at, which?.next ?? at);
    if (which?.next === best) {
      if (only) return { kind: "unclear" };
      only = which.value;
      const gone = words.dropsBehind?.(line, best)?.next;
      isRemoved = mode === "drop" || gone !== undefined;
      mode = "set";
      at = gone ?? best;
    } else if (best === at) {
      if (words.addsBehind.has(token.text)) addsAll = true;
      else if (token.shape !== "sign" && !words.fillers.has(token.text)) return { kind: "unclear" };
      // "drop Wednesday and make it 8am": only a list goes on as it began
      if (isUsed && !language.joins.has(token.text) && !(mode === "add" && language.opposes?.has(token.text)))
        mode = "set";
      at++;
    } else if (edit && edit.next === best && isEditFirst(edit, phrase, mode)) {
      const { value } = edit;
      // "drop the 4pm one": a time that goes
      const time: Said | undefined = value.kind === "time" ? { saying: { times: [value.time] }, where: {} } : undefined;
      const gone = time && mode === "set" ? words.dropsBehind?.(line, best)?.next : undefined;
      if (time && gone !== undefined) {
        changes.push({ said: time, mode: "drop", renews: false });
        at = gone;
        continue;
      }
      if (value.kind === "say") changes.push({ said: { saying: value.says, where: {} }, mode: "set", renews: false });
      else if (time && mode === "ignore") former.push(time);
      else if (time && (mode === "drop" || former.some(({ saying }) => saying.times)))
        changes.push({ said: time, mode, renews: false });
      else if (mode !== "ignore" && mode !== "drop") edits.push(value);
      // "also do it on Sundays": words that say nothing leave it as it was meant
      if (value.kind !== "nothing" || mode !== "add") mode = "set";
      at = best;
    } else if (phrase && phrase.next === best) {
      const said = saidBy(phrase, line);
      // "not at six thirty at half past five": the second one is the new one
      const before = isUsed && line.tokens[at - 1]?.shape !== "sign" ? changes.at(-1) : undefined;
      if (mode === "drop" && before?.mode === "drop" && before.said.saying.times && said.saying.times) mode = "set";
      const gone = mode === "set" ? words.dropsBehind?.(line, best)?.next : undefined;
      const back = mode === "set" ? words.restoresBehind?.(line, best)?.next : undefined;
      if (gone !== undefined || back !== undefined) {
        changes.push({ said: ofEveryWeek(said), mode: gone === undefined ? "add" : "drop", renews: false });
        at = gone ?? back ?? best;
        continue;
      }
      if (mode === "ignore") former.push(ofEveryWeek(said));
      else changes.push({ said: mode === "set" ? said : ofEveryWeek(said), mode, renews: words.renews(line, phrase) });
      if (mode === "ignore") mode = "set";
      isUsed = true;
      at = best;
    } else {
      mode = marker?.to ?? "set";
      isUsed = false;
      at = best;
    }
  }
  if (only && isRemoved && changes.length === 0) return { kind: "change", changes, edits: [], only, isRemoved };
  if (changes.length === 0 && edits.every(({ kind }) => kind === "nothing" || kind === "rest"))
    return { kind: "unclear" };
  if (isDivided(changes, edits)) return { kind: "unclear" };
  exchange(changes, former);
  // "change Friday to 7:30": of Friday's run only
  const [old] = former;
  const isTimeOnly = changes.every(({ said, mode: as }) => as === "set" && Object.keys(said.saying).join() === "times");
  if (old?.saying.weekdays && changes.length > 0 && isTimeOnly) only ??= { said: old.saying };
  // "earlier: at 5:45am" says how much
  const isTold =
    changes.some(({ said }) => said.saying.times) || edits.some(({ kind }) => kind === "shift" || kind === "time");
  if (addsAll)
    for (const change of changes)
      if (change.mode === "set") Object.assign(change, { mode: "add", said: ofEveryWeek(change.said) });
  // and "two hours earlier, at 8pm" says it twice
  const isSet = changes.some(({ mode: as, said }) => as === "set" && said.saying.times) || edits.some(isTime);
  const told = edits.filter(({ kind }) => !(isTold && kind === "vague") && !(isSet && kind === "shift"));
  const isOfAll = line.tokens.some(({ text }) => words.ofAll?.has(text));
  const isOpenDays =
    target === 0 &&
    former.length === 0 &&
    words.onlyThese !== undefined &&
    !line.tokens.some(({ text }) => words.onlyThese?.has(text));
  return {
    kind: "change",
    changes,
    edits: told,
    ...(only && { only }),
    ...(isOfAll && { isOfAll }),
    ...(isOpenDays && { isOpenDays }),
  };
}

const isTime = ({ kind }: Edit) => kind === "time";

/** "6:30 on Mondays and 7 on the other days": two new times, or two new days, of which nobody knows what each is for. */
function isDivided(changes: readonly Change[], edits: readonly Edit[]): boolean {
  const sets = changes.filter(({ mode }) => mode === "set").map(({ said }) => said.saying);
  const times = [
    ...sets.flatMap(({ times: clocks }) => (clocks ? [JSON.stringify(clocks)] : [])),
    ...edits.flatMap((edit) => (edit.kind === "time" ? [JSON.stringify([edit.time])] : [])),
  ];
  const days = sets.flatMap((saying) => (saysWhichDays(saying) ? [JSON.stringify(pick(saying, daySlots))] : []));
  // "three times: 9, 1 and 5": so many times a day, or in all?
  const isCounted = sets.some(
    ({ count }) => count !== undefined && count > 1 && sets.some((saying) => saying.times?.length === count),
  );
  return new Set(times).size > 1 || new Set(days).size > 1 || isCounted;
}

/** The work with some of its letters exchanged: "not pump 2, pump 3". */
export function exchangedWork(text: string, work: string, language: Language): string | undefined {
  const words = language.corrections?.exchanges?.(tokenize(text, language));
  if (!words) return undefined;
  const at = fold(work).indexOf(fold(words.from));
  const isWhole = !/[\p{L}\p{N}]/u.test((work[at - 1] ?? "") + (work[at + words.from.length] ?? ""));
  return at >= 0 && isWhole ? work.slice(0, at) + words.to + work.slice(at + words.from.length) : undefined;
}

/** A command that begins as the work did: "wrong tank! read tank 14". */
export function restatedWork(text: string, work: string, language: Language): string | undefined {
  const words = language.corrections;
  const [verb] = tokenize(work, language).tokens;
  if (!words || !verb) return undefined;
  const line = tokenize(text, language);
  const { tokens } = line;
  if (tokens.length > LONGEST) return undefined;
  let at = 0;
  while (at < tokens.length && tokens[at]?.text !== verb.text) {
    const edit = longest(line, at, words.edits);
    if (edit?.value.kind === "nothing") at = edit.next;
    else if (tokens[at]?.shape === "sign" || words.fillers.has(tokens[at]?.text ?? "")) at++;
    else return undefined;
  }
  const first = tokens[at];
  if (!first || tokens.length - at < 3) return undefined;
  // "send it to Maria as well" adds to the work that there is
  const adds = longest(line, at, words.edits) ?? tokens.slice(at).some(({ text: said }) => words.addsBehind.has(said));
  if (adds) return undefined;
  // a time or a "not" in it, and it is no plain command
  for (let next = at + 1; next < tokens.length; next++)
    if (phraseAt(line, next, language) ?? words.modes.some(({ shape }) => shape(line, next))) return undefined;
  return text.slice(first.start).trim();
}

/** Of an edit and a phrase that end at the same place, whether it is the edit. */
function isEditFirst(edit: { next: number }, phrase: Phrase | undefined, mode: Mode): boolean {
  if (!phrase || edit.next > phrase.next) return true;
  // "no end date" is a phrase that says nothing; "the day after" asks for a day by itself, and moves the day that there is
  return Object.keys(phrase.says).length === 0 || (phrase.says.ask !== undefined && mode === "set");
}

/** "Tuesday instead of Monday": what is new takes the place of what was said before, and of nothing else. */
function exchange(changes: readonly Change[], former: readonly Said[]): void {
  for (const from of former) {
    const [change, ...others] = changes.filter(
      ({ mode, said }) => mode === "set" && isAlike(ofEveryWeek(said).saying, from.saying),
    );
    if (!change || others.length > 0) continue;
    change.mode = "swap";
    change.from = from;
    change.said = ofEveryWeek(change.said);
  }
}

const saidTime = (time: ClockWords): Said => ({ saying: { times: [time] }, where: {} });

const isAlike = (a: Saying, b: Saying) =>
  (["weekdays", "times", "monthDays"] as const).some((slot) => a[slot] !== undefined && b[slot] !== undefined);

/** What stands in front of the "to" of "change Friday to Saturday", where a phrase does. */
function replacedBy(line: Line, { from, to }: { from: number; to: number }, language: Language): Said[] {
  // without the "to" and what follows it, so that "6pm to 7pm" is no range
  const before = { text: line.text, tokens: line.tokens.slice(0, to - 1) };
  for (let at = from; at < to - 1; at++) {
    const phrase = phraseAt(before, at, language);
    if (phrase) return [ofEveryWeek(saidBy(phrase, line))];
    const edit = longest(before, at, language.corrections?.edits ?? [])?.value;
    if (edit?.kind === "time") return [saidTime(edit.time)];
  }
  return [];
}

/** "Drop Thursday", "quita el jueves": the day of every week. */
function ofEveryWeek({ saying, where }: Said): Said {
  const { day, alsoWeekdays, ...rest } = saying;
  // "leave out Monday as well"
  if (alsoWeekdays && !saying.weekdays) return { saying: { ...rest, weekdays: alsoWeekdays }, where };
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
