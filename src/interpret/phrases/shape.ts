import {
  ableAmong,
  absent,
  type Behind,
  beginsWith,
  goesOn,
  inOrder,
  insteadOf,
  nowhere,
  onceForEach,
  type Opening,
  single,
  startsAt,
} from "./opening.ts";
import {
  maskOf,
  type MeaningKind,
  meaningOf,
  type MeaningOf,
  numberOfWord,
  inWords,
  maskOfUnits,
  sightOf,
  type Token,
  type Unit,
} from "../tokens/token.ts";

/** The tokens of a sentence. */
export interface Line {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** What remembered shapes have read, by shape and place; `null` where there was nothing. */
  memory?: (Match<unknown> | null)[][];
}

/** What a shape found: its value, and the index of the first token behind it. */
export interface Match<T> {
  readonly value: T;
  readonly next: number;
}

/** Reads one shape of words from a position; `undefined` where it is not there. Looks ahead a bounded number of tokens. */
export interface Shape<T> {
  (line: Line, at: number): Match<T> | undefined;
  /** What it can begin with, where that is known: elsewhere it need not be tried. */
  readonly opening?: Opening;
  /** Whether it is just left out at a token that it cannot begin with. */
  readonly isOptional?: true;
}

function opens<T>(shape: Shape<T>, opening: Opening | undefined): Shape<T> {
  return opening ? Object.assign(shape, { opening }) : shape;
}

/** Whether the shape can begin here, by the kinds of the first two tokens; true where nothing is known of it. */
export function mayBegin({ opening }: Shape<unknown>, { tokens }: Line, at: number): boolean {
  return !opening || opening.isEmpty || beginsWith(opening, tokens, at);
}

type Values<Shapes extends readonly Shape<unknown>[]> = {
  [Index in keyof Shapes]: Shapes[Index] extends Shape<infer T> ? T : never;
};

/** One of these words or signs, as written in the language's lower case. */
export function word(...texts: readonly string[]): Shape<string> {
  const known = new Set(texts.map(numberOfWord));
  return opens(
    ({ tokens }, at) => {
      const token = tokens[at];
      return token && known.has(sightOf(token).word) && token.shape !== "literal"
        ? { value: token.text, next: at + 1 }
        : undefined;
    },
    single(known, 0),
  );
}

/** These words one behind the other: `words("end of")`. */
export function words(...phrases: readonly string[]): Shape<string> {
  // by the number of their first word, so that a place where none begins costs one look
  const begun = new Map<number, { lists: string[][]; behind: Behind }>();
  for (const phrase of phrases) {
    const list = phrase.split(" ");
    const [first = 0, second] = list.map(numberOfWord);
    const { lists, behind } = begun.get(first) ?? { lists: [], behind: absent };
    const seconds = new Set(behind.second?.words);
    if (second !== undefined) seconds.add(second);
    begun.set(first, {
      lists: [...lists, list],
      behind: { isOne: behind.isOne || second === undefined, second: { words: seconds, kinds: 0 } },
    });
  }
  const read: Shape<string> = ({ tokens }, at) => {
    const token = tokens[at];
    const lists = token && begun.get(sightOf(token).word)?.lists;
    if (!lists || token.shape === "literal") return undefined;
    for (const list of lists) {
      let index = 1;
      while (index < list.length && tokens[at + index]?.text === list[index]) index++;
      if (index === list.length) return { value: list.join(" "), next: at + index };
    }
    return undefined;
  };
  const behind = (token: Token) => begun.get(sightOf(token).word)?.behind ?? absent;
  return opens(read, { ...single(new Set(begun.keys()), 0), behind });
}

/** A token with this kind of meaning. */
export function kind<Kind extends MeaningKind>(wanted: Kind): Shape<MeaningOf<Kind>> {
  return kindIf(wanted, () => true);
}

