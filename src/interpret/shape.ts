import { meaningOf, type MeaningKind, type MeaningOf, type Token } from "./token.ts";

/** The tokens of a sentence. */
export interface Line {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** What a shape found: its value, and the index of the first token behind it. */
export interface Match<T> {
  readonly value: T;
  readonly next: number;
}

/** Reads one shape of words from a position; `undefined` where it is not there. Looks ahead a bounded number of tokens. */
export type Shape<T> = (line: Line, at: number) => Match<T> | undefined;

type Values<Shapes extends readonly Shape<unknown>[]> = {
  [Index in keyof Shapes]: Shapes[Index] extends Shape<infer T> ? T : never;
};

/** One of these words or signs, as written in the language's lower case. */
export function word(...texts: readonly string[]): Shape<string> {
  const known = new Set(texts);
  return ({ tokens }, at) => {
    const token = tokens[at];
    return token !== undefined && token.shape !== "literal" && known.has(token.text)
      ? { value: token.text, next: at + 1 }
      : undefined;
  };
}

/** These words one behind the other: `words("end of")`. */
export function words(...phrases: readonly string[]): Shape<string> {
  // by their first word, so that a place where none begins costs one look
  const lists = new Map<string, string[][]>();
  for (const phrase of phrases) {
    const list = phrase.split(" ");
    const first = list[0] ?? "";
    lists.set(first, [...(lists.get(first) ?? []), list]);
  }
  return ({ tokens }, at) => {
    const token = tokens[at];
    const begun = token && lists.get(token.text);
    if (!begun || token.shape === "literal") return undefined;
    for (const list of begun) {
      let index = 1;
      while (index < list.length && tokens[at + index]?.text === list[index]) index++;
      if (index === list.length) return { value: list.join(" "), next: at + index };
    }
    return undefined;
  };
}

/** A token with this kind of meaning. */
export function kind<Kind extends MeaningKind>(wanted: Kind): Shape<MeaningOf<Kind>> {
  return ({ tokens }, at) => {
    const token = tokens[at];
    const value = token && meaningOf(token, wanted);
    return value && { value, next: at + 1 };
  };
}

/** A token with this kind of meaning that also fits. */
export function kindIf<Kind extends MeaningKind>(
  wanted: Kind,
  fits: (value: MeaningOf<Kind>) => boolean,
): Shape<MeaningOf<Kind>> {
  return ({ tokens }, at) => {
    const token = tokens[at];
    const value = token && meaningOf(token, wanted);
    return value && fits(value) ? { value, next: at + 1 } : undefined;
  };
}

export function sequence<const Shapes extends readonly Shape<unknown>[]>(...shapes: Shapes): Shape<Values<Shapes>> {
  const count = shapes.length;
  return (line, at) => {
    // most attempts fail at the first words: nothing is allocated for those
    let values: unknown[] | undefined;
    let next = at;
    for (let index = 0; index < count; index++) {
      const match = shapes[index]?.(line, next);
      if (!match) return undefined;
      (values ??= []).push(match.value);
      next = match.next;
    }
    return { value: (values ?? []) as Values<Shapes>, next };
  };
}

export function maybe<T>(shape: Shape<T>): Shape<T | undefined> {
  return (line, at) => shape(line, at) ?? nothing(at);
}

/** The empty match at a place, made once for each place: an absent word is the commonest of all matches. */
const empty: Match<undefined>[] = [];
function nothing(at: number): Match<undefined> {
  return (empty[at] ??= { value: undefined, next: at });
}

/** The first of these that is there. */
export function either<const Shapes extends readonly Shape<unknown>[]>(
  ...shapes: Shapes
): Shape<Values<Shapes>[number]> {
  return (line, at) => {
    for (const shape of shapes) {
      const match = shape(line, at);
      if (match) return match as Match<Values<Shapes>[number]>;
    }
    return undefined;
  };
}

/** The value of a shape, made into something else; `undefined` refuses the match. */
export function as<T, U>(
  shape: Shape<T>,
  make: (value: T, line: Line, at: number, next: number) => U | undefined,
): Shape<U> {
  return (line, at) => {
    const match = shape(line, at);
    if (!match) return undefined;
    const value = make(match.value, line, at, match.next);
    return value === undefined ? undefined : { value, next: match.next };
  };
}

/** Only looks whether the shape is not there. */
export function not(shape: Shape<unknown>): Shape<true> {
  return (line, at) => (shape(line, at) ? undefined : { value: true, next: at });
}

/** Only looks whether the shape is there. */
export function ahead(shape: Shape<unknown>): Shape<true> {
  return (line, at) => (shape(line, at) ? { value: true, next: at } : undefined);
}

/** The end of the sentence, or a sign that ends a part of it. */
export const boundary: Shape<true> = ({ tokens }, at) => {
  const token = tokens[at];
  return token === undefined || token.shape === "sign" ? { value: true, next: at } : undefined;
};

/** The same shape, read once at each place of a line: for what many rules try, or lists that begin at every item. */
export function remembered<T>(shape: Shape<T>): Shape<T> {
  const read = new WeakMap<Line, Map<number, Match<T> | undefined>>();
  return (line, at) => {
    let known = read.get(line);
    if (!known) read.set(line, (known = new Map()));
    if (!known.has(at)) known.set(at, shape(line, at));
    return known.get(at);
  };
}

/** The longest list that is read; a longer one is not something that a person says. */
const LONGEST_LIST = 31;

/** One or more, with a separator between them. */
export function listOf<T>(item: Shape<T>, separator: Shape<unknown>): Shape<T[]> {
  // an item and where the one behind it would be, read once though lists begin at every item
  const link = remembered<{ item: T; following: number | undefined }>((line, at) => {
    const match = item(line, at);
    return match && { value: { item: match.value, following: separator(line, match.next)?.next }, next: match.next };
  });
  return (line, at) => {
    const values: T[] = [];
    let next = at;
    for (let match = link(line, at); match && values.length < LONGEST_LIST;) {
      values.push(match.value.item);
      next = match.next;
      const { following } = match.value;
      match = following === undefined ? undefined : link(line, following);
    }
    return values.length === 0 ? undefined : { value: values, next };
  };
}

/** Whether the whole line is made of these, and of signs between them. */
export function isAll(line: Line, shape: Shape<unknown>): boolean {
  for (let at = 0; at < line.tokens.length;) {
    const next = shape(line, at)?.next ?? at;
    if (next > at) at = next;
    else if (line.tokens[at]?.shape === "sign") at++;
    else return false;
  }
  return line.tokens.length > 0;
}
