import type { AdviceSigns } from "./prompt/advise.ts";
import type { CorrectionWords } from "./corrections/correction.ts";
import type { Messages } from "./messages.ts";
import type { Rule } from "./phrases/phrase.ts";
import type { Grounds } from "./gathering/reasons.ts";
import type { Saying } from "./phrases/saying.ts";
import type { Line, Shape } from "./phrases/shape.ts";
import type { Meaning, Token } from "./tokens/token.ts";

/** How the signs around numbers are written in a language. */
export interface Spelling {
  /** What stands behind the digits of an ordinal: `st`, `th`, `º`. */
  ordinalSuffixes: ReadonlySet<string>;
  /** The spellings of the halves of the day, longest first: `a.m.`, `am`. */
  meridiems: readonly (readonly [string, "am" | "pm"])[];
  /** Units that are written without a space behind a number: `2h`, `30min`. */
  gluedUnits: ReadonlyMap<string, Meaning>;
  /** Which part of `03/04` is the month. */
  numericDates: "month-first" | "day-first";
  /** Words that are read through one typing error (two in long ones). */
  forgiven: readonly string[];
  /** Words that look like a mistyped schedule word and are none: "house", "light". */
  neverTypos: ReadonlySet<string>;
  /** Sounds of somebody who thinks while he speaks: they are no words. */
  hesitations?: ReadonlySet<string>;
  /** Words as they are typed in a hurry, and how they are written: `q` is "que", `alas` is "a las". A key may end with a slash: `c/`. */
  shorthand?: ReadonlyMap<string, string>;
}

/** Everything that the interpreter knows of one language. A language is a folder; this is its index. */
export interface Language {
  /** ISO 639-1. */
  tag: string;
  lexicon: ReadonlyMap<string, readonly Meaning[]>;
  spelling: Spelling;
  /** The shapes of phrases. The longest match counts; of two equally long ones the first. */
  rules: readonly Rule[];
  /** Words and signs that may stand between two phrases that belong together. */
  glue: ReadonlySet<string>;
  /** Words and signs that join the items of a list: "and", ",", "&". */
  joins: ReadonlySet<string>;
  /** Words with which a person takes back what was just said: "no wait", "I mean". */
  takesBack?: Shape<unknown>;
  /** Words of glue behind which comes an exception: "every day at 8, but on Fridays at 7". */
  opposes?: ReadonlySet<string>;
  /** Words that leave out all other days: "every weekday, Saturdays only". */
  restricts?: ReadonlySet<string>;
  /** Whether a phrase belongs to the work ("orders due next Tuesday") although it looks like a schedule. */
  isContent(phrase: PhraseInLine, line: Line): boolean;
  /** The parts of a text that only tell why: "because Mondays are chaos, …". What they say of days and hours is told, and no more. */
  grounds?(line: Line): Grounds[];
  /** Whether the sentence around the schedule tells or asks something, rather than asking for work. */
  isTold?(line: Line, first: number, next: number): boolean | "past";
  /** Whether what the work tells somebody begins between these two places: "remind the team | that the audit starts | at 2pm". */
  reports?(line: Line, from: number, to: number): boolean;
  /** Whether it stands between who is told and what: "remind me | on Friday | to call the vendor". */
  tells?(line: Line, first: number, next: number): boolean;
  /** Words of a clause that says nothing but its schedule: "Do this …", "Make it …", "When: …". */
  carriers?: ReadonlySet<string>;
  /** Whether the sentence around this schedule asks for something, rather than telling it. */
  asksFor?(line: Line, cluster: { first: number }): boolean;
  /** Whether a time apart from the schedule stands by itself, so that it may be one of the schedule: "…, at 3pm." */
  isFreeTime?(line: Line, cluster: { first: number; next: number }): boolean;
  /** Whether this word, free and in front of the schedule, begins a part of it that was not read: "beginning that day". */
  opensBound?(token: Token, next: Token | undefined, isBeside: boolean, third: Token | undefined): boolean;
  /** Whether this word, standing free next to the schedule, shows that something of the schedule was not understood. */
  opensSchedule(token: Token, next: Token | undefined, isBeside: boolean, third: Token | undefined): boolean;
  /** Whether words beside the schedule, which no phrase took, still say when: a condition, an hour, an end. */
  leavesUnread?(line: Line, taken: ReadonlySet<number>, parts: readonly Saying[]): boolean;
  /** Whether it asks to stop what runs already, or takes itself back: "… at 9am. Actually no, forget it." */
  callsOff?(line: Line, taken: ReadonlySet<number>): boolean;
  /** Words before the schedule that go with it ("for" every Monday), and after it ("to" call the vendor). */
  leadIns: ReadonlySet<string>;
  leadOuts: ReadonlySet<string>;
  /** Words of `leadIns` that go with the schedule also where more of the work follows: "prepara | para mañana | la sala". */
  danglers?: ReadonlySet<string>;
  /** Whether a word of `leadOuts` goes with the schedule where this word follows it; where left out it always does. */
  leadsOut?(word: Token, next: Token): boolean;
  /** Phrases that only frame the request, read from its first word: "please", "set up a job that". */
  frames: readonly Shape<unknown>[];
  /** What is said of the schedule right behind it, at the end: "… works best for me". */
  suits?: Shape<unknown>;
  /** Pleasantries that only a whole text begins with: "hi", "quick one", "hope you're well". */
  greetings?: readonly Shape<unknown>[];
  /** Politeness that a request ends with: "thanks". */
  partings?: readonly Shape<unknown>[];
  corrections?: CorrectionWords;
  advice?: AdviceSigns;
  messages: Messages;
}

/** Where a phrase stands: `tokens[first]` to `tokens[next - 1]`. */
export interface PhraseInLine {
  readonly first: number;
  readonly next: number;
  /** It says a schedule only where it stands at an edge of the request or beside another phrase. */
  readonly bare: boolean;
  readonly says: Saying;
}