/** A token with this kind of meaning that also fits. */
export function kindIf<Kind extends MeaningKind>(
  wanted: Kind,
  fits: (value: MeaningOf<Kind>) => boolean,
): Shape<MeaningOf<Kind>> {
  return opens(
    ({ tokens }, at) => {
      const token = tokens[at];
      const value = token && meaningOf(token, wanted);
      return value && fits(value) ? { value, next: at + 1 } : undefined;
    },
    single(nowhere.words, maskOf([wanted])),
  );
}

/** A number in words that fits: "twenty"; of those below ten, of the others, or of all. */
export function numberInWords(
  fits: (value: MeaningOf<"number">) => boolean,
  which: number = inWords.ones | inWords.others,
): Shape<MeaningOf<"number">> {
  const read = kindIf("number", (it) => it.word === true && fits(it));
  return opens((line, at) => read(line, at), single(nowhere.words, which));
}

/** One of these units. */
export function unitOf(...units: readonly Unit[]): Shape<MeaningOf<"unit">> {
  const read = kindIf("unit", ({ value }) => units.includes(value));
  return opens((line, at) => read(line, at), single(nowhere.words, maskOfUnits(units)));
}

const openingOf = ({ opening }: Shape<unknown>) => opening;

export function sequence<const Shapes extends readonly Shape<unknown>[]>(...shapes: Shapes): Shape<Values<Shapes>> {
  const count = shapes.length;
  const blank: undefined[] = shapes.map(() => undefined);
  const optional = shapes.map(({ isOptional, opening }) => (isOptional ? opening : undefined));
  const read: Shape<Values<Shapes>> = (line, at) => {
    // most attempts fail at the first words: nothing is allocated for those, and no value is asked for in vain
    let matches: (Match<unknown> | undefined)[] | undefined;
    let next = at;
    for (let index = 0; index < count; index++) {
      const left = optional[index];
      if (left && !startsAt(left, line.tokens[next])) continue;
      const match = shapes[index]?.(line, next);
      if (!match) return undefined;
      (matches ??= blank.slice())[index] = match;
      next = match.next;
    }
    return { value: shapes.map((_, index) => matches?.[index]?.value) as Values<Shapes>, next };
  };
  return opens(read, inOrder(shapes.map(openingOf)));
}

export function maybe<T>(shape: Shape<T>): Shape<T | undefined> {
  const { opening } = shape;
  const read: Shape<T | undefined> = (line, at) =>
    (mayBegin(shape, line, at) ? shape(line, at) : undefined) ?? nothing(at);
  if (!opening || opening.isEmpty) return opens(read, opening);
  return Object.assign(opens(read, { ...opening, isEmpty: true }), { isOptional: true as const });
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
  const ableAt = onceForEach((token) => ableAmong(shapes, openingOf, token));
  const ableAtEnd = ableAmong(shapes, openingOf, undefined);
  const read: Shape<Values<Shapes>[number]> = (line, at) => {
    const token = line.tokens[at];
    for (const { thing: shape, behind } of token ? ableAt(token) : ableAtEnd) {
      const match = !behind || goesOn(behind, line.tokens[at + 1]) ? shape(line, at) : undefined;
      if (match) return match as Match<Values<Shapes>[number]>;
    }
    return undefined;
  };
  return opens(read, insteadOf(shapes.map(openingOf)));
}

/** The value of a shape, made into something else; `undefined` refuses the match. */
export function as<T, U>(
  shape: Shape<T>,
  make: (value: T, line: Line, at: number, next: number) => U | undefined,
): Shape<U> {
  const read: Shape<U> = (line, at) => {
    const match = shape(line, at);
    if (!match) return undefined;
    const value = make(match.value, line, at, match.next);
    return value === undefined ? undefined : { value, next: match.next };
  };
  return opens(read, shape.opening);
}

/** Only looks whether the shape is not there. */
export function not(shape: Shape<unknown>): Shape<true> {
  return opens(
    (line, at) => (mayBegin(shape, line, at) && shape(line, at) ? undefined : { value: true, next: at }),
    nowhere,
  );
}

