import { isAll, type Line } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { asides } from "./asides.ts";
import { othersStay } from "./runs.ts";
import { isRemark, opensClause } from "./remarks.ts";
import { fillers, interjections } from "./fillers.ts";
import {
  asks,
  be,
  commands,
  isDays,
  isOftenEnough,
  isPurpose,
  isRefusal,
  isTime,
  isTimely,
  namesZone,
  tells,
} from "./statements.ts";
import { pointed } from "./pointed.ts";
import { functionWords, verbs } from "../vocabulary.ts";
import { newPrompt, whole } from "./wholeCorrections.ts";

type Tokens = readonly Token[];

/** A part of a correction: from a sign, or a word that goes on with something else, up to the next one. */
interface Clause {
  tokens: Tokens;
  /** "Because …": it says why. "So …": it says what follows from the ones before. */
  lead?: "because" | "so" | undefined;
  /** A question mark ends it. */
  isAsked: boolean;
}

const breaks = new Set([",", ";", ".", "!", "?", ":", "–", "—", "-", "(", ")", "…"]);
const because = /^(because|cause|cuz|cos)$/;
const since = /^(since|as|otherwise|given|though|although)$/;

const textAt = (tokens: Tokens, at: number) => tokens[at]?.text ?? "";
const isBreak = (token: Token | undefined) =>
  token?.shape === "sign" && breaks.has(token.text) && (token.text !== "-" || token.spaced);

/** "Monday, Tuesday and Friday": a comma in a list of days parts nothing, but for "…, Mondays are chaos". */
function isInList(tokens: Tokens, at: number): boolean {
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  if (tokens[at]?.text !== "," || !before || !next || be.test(textAt(tokens, at + 2))) return false;
  return before.meanings.some(
    ({ kind }) => /^(weekday|dayset|month|date)$/.test(kind) && next.meanings.some((it) => it.kind === kind),
  );
}

/** Up to the sign that ends what begins here. */
function clauseFrom(tokens: Tokens, from: number): Tokens {
  let to = from;
  while (to < tokens.length && !isBreak(tokens[to])) to++;
  return tokens.slice(from, to);
}

/** How a clause begins that no sign parts from the one in front of it. */
function leadAt(tokens: Tokens, at: number): Clause["lead"] | "new" | undefined {
  const text = textAt(tokens, at);
  const next = tokens[at + 1];
  if (!next) return undefined;
  // "leave it | as it is"
  if (text === "as" && clauseFrom(tokens, at).length < 4) return undefined;
  if (text === "so") return /^(far|many|much)$/.test(next.text) ? undefined : "so";
  if (because.test(text) || (text === "due" && next.text === "to")) return "because";
  if (since.test(text)) return tells(clauseFrom(tokens, at + 1)) ? "because" : undefined;
  if (text === "but") return "new";
  if (text === "and") {
    const isCommand = asks([next]) || commands.test(next.text) || verbs.has(next.text);
    return isCommand || (!isTimely(next) && tells(clauseFrom(tokens, at + 1))) ? "new" : undefined;
  }
  return opensClause(tokens, at) ? "new" : undefined;
}

function clausesOf({ tokens }: Line): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  let lead: Clause["lead"];
  const close = (to: number) => {
    if (tokens.slice(from, to).some(({ shape }) => shape !== "sign"))
      clauses.push({ tokens: tokens.slice(from, to), lead, isAsked: tokens[to]?.text === "?" });
    from = to;
    lead = undefined;
  };
  for (const [at, token] of tokens.entries()) {
    const isSign = isBreak(token) && !isInList(tokens, at);
    if (isSign || (at > from && tokens[at - 1]?.sentence !== token.sentence)) close(at);
    if (isSign) {
      from = at + 1;
      continue;
    }
    const begun = leadAt(tokens, at);
    if (!begun) continue;
    if (at > from) close(at);
    lead = begun === "new" ? undefined : begun;
  }
  close(tokens.length);
  return clauses;
}

