import type { Phrase } from "../phrases/phrase.ts";
import type { AskCode, Said, Saying, Slot } from "../phrases/saying.ts";
import type { Line, Shape } from "../phrases/shape.ts";
import type { ClockWords, Unit, Weekday } from "../tokens/token.ts";

/** A part of a correction that is no phrase of a schedule: it changes one by its distance, or takes something away. */
export type Edit =
  /** So many minutes later; earlier where negative. */
  | { kind: "shift"; minutes: number }
  | { kind: "shift-days"; days: number }
  /** The first day so many days later. */
  | { kind: "shift-start"; days: number }
  /** "Stop after 3": so many times in all, where no hour can be meant. */
  | { kind: "runs"; n: number }
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
export type Mode = "set" | "add" | "drop" | "ignore" | "said" | "swap";

/** One of several runs: "the evening one", "the Thursday run", "the last one". */
export type Which = { said: Saying } | { nth: number };

/** What a language knows of corrections. */
export interface CorrectionWords {
  /** "yes", "cancel it", "change the prompt to …": read before anything else. */
  whole(line: Line): Whole | undefined;
  /** Where a new prompt is given behind other words, and its letters: "make it 6pm, and | change the prompt to: …". */
  newPrompt?(line: Line): { at: number; prompt: string } | undefined;
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
  target?(line: Line): number | { from: number; to: number };
  /** Where "change X to Y", of which this is the first word, has its X and its Y. */
  swaps?(line: Line, at: number): { from: number; to: number } | undefined;
  /** "Not pump 2, pump 3", "en vez de faltantes pon sobrantes": letters of the work, and those that take their place. */
  exchanges?(line: Line): { from: string; to: string } | undefined;
  /** What of it asks for the change, where something else is told or said around it; `isChange` tells whether a part of it asks for one. */
  requestOf?(line: Line, isChange: (part: Line) => boolean): Line | undefined;
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
      /** What is said of another run. */
      another?: Extract<Correction, { kind: "change" }>;
      isOfAll?: boolean;
      isOpenDays?: boolean;
      /** Letters that were taken for reasons and small talk. */
      passedOver?: readonly string[];
      /** "…, and the prompt should be: …". */
      prompt?: string;
      /** The weekdays that these letters name. */
      besides?: readonly Weekday[];
    }
  | { kind: "unclear"; ask?: AskCode };
