/** ISO weekday: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type Unit = "second" | "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year";

/** Whether it is counted by the clock, and not by the calendar. */
export const isClockUnit = (unit: Unit): unit is "second" | "minute" | "hour" =>
  unit === "hour" || unit === "minute" || unit === "second";

/** A part of the day that stands for a clock time where none is said. */
export type DayPart = "small-hours" | "morning" | "afternoon" | "evening" | "night" | "end-of-day";

/** A clock time as it was written, before it is known which half of the day it is in. */
export interface ClockWords {
  hour: number;
  minute: number;
  second?: number;
  half?: "am" | "pm";
  /** Written so that only the 24-hour clock can be meant: `17:30`, `0500`, `06:05`, `17h`. */
  is24?: true;
  /** No clock shows it: `25:00`, `13pm`. */
  impossible?: true;
  /** "around", "ish". */
  approximate?: true;
  /** Noon, midnight: a word rather than digits. */
  named?: "noon" | "midnight";
}

/** What a word or a sign can mean to a schedule. A word can have several meanings: "second", "may", "sat". */
export type Meaning =
  | { kind: "every" }
  | { kind: "weekday"; value: Weekday; plural?: true; short?: true }
  | { kind: "dayset"; value: readonly Weekday[]; name: "weekday" | "weekend"; plural?: true; business?: true }
  | { kind: "unit"; value: Unit; times?: number; plural?: true; short?: true }
  | { kind: "frequency"; unit: Unit; n: number; daypart?: DayPart; unclear?: string; adjective?: true }
  | { kind: "month"; value: number; short?: true }
  | { kind: "ordinal"; value: number }
  | { kind: "number"; value: number; vague?: true; word?: true }
  | { kind: "clock"; value: ClockWords; zoneId?: string }
  | { kind: "military"; value: ClockWords; zoneId?: string }
  | { kind: "meridiem"; value: "am" | "pm" }
  | { kind: "daypart"; value: DayPart; plural?: true }
  | { kind: "day"; offset: number; daypart?: DayPart }
  | { kind: "date"; year?: number; month: number; day: number; numeric?: "day-first" | "month-first" | "either" }
  | { kind: "zone"; id: string; others?: readonly string[]; city?: true; exact?: true };

export type MeaningKind = Meaning["kind"];
export type MeaningOf<Kind extends MeaningKind> = Extract<Meaning, { kind: Kind }>;

/** A word, a number or a sign of the sentence, with what it can mean. */
export interface Token {
  /** Lower case, without accents, apostrophes straightened. */
  text: string;
  start: number;
  end: number;
  /** `literal` is quoted, refused or of a shape that no schedule word has (an address, a file name). */
  shape: "word" | "number" | "sign" | "literal";
  meanings: readonly Meaning[];
  /** Whether white space (or the start of the text) is before it. */
  spaced: boolean;
  /** Counts the sentences of the text, and the clauses that a colon, a semicolon or a new line parts. */
  sentence: number;
  clause: number;
  /** Written with a capital letter. */
  name?: true | undefined;
  /** The word it was read as, where a typing error was read through. */
  spelling?: string | undefined;
  /** What shapes see of it, once that was asked for. */
  sight?: Sight | undefined;
}

/** All that shapes ask of a token by itself. Tokens that look alike have the same. */
export interface Sight {
  /** Counts the sights. */
  readonly id: number;
  /** The number of its word; 0 where no shape knows it. */
  readonly word: number;
  /** A bit for each kind of its meanings. */
  readonly kinds: number;
}

const wordNumbers = new Map<string, number>();
/** The number of a word that shapes know: one look tells that a token is none of them, as digits and names are. */
export function numberOfWord(text: string): number {
  const known = wordNumbers.get(text) ?? wordNumbers.size + 1;
  wordNumbers.set(text, known);
  return known;
}

const kindNumbers = new Map<MeaningKind, number>();
/** The bits of these kinds of meaning. */
export function maskOf(kinds: readonly MeaningKind[]): number {
  let mask = 0;
  for (const kind of kinds) {
    const known = kindNumbers.get(kind) ?? kindNumbers.size;
    kindNumbers.set(kind, known);
    mask |= 1 << known;
  }
  return mask;
}

/** The bits of numbers in words, behind those of the kinds: those below ten, which stand behind others ("two"), and the others ("twenty"). */
export const inWords = { ones: 1 << 15, others: 1 << 16 } as const;
/** The bit of a word that means nothing by itself. */
export const meaningless = 1 << 17;
const unitBits: Readonly<Record<Unit, number>> = {
  second: 1 << 18,
  minute: 1 << 19,
  hour: 1 << 20,
  day: 1 << 21,
  week: 1 << 22,
  month: 1 << 23,
  quarter: 1 << 24,
  year: 1 << 25,
};
/** The bits of these units. */
export const maskOfUnits = (units: readonly Unit[]): number => units.reduce((mask, unit) => mask | unitBits[unit], 0);
/** Above the highest of all these bits. */
const BITS = 26;

function kindsOf({ shape, meanings }: Token): number {
  if (meanings.length === 0) return shape === "word" ? meaningless : 0;
  let kinds = maskOf(meanings.map(({ kind }) => kind));
  for (const it of meanings) {
    if (it.kind === "number" && it.word) kinds |= it.value < 10 ? inWords.ones : inWords.others;
    if (it.kind === "unit") kinds |= unitBits[it.value];
  }
  return kinds;
}

const sights = new Map<number, Sight>();
/** What shapes see of a token: its word and the kinds of its meanings. */
export function sightOf(token: Token): Sight {
  return (token.sight ??= sightFor(token));
}

function sightFor(token: Token): Sight {
  const word = wordNumbers.get(token.text) ?? 0;
  const kinds = kindsOf(token);
  const key = word * 2 ** BITS + kinds;
  let sight = sights.get(key);
  if (!sight) sights.set(key, (sight = { id: sights.size, word, kinds }));
  return sight;
}

/** The meaning of this kind that the token has. */
export function meaningOf<Kind extends MeaningKind>(token: Token, kind: Kind): MeaningOf<Kind> | undefined {
  for (const meaning of token.meanings) if (meaning.kind === kind) return meaning as MeaningOf<Kind>;
  return undefined;
}