/** Whether it is only said around a change: an apology, thanks, a remark. */
function isSocial({ text }: Line, tokens: Tokens): boolean {
  if (tokens.some(isTimely) || tokens.some(({ shape }) => shape === "literal")) return false;
  // "3 days, that's all": it ends there
  if (tokens[0]?.text === "that's" && /^(all|it)$/.test(textAt(tokens, 1))) return false;
  const said = tokens.filter(({ shape }) => shape !== "sign");
  return isRemark(said) || said.every(({ text: it }) => interjections.has(it)) || isAll({ text, tokens: said }, asides);
}

/** A word that nothing is known of, and that is no form of a verb: "yaar", "na", "soz". */
const isUnknown = (token: Token | undefined) =>
  token?.shape === "word" &&
  token.meanings.length === 0 &&
  !fillers.has(token.text) &&
  !functionWords.has(token.text) &&
  !verbs.has(token.text) &&
  !/(ed|ing|s|n't)$/.test(token.text);

const makes = /^(be|is|make|change|move|set|can|could|should|would|let|lets|let's|put)$/;
const isHour = ({ text, meanings }: Token) =>
  /^(only|please|instead|then)$/.test(text) ||
  meanings.some(({ kind }) => /^(clock|number|meridiem|daypart)$/.test(kind));

/** "Shd | be 4am", "8:30 | yaar", and neither "suspend Fridays" nor "Mondays suck": the words without one at an edge that nobody knows. */
function withoutEdge(tokens: Tokens): Tokens {
  const [first, second] = tokens;
  const [before, last] = tokens.slice(-2);
  if (tokens.length === 1) return isUnknown(first) ? [] : tokens;
  if (isUnknown(first) && makes.test(second?.text ?? "")) return tokens.slice(1);
  return before && isHour(before) && isUnknown(last) ? tokens.slice(0, -1) : tokens;
}

const doubts = /^(no|nope|nah|sorry|wait|actually|scratch|oops)$/;
const taking =
  /^(no|nope|nah|sorry|wait|actually|oh|well|hm|hmm|um|uh|oops|hang|hold|on|scratch|that|but|and|i|mean|rather|or)$/;
/** What takes back the clause in front of it: "no", "well no", "sorry", "scratch that". */
const takesBack = (tokens: Tokens) =>
  tokens.every(({ text }) => taking.test(text)) && tokens.some(({ text }) => doubts.test(text));

/** Of which kinds of things it says something. */
const kindsIn = (tokens: Tokens) => ({ times: tokens.some(isTime), days: tokens.some(isDays) });
const isWithin = (a: Tokens, b: Tokens) => {
  const [of, by] = [kindsIn(a), kindsIn(b)];
  return (of.times || of.days) && (!of.times || by.times) && (!of.days || by.days);
};

/** "The landlord wants it by the 1st", in front of a "so". */
const isOthersWish = (tokens: Tokens) => asks(tokens) && !/^(i|we|you|it)('|$)/.test(textAt(tokens, 0));

const namesDays = (tokens: Tokens) =>
  tokens.some(({ meanings }) =>
    meanings.some(
      (it) => /^(weekday|dayset|every|frequency|date)$/.test(it.kind) && !(it.kind === "weekday" && it.short),
    ),
  );
/** "Only Fridays": what binds the change is never only told, unless a word of reason leads to it. */
const isBinding = (tokens: Tokens) => tokens.some(({ text }) => /^(only|just|solely)$/.test(text)) && namesDays(tokens);

/** What each clause of a correction is for. */
interface Roles {
  /** They ask for the change. */
  kept: Tokens[];
  /** They tell why, or something else. */
  told: Tokens[];
  /** They are told, and no word says that they are a reason. */
  loose: Tokens[];
}

function rolesOf(line: Line, clauses: readonly Clause[], isChange: (part: Line) => boolean): Roles {
  const { text } = line;
  const [kept, told, loose]: [Tokens[], Tokens[], Tokens[]] = [[], [], []];
  const [refused, stays]: [Tokens[], Tokens[]] = [[], []];
  const last = clauses.findLastIndex(
    ({ lead, tokens }, index) => index > 0 && lead === "so" && tokens.some(isTimely) && !isPurpose(tokens),
  );
  let doubted: Tokens | undefined;
  for (const [index, { tokens: all, lead, isAsked }] of clauses.entries()) {
    const tokens = withoutLead(all, kept.length === 0);
    const isRead = lead !== "because" && isChange({ text, tokens });
    const isReason = lead === "because" || (lead === "so" && isPurpose(tokens));
    // "9am is too early" can be read, and is perhaps only what is wrong
    const isRefused = isRefusal(tokens) || isOftenEnough(tokens) || (index < last && isOthersWish(tokens));
    if (!isRead && takesBack(tokens)) {
      // "should it be 8? no, …"
      if (clauses[index - 1]?.isAsked) kept.pop();
      doubted = kept.at(-1);
      continue;
    }
    if (isReason) told.push(tokens);
    else if (!isRead && staysAsItIs({ text, tokens })) stays.push(tokens);
    else if (isRead && isRefused) refused.push(tokens);
    else if (isRead || othersStay({ text, tokens }, 0)?.next === tokens.length) kept.push(tokens);
    else if (index < last && !tokens.some(({ text: it, shape }) => commands.test(it) || shape === "literal"))
      told.push(tokens);
    else if (tells(tokens) && !isBinding(tokens)) loose.push(tokens);
    else if (!isSocial(line, tokens)) kept.push(isAsked ? tokens : withoutEdge(tokens));
    // "make it 2. no, sorry, 3pm"
    const now = kept.at(-1);
    if (doubted && now && now !== doubted && isWithin(doubted, now)) kept.splice(kept.indexOf(doubted), 1);
    if (now !== doubted) doubted = undefined;
  }
  const asked = kept.flat();
  for (const tokens of refused) (isWithin(tokens, asked) ? told : kept).push(tokens);
  if (kept.length === 0) kept.push(...stays);
  return { kept, told, loose };
}

/**
 * What of a correction asks for the change: its clauses without those that only tell something or are said around it.
 *
 * What is left has to be understood to the last word, as ever; what is left out is told. A day that is only pointed at is the one that
 * was told.
 */
export function requestOf(line: Line, isChange: (part: Line) => boolean): Line | undefined {
  const { text } = line;
  const anew = newPrompt(line);
  const { kept, told, loose } = rolesOf(
    line,
    clausesOf(anew ? { text, tokens: line.tokens.slice(0, anew.at) } : line),
    isChange,
  );
  // "… he wants more in it. | The prompt should be: …": it goes on to the end
  if (anew) return kept.length === 0 ? { text, tokens: line.tokens.slice(anew.at + 1) } : undefined;
  const all = [...told, ...loose].toSorted(([a], [b]) => (a?.start ?? 0) - (b?.start ?? 0));
  const isZoned = (tokens: Tokens) => namesZone(line, tokens);
  if (all.some(isZoned) && !kept.some(isZoned)) return undefined;
  const words = new Set(kept.flat());
  // the signs behind what is kept
  const request = line.tokens.filter(
    (token, at) => words.has(token) || (isBreak(token) && words.has(line.tokens[at - 1] as Token)),
  );
  const tokens = pointed(request, all);
  if (words.size === 0 || tokens.length === line.tokens.length) return undefined;
  // "make it 8, Mondays are half days here": whether the days have to do with it, nobody says
  if (loose.some(namesDays) && !tokens.some(isDays)) return undefined;
  return isLeft({ text, tokens }) && all.length > 0 ? undefined : { text, tokens };
}

/** "Leave it as it is", and not only "leave it": whether it stays or goes. */
const saysKeep = (part: Line) => whole(part)?.kind === "keep";
const staysAsItIs = (part: Line) =>
  saysKeep(part) && part.tokens.some(({ text }) => /^(as|same|unchanged)$/.test(text));
const isLeft = (part: Line) =>
  saysKeep(part) && !part.tokens.some(({ text }) => /^(as|same|unchanged|fine|right|good|great|perfect)$/.test(text));

/** "Now I only need it once a day", "but Mondays" where nothing was asked before: without the word that only leads to it. */
function withoutLead(tokens: Tokens, isFirst: boolean): Tokens {
  const [lead, next] = tokens;
  const leadsOnly =
    next !== undefined &&
    ((lead?.text === "now" && /^(i|we|it)('|$)/.test(next.text)) || (lead?.text === "but" && isFirst));
  return leadsOnly ? tokens.slice(1) : tokens;
}
