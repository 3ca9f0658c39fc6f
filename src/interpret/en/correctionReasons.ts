import type { Line } from "../shape.ts";
import type { MeaningKind, Token } from "../token.ts";
import { asides, theRest } from "./correctionAsides.ts";
import { interjections } from "./correctionFillers.ts";
import { functionWords, verbs } from "./vocabulary.ts";
import { place, speaksOfZone } from "./correctionZones.ts";
import { cityZone, namedZone } from "./zone.ts";

/** A part of a correction: from a comma, a sentence's end or a word such as "because" up to the next one. */
interface Part {
  tokens: readonly Token[];
  /** The word that it begins with, where it is one of these. */
  opener: "because" | "so" | undefined;
}

const because = new Set("because cause cuz cos since as otherwise given due".split(" "));
const breaks = new Set([",", ";", ".", "!", "?", ":", "-", "–", "—", "(", ")"]);
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
const be = /^(is|are|was|were|feels|seems|sounds|looks)$/;
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

function partsOf({ tokens }: Line): Part[] {
  const parts: Part[] = [];
  let from = 0;
  const close = (to: number) => {
    const [first] = tokens.slice(from, to);
    if (!first) return;
    const isCause = because.has(first.text) && (first.text !== "due" || tokens[from + 1]?.text === "to");
    const opener = isCause ? "because" : first.text === "so" ? "so" : undefined;
    parts.push({ tokens: tokens.slice(from, to), opener });
    from = to;
  };
  for (const [at, token] of tokens.entries()) {
    if (at === 0) continue;
    const before = tokens[at - 1];
    const isSign = token.shape === "sign" && breaks.has(token.text) && !(token.text === "-" && !token.spaced);
    const opens = token.text === "so" || (because.has(token.text) && isSubject(tokens[at + 1], tokens[at + 2], token));
    if (isSign || opens || before?.sentence !== token.sentence) close(at);
    // the sign itself opens nothing
    if (isSign) close(at + 1);
  }
  close(tokens.length);
  return parts;
}

/** "as we start late", and neither "as well" nor "since Monday". */
function isSubject(next: Token | undefined, third: Token | undefined, opener: Token): boolean {
  if (!next || next.meanings.length > 0) return false;
  if (/^(because|cause|cuz|cos|otherwise|given)$/.test(opener.text)) return true;
  if (opener.text === "due") return next.text === "to";
  const [person = ""] = next.text.split("'");
  return (
    persons.has(person) ||
    (opener.text === "since" && next.name === true && !functionWords.has(next.text)) ||
    (articles.has(next.text) && third?.meanings.length === 0)
  );
}

const isFor = (kinds: readonly MeaningKind[]) => (token: Token) =>
  // "the second one clashes", "it is never final before ten"
  token.text !== "one" && token.text !== "final" && token.meanings.some(({ kind }) => kinds.includes(kind));
const times = isFor(["clock", "military", "meridiem", "daypart", "number"]);
const days = isFor(["weekday", "dayset", "day", "date", "month", "every", "frequency", "unit", "ordinal"]);

/**
 * A correction without the reasons for it: "I'm only in at 8:30, so 8:30 please", "make it 8 because the bus is late".
 *
 * What somebody tells counts as a reason only where a "so" or a "because" says so, or where the rest says all the same things anew.
 */
export function withoutReasons(line: Line): Line | undefined {
  const parts = partsOf(line).filter(({ tokens: [first, ...more] }, index) => {
    // "Morning! …"
    const isGreeting = index === 0 && more.length === 0 && /^(morning|afternoon|evening)$/.test(first?.text ?? "");
    return !(isGreeting && line.tokens[1]?.text === "!");
  });
  const last = parts.findLastIndex(({ opener, tokens }, index) => index > 0 && opener === "so" && !isPurpose(tokens));
  const kept = parts.filter(({ opener, tokens }, index) => {
    if (namesZone(line, tokens)) return true;
    if (opener === "because") return index === 0 && tokens.length === 1;
    if (index < last) return !isStatement(tokens, true);
    return !(index > 0 && opener === "so" && isPurpose(tokens));
  });
  const saysDays = kept.some(({ tokens }) => tokens.some(isDay));
  const told = kept.filter(
    ({ tokens }) => namesZone(line, tokens) || !(isStatement(tokens, false) || (saysDays && isOftenEnough(tokens))),
  );
  const rest = told.flatMap(({ tokens }) => tokens);
  const isRepeated = (seen: (token: Token) => boolean) =>
    !kept.some(({ tokens }) => tokens.some(seen)) || rest.some(seen);
  const tokens = isRepeated(times) && isRepeated(days) ? rest : kept.flatMap((part) => part.tokens);
  // "ok so she'd rather have it at 8:30": what says all of it is no reason
  if (tokens.length > 0 && !tokens.some(saysWhen) && kept.length < parts.length && wishesIn(line)) return undefined;
  const isLess = tokens.length < line.tokens.length;
  const first = tokens.findIndex(({ shape }) => shape !== "sign");
  if (!isLess || first < 0) return undefined;
  // "because of the noise, but Mondays": what was left out, and not all days, stood before it
  const isLed = tokens[first]?.text === "but" && tokens[0] !== line.tokens[0];
  return { text: line.text, tokens: isLed ? tokens.slice(first + 1) : tokens };
}

/** "Twice a week is plenty", beside the days. */
const isOftenEnough = (tokens: readonly Token[]) =>
  /^(enough|plenty|fine)$/.test(tokens.at(-1)?.text ?? "") &&
  tokens.slice(0, -1).every((token) => isOfTime(token) || be.test(token.text)) &&
  !tokens.some(isDay);

const isDay = ({ meanings }: Token) => meanings.some(({ kind }) => kind === "weekday" || kind === "dayset");

const saysWhen = (token: Token) => times(token) || days(token);
export const isTimely = (token: Token | undefined): boolean => token !== undefined && saysWhen(token);
/** "… so she'd rather have it at 8:30": a wish, and when. */
const wishesIn = ({ tokens }: Line) =>
  tokens.some(({ text }) => wishes.has(text) || text.endsWith("'d")) && tokens.some(saysWhen);

/** "So that I can be there", "so we have it in time", and not "so we should do it at 8". */
function isPurpose([, first, ...more]: readonly Token[]): boolean {
  if (!first) return false;
  const [person = "", short] = first.text.split("'");
  if (first.text === "that") return true;
  const isThing = articles.has(first.text) && more[0]?.meanings.length === 0;
  if (!persons.has(person) && !isThing) return false;
  return short !== "d" && !/^(let)$/.test(person) && !more.slice(0, 3).some(({ text }) => wishes.has(text));
}
