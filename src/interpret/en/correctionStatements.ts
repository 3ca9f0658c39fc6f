import type { Line } from "../shape.ts";
import type { MeaningKind, Token } from "../token.ts";
import { asides, theRest } from "./correctionAsides.ts";
import { interjections } from "./correctionFillers.ts";
import { functionWords, verbs } from "./vocabulary.ts";
import { place, speaksOfZone } from "./correctionZones.ts";
import { cityZone, namedZone } from "./zone.ts";

const persons = new Set(
  "i we they he she people everyone everybody nobody someone somebody you there it that this".split(" "),
);
const wishes = new Set(
  "want wants need needs would should must please prefer rather meant mean let let's lets i'd we'd".split(" "),
);
const commands = new Set("run move change set start add skip drop".split(" "));
const tellers = new Set(
  "is are was were isn't aren't wasn't am have has had haven't hasn't don't doesn't didn't does did can't cannot couldn't won't will get gets got start starts started begin begins began end ends ended close closes closed open opens opened leave leaves left come comes came go goes went work works worked moved changed meet meets met arrive arrives arrived know knew forgot thought said told keep keeps kept overlap overlaps clash clashes clashed conflicts happen happens fly travel only always never usually just also sleep run runs ran misread mixed messed confused read wrote".split(
    " ",
  ),
);
const articles = new Set("the my our his her their this that these those a an some most".split(" "));
const lead = new Set([...interjections, "also", ","]);
export const be = /^(is|are|was|were|feels|seems|sounds|looks)$/;
const bad = /^(too|isn't|aren't|doesn't|don't|won't|can't|wasn't|not|clashes|clash|conflicts|overlaps|never)$/;
const good = /^(better|best|fine|good|great|ok|okay|perfect|ideal|enough|plenty|right|correct|nicer|easier|what)$/;

/** "… is too early", "… clashes with the shift change", "… is brutal". */
function isRefused(predicate: readonly Token[]): boolean {
  const near = predicate.slice(0, 5);
  // "Wednesday too" is none
  if (near.some(({ text }, at) => bad.test(text) && (text !== "too" || near[at + 1] !== undefined))) return true;
  const verb = near.findIndex(({ text }) => be.test(text));
  return verb >= 0 && predicate.length > verb + 1 && !predicate.slice(verb + 1).some(({ text }) => good.test(text));
}

const isOfTime = ({ meanings, text }: Token) =>
  meanings.length > 0 || /^(once|twice|a|an|per|the|at|on|in)$/.test(text);
const clashing = /^(clashes|conflicts|overlaps|collides|interferes)$/;

/** "I start at 6" tells what I do, and "I would start at 6" asks. */
const asks = ({ text }: Token, index: number) => wishes.has(text) || (index !== 1 && commands.has(text));

/** "9am is way too early for me", "half ten is too late", "December is already done". */
export function isRefusal(tokens: readonly Token[]): boolean {
  const verb = tokens.findIndex(({ text }) => be.test(text) || bad.test(text));
  const from = tokens.findIndex(isTimely);
  return from >= 0 && verb > from && tokens.slice(from, verb).every(isOfTime) && isRefused(tokens.slice(verb));
}

/** "We", "the bus", "Maria": somebody or something that does whatever comes next. */
export function isStatement(tokens: readonly Token[], isConcluded: boolean): boolean {
  let at = 0;
  for (;;) {
    const next = asides({ text: "", tokens }, at)?.next ?? (lead.has(tokens[at]?.text ?? "") ? at + 1 : at);
    if (next === at) break;
    at = next;
  }
  if (theRest({ text: "", tokens }, at)) return false;
  // "on Friday half the team is home"
  if (/^(on|at|in)$/.test(tokens[at]?.text ?? "") && tokens[at + 1]?.meanings.length) at += 2;
  if (tokens[at]?.text === "half") at++;
  const said = tokens.slice(at);
  const [subject, verb] = said;
  // "my boss asked for it, so …"
  if (isConcluded && said.length < 2 && articles.has(tokens[0]?.text ?? "")) return true;
  if (!subject || said.length < 2) return false;
  // "7 is too early", "Mondays don't work", "the 12th is taken"
  if (subject.meanings.length > 0) return isRefused(said.slice(1)) || (tells(verb) && said.length > 2);
  if (articles.has(subject.text) && verb && verb.meanings.length > 0) return isRefused(said.slice(2));
  // "once a day is overkill"
  const is = said.findIndex(({ text }) => be.test(text));
  const before = said.slice(0, Math.max(is, 0));
  if (before.some(({ meanings }) => meanings.length > 0) && before.every(isOfTime)) return isRefused(said.slice(is));
  const [person = "", short] = subject.text.split("'");
  // "the landlord wants it by the 1st, so …": what others want is a reason
  // in capitals throughout, none of them tells a name
  const isShouted = said.every(({ shape, name }) => shape !== "word" || name === true);
  const isNamed = subject.name === true && !isShouted && !functionWords.has(subject.text) && !verbs.has(subject.text);
  const isOther = /^(he|she|they)$/.test(person) || articles.has(subject.text) || isNamed;
  if (!(isConcluded && isOther) && said.slice(0, 5).some(asks)) return false;
  if (persons.has(person)) {
    // "it is at 8" tells the job's own time, unless a "so" follows
    if (/^(it|that|this)$/.test(person) && !isConcluded) {
      const isOver = /^(?:was|were|had|ran|went|broke|\w{3,}ed)$/.test(verb?.text ?? "");
      // "it's a birthday", and neither "it's 3:30" nor "it's Fridays"
      const isPlain = said.every(({ meanings }) => meanings.length === 0) && (short === "s" || verb?.text === "is");
      return isOver || isPlain || said.slice(1, 4).some(({ text }) => clashing.test(text));
    }
    // "I said Tuesday" is what is wanted, or what was meant before
    if (person === "i" && verb?.text === "said") return false;
    return short !== undefined || tellers.has(verb?.text ?? "") || tells(verb);
  }
  const isThing = articles.has(subject.text) || isNamed;
  if (isThing) return said.slice(1, 6).some((token) => tellers.has(token.text) || tells(token));
  // "neighbours complained"
  const isNoun = !verbs.has(subject.text) && !functionWords.has(subject.text) && subject.shape === "word";
  return isNoun && (tellers.has(verb?.text ?? "") || tells(verb));
}

/** "It's Tokyo time", "because we are in CET": a zone is no reason, wherever it is named. */
export function namesZone(whole: Line, tokens: readonly Token[]): boolean {
  const line: Line = { text: whole.text, tokens };
  const speaks = speaksOfZone(whole);
  return tokens.some(
    (_, at) =>
      (namedZone.read(line, at) ?? cityZone.read(line, at) ?? (speaks ? place(line, at) : undefined)) !== undefined,
  );
}

/** "Complained", "looks": what somebody did or does. */
const tells = (token: Token | undefined) =>
  token !== undefined && token.meanings.length === 0 && token.text.length > 4 && /(?:ed|[^s]s)$/.test(token.text);

const isFor = (kinds: readonly MeaningKind[]) => (token: Token) =>
  // "the second one clashes", "it is never final before ten"
  token.text !== "one" && token.text !== "final" && token.meanings.some(({ kind }) => kinds.includes(kind));
export const isTime = isFor(["clock", "military", "meridiem", "daypart", "number"]);
export const isDays = isFor(["weekday", "dayset", "day", "date", "month", "every", "frequency", "unit", "ordinal"]);

/** "Twice a week is plenty", beside the days. */
export const isOftenEnough = (tokens: readonly Token[]) =>
  /^(enough|plenty|fine)$/.test(tokens.at(-1)?.text ?? "") &&
  tokens.slice(0, -1).every((token) => isOfTime(token) || be.test(token.text)) &&
  !tokens.some(isDay);

const isDay = ({ meanings }: Token) => meanings.some(({ kind }) => kind === "weekday" || kind === "dayset");

export const isTimely = (token: Token | undefined): boolean => token !== undefined && (isTime(token) || isDays(token));

/** "So that I can be there", "so we have it in time", and not "so we should do it at 8". */
export function isPurpose([, first, ...more]: readonly Token[]): boolean {
  if (!first) return false;
  const [person = "", short] = first.text.split("'");
  if (first.text === "that") return true;
  // "so you can put Thursday back in", "so it has to be 3pm"
  if (person === "you" || /^(has|have)$/.test(more[0]?.text ?? "")) return false;
  const isThing = articles.has(first.text) && more[0]?.meanings.length === 0;
  if (!persons.has(person) && !isThing) return false;
  return short !== "d" && !/^(let)$/.test(person) && !more.slice(0, 3).some(({ text }) => wishes.has(text));
}
