import { kindsOf, type Token, wordOf } from "./token.ts";

/** Words, by their numbers, and kinds of meaning, a bit for each: what one token can be. */
interface Look {
  readonly words: ReadonlySet<number>;
  readonly kinds: number;
}

/**
 * What is known of a shape before it is read: most shapes are not there, and two tokens tell it.
 *
 * Everything here is only a necessary condition: where it holds, the shape may still be absent.
 */
export interface Opening extends Look {
  /** Whether it can be there without any token. */
  readonly isEmpty: boolean;
  /** Whether it can end behind its first token. */
  readonly isOne: boolean;
  /** What its second token can be, where it has one; `undefined` where nothing is known of it. */
  readonly second: Look | undefined;
  /** What it only looks at, without reading it. */
  readonly sees?: Opening | undefined;
}

const none: Look = { words: new Set(), kinds: 0 };

/** The opening of what reads nothing. */
export const nowhere: Opening = { ...none, isEmpty: true, isOne: false, second: none };

/** The opening of one token. */
export const single = (words: ReadonlySet<number>, kinds: number): Opening => ({
  words,
  kinds,
  isEmpty: false,
  isOne: true,
  second: none,
});

function isAmong({ words, kinds }: Look, token: Token): boolean {
  if ((kinds & kindsOf(token)) !== 0) return true;
  const word = wordOf(token);
  return word !== 0 && words.has(word);
}

/** Whether the tokens from here can be those of a shape that reads some. */
export function beginsWith(opening: Opening, tokens: readonly Token[], at: number): boolean {
  return startsAt(opening, tokens[at]) && goesOn(opening, tokens[at + 1]);
}

/** Whether its first token can be this one. */
export function startsAt(opening: Opening, token: Token | undefined): boolean {
  return token !== undefined && isAmong(opening, token);
}

/** Whether its second token can be this one, or it may be without any. */
export function goesOn({ isOne, second }: Opening, token: Token | undefined): boolean {
  return isOne || !second || (token !== undefined && isAmong(second, token));
}

/** All that these can be; `undefined` where nothing is known of one of them. */
function union(looks: readonly (Look | undefined)[]): Look | undefined {
  if (!looks.every((look) => look !== undefined)) return undefined;
  return {
    words: new Set(looks.flatMap(({ words }) => [...words])),
    kinds: looks.reduce((all, { kinds }) => all | kinds, 0),
  };
}

type Openings = readonly (Opening | undefined)[];

/** The opening of shapes that stand for each other. */
export function insteadOf(openings: Openings): Opening | undefined {
  const first = union(openings);
  if (!first) return undefined;
  return {
    ...first,
    isEmpty: openings.some((opening) => opening?.isEmpty),
    isOne: openings.some((opening) => opening?.isOne),
    second: union(openings.map((opening) => opening?.second)),
  };
}

/** The opening of shapes that stand one behind the other. */
export function inOrder(openings: Openings): Opening | undefined {
  const { first, isEmpty } = beginning(openings);
  if (!first) return undefined;
  let isOne = false;
  const seconds: (Look | undefined)[] = [];
  for (const [index, opening] of openings.entries()) {
    seconds.push(opening?.second);
    if (opening?.isOne) {
      const rest = beginning(openings.slice(index + 1), true);
      seconds.push(rest.first);
      isOne ||= rest.isEmpty;
    }
    if (!opening?.isEmpty) break;
  }
  return { ...first, isEmpty, isOne, second: union(seconds) };
}

/** What the first token can be of shapes one behind the other, and whether they can be there without any. */
function beginning(openings: Openings, looksAhead = false): { first: Look | undefined; isEmpty: boolean } {
  const looks: (Look | undefined)[] = [];
  for (const opening of openings) {
    const seen = looksAhead && opening?.sees?.isEmpty === false ? opening.sees : opening;
    looks.push(seen);
    if (!seen?.isEmpty) return { first: union(looks), isEmpty: false };
  }
  return { first: union(looks), isEmpty: true };
}
