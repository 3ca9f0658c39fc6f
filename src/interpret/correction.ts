import { type ChatterWords, passedOver, withoutChatter } from "./chatter.ts";
import type { Language } from "./language.ts";
import { type Phrase, phraseAt } from "./phrase.ts";
import { pick } from "./correctedFields.ts";
import { type AskCode, daySlots, type Said, type Saying, saysWhichDays, type Slot } from "./saying.ts";
import type { Line, Shape } from "./shape.ts";
import { tokenize } from "./tokenize.ts";
import type { ClockWords, Token, Unit, Weekday } from "./token.ts";

/** A part of a correction that is no phrase of a schedule: it changes one by its distance, or takes something away. */
export type Edit =
  /** So many minutes later; earlier where negative. */
  | { kind: "shift"; minutes: number }
  | { kind: "shift-days"; days: number }
  /** The first day so many days later. */
  | { kind: "shift-start"; days: number }
  /** "Last Thursday": the last one of the month, where it is one of the month. */
  | { kind: "last"; weekday: Weekday }
  /** Later or earlier, nobody knows by how much. */
  | { kind: "vague" }
  /** A bare "7": a time in the same half of the day. */
  | { kind: "time"; time: ClockWords }
  /** "3 hours", or only "every 3" without the unit: the length of what is there, an interval or the time from now. */
  | { kind: "length"; ms?: number; n: number; unit?: Unit }
  /** "Every 4": as many of the unit that it has. */
  | { kind: "step"; n: number }
  | { kind: "half"; half: "am" | "pm" }
  /** "Half past": the minutes of the hour that it has. */
  | { kind: "minute"; minute: number }
  | { kind: "clear"; slots: readonly Slot[] }
  /** What only a correction says in these words: "extend it to June", "hold off until Monday". */
  | { kind: "say"; says: Saying }
  /** "The rest stays": what is said is only for the days that are named beside it. */
  | { kind: "rest" }
  /** "Same time": nothing to change. */
  | { kind: "nothing" }
  /** "Everyone is at …": what follows is told, and is no part of the change. */
  | { kind: "told" };

/** What a correction as a whole is. */
export type Whole =
  | { kind: "keep" }
  | { kind: "cancel" }
  | { kind: "prompt"; prompt: string }
  | { kind: "append"; words: string }
  | { kind: "choice"; index: number };

/**
 * How the next phrase is meant: `swap` takes the place of what `from` says, where there is more than that; `said` is what was said
 * before, or is insisted on where nothing else is said.
 */
type Mode = "set" | "add" | "drop" | "ignore" | "said" | "swap";

/** One of several runs: "the evening one", "the Thursday run", "the last one". */
export type Which = { said: Saying } | { nth: number };

/** What a language knows of corrections. */
export interface CorrectionWords {
  /** "yes", "cancel it", "change the prompt to …": read before anything else. */
  whole(line: Line): Whole | undefined;
  edits: readonly Shape<Edit>[];
  /** "The evening one", where only that one is changed. */
  which?: Shape<Which>;
  /** "Con la de las 9 basta": that one stays, and the others go. */
  onlyRun?: Shape<Which>;
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
  /** What people say around a change; what is left out of a correction is told. */
  chatter?: ChatterWords;
  /** Whether a word names a thing that a number in front of it can count. */
  isThing?(token: Token): boolean;
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
      isKept?: boolean;
      isOfAll?: boolean;
      isOpenDays?: boolean;
      /** Letters that were taken for reasons and small talk. */
      passedOver?: readonly string[];
    }
  | { kind: "unclear"; ask?: AskCode };

/** So many words and signs are read of a correction that is no new prompt. */
export const LONGEST = 150;

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
  const told = readPart(short, line, words, language);
  if (told) return told;
  const all = readChanges(line, words, language);
  if (all.kind !== "unclear" || !words.chatter) return all;
  const plain = withoutChatter(line, words.chatter, (token) => words.isThing?.(token) === true);
  if (!plain) return all;
  return (
    readPart(words.withoutReasons?.(plain), line, words, language) ?? readPart(plain, line, words, language) ?? all
  );
}

/** What a part of a correction says, where it is understood, and what was passed over. The letters of a new prompt are the whole ones. */
function readPart(
  part: Line | undefined,
  line: Line,
  words: CorrectionWords,
  language: Language,
): Correction | undefined {
  const told = part && (words.whole(part) ?? readChanges(part, words, language));
  if (told?.kind === "change") return { ...told, passedOver: passedOver(line, part as Line) };
  // "wrong harbour, my bad! The prompt should be: …": what stands in front of it goes
  const isRest =
    told?.kind === "prompt" &&
    line.tokens.length - (part?.tokens.length ?? 0) === line.tokens.indexOf(part?.tokens[0] as Token);
  return told?.kind === "cancel" || told?.kind === "keep" || isRest ? told : undefined;
}

