import { asksApart, clauseAround } from "../../gathering/clauseAround.ts";
import type { Line } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { behindFrames } from "./frames.ts";
import { isArticle } from "./guard.ts";
import { kin, wishes } from "./told.ts";
import { finite, functionWords, verbs } from "../vocabulary.ts";

const setOf = (words: string) => new Set(words.split(" "));

/** Beside the verbs of all statements, what people, animals and things do by themselves. */
const going = setOf(
  "arrive depart gather bathe swim sing teach ring stay sail bark bring sell buy serve wake rise snow howl crow drink smoke reboot restart beep freeze crash pour collect deliver shut kick",
);
/** The same, but these can be nouns too: "the sales calls", "the runs". */
const doing = setOf(
  "call phone visit play walk drive run ride fly dance train work start stop end finish pass fall land rest fish rain cook bake pay practise rehearse",
);
/** Of these what a plural does, where it is no name of a thing: "the bells ring", and not "the sales calls". */
const ofMany = /^(?:play|run|fly|work|start|stop|end|finish|land|drive|fall|rehearse|practise)$/;
const comparing = /^(?:versus|vs|minus|plus|besides|less|towards|always|sometimes)$/;
const persons =
  /^(?:dad|daddy|papa|mama|gran\w*|nana?|uncle|aunt\w*|kid|children|team|crew|choir|people|staff|guy|girl|boy|coach|chef|vet|priest|pilot|guard|mate|cousin|plumber|neighbours)s?$|(?:man|men|woman|ist|ian)s?$/;
const pronouns = /^(?:he|she|it|we|they|(?:every|some|no)(?:one|body)|these|those|both|all|most)$/;
const isDetermining = (text: string) => isArticle(text) || /^(?:this|some|all|both|most|one)$/.test(text);
const isObject = (text: string) =>
  isArticle(text) || /^(?:me|us|him|them|it|this|some|all|every|each|\w+sel(?:f|ves))$/.test(text);
const relatives = /^(?:that|wh\w+|how|if|because|since|as|than|unless)$/;
const adverbs =
  /^(?:all|both|also|only|always|usually|often|never|still|just|here|there|\w+ly|sometimes|even|already|now|then|either)$/;
const asides =
  /^(?:so|and|but|because|since|as|also|well|ok|okay|fyi|btw|now|hi|hello|hey|oh|um|sorry|though|however|sadly|apparently|[^\w?])$/;
