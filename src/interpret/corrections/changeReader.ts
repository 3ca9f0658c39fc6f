import { ofEveryWeek, timeOf } from "./correctedFields.ts";
import type { Change, CorrectionWords, Edit, Mode, Which } from "./correction.ts";
import { editAt } from "./editAt.ts";
import type { Language } from "../language.ts";
import { type Phrase, phraseAt, saidBy } from "../phrases/phrase.ts";
import { replacedBy } from "./replacedBy.ts";
import type { Said } from "../phrases/saying.ts";
import type { Line, Match } from "../phrases/shape.ts";
import type { ClockWords, Token } from "../tokens/token.ts";

/** What the words of a correction say, one behind the other: nothing is concluded from it yet. */
export interface Told {
  readonly changes: readonly Change[];
  readonly edits: readonly Edit[];
  /** What does not hold any more: "… rather than Monday". */
  readonly former: readonly Said[];
  /** What was said before: "I said Tuesday". */
  readonly insisted: readonly Said[];
  /** The one of several runs that is named, and whether it goes, or stays alone. */
  readonly run?: { which: Which; as: "changed" | "removed" | "kept" };
  /** "… as well": what is said is said besides. */
  readonly addsAll: boolean;
}

/** What stands at a place of a correction, and where it ends. */
type Found =
  | { kind: "which"; which: Which; next: number }
  | { kind: "edit"; edit: Edit; next: number }
  | { kind: "phrase"; phrase: Phrase; next: number }
  | { kind: "mode"; mode: Mode; next: number }
  | { kind: "word"; token: Token; next: number };

/**
 * Reads the words of a correction from left to right: phrases of a schedule, edits, and the words that say how these are meant.
 *
 * Each step reads what is longest at its place. A word that nothing reads and that carries something ends it all.
 */
export class ChangeReader {
  readonly #line: Line;
  readonly #words: CorrectionWords;
  readonly #language: Language;
  readonly #changes: Change[] = [];
  readonly #edits: Edit[] = [];
  readonly #former: Said[];
  readonly #insisted: Said[] = [];
  #run: Told["run"];
  #addsAll = false;
  /** How the next phrase is meant. */
  #mode: Mode = "set";
  /** Whether a phrase was meant so already: then only a list goes on. */
  #isUsed = false;
  #at = 0;

  /** @param former what is known not to hold any more before a word is read */
  constructor(line: Line, words: CorrectionWords, language: Language, former: readonly Said[]) {
    this.#line = line;
    this.#words = words;
    this.#language = language;
    this.#former = [...former];
  }

