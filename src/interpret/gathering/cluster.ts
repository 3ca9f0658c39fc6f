import type { Language } from "../language.ts";
import { type Join, partsOf } from "../phrases/parts.ts";
import type { Phrase } from "../phrases/phrase.ts";
import { frameEnd } from "../prompt/prompt.ts";
import { isElapsed, type Said, type Saying, saysTime, saysWhen, saysWhichDays } from "../phrases/saying.ts";
import type { Line } from "../phrases/shape.ts";
import type { Token } from "../tokens/token.ts";

/** Phrases with nothing but glue between them. */
export interface Cluster {
  phrases: Phrase[];
  /** What they say together: one part for each "and" that begins a schedule of its own. */
  parts: Said[];
  first: number;
  next: number;
  /** Only frames and signs stand before it, or behind it. */
  atStart: boolean;
  atEnd: boolean;
  sentence: number;
  clause: number;
  /** Its sentence tells or asks something rather than asking for work: "the old job runs daily at 5am". */
  told: boolean | "past";
  /** Two of its phrases contradict each other. */
  clashes: boolean;
}

export const isRecurring = (cluster: Cluster) =>
  cluster.parts.some(({ saying }) => saying.recurs === true || saying.every !== undefined);
export const saysAnything = (cluster: Cluster) => cluster.parts.some(({ saying }) => saysWhen(saying));
export const hasTime = (cluster: Cluster) => cluster.parts.some(({ saying }) => saysTime(saying));
export const isAnchored = (cluster: Cluster) =>
  cluster.phrases.some((phrase) => !phrase.bare) || cluster.phrases.length > 1;

/** What stands between two phrases: nothing else, glue, or glue that continues a list. */
function between(line: Line, from: number, to: number, language: Language): "apart" | "beside" | "joined" {
  if (to - from > 3) return "apart";
  let joined = false;
  for (let at = from; at < to; at++) {
    const token = line.tokens[at];
    if (!token || token.shape === "literal" || !language.glue.has(token.text)) return "apart";
    joined ||= language.joins.has(token.text);
  }
  return joined ? "joined" : "beside";
}

/** Whether a person takes back there what stands before: "every Monday, no wait, every Tuesday". */
function isTakenBack({ text, tokens }: Line, from: number, to: number, language: Language): boolean {
  if (!language.takesBack || to === from || to - from > LONGEST_SECOND_THOUGHT) return false;
  let at = from;
  const skipSigns = () => {
    while (at < to && tokens[at]?.shape === "sign") at++;
  };
  skipSigns();
  const match = language.takesBack({ text, tokens: tokens.slice(0, to) }, at);
  if (!match) return false;
  at = match.next;
  skipSigns();
  return at === to;
}
/** "…, uy no, perdón, mejor que sea …" */
const LONGEST_SECOND_THOUGHT = 10;

/** Phrases with nothing but glue between them, and what they say together. */
export function clustersOf(line: Line, phrases: readonly Phrase[], language: Language): Cluster[] {
  const groups: { phrases: Phrase[]; joins: Join[] }[] = [];
  let group: { phrases: Phrase[]; joins: Join[] } | undefined;
  let last: Phrase | undefined;
  for (const phrase of phrases) {
    const isSame = last && line.tokens[last.first]?.sentence === line.tokens[phrase.first]?.sentence;
    // "three times daily: 6am, 2pm, 10pm"; "Weekdays: 18:10 - archive the clips"
    const isList =
      last !== undefined &&
      line.tokens[last.next]?.text === ":" &&
      phrase.first === last.next + 1 &&
      phrase.says.times !== undefined &&
      (last.says.perUnit !== undefined || isHeading(last, group?.phrases ?? []));
    const gap = isList ? "beside" : last && isSame && between(line, last.next, phrase.first, language);
    const isInstead = last !== undefined && isTakenBack(line, last.next, phrase.first, language);
    if (group && last && isInstead) {
      group.phrases.push({ ...phrase, first: last.next });
      group.joins.push("instead");
    } else if (group && gap && gap !== "apart") {
      group.phrases.push(phrase);
      group.joins.push(gap);
    } else groups.push((group = { phrases: [phrase], joins: ["beside"] }));
    last = phrase;
  }
  return groups.flatMap(({ phrases: members, joins }) => {
    // "stops for an hour every night": a length or an end that nothing parts from what is before it belongs to that
    let lead = 0;
    while (lead < members.length - 1 && leads(line, members, lead, language)) lead++;
    const rest = clusterOf(line, members.slice(lead), joins.slice(lead), language);
    return lead === 0
      ? [rest]
      : [...members.slice(0, lead).map((phrase) => clusterOf(line, [phrase], ["beside"], language)), rest];
  });
}