const asking =
  /^(?:pl[sz]|can|could|remind\w*|wish|let|let's|lets|have|shall|dexter|ought|supposed|love|asks?|insists?|\?)$|'(?:d|ll)$/;
const auxiliary = /^(?:is|are|was|were|has|have|had|does|do|did)(?:n't)?$/;

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
/** Whether it may be a person: "nurse", "postman". */
const isPerson = ({ text }: Token) => persons.test(text) || kin.test(text.replace(/s$/, ""));

/** How a word is what the subject does: surely, perhaps, or only with an object behind it. */
function strength({ text }: Token, isMany: boolean | undefined): "sure" | "likely" | "object" | undefined {
  // "a truck blocks the drive": a word that nobody knows, in front of an object
  const isUnknown = isMany !== true && /[^s]s$/.test(text) && !comparing.test(text) && !functionWords.has(text);
  const forms = isMany === true ? [text] : isMany === false ? bases(text) : [text, ...bases(text)];
  if (forms.some((form) => doing.has(form))) return "likely";
  const isSure = forms.some((form) => going.has(form) || finite.has(form));
  return isSure ? "sure" : isUnknown || forms.some((form) => verbs.has(form)) ? "object" : undefined;
}

/**
 * "The bells here ring …", "Tom calls …", "trains to the coast leave …": a subject of its own and what it does.
 *
 * @param isWhole whether the schedule stands right behind these words
 */
function tells(words: readonly Token[], isWhole: boolean): boolean {
  let at = 0;
  while (at < words.length && asides.test(words[at]?.text ?? "")) at++;
  const first = words[at];
  if (first?.shape !== "word" || words.length - at < (isWhole ? 2 : 3)) return false;
  if (/^there'(?:s|re)$/.test(first.text) || (first.text === "there" && auxiliary.test(words[at + 1]?.text ?? "")))
    return true;
  // "I usually do the books", "I already get a digest"
  if (first.text === "i")
    return /^(usually|already|always|normally|typically|often|generally|mostly)$/.test(words[at + 1]?.text ?? "");
  if (first.text.includes("'")) return false;
  const isPronoun = pronouns.test(first.text) && !isNoun(words[at + 1]);
  const isDetermined = !isPronoun && isDetermining(first.text);
  const isNamed = !isPronoun && !isDetermined && isNoun(first) && !verbs.has(first.text) && first.meanings.length === 0;
  const isSubject =
    isPronoun || isDetermined || (isNamed && (first.name === true || isPerson(first) || isPlural(first)));
  if (!isSubject) return false;
  // the head of the subject is the last word in front of a preposition
  let head = first;
  let isOf = false;
  let isBoth = first.text === "both";
  for (let verb = at + 1; verb < words.length && verb - at < 10; verb++) {
    const token = words[verb] as Token;
    if (relatives.test(token.text) || token.shape === "sign") return false;
    if (adverbs.test(token.text) || token.shape === "literal") continue;
    if (auxiliary.test(token.text)) return isPronoun || isNoun(head);
    isBoth ||= token.text === "and";
    if (functionWords.has(token.text)) {
      isOf ||= token.text !== "and" && !isArticle(token.text);
      continue;
    }
    const plural = isBoth || isPlural(head) ? true : isPronoun ? undefined : false;
    const how = words[verb - 1] === first && isDetermined ? undefined : strength(token, plural);
    const [next, beyond] = [words[verb + 1], words[verb + 2]];
    const isClosed =
      next === undefined ? isWhole : !isObject(next.text) && (functionWords.has(next.text) || adverbs.test(next.text));
    const hasObject =
      next !== undefined &&
      (isObject(next.text) || (next.meanings.some(({ kind }) => kind === "number") && beyond !== undefined)) &&
      !(plural === true && /^(it|them)$/.test(next.text));
    // "every Monday | Excel sheets go to Ana" asks for it
    if (isNamed && !isWhole && !isBoth && verb !== at + 1) return false;
    const isAlone = isPronoun || isPerson(head) || (isNamed && first.name === true && head === first);
    if (how === "sure" && (isClosed || hasObject || isAlone)) return true;
    const isMany = plural === true && (isWhole || isDetermined) && ofMany.test(token.text);
    if (
      how === "likely" &&
      ((isClosed && (isAlone || isMany)) ||
        hasObject ||
        (isPerson(head) && (plural !== true || ofMany.test(token.text))))
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
    if (wishes.has(token.text) || asking.test(token.text)) return true;
    const isJoined = before !== undefined && /^(and|then|so|but|or)$/.test(before.text);
    const opens = at === start || at === next || before === undefined || before.shape === "sign" || isJoined;
    if (!opens || token.shape !== "word" || functionWords.has(token.text) || token.meanings.length > 0) continue;
    const isTied = following !== undefined && isObject(following.text) && following.text !== "that";
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

/** "We close at 2 on Friday, how many hours do I owe …?", "you open at 9 on Saturdays, right?": a question, and no request in it. */
const isOnlyQuestion = (tokens: readonly Token[], start: number, end: number, first: number, next: number) =>
  tokens[end - 1]?.text === "?" &&
  end > next + 1 &&
  !/^(?:ok|okay|yes|yeah|deal|cool)$/.test(tokens[end - 2]?.text ?? "") &&
  !isAsked(tokens, start, end - 1, first, next);

/** "You keep sending me …", "I might want …", "why do you …": what is done already, or not asked for yet. */
const isNoRequest = ([one, two, three]: readonly Token[]) =>
  (one?.text === "you" && /^(?:keep|already|currently|still|always)$/.test(two?.text ?? "")) ||
  (one?.text === "i" && two?.text === "might") ||
  (one?.text === "turns" && two?.text === "out") ||
  (one?.text === "apparently" && three !== undefined) ||
  (one?.text === "why" && two?.text !== "not");

/** "The bells here ring hourly", "every Thursday Tom calls his mother": what others do at that time, and nobody is asked for anything. */
export function isStatement(line: Line, first: number, next: number): boolean {
  const { tokens } = line;
  const around = clauseAround(line, first, next);
  const { start, end, from, before, behind } = around;
  const isBare = before.every(({ text }) => asides.test(text));
  // "Mondays at 9: who is away?" asks what Dexter is to answer
  if (!isBare && isOnlyQuestion(tokens, start, end, first, next)) return true;
  if (asksBack(tokens, start, end) || isNoRequest(before)) return true;
  return (
    (isBare ? tells(behind, false) : tells(before, true)) &&
    behindFrames(line, from, first) === from &&
    (!isAsked(tokens, start, end, first, next) ||
      asksApart(tokens, around, next, (at, to) => isAsked(tokens, at, to, first, next)))
  );
}
