import type { Line } from "../../phrases/shape.ts";
import { interjections } from "./fillers.ts";
import { verbs } from "../vocabulary.ts";

/** So many words and signs exchange one thing for another. */
const LONGEST = 40;

/** How people name what is wrong and what takes its place; the letters that are meant stand in two groups. */
const ways: readonly { shape: RegExp; from: 1 | 2 }[] = [
  { shape: /^(?:when )?i said ([^,;.!?]+?),? (?:but )?i meant ([^,;.!?]+)[.!]?$/i, from: 1 },
  { shape: /^not ([^,;.!?]+?)(?:,| but| ?[-–—]) ?(?:but |rather |it's )?([^,;.!?]+)[.!]?$/i, from: 1 },
  {
    shape:
      /^(?:it's |that's |it should be |i meant? |should be |make it |use |say )?([^,;.!?]+?),? (?:and )?not ([^,;.!?]+)[.!]?$/i,
    from: 2,
  },
  {
    shape:
      /^instead of ([^,;.!?]+?)(?:, ?| (?=use|put|write|say|take))(?:(?:use|put|write|say|take) )?([^,;.!?]+)[.!]?$/i,
    from: 1,
  },
  {
    shape: /^(?:use |put |write |say |take |do )?([^,;.!?]+?),? (?:instead of|rather than) ([^,;.!?]+)[.!]?$/i,
    from: 2,
  },
  { shape: /^([^,;.!?]+?) (?:should|must) (?:be|say|read) ([^,;.!?]+)[.!]?$/i, from: 1 },
  {
    shape: /^(?:change|replace|swap|switch|substitute|exchange) ([^,;.!?]+?) (?:to|with|for|by) ([^,;.!?]+)[.!]?$/i,
    from: 1,
  },
];

const clean = (letters = "") =>
  letters
    .trim()
    .replaceAll(/["“”]/g, "")
    .replace(/(?:,? (?:please|thanks|thank you|instead))?[.!?, ]*$/i, "");
const article = /^(?:the|a|an|my|our) /i;

/** "It's the vet, not the dentist", "replace Kim with Pat", "not pump 2, pump 3": letters of the work, and those that take their place. */
export function exchanges({ tokens, text }: Line): { from: string; to: string } | undefined {
  if (tokens.length > LONGEST) return undefined;
  const first = tokens.find((token) => token.shape !== "sign" && !interjections.has(token.text));
  const said = first && text.slice(first.start).trim();
  if (said === undefined) return undefined;
  for (const { shape, from: old } of ways) {
    const match = shape.exec(said);
    const [from, to] = [clean(match?.[old]), clean(match?.[3 - old])];
    if (from === "" || to === "") continue;
    // "turn the pump off, not the fan": a command of its own
    const [verb = "", ...more] = to.toLowerCase().split(" ");
    if (verbs.has(verb) && more.length > 0) return undefined;
    const areNamed = article.test(from) && article.test(to);
    return areNamed ? { from: from.replace(article, ""), to: to.replace(article, "") } : { from, to };
  }
  return undefined;
}
