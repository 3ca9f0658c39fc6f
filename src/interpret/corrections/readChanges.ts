import { ChangeReader, type Told } from "./changeReader.ts";
import { ofEveryWeek, pick } from "./correctedFields.ts";
import type { Change, Correction, CorrectionWords, Edit } from "./correction.ts";
import type { Language } from "../language.ts";
import { replacedBy } from "./replacedBy.ts";
import { daySlots, type Said, saysWhichDays } from "../phrases/saying.ts";
import type { Line } from "../phrases/shape.ts";

const unclear: Correction = { kind: "unclear" };

/** What a correction changes, from all that its words say; unclear where a word is left over, or where it can mean two things. */
export function readChanges(line: Line, words: CorrectionWords, language: Language): Correction {
  const first = readOne(line, words, language);
  if (first.kind !== "unclear") return first;
  const at = secondRunAt(line, words);
  if (at === undefined) return first;
  const [one, two] = [line.tokens.slice(0, at), line.tokens.slice(at)].map((tokens) =>
    readOne({ text: line.text, tokens }, words, language),
  );
  const isEach = one?.kind === "change" && two?.kind === "change" && one.only && two.only;
  return isEach ? { ...one, another: two } : first;
}

/** Where the second of two runs is named: "the first one at 6:30, | the second one at 8". */
function secondRunAt(line: Line, { which }: CorrectionWords): number | undefined {
  if (!which) return undefined;
  let isNamed = false;
  for (let at = 0; at < line.tokens.length;) {
    const next = which(line, at)?.next;
    if (next !== undefined && isNamed) return at;
    isNamed ||= next !== undefined;
    at = next ?? at + 1;
  }
  return undefined;
}

/** The same, of what is about one run or about all of them. */
function readOne(line: Line, words: CorrectionWords, language: Language): Correction {
  const target = words.target?.(line) ?? 0;
  const replaced = typeof target === "number" ? [] : replacedBy(line, target, words, language);
  const read = new ChangeReader(line, words, language, replaced).read(typeof target === "number" ? target : target.to);
  if (!read) return unclear;
  const { run, edits } = read;
  const { changes: said, former } = insistedOn(line, read);
  const told = withoutOpenTimes(said, edits);
  const isNothing = told.length === 0 && edits.every(isIdle);
  if (run?.as === "kept")
    return isNothing ? { kind: "change", changes: [], edits: [], only: run.which, isKept: true } : unclear;
  if (run?.as === "removed" && told.length === 0)
    return isNothing ? { kind: "change", changes: [], edits: [], only: run.which, isRemoved: true } : unclear;
  if (isNothing || isDivided(told, edits)) return unclear;
  const exchanged = former.reduce(exchange, told);
  const only = run?.which ?? runOfTime(exchanged, edits, former);
  // what no longer holds, and nothing is in its place: it would be lost
  if (replaced.length > 0 && !only && !exchanged.some(({ mode }) => mode === "swap")) return unclear;
  const changes = read.addsAll ? exchanged.map(besides) : [...exchanged];
  const isOfAll = line.tokens.some(({ text }) => words.ofAll?.has(text));
  const isOpenDays = target === 0 && former.length === 0 && leavesDaysOpen(line, words);
  return {
    kind: "change",
    changes,
    edits: withoutRepeated(edits, changes),
    ...(only && { only }),
    ...(isOfAll && { isOfAll }),
    ...(isOpenDays && { isOpenDays }),
  };
}

const isIdle = ({ kind }: Edit) => kind === "nothing" || kind === "rest";
const saysTimes = ({ said }: Change) => said.saying.times !== undefined;

/** "No no, I said weekends", "Thursday? I said Tuesday!": what was said before is all that is meant. */
function insistedOn(line: Line, { changes, edits, former, insisted }: Told): Pick<Told, "changes" | "former"> {
  const isDoubted = line.tokens.some(({ text }) => text === "?");
  const isInsisted = insisted.length > 0 && edits.every(isIdle) && (changes.length === 0 || isDoubted);
  if (!isInsisted) return { changes, former };
  return { changes: insisted.map((said): Change => ({ said, mode: "set", renews: false })), former: [] };
}

const tellsHour = ({ said: { saying } }: Change) =>
  (saying.times ?? saying.window) !== undefined && saying.ask === undefined;

/** "To after lunch, say 1:30": the hour that is told is the one. */
function withoutOpenTimes(changes: readonly Change[], edits: readonly Edit[]): readonly Change[] {
  if (!changes.some(tellsHour) && !edits.some(({ kind }) => kind === "time")) return changes;
  return changes.map((change) => {
    const { saying } = change.said;
    const isOpen = saying.ask === "which-time" || saying.ask === "business-hours";
    return isOpen ? { ...change, said: { saying: pick(saying, ["dayparts"]), where: {} } } : change;
  });
}

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

/** "Tuesday instead of Monday": what is new takes the place of what was said before, and of nothing else. */
function exchange(changes: readonly Change[], from: Said): readonly Change[] {
  const alike = changes.filter(({ mode, said }) => mode === "set" && isAlike(ofEveryWeek(said), from));
  if (alike.length !== 1) return changes;
  return changes.map((change) =>
    change === alike[0] ? { ...change, mode: "swap", from, said: ofEveryWeek(change.said) } : change,
  );
}

const isAlike = ({ saying: a }: Said, { saying: b }: Said) =>
  (["weekdays", "times", "monthDays"] as const).some((slot) => a[slot] !== undefined && b[slot] !== undefined);

/** "Change Friday to 7:30": of Friday's run only. */
function runOfTime(changes: readonly Change[], edits: readonly Edit[], [old]: readonly Said[]) {
  const isTimeOnly = changes.every(({ said, mode }) => mode === "set" && Object.keys(said.saying).join() === "times");
  const isTimed = changes.length > 0 || edits.some(({ kind }) => kind === "time");
  return old?.saying.weekdays && isTimed && isTimeOnly ? { said: old.saying } : undefined;
}

/** "… as well". */
const besides = (change: Change): Change =>
  change.mode === "set" ? { ...change, mode: "add", said: ofEveryWeek(change.said) } : change;

/** "Earlier: at 5:45am" says how much, and "two hours earlier, at 8pm" says it twice. */
function withoutRepeated(edits: readonly Edit[], changes: readonly Change[]): Edit[] {
  const sets = changes.filter(({ mode }) => mode === "set");
  const isTimeSet = sets.some(saysTimes) || edits.some(({ kind }) => kind === "time");
  const isTold = isTimeSet || changes.some(saysTimes) || edits.some(({ kind }) => kind === "shift");
  const isDaySet = sets.some(({ said }) => saysWhichDays(said.saying));
  return edits.filter(
    ({ kind }) =>
      !(isTold && kind === "vague") && !(isTimeSet && kind === "shift") && !(isDaySet && kind === "shift-days"),
  );
}

/** Whether no word says that these days are the only ones. */
const leavesDaysOpen = ({ tokens }: Line, { onlyThese }: CorrectionWords) =>
  onlyThese !== undefined && !tokens.some(({ text }) => onlyThese.has(text));
