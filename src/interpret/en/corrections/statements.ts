import type { Line } from "../../phrases/shape.ts";
import type { MeaningKind, Token } from "../../tokens/token.ts";
import { asides } from "./asides.ts";
import { interjections } from "./fillers.ts";
import { functionWords, isFinite, verbs } from "../vocabulary.ts";
import { place, speaksOfZone } from "./zones.ts";
import { cityZone, namedZone } from "../sayings/zone.ts";

type Tokens = readonly Token[];

const persons = new Set(
  "i we they he she people everyone everybody nobody someone somebody you there it that this".split(" "),
);
export const articles: ReadonlySet<string> = new Set(
  "the my our his her their its this that these those a an some most".split(" "),
);
export const commands = /^(let|let's|lets|make|set|move|change|put)$/;
const wishes =
  /^(want|wants|wanted|need|needs|should|would|must|please|prefer|prefers|rather|asked|insists|insisted|demands|requires)$|'d$/;
export const asks = (tokens: Tokens): boolean => tokens.slice(0, 4).some(({ text }) => wishes.test(text));
export const be = /^(is|are|was|were|feels|seems|sounds|looks)$/;
const bad = /^(too|isn't|aren't|doesn't|don't|won't|can't|wasn't|not|clashes|clash|conflicts|overlaps|never)$/;
const good = /^(better|best|fine|good|great|ok|okay|perfect|ideal|enough|plenty|right|correct|nicer|easier|what)$/;

/** "… is too early", "… clashes with the shift change", "… is brutal". */
function isRefused(predicate: Tokens): boolean {
  const near = predicate.slice(0, 5);
  // "Wednesday too" is none
  if (near.some(({ text }, at) => bad.test(text) && (text !== "too" || near[at + 1] !== undefined))) return true;
  const verb = near.findIndex(({ text }) => be.test(text));
  return verb >= 0 && predicate.length > verb + 1 && !predicate.slice(verb + 1).some(({ text }) => good.test(text));
}

const isOfTime = ({ meanings, text }: Token) =>
  meanings.length > 0 || /^(once|twice|a|an|per|the|at|on|in)$/.test(text);
/** "9am is way too early for me", "half ten is too late", "December is already done". */
export function isRefusal(tokens: Tokens): boolean {
  const verb = tokens.findIndex(({ text }) => be.test(text) || bad.test(text));
  const from = tokens.findIndex(isTimely);
  return from >= 0 && verb > from && tokens.slice(from, verb).every(isOfTime) && isRefused(tokens.slice(verb));
}

const leads = /^(and|but|so|then|because|since|as|cause|cuz|cos|though|although|otherwise|given|when|while|now)$/;
const others = /^(he|she|they|everyone|everybody|nobody|people|someone|somebody)$/;
const clashing = /^(clashes|conflicts|overlaps|collides|interferes)$/;
const textAt = (tokens: Tokens, at: number) => tokens[at]?.text ?? "";

/** Where the subject of a clause stands: behind what only leads to it, and behind "on Fridays". */
function subjectOf(clause: Tokens): number {
  let at = 0;
  for (;;) {
    const isLead = leads.test(textAt(clause, at)) || interjections.has(textAt(clause, at));
    const next = asides({ text: "", tokens: clause }, at)?.next ?? (isLead ? at + 1 : at);
    if (next === at) break;
    at = next;
  }
  if (!/^(on|at|in)$/.test(textAt(clause, at)) || !isTimely(clause[at + 1])) return at;
  const subject = clause.findIndex((token, index) => index > at + 1 && isPerson(token));
  // "on Friday half the team is home"
  return subject > 0 ? subject : at + (textAt(clause, at + 2) === "half" ? 3 : 2);
}

export const isPerson = ({ text }: Token): boolean =>
  /^(i|we|he|she|they|everyone|everybody|nobody|people)('|$)/.test(text);
/** A word of no schedule. */
const isPlain = (token: Token | undefined) => token?.shape === "word" && token.meanings.length === 0;

/** "The physio I saw yesterday reckons …", "I wfh then", "Monday's a holiday": somebody or something else than the job, and what is told of it. */
export function tells(clause: Tokens): boolean {
  const at = subjectOf(clause);
  const tokens = clause.slice(at);
  const [subject, verb] = tokens;
  // "when I set this up I was …": it is over
  if (/^(when|while)$/.test(textAt(clause, 0))) return tokens.some(({ text }) => /^(was|were|had)$/.test(text));
  // "my boss asked for it", "that way …", "after the last train has gone"
  if (tokens.length < 2) return at > 0 && articles.has(textAt(clause, 0));
  if (!subject || !verb || subject.shape !== "word") return isTimely(subject) && isRefusal(tokens);
  if (isRefusal(tokens) || (subject.text === "that" && verb.text === "way")) return true;
  // "that day is a mess for us"
  const isOfDays = articles.has(subject.text) && isTimely(verb);
  if (isOfDays && tokens.slice(2, 4).some(({ text }) => be.test(text))) return true;
  if (subject.text === "after" && verb.text === "that") return tells(tokens.slice(2));
  if (/^(after|before)$/.test(subject.text)) return !isTimely(verb) && verb.text !== "that" && tells(tokens.slice(1));
  const [person = "", short] = subject.text.split("'");
  // "Monday's a holiday half the time", "four days is enough"
  const isDay = /^(mon|tues|wednes|thurs|fri|satur|sun)day's$/.test(subject.text);
  if (isDay || (isTimely(subject) && !articles.has(subject.text))) {
    const isTold = isDay || tokens.slice(1, 4).some(({ text }) => be.test(text)) || isFinite(verb);
    const ends = /^(at|on|from|fine|better|best|good|ok|okay|right|correct|in|to)$/.test(
      textAt(tokens, tokens.length - 1),
    );
    return isTold && tokens.length > 2 && !ends;
  }
  if (/^(i|we)$/.test(person))
    return short === undefined
      ? isPlain(verb) && !asks(tokens) && !/^(said|meant|mean)$/.test(verb.text)
      : short !== "d";
  // "that lot start early"
  const isThing = /^(that|this)$/.test(subject.text) && isPlain(verb) && !isFinite(verb);
  if (/^(it|that|this|there)$/.test(person) && !isThing) return tellsOfIt(tokens, short);
  // what others want of it is no mere reason
  if (asks(tokens) && tokens.some(isTimely)) return false;
  if (others.test(person)) return short !== "d" && (isPlain(verb) || isFinite(verb));
  // in capitals throughout, none of them tells a name
  const isShouted = tokens.every(({ shape, name }) => shape !== "word" || name === true);
  const isNamed = subject.name === true && !isShouted && !functionWords.has(subject.text) && !verbs.has(subject.text);
  if (articles.has(subject.text) || isNamed) return tokens.slice(1, 8).some(isFinite);
  return !verbs.has(subject.text) && !functionWords.has(subject.text) && isFinite(verb);
}

/** "That's our no-meeting day", "it was too much", "that clashes with lunch"; "it's 3:30" and "it starts at 8" are about the job. */
function tellsOfIt(tokens: Tokens, short: string | undefined): boolean {
  const [, verb] = tokens;
  const isWhat =
    (short === "s" || verb?.text === "is") &&
    /^(my|our|a|an|his|her|their)$/.test(textAt(tokens, short === "s" ? 1 : 2));
  const isTimed = tokens.some(
    (token) => isTimely(token) && !(isWhat && token.meanings.every(({ kind }) => kind === "unit")),
  );
  const isOver = /^(?:was|were|had|ran|went|broke|\w{3,}ed)$/.test(verb?.text ?? "");
  if (isOver || tokens.slice(1, 4).some(({ text }) => clashing.test(text))) return true;
  return !isTimed && !asks(tokens) && (isWhat || short !== undefined || isFinite(verb));
}

/** "It's Tokyo time", "because we are in CET": a zone is no reason, wherever it is named. */
export function namesZone(whole: Line, tokens: Tokens): boolean {
  const line: Line = { text: whole.text, tokens };
  const speaks = speaksOfZone(whole);
  return tokens.some(
    (_, at) =>
      (namedZone.read(line, at) ?? cityZone.read(line, at) ?? (speaks ? place(line, at) : undefined)) !== undefined,
  );
}

const isFor = (kinds: readonly MeaningKind[]) => (token: Token) =>
  // "the second one clashes", "it is never final before ten"
  token.text !== "one" && token.text !== "final" && token.meanings.some(({ kind }) => kinds.includes(kind));
export const isTime = isFor(["clock", "military", "meridiem", "daypart", "number"]);
export const isDays = isFor(["weekday", "dayset", "day", "date", "month", "every", "frequency", "unit", "ordinal"]);

/** "Twice a week is plenty", beside the days. */
export const isOftenEnough = (tokens: Tokens) =>
  /^(enough|plenty|fine)$/.test(tokens.at(-1)?.text ?? "") &&
  tokens.slice(0, -1).every((token) => isOfTime(token) || be.test(token.text)) &&
  !tokens.some(isDay);

const isDay = ({ meanings }: Token) => meanings.some(({ kind }) => kind === "weekday" || kind === "dayset");

export const isTimely = (token: Token | undefined): boolean => token !== undefined && (isTime(token) || isDays(token));

/** "So that I can be there", "so we have it in time", and not "so we should do it at 8". */
export function isPurpose([, first, ...more]: Tokens): boolean {
  if (!first) return false;
  const [person = "", short] = first.text.split("'");
  if (first.text === "that") return true;
  // "so you can put Thursday back in", "so it has to be 3pm"
  if (person === "you" || /^(has|have)$/.test(more[0]?.text ?? "")) return false;
  const isThing = articles.has(first.text) && more[0]?.meanings.length === 0;
  if (!persons.has(person) && !isThing) return false;
  return short !== "d" && !/^(let)$/.test(person) && !more.slice(0, 3).some(({ text }) => wishes.test(text));
}