/** Days, in front of the first time that is said. */
const isHeading = ({ says }: Phrase, phrases: readonly Phrase[]) =>
  namesDays(says) && !phrases.some((phrase) => saysTime(phrase.says));

const namesDays = (saying: Saying) => saysWhichDays(saying) || (saying.every !== undefined && !isElapsed(saying));

function clusterOf(line: Line, phrases: Phrase[], joins: Join[], language: Language): Cluster {
  const { parts, clashes } = partsOf(line, phrases, joins, language);
  const first = phrases[0]?.first ?? 0;
  const next = phrases.at(-1)?.next ?? 0;
  return {
    phrases,
    parts,
    first,
    next,
    atStart: isAtStart(line, first, language),
    atEnd: isAtEnd(line, next, language) || language.tells?.(line, first, next) === true,
    sentence: line.tokens[first]?.sentence ?? 0,
    clause: line.tokens[next - 1]?.clause ?? 0,
    told: language.isTold?.(line, first, next) ?? false,
    clashes,
  };
}

function leads(line: Line, phrases: readonly Phrase[], at: number, language: Language): boolean {
  const [phrase, following] = [phrases[at], phrases[at + 1]];
  if (!phrase || following?.first !== phrase.next) return false;
  const isLength =
    phrase.says.lasting !== undefined || phrase.says.count !== undefined || phrase.says.until !== undefined;
  return (
    isLength &&
    !saysWhen(phrase.says) &&
    following.says.recurs !== undefined &&
    !isAtStart(line, phrase.first, language)
  );
}

const joinsOnly = (token: Token, language: Language) => token.shape === "sign" || language.leadIns.has(token.text);

const LONGEST_FRAMES = 60;

/** Whether nothing but frames and joining words stand before it in its clause. */
function isAtStart({ text, tokens }: Line, first: number, language: Language): boolean {
  let start = first;
  while (start > 0 && tokens[start - 1]?.clause === tokens[first]?.clause) start--;
  if (first - start > LONGEST_FRAMES) return false;
  const before = tokens.slice(start, first);
  if (before.every((token) => joinsOnly(token, language))) return true;
  const behindFrames = frameEnd({ text, tokens: before }, language);
  return before.slice(behindFrames).every((token) => joinsOnly(token, language));
}

/** Whether nothing but joining words, or what is said of it, stand behind it in its clause. */
function isAtEnd(line: Line, next: number, language: Language): boolean {
  const { tokens } = line;
  const clause = tokens[next - 1]?.clause;
  let end = language.suits?.(line, next)?.next ?? next;
  while (end < tokens.length && tokens[end]?.clause === clause) {
    const token = tokens[end];
    if (!token || !joinsOnly(token, language) || end - next > 4) return false;
    end++;
  }
  return true;
}

/** Whether the clause around a schedule says nothing of the work: "Do this …", "When: …". */
export function onlyCarries(
  { tokens }: Line,
  { first, next, clause }: { first: number; next: number; clause: number },
  { carriers }: Language,
): boolean {
  if (!carriers) return false;
  let start = first;
  while (tokens[start - 1]?.clause === clause) start--;
  let end = next;
  while (tokens[end]?.clause === clause) end++;
  const around = [...tokens.slice(start, first), ...tokens.slice(next, end)];
  return around.every(({ shape, text }) => shape === "sign" || carriers.has(text));
}