function readChanges(line: Line, words: CorrectionWords, language: Language): Correction {
  const changes: Change[] = [];
  const edits: Edit[] = [];
  /** What does not hold any more: "… rather than Monday". */
  const former: Said[] = [];
  const insisted: Said[] = [];
  let mode: Mode = "set";
  let isUsed = false;
  let addsAll = false;
  let only: Which | undefined;
  let isRemoved = false;
  let isKept = false;
  const target = words.target(line);
  if (typeof target !== "number") former.push(...replacedBy(line, target, language));
  for (let at = typeof target === "number" ? target : target.to; at < line.tokens.length;) {
    const token = line.tokens[at];
    if (!token) break;
    const kept = only ? undefined : words.onlyRun?.(line, at);
    if (kept) {
      only = kept.value;
      isKept = true;
      at = kept.next;
      continue;
    }
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
      // "drop Wednesday and make it 8am": only a list goes on as it began, and "also Saturdays, but at 11"
      const goesOn = language.joins.has(token.text) || (mode === "add" && language.opposes?.has(token.text));
      const before = line.tokens[at - 1];
      // "no Fridays, [we're closed,] Thursdays then": what was let go between the two ends the list
      const isCut =
        before !== undefined && token.start > before.end + 1 && line.text.slice(before.end, token.start).trim() !== "";
      if (isUsed && (!goesOn || isCut)) mode = "set";
      at++;
    } else if (edit && edit.next === best && isEditFirst(edit, phrase, mode)) {
      const { value } = edit;
      if (value.kind === "told") return { kind: "unclear" };
      // "drop the 4pm one": a time that goes
      const time: Said | undefined = value.kind === "time" ? { saying: { times: [value.time] }, where: {} } : undefined;
      const gone = time && mode === "set" ? words.dropsBehind?.(line, best)?.next : undefined;
      if (time && gone !== undefined) {
        changes.push({ said: time, mode: "drop", renews: false });
        at = gone;
        continue;
      }
      if (value.kind === "say") changes.push({ said: { saying: value.says, where: {} }, mode: "set", renews: false });
      else if (time && isFormer(mode)) former.push(time);
      else if (time && (mode === "drop" || former.some(({ saying }) => saying.times)))
        changes.push({ said: time, mode, renews: false });
      else if (!isFormer(mode) && (mode !== "drop" || value.kind === "shift-days")) edits.push(value);
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
      if (mode === "said") insisted.push(said);
      if (isFormer(mode)) former.push(ofEveryWeek(said));
      else changes.push({ said: mode === "set" ? said : ofEveryWeek(said), mode, renews: words.renews(line, phrase) });
      if (isFormer(mode)) mode = "set";
      isUsed = true;
      at = best;
    } else {
      mode = marker?.to ?? "set";
      isUsed = false;
      at = best;
    }
  }
  // "no no, I said weekends", "Thursday? I said Tuesday!"
  const isDoubted = line.tokens.some(({ text }) => text === "?");
  const isInsisted = insisted.length > 0 && edits.every(isIdle) && (changes.length === 0 || isDoubted);
  if (isInsisted) {
    former.length = 0;
    changes.splice(0, changes.length, ...insisted.map((said): Change => ({ said, mode: "set", renews: false })));
  }
  // "to after lunch, say 1:30": the hour that is told is the one
  const isTimed = ({ said: { saying } }: Change) =>
    (saying.times ?? saying.window) !== undefined && saying.ask === undefined;
  if (changes.some(isTimed) || edits.some(({ kind }) => kind === "time"))
    for (const change of changes)
      if (isOpenTime(change.said)) change.said = { saying: pick(change.said.saying, ["dayparts"]), where: {} };
  if (only && isKept)
    return changes.length + edits.filter((edit) => !isIdle(edit)).length > 0
      ? { kind: "unclear" }
      : { kind: "change", changes, edits: [], only, isKept };
  if (only && isRemoved && changes.length === 0) return { kind: "change", changes, edits: [], only, isRemoved };
  if (changes.length === 0 && edits.every(isIdle)) return { kind: "unclear" };
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
  const isDaySet = changes.some(({ mode: as, said }) => as === "set" && saysWhichDays(said.saying));
  const told = edits.filter(
    ({ kind }) => !(isTold && kind === "vague") && !(isSet && kind === "shift") && !(isDaySet && kind === "shift-days"),
  );
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
const isOpenTime = ({ saying: { ask } }: Said) => ask === "which-time" || ask === "business-hours";
const isFormer = (mode: Mode) => mode === "ignore" || mode === "said";
const isIdle = ({ kind }: Edit) => kind === "nothing" || kind === "rest";

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

/** Of an edit and a phrase that end at the same place, whether it is the edit. */
function isEditFirst(edit: { next: number }, phrase: Phrase | undefined, mode: Mode): boolean {
  if (!phrase || edit.next > phrase.next) return true;
  // "no end date" is a phrase that says nothing; "the day after" asks for a day by itself, and moves the day that there is
  return (
    Object.keys(phrase.says).length === 0 || (phrase.says.ask !== undefined && (mode === "set" || mode === "drop"))
  );
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

export function longest(
  line: Line,
  at: number,
  shapes: readonly Shape<Edit>[],
): { value: Edit; next: number } | undefined {
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
