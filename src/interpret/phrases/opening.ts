import { sightOf, type Token } from "../tokens/token.ts";

/** Words, by their numbers, and kinds of meaning, a bit for each: what one token can be. */
export interface Look {
  readonly words: ReadonlySet<number>;
  readonly kinds: number;
}

/** What is known of a shape behind its first token. */
export interface Behind {
  /** Whether it can end there. */
  readonly isOne: boolean;
  /** What its second token can be, where it has one; `undefined` where nothing is known of it. */
  readonly second: Look | undefined;
}

/**
 * What is known of a shape before it is read: most shapes are not there, and two tokens tell it.
 *
 * Everything here is only a necessary condition: where it holds, the shape may still be absent.
 */
export interface Opening extends Look {
  /** Whether it can be there without any token. */
  readonly isEmpty: boolean;
  /** What comes behind this first token; nothing at all where it is none. */
  readonly behind: (token: Token) => Behind;
  /** What it only looks at, without reading it. */
  readonly sees?: Opening | undefined;
}

const none: Look = { words: new Set(), kinds: 0 };
/** What comes behind a token that it cannot begin with. */
export const absent: Behind = { isOne: false, second: none };
const alone: Behind = { isOne: true, second: none };

/** The opening of what reads nothing. */
export const nowhere: Opening = { ...none, isEmpty: true, behind: () => absent };

/** The opening of one token. */
export function single(words: ReadonlySet<number>, kinds: number): Opening {
  const look = { words, kinds };
  return { ...look, isEmpty: false, behind: (token) => (isAmong(look, token) ? alone : absent) };
}

/** Asked once for each word that shapes know. */
export function onceForEach<T>(answer: (token: Token) => T): (token: Token) => T {
  const known: T[] = [];
  return (token) => (known[sightOf(token).id] ??= answer(token));
}

/** Whether the token can be this. */
export function isAmong(look: Look, token: Token): boolean {
  const { kinds, word } = sightOf(token);
  return (look.kinds & kinds) !== 0 || (word !== 0 && look.words.has(word));
}

/** Whether the tokens from here can be those of a shape that reads some. */
export function beginsWith(opening: Opening, tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return token !== undefined && goesOn(opening.behind(token), tokens[at + 1]);
}

/** Whether its first token can be this one. */
export function startsAt(look: Look, token: Token | undefined): boolean {
  return token !== undefined && isAmong(look, token);
}

/** Whether its second token can be this one, or it may be without any. */
export function goesOn({ isOne, second }: Behind, token: Token | undefined): boolean {
  return isOne || !second || (token !== undefined && isAmong(second, token));
}

/** One of several things that can begin with a token, and what has to come behind it; `undefined` where nothing is known of that. */
export interface Able<T> {
  readonly thing: T;
  readonly behind: Behind | undefined;
}

/** Those that this token can begin, or the end of the text where there is none. */
export function ableAmong<T>(
  things: readonly T[],
  openingOf: (thing: T) => Opening | undefined,
  token: Token | undefined,
): readonly Able<T>[] {
  return things.flatMap((thing) => {
    const opening = openingOf(thing);
    if (!opening || opening.isEmpty) return { thing, behind: undefined };
    return token && isAmong(opening, token) ? { thing, behind: opening.behind(token) } : [];
  });
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
    behind: onceForEach((token) => {
      const able = openings.flatMap((opening) => (opening && isAmong(opening, token) ? opening.behind(token) : []));
      return { isOne: able.some(({ isOne }) => isOne), second: union(able.map(({ second }) => second)) };
    }),
  };
}

/** The opening of shapes that stand one behind the other. */
export function inOrder(openings: Openings): Opening | undefined {
  const { isEmpty } = beginning(openings);
  // what reads something sees its first token too: "at", ahead of a clock time
  const { first } = beginning(openings, !isEmpty);
  if (!first) return undefined;
  const behind = (token: Token): Behind => {
    let isOne = false;
    const seconds: (Look | undefined)[] = [];
    for (const [index, opening] of openings.entries()) {
      if (opening && isAmong(opening, token)) {
        const own = opening.behind(token);
        const rest = own.isOne ? beginning(openings.slice(index + 1), true) : undefined;
        seconds.push(own.second, ...(rest ? [rest.first] : []));
        isOne ||= rest?.isEmpty === true;
      }
      if (!opening?.isEmpty) break;
    }
    return { isOne, second: union(seconds) };
  };
  return { ...first, isEmpty, behind: onceForEach(behind) };
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