/** Only looks whether the shape is there, and what it says. */
export function ahead<T>(shape: Shape<T>): Shape<T> {
  const read: Shape<T> = (line, at) => {
    const match = mayBegin(shape, line, at) ? shape(line, at) : undefined;
    return match && { value: match.value, next: at };
  };
  return opens(read, { ...nowhere, sees: shape.opening });
}

/** Reads nothing, where this holds. */
export function where(holds: (line: Line, at: number) => boolean): Shape<true> {
  return opens((line, at) => (holds(line, at) ? { value: true, next: at } : undefined), nowhere);
}

/** A shape that goes on over what stands behind it. */
export function stretched<T>(shape: Shape<T>, end: (line: Line, at: number, next: number) => number): Shape<T> {
  const read: Shape<T> = (line, at) => {
    const match = shape(line, at);
    return match && { value: match.value, next: end(line, at, match.next) };
  };
  const { opening } = shape;
  if (!opening) return read;
  const behind = (token: Token) => {
    const own = opening.behind(token);
    return own.isOne ? { isOne: true, second: undefined } : own;
  };
  return opens(read, { ...opening, behind });
}

/** The end of the sentence, or a sign that ends a part of it. */
export const boundary: Shape<true> = opens(({ tokens }, at) => {
  const token = tokens[at];
  return token === undefined || token.shape === "sign" ? { value: true, next: at } : undefined;
}, nowhere);

let shapesRemembered = 0;
/** The same shape, read once at each place of a line: for what many rules try, or lists that begin at every item. */
export function remembered<T>(shape: Shape<T>): Shape<T> {
  const key = shapesRemembered++;
  const read: Shape<T> = (line, at) => {
    if (!mayBegin(shape, line, at)) return undefined;
    const known = ((line.memory ??= [])[key] ??= []);
    const before = known[at];
    if (before !== undefined) return (before as Match<T> | null) ?? undefined;
    const match = shape(line, at);
    known[at] = match ?? null;
    return match;
  };
  return opens(read, shape.opening);
}

/** The longest list that is read; a longer one is not something that a person says. */
const LONGEST_LIST = 31;

/** An item of a list, with what is known of the list that begins with it. */
interface Link<T> {
  readonly item: T;
  readonly rest: Link<T> | undefined;
  readonly length: number;
  readonly next: number;
}

/** One or more, with a separator between them. */
export function listOf<T>(item: Shape<T>, separator: Shape<unknown>): Shape<T[]> {
  // each item is read once, though lists begin at every item: what follows is a list as well
  const link: Shape<Link<T>> = remembered((line, at) => {
    const match = mayBegin(item, line, at) ? item(line, at) : undefined;
    if (!match) return undefined;
    const following = separator(line, match.next);
    const rest = following && link(line, following.next)?.value;
    const value = { item: match.value, rest, length: (rest?.length ?? 0) + 1, next: rest?.next ?? match.next };
    return { value, next: value.next };
  });
  const read: Shape<T[]> = (line, at) => {
    const first = link(line, at)?.value;
    return first && first.length <= LONGEST_LIST ? new List(first) : undefined;
  };
  const another = inOrder([separator.opening, item.opening]);
  return opens(read, inOrder([item.opening, another && { ...another, isEmpty: true }]));
}

/** A list whose items are put together where they are asked for: most lists are followed by something that does not fit. */
class List<T> implements Match<T[]> {
  readonly next: number;
  readonly #first: Link<T>;

  constructor(first: Link<T>) {
    this.#first = first;
    this.next = first.next;
  }

  get value(): T[] {
    const items: T[] = [];
    for (let link: Link<T> | undefined = this.#first; link; link = link.rest) items.push(link.item);
    return items;
  }
}

/** Whether the whole line is made of these, and of signs between them. */
export function isAll(line: Line, shape: Shape<unknown>): boolean {
  let isAny = false;
  for (let at = 0; at < line.tokens.length;) {
    const next = shape(line, at)?.next ?? at;
    isAny ||= next > at;
    if (next > at) at = next;
    else if (line.tokens[at]?.shape === "sign") at++;
    else return false;
  }
  return isAny;
}
