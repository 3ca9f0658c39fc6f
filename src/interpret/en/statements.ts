import { clauseAround } from "../clauseAround.ts";
import type { Line } from "../shape.ts";
import type { Token } from "../token.ts";
import { behindFrames } from "./frames.ts";
import { functionWords, verbs } from "./vocabulary.ts";

const setOf = (words: string) => new Set(words.split(" "));

/** What people, animals and things do by themselves; in no list of nouns is it a plural: "comes", "leaves". */
const going = setOf(
  "come go leave depart arrive open close begin gather sleep eat bathe swim jog teach preach live stay chime toll sail dock wake rise snow bark howl crow get bring take sell serve buy drink smoke cost happen meet keep lose kick sing shut pour collect deliver beep reboot restart buzz freeze crash",
);
/** The same, but these can be nouns too: "the sales calls", "the runs". */
const doing = setOf(
  "call phone visit play ring walk drive run ride fly dance train work start stop end finish pass show fall land water feed rest fish set hold rain cook bake return pay post drop report lunch block practise rehearse",
);
/** "The store visits report", "the sales call": behind a plural they rather name a thing. */
const things = setOf(
  "report call visit show post feed water drop lunch return pay set rest pass fish train walk ride dance phone cook hold block",
);
/** "The orders versus the stock": no verb, in front of a thing. */
const comparing = setOf("versus vs minus plus besides towards less across regardless always sometimes");
const persons = setOf(
  "mum mom mama mummy mommy dad papa daddy gran grandma granny nan nana grandpa grandad granddad uncle aunt auntie husband wife son daughter brother sister cousin boss coach nurse vet priest chef kids children neighbour neighbours neighbor neighbors guys crew team lads girls boys boy girl postman milkman plumber choir band mate flatmate roommate friend friends colleague colleagues people folks man woman guy lady doctor pilot guard guards staff",
);
const pronouns = setOf("he she it we they everyone everybody nobody somebody someone these those both all most");
const determiners = setOf("the my our his her their your a an this that these those some all both no most one");
const objects = setOf(
  "the a an my our his her their me us him them it its your some all every each this that these those itself himself herself themselves myself",
);
const relatives = setOf("that which who whose where when if whether because since while as than how what why unless");
const adverbs = setOf(
  "all both also only always usually often never still just here there normally typically mostly sometimes generally even already now then either really actually",
);
const asides = setOf(
  "so and but because since as also well ok okay fyi note btw now hi hello hey oh um sorry though however sadly luckily apparently , : - – — ( .",
);
const asking = setOf(
  "please pls plz can could would should must want wants need needs remind reminder remember wish wants let let's lets have shall dexter ? ought supposed prefer like love",
);
const auxiliaries = setOf("is are was were isn't aren't wasn't weren't has have had does doesn't don't did didn't");
const prepositions = setOf(
  "to from of for in on at by with near past through into out up down over round around off away home",
);

/** "Feeds" is of "feed", "carries" of "carry", "washes" of "wash"; `undefined` where it has no such ending. */
function bases(text: string): readonly string[] {
  if (!/[^s]s$/.test(text)) return [];
  return [text.slice(0, -1), text.slice(0, -2), `${text.slice(0, -3)}y`];
}

const isNoun = (token: Token | undefined) =>
  token?.shape === "word" &&
  !functionWords.has(token.text) &&
  !token.meanings.some(
    ({ kind }) => kind !== "ordinal" && kind !== "number" && kind !== "weekday" && kind !== "daypart",
  );
const isPlural = ({ text }: Token) =>
  /[^s]s$/.test(text) || /^(kids|children|people|staff|guys|folks|police)$/.test(text);
/** Whether it may be a person: "nurse", "postman", "the baker". */
const isPerson = (token: Token) =>
  persons.has(token.text) ||
  persons.has(token.text.replace(/s$/, "")) ||
  /(?:man|woman|men|women|ist|ian)s?$/.test(token.text);

/** How a word is what the subject does: surely, perhaps, or only with an object behind it. */
function strength({ text }: Token, plural: boolean | undefined): "sure" | "likely" | "object" | undefined {
  // "a truck blocks the drive": a word that nobody knows, in front of an object
  const isUnknown = plural !== true && /[^s]s$/.test(text) && !comparing.has(text) && !functionWords.has(text);
  const forms = plural === true ? [text] : plural === false ? bases(text) : [text, ...bases(text)];
  if (forms.some((form) => going.has(form))) return "sure";
  if (forms.some((form) => doing.has(form))) return "likely";
  return isUnknown || forms.some((form) => verbs.has(form)) ? "object" : undefined;
}

/**
 * "The bells here ring …", "Tom calls …", "trains to the coast leave …": a subject of its own and what it does.
 *
 * @param isWhole whether the schedule stands right behind these words
 */
