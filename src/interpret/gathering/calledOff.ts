import type { Line } from "../phrases/shape.ts";

/** How a language calls off what runs already, or takes a request back; all of it is looked for in {@link wordsOf}. */
export interface CallingOff {
  /** "Actually no, forget it": said alone in a clause, with nothing asked for behind it. */
  takenBack: RegExp;
  /** What such a clause may follow without taking anything back: "if she doesn't answer, …". */
  condition: RegExp;
  /** "Drop the mail you send §", "no more reports §": what runs already is named in front of its schedule. */
  stopped: RegExp;
  /** "No more reports § …": the same, unless something is asked for behind it. */
  refused: RegExp;
  /** Whether something is asked for in these words. */
  asks: (words: string) => boolean;
}

/** What stands for a word that the schedule was read from. */
const READ = "§";

/** The words and signs of a request, each behind a space; `§` for what the schedule was read from. */
export function wordsOf({ tokens }: Line, taken: ReadonlySet<number>): string {
  let words = "";
  for (const [at, { text, shape, sentence }] of tokens.entries()) {
    const before = tokens[at - 1];
    if (before && before.sentence !== sentence && before.shape !== "sign") words += " .";
    words += ` ${taken.has(at) ? READ : shape === "literal" ? "_" : text}`;
  }
  return `${words} .`;
}

/** Whether words ask to stop what runs already, or take the request back. */
export function isCalledOff(words: string, { takenBack, condition, stopped, refused, asks }: CallingOff): boolean {
  for (const match of words.matchAll(takenBack)) {
    const end = match.index + match[0].length;
    const clause =
      words
        .slice(0, match.index)
        .split(/ [,;:…–—-](?= )/)
        .at(-1) ?? "";
    const rest = words.slice(end - 2);
    if (!(condition.test(clause) && /^ [,;:]/.test(match[0])) && !rest.includes(READ) && !asks(rest)) return true;
  }
  const stop = stopped.exec(words);
  if (stop && !words.slice(0, stop.index).includes(READ)) return true;
  const refusal = refused.exec(words);
  return (
    refusal !== null &&
    !words.slice(0, refusal.index).includes(READ) &&
    !asks(words.slice(refusal.index + refusal[0].length))
  );
}