  /** All that is said from a place on; `undefined` where some of it is not understood. */
  read(from: number): Told | undefined {
    for (this.#at = from; this.#at < this.#line.tokens.length;) if (!this.#step()) return undefined;
    return {
      changes: this.#changes,
      edits: this.#edits,
      former: this.#former,
      insisted: this.#insisted,
      ...(this.#run && { run: this.#run }),
      addsAll: this.#addsAll,
    };
  }

  #step(): boolean {
    const swap = this.#words.swaps?.(this.#line, this.#at);
    if (swap) {
      this.#former.push(...replacedBy(this.#line, swap, this.#words, this.#language));
      return this.#takeMode("set", swap.to);
    }
    const kept = this.#run ? undefined : this.#words.onlyRun?.(this.#line, this.#at);
    if (kept) {
      this.#run = { which: kept.value, as: "kept" };
      this.#at = kept.next;
      return true;
    }
    const found = this.#find();
    if (!found) return false;
    switch (found.kind) {
      case "which":
        return this.#takeRun(found.which, found.next);
      case "edit":
        return this.#takeEdit(found.edit, found.next);
      case "phrase":
        return this.#takePhrase(found.phrase, found.next);
      case "mode":
        return this.#takeMode(found.mode, found.next);
      case "word":
        return this.#takeWord(found.token, found.next);
      default:
        return found satisfies never;
    }
  }

  /** The longest of what can stand here; of two that are equally long a run before an edit, an edit before a phrase. */
  #find(): Found | undefined {
    const at = this.#at;
    const token = this.#line.tokens[at];
    const phrase = phraseAt(this.#line, at, this.#language);
    const edit = editAt(this.#line, at, this.#words);
    const isPhraseFirst = phrase && edit && !isEditFirst(edit, phrase, this.#mode);
    const which = this.#whichAt();
    let best: Found | undefined = token && { kind: "word", token, next: at };
    const consider = (found: Found | undefined) => {
      if (found && found.next > (best?.next ?? at)) best = found;
    };
    consider(which && { kind: "which", which: which.value, next: which.next });
    if (isPhraseFirst) consider({ kind: "phrase", phrase, next: phrase.next });
    consider(edit && { kind: "edit", edit: edit.value, next: edit.next });
    consider(phrase && { kind: "phrase", phrase, next: phrase.next });
    for (const { shape, mode } of this.#words.modes) {
      const next = shape(this.#line, at)?.next;
      if (next !== undefined) consider({ kind: "mode", mode, next });
    }
    return best;
  }

  #whichAt(): Match<Which> | undefined {
    if (this.#mode !== "set" && this.#mode !== "drop") return undefined;
    const named = this.#words.which?.(this.#line, this.#at);
    // "drop the 2pm run" is a time that goes
    const isTime = named && "said" in named.value && named.value.said.times !== undefined;
    return this.#mode === "drop" && isTime ? undefined : named;
  }

  #takeRun(which: Which, next: number): boolean {
    if (this.#run) return false;
    const gone = this.#words.dropsBehind?.(this.#line, next)?.next;
    this.#run = { which, as: this.#mode === "drop" || gone !== undefined ? "removed" : "changed" };
    this.#mode = "set";
    this.#at = gone ?? next;
    return true;
  }

  #takeMode(mode: Mode, next: number): boolean {
    this.#mode = mode;
    this.#isUsed = false;
    this.#at = next;
    return true;
  }

  /** A word or sign that is none of these: what carries something is not understood. */
  #takeWord(token: Token, at: number): boolean {
    if (this.#words.addsBehind.has(token.text)) this.#addsAll = true;
    else if (token.shape !== "sign" && !this.#words.fillers.has(token.text)) return false;
    // "drop Wednesday and make it 8am": only a list goes on as it began, and "also Saturdays, but at 11"
    const { joins, opposes } = this.#language;
    const goesOn = joins.has(token.text) || (this.#mode === "add" && opposes?.has(token.text) === true);
    if (this.#isUsed && (!goesOn || this.#isCutBefore(token, at))) this.#mode = "set";
    this.#at = at + 1;
    return true;
  }

  /** "No Fridays, [we're closed,] Thursdays then": what was let go between the two ends the list. */
  #isCutBefore({ start }: Token, at: number): boolean {
    const end = this.#line.tokens[at - 1]?.end ?? start;
    return start > end + 1 && this.#line.text.slice(end, start).trim() !== "";
  }

  #takeEdit(edit: Edit, next: number): boolean {
    if (edit.kind === "told") return false;
    if (edit.kind === "time") return this.#takeTime(edit.time, next);
    if (edit.kind === "say") this.#takeSaid({ saying: edit.says, where: {} });
    else if (!isFormer(this.#mode) && (this.#mode !== "drop" || edit.kind === "shift-days")) this.#edits.push(edit);
    // "also do it on Sundays": words that say nothing leave it as it was meant
    if (edit.kind !== "nothing" || this.#mode !== "add") this.#mode = "set";
    this.#at = next;
    return true;
  }

  /** "9 to 6 rather than 8 to 5", "drop 8 and 20". */
  #takeSaid(said: Said): void {
    const mode = this.#mode === "drop" && said.saying.times ? "drop" : "set";
    const isOver = isFormer(this.#mode) || (this.#mode === "drop" && mode === "set");
    if (isOver) this.#former.push(said);
    else this.#changes.push({ said, mode, renews: false });
  }

  /** A bare "7": where it goes, or takes the place of a time, it is said as a phrase would say it. */
  #takeTime(time: ClockWords, next: number): boolean {
    const said = timeOf(time);
    if (this.#isOtherTime(said)) this.#mode = "set";
    const mode = this.#mode;
    // "drop the 4pm one": a time that goes
    const gone = mode === "set" ? this.#words.dropsBehind?.(this.#line, next)?.next : undefined;
    if (gone !== undefined) this.#changes.push({ said, mode: "drop", renews: false });
    else if (isFormer(mode)) this.#former.push(said);
    else if (mode === "drop" || this.#former.some(({ saying }) => saying.times))
      this.#changes.push({ said, mode, renews: false });
    else this.#edits.push({ kind: "time", time });
    this.#mode = "set";
    this.#at = gone ?? next;
    return true;
  }

  #takePhrase(phrase: Phrase, next: number): boolean {
    const said = saidBy(phrase, this.#line);
    if (this.#isOtherTime(said)) this.#mode = "set";
    const mode = this.#mode;
    const gone = mode === "set" ? this.#words.dropsBehind?.(this.#line, next)?.next : undefined;
    const back = mode === "set" || mode === "add" ? this.#words.restoresBehind?.(this.#line, next)?.next : undefined;
    const behind = gone ?? back;
    if (behind !== undefined) {
      this.#changes.push({ said: ofEveryWeek(said), mode: gone === undefined ? "add" : "drop", renews: false });
      this.#at = behind;
      return true;
    }
    if (mode === "said") this.#insisted.push(said);
    if (isFormer(mode)) {
      this.#former.push(ofEveryWeek(said));
      this.#mode = "set";
    } else {
      const renews = this.#words.renews(this.#line, phrase);
      this.#changes.push({ said: mode === "set" ? said : ofEveryWeek(said), mode, renews });
    }
    this.#isUsed = true;
    this.#at = next;
    return true;
  }

  /** "Not at six thirty at half past five", "not Friday, at 9": an hour behind what does not hold is the new one, unless a list goes on. */
  #isOtherTime({ saying }: Said): boolean {
    const before = this.#isUsed ? this.#changes.at(-1) : undefined;
    if (this.#mode !== "drop" || before?.mode !== "drop" || saying.times === undefined) return false;
    const isApart = this.#line.tokens[this.#at - 1]?.shape === "sign";
    return (before.said.saying.times !== undefined) !== isApart;
  }
}

const isFormer = (mode: Mode) => mode === "ignore" || mode === "said";

/** Of an edit and a phrase that end at the same place, whether it is the edit. */
function isEditFirst(edit: Match<Edit>, { next, says }: Phrase, mode: Mode): boolean {
  if (edit.next > next || (edit.value.kind === "runs" && edit.next === next)) return true;
  // "no end date" is a phrase that says nothing; "the day after" asks for a day by itself, and moves the day that there is
  return Object.keys(says).length === 0 || (says.ask !== undefined && (mode === "set" || mode === "drop"));
}