function tells(words: readonly Token[], isWhole: boolean): boolean {
  let at = 0;
  while (at < words.length && asides.has(words[at]?.text ?? "")) at++;
  const first = words[at];
  if (first?.shape !== "word" || words.length - at < (isWhole ? 2 : 3)) return false;
  if (/^there(?:'s|'re)$/.test(first.text) || (first.text === "there" && auxiliaries.has(words[at + 1]?.text ?? "")))
    return true;
  // "I usually do the books", "I already get a digest"
  if (first.text === "i")
    return /^(usually|already|always|normally|typically|often|generally|mostly)$/.test(words[at + 1]?.text ?? "");
  const isPronoun = pronouns.has(first.text) && !isNoun(words[at + 1]);
  const isDetermined = !isPronoun && determiners.has(first.text);
  const isNamed = !isPronoun && !isDetermined && isNoun(first) && !verbs.has(first.text) && first.meanings.length === 0;
  const isSubject =
    isPronoun || isDetermined || (isNamed && (first.name === true || persons.has(first.text) || isPlural(first)));
  if (!isSubject) return false;
  // the head of the subject is the last word in front of a preposition
  let head = first;
  let isOf = false;
  let isBoth = first.text === "both";
  for (let verb = at + 1; verb < words.length && verb - at < 10; verb++) {
    const token = words[verb] as Token;
    if (relatives.has(token.text) || token.shape === "sign") return false;
    if (adverbs.has(token.text) || token.shape === "literal") continue;
    if (auxiliaries.has(token.text)) return isPronoun || isNoun(head);
    if (prepositions.has(token.text)) {
      isOf = true;
      continue;
    }
    isBoth ||= token.text === "and";
    const plural = isBoth
      ? true
      : isPronoun
        ? undefined
        : isPlural(head)
          ? true
          : isDetermined || isNamed
            ? false
            : undefined;
    const how = words[verb - 1] === first && isDetermined ? undefined : strength(token, plural);
    const [next, beyond] = [words[verb + 1], words[verb + 2]];
    const isClosed = next === undefined ? isWhole : prepositions.has(next.text) || adverbs.has(next.text);
    const hasObject =
      next !== undefined &&
      (objects.has(next.text) || (next.meanings.some(({ kind }) => kind === "number") && beyond !== undefined)) &&
      !(plural === true && /^(it|them)$/.test(next.text));
    // "every Monday | Excel sheets go to Ana" asks for it
    if (isNamed && !isWhole && !isBoth && verb !== at + 1) return false;
    const isAlone = isPronoun || isPerson(head) || (isNamed && first.name === true && head === first);
    if (how === "sure" && (isClosed || hasObject || isAlone)) return true;
    const isMany = plural === true && (isWhole || isDetermined) && !things.has(token.text);
    if (
      how === "likely" &&
      ((isClosed && (isAlone || isMany)) || hasObject || (isPerson(head) && !things.has(token.text)))
    )
      return true;
    if (how === "object" && hasObject && (isPronoun || words[verb - 1] !== first || isNamed)) return true;
    if (!isOf && isNoun(token)) head = token;
  }
  return false;
}

/** Whether somebody is asked for something between these places: "… | remind me", "…, | mute my phone". */
function isAsked(tokens: readonly Token[], start: number, end: number, first: number, next: number): boolean {
  for (let at = start; at < end; at++) {
    const [before, token, following] = [tokens[at - 1], tokens[at] as Token, tokens[at + 1]];
    if (token.shape === "literal" || (at >= first && at < next)) continue;
    if (asking.has(token.text) || /(?:'d|'ll)$/.test(token.text)) return true;
    const isJoined = before !== undefined && /^(and|then|so|but|or)$/.test(before.text);
    const opens = at === start || at === next || before === undefined || before.shape === "sign" || isJoined;
    if (!opens || token.shape !== "word" || functionWords.has(token.text) || token.meanings.length > 0) continue;
    const isTied = following !== undefined && objects.has(following.text) && following.text !== "that";
    // "… come every Monday and clean the pool" goes on with what they do
    if (isJoined && before.text !== "then" ? /^(me|us)$/.test(following?.text ?? "") : verbs.has(token.text))
      return true;
    if (!isJoined && isTied && !/[^s]s$|ed$/.test(token.text) && token.name !== true) return true;
  }
  return false;
}

/** "Do you remind me …?", "shall we meet …?": nobody is asked to do anything. */
function asksBack(tokens: readonly Token[], start: number, end: number): boolean {
  const [one, two, three] = [tokens[start]?.text, tokens[start + 1]?.text, tokens[start + 2]?.text ?? ""];
  if (tokens[end - 1]?.text !== "?") return false;
  return (
    (one === "shall" && (two === "we" || two === "i")) ||
    (one === "do" && two === "you" && !/^(mind|think|want|have|suppose|reckon)$/.test(three))
  );
}

/** "The bells here ring hourly", "every Thursday Tom calls his mother": what others do at that time, and nobody is asked for anything. */
export function isStatement(line: Line, first: number, next: number): boolean {
  const { tokens } = line;
  const { start, end, from, before, behind } = clauseAround(line, first, next);
  if (asksBack(tokens, start, end)) return true;
  if (behindFrames(line, from, first) > from) return false;
  const isBare = before.every(({ text }) => asides.has(text));
  return (isBare ? tells(behind, false) : tells(before, true)) && !isAsked(tokens, start, end, first, next);
}
