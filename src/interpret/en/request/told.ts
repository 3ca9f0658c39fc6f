import type { Line } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { behindFrames } from "./frames.ts";
import { functionWords, verbs } from "../vocabulary.ts";

/** Verbs of sentences that tell something. */
const telling = new Set(
  "leaves is been are did was were has had have used runs run ran comes come came starts start started begins began stops stop stopped ends ended closes opens lost went goes gets get got moved meets met happens happened arrives arrived takes took works worked said says told leaves left keeps kept drops dropped failed fails seems returns promised agreed decided changed complained serves teaches plays sleeps eats swims rains snows visits flies drives picks cleans opens".split(
    " ",
  ),
);
const subjects = new Set(
  "we it they he she there the this that our my nobody everybody everyone somebody someone".split(" "),
);
const pastTelling = new Set(
  "was were had did lost went got met happened arrived took worked said told left kept dropped failed promised agreed decided ran came".split(
    " ",
  ),
);
/** Words in front of a statement: "FYI the truck comes …", "also, we …". */
const asides = new Set(
  "hi hello hey dexter team all fyi note btw also as now since because quick q question , : - –".split(" "),
);
const turns = new Set("so but thus therefore hence".split(" "));
const thinking = new Set("think guess believe know heard saw remember noticed recall thought".split(" "));
const isPast = (token: Token) =>
  token.shape === "word" &&
  token.meanings.length === 0 &&
  (telling.has(token.text) || (token.text.endsWith("ed") && !verbs.has(token.text) && token.text.length > 4));
const isWish = (token: Token) => wishes.has(token.text) || /'d$|'ll$/.test(token.text);
/** "I got 14 alarms", but not "I got to leave", "I told you to". */
const isReceived = (token: Token | undefined, next: Token | undefined) =>
  token !== undefined && /^(got|had|lost|was|met)$/.test(token.text) && !/^(to|told|asked)$/.test(next?.text ?? "");
export const wishes = new Set(
  "need needs want wants wanted would like d must should please prefer possible".split(" "),
);
const asking = new Set("is are was were do does did does has have what when where why who how which whose".split(" "));

/** How far is looked in a sentence that does not end. */
const LONGEST_SENTENCE = 90;

/** "The old job runs daily at 5am", "every Monday the milk run is late", "is it still on every Monday?": nothing is asked for. */
export function isTold(line: Line, first: number, next: number): boolean | "past" {
  const { tokens } = line;
  const sentence = tokens[first]?.sentence;
  let start = first;
  while (start > 0 && first - start < LONGEST_SENTENCE && tokens[start - 1]?.sentence === sentence) start--;
  let end = next;
  while (end < tokens.length && end - next < LONGEST_SENTENCE && tokens[end]?.sentence === sentence) end++;
  while (start < first && asides.has(tokens[start]?.text ?? "")) start++;
  start = behindFrames(line, start, first);
  const opening = tokens[start];
  // "do you think you could …", and "could you | do that every Tuesday?"
  const isPolite =
    opening?.text === "do" &&
    ((tokens[start + 1]?.text === "you" &&
      !/^(still|ever|already|really|always)$/.test(tokens[start + 2]?.text ?? "")) ||
      /^(you|please|to)$/.test(tokens[start - 1]?.text ?? ""));
  // "should we meet every Tuesday?", "maybe we should …", "I wonder whether …"
  const isOpen = /^(should|would)$/.test(opening?.text ?? "") && !/^(you|it|u)$/.test(tokens[start + 1]?.text ?? "");
  const isMused =
    (/^(maybe|perhaps)$/.test(opening?.text ?? "") && /^(we|i)$/.test(tokens[start + 1]?.text ?? "")) ||
    (opening?.text === "i" && tokens[start + 1]?.text === "wonder");
  if (start < first && (isMused || (isOpen && tokens[end - 1]?.text === "?"))) return true;
  if (opening && !isPolite && asking.has(opening.text) && start < first && tokens[end - 1]?.text === "?") return true;
  // "it has been late on Mondays", but not "the trucks that have been here too long, every Monday"
  const hasBeen = tokens
    .slice(start, first)
    .some(({ text }, index) => text === "been" && !isRelative(tokens[start + index - 2]));
  if (hasBeen) return "past";
  const clause = tokens[first]?.clause;
  while (tokens[start]?.clause !== clause) start++;
  // "the grinder is booked 3 times: Mon 10-11, Wed 13-15": times that a statement lists
  const isList = tokens[start - 1]?.text === ":" && tokens[start - 1]?.sentence === sentence && start === first;
  if (
    isList &&
    tokens.slice(next, end).every(({ shape }) => shape === "sign") &&
    isTold(line, start - 1, start) === true
  )
    return true;
  start = behindFrames(line, start, first);
  // "we have windows on Saturday, so …": what follows the "so" asks
  while (start < first && asides.has(tokens[start]?.text ?? "")) start++;
  // "the last one was great, do it again …": so does a command behind a comma
  const turnsAt = (at: number) =>
    turns.has(tokens[at]?.text ?? "") || (tokens[at]?.text === "," && verbs.has(tokens[at + 1]?.text ?? ""));
  for (let at = first - 1; at > start; at--) if (turnsAt(at)) start = at + 1;
  const before = tokens.slice(start, first);
  if (isStated(before) || isAnnounced(before)) return true;
  const [subject] = before;
  if (subject && first - start === 1 && subjects.has(subject.text) && telling.has(tokens[first]?.text ?? ""))
    return true;
  const [one, two, three] = before;
  const isName =
    one !== undefined &&
    !isWish(one) &&
    two !== undefined &&
    one.shape === "word" &&
    one.meanings.length === 0 &&
    !verbs.has(one.text) &&
    !functionWords.has(one.text);
  if (isName && (isPast(two) || (three !== undefined && isPast(three) && !verbs.has(two.text)))) return true;
  // "Two shifts were late on Monday", "I got 14 alarms between …": it is over, and nothing is asked for
  const isCounted = one?.meanings.some((it) => it.kind === "number") === true;
  const verb = before.findIndex((token) => pastTelling.has(token.text));
  const isOver = verb > 0 && verb < 6 && !before.some((token) => token.text === "," || isWish(token));
  if (isOver && (isCounted || (one?.text === "i" && verb === 1 && isReceived(before[1], before[2])))) return "past";
  // "I swim every morning", "I usually run the numbers": a habit of one's own
  const did = two !== undefined && /^(usually|always|often|normally|typically|mostly)$/.test(two.text) ? three : two;
  if (
    one?.text === "i" &&
    did?.shape === "word" &&
    did.meanings.length === 0 &&
    !before.some(isWish) &&
    isOwnHabit(did)
  )
    return true;
  if (isDoneByOthers(before)) return true;
  if (one !== undefined && one.text === "i" && two !== undefined && (telling.has(two.text) || thinking.has(two.text)))
    return true;
  if (subject && subjects.has(subject.text) && !before.some(isWish)) {
    if (before.slice(1, 7).some((token) => pastTelling.has(token.text))) return "past";
    // "we meet the client every second Thursday": whatever somebody else does
    if (before.length > 2 && /^(we|they|he|she)$/.test(subject.text)) return true;
    return before.slice(1, 7).some((token) => telling.has(token.text));
  }
  if (before.length > 0) return false;
  // "the 1st of each month is when rent is due"
  if (start === first && /^(is|are|was|were)$/.test(tokens[next]?.text ?? "") && tokens[next + 1]?.text === "when")
    return true;
  const [behind, ...rest] = tokens.slice(next, next + 8).filter((token) => token.text !== ",");
  // "every month I forget the bill": a habit, and no request
  const isHabit =
    rest[0]?.shape === "word" && !isWish(rest[0]) && !/^(can|could|may|expect|ask|only)$/.test(rest[0].text);
  if (behind?.text === "i" && isHabit) return true;
  if (!behind || !subjects.has(behind.text) || behind.text === "this" || behind.text === "that") return false;
  const isPronoun = behind.shape === "word" && !determiners.has(behind.text);
  return (
    !rest.some(isWish) && (isPronoun || rest.some((token) => telling.has(token.text) && token.sentence === sentence))
  );
}

export const kin =
  /^(husband|wife|mom|mum|dad|mother|father|son|daughter|brother|sister|boss|neighbor|neighbour|colleague|friend|nurse|teacher|doctor)$/;

/** "Lunch is served". */
function isDoneByOthers(before: readonly Token[]): boolean {
  const [subject] = before;
  if (!subject) return false;
  const last = before.at(-1);
  const isServed =
    before.length <= 4 && last?.text.endsWith("ed") === true && /^(is|are)$/.test(before.at(-2)?.text ?? "");
  return isServed && !verbs.has(subject.text) && !functionWords.has(subject.text);
}

/** "I swim", and neither "I expect" nor "I forget". */
const isOwnHabit = ({ text }: Token) =>
  !functionWords.has(text) &&
  !/^(expect|ask|appreciate|suggest|propose|request|hope|forget|keep|always|still|only|never|also|just|really|demand|insist|prefer)$/.test(
    text,
  );

/** How far back the beginning of a sentence is looked for. */
const LONGEST_STORY = 40;
const pastDays = /^(week|weekend|night|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/;

/** "Yesterday the carts lost wifi at 14:12, | every 5 minutes ping them": in front of the comma, what happened. */
export function isStory({ tokens }: Line, at: number): boolean {
  const sentence = tokens[at]?.sentence;
  let start = at;
  while (start > 0 && at - start < LONGEST_STORY && tokens[start - 1]?.sentence === sentence) start--;
  const first = tokens[start];
  const isOver =
    first?.meanings.some((it) => it.kind === "day" && it.offset < 0) ||
    (first?.text === "last" && pastDays.test(tokens[start + 1]?.text ?? ""));
  if (!isOver) return false;
  let end = start;
  while (tokens[end]?.sentence === sentence && !turnsBack(tokens, end)) end++;
  const isTurned = tokens[end]?.sentence === sentence;
  return isTurned && at < end && tokens.slice(start, end).some(isPast);
}

/** Behind a comma or a "so", what is asked for. */
function turnsBack(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (turns.has(token?.text ?? "")) return true;
  const opens = next?.meanings.some((it) => it.kind === "every") === true || verbs.has(next?.text ?? "");
  return token?.text === "," && (opens || turns.has(next?.text ?? "") || next?.text === "please");
}

const isRelative = (token: Token | undefined) => token !== undefined && /^(that|which|who)$/.test(token.text);
const isBeVerb = /^(is|are|was|were|happens|happen|meets)$/;
const determiners = new Set("the this that our my there".split(" "));

/** "I'll be in the plant | from Monday to Wednesday", "we're closed | on Sundays". */
function isAnnounced([subject, verb]: readonly Token[]): boolean {
  if (/^(i|we|they|he|she)'(m|re|s)$/.test(subject?.text ?? "")) return true;
  return /^(i|we|they|he|she|it)'ll$/.test(subject?.text ?? "") && verb?.text === "be";
}

/** "The review is on | Tuesdays at 10", "machines that are serviced | every 500 hours": what stands before tells when something is. */
function isStated(before: readonly Token[]): boolean {
  const joins = /^(on|at|for|from|only|always|usually|normally)$/;
  let last = before.length - 1;
  while (last > 0 && joins.test(before[last]?.text ?? "")) last--;
  const [opener] = before;
  const end = before[last];
  if (!end || !opener || last === 0) return false;
  const verb = before[last - 1]?.text ?? "";
  if (isRelative(before[last - 2]) && /^(is|are|gets|get)$/.test(verb) && end.text.endsWith("ed")) return true;
  // "tell me which jobs run | on Fridays"
  const isAsked = before.slice(1, last).some(({ text }) => /^(which|what|who|whose|how|whether)$/.test(text));
  if (isAsked && (telling.has(end.text) || isBeVerb.test(end.text))) return true;
  const begins = verbs.has(opener.text) || wishes.has(opener.text) || functionWords.has(opener.text);
  return isBeVerb.test(end.text) && !begins && !before.some((token) => token.text === "," || isWish(token));
}

/** Whether the sentence around a schedule asks for something: it begins with the schedule, a command or a wish. */
export function asksFor({ tokens }: Line, { first }: { first: number }): boolean {
  const sentence = tokens[first]?.sentence;
  let start = first;
  while (tokens[start - 1]?.sentence === sentence) start--;
  for (let at = start; at < first; at++) {
    const token = tokens[at];
    if (!token || token.shape === "sign" || openings.has(token.text)) continue;
    return verbs.has(token.text) || isWish(token) || tokens.slice(at, first).some(isWish);
  }
  return true;
}

const openings = new Set(
  "and also then but so please pls dexter hey hi ok okay can could would will you u i we i'd we'd secondly first second finally just on at for".split(
    " ",
  ),
);

/** "… at 3pm": a time that begins with its "at", and stands behind no word that ties it to the work. */
export function isFreeTime({ tokens }: Line, { first, next }: { first: number; next: number }): boolean {
  if (tokens[first]?.text !== "at" && tokens[first]?.text !== "@") return false;
  const { clause } = tokens[first];
  const before = tokens[first - 1];
  // "the visit is at 4"
  if (telling.has(before?.text ?? "")) return false;
  // "the meeting at 7": the time of a thing
  if (before?.shape !== "sign" && before?.meanings.length === 0 && !functionWords.has(before.text)) return false;
  // "…, before the first shift comes in at 6": the time of something else
  for (let at = first - 1; at >= 0 && tokens[at]?.clause === clause && first - at < 9; at--)
    if (subordinate.has(tokens[at]?.text ?? "")) return false;
  const end = tokens[next];
  return end === undefined || (end.shape === "sign" && end.text !== "," && end.text !== "(");
}

const subordinate = new Set(
  "before after when because since which that who whose if as while until so than whenever where".split(" "),
);

const reporting = new Set("remind tell inform notify announce say warn write message email let".split(" "));

const told = /^(me|us|him|her|them|the|my|our|everyone|everybody|all)$/;

/** "Remind me | on Friday | to call the vendor", "ask the crew tomorrow about the spill". */
export function tells({ tokens }: Line, first: number, next: number): boolean {
  const following = tokens[next]?.text ?? "";
  // "ping me at 8pm, and …", "start it tomorrow, then …"
  if (/^(,|and|then)$/.test(following))
    return verbs.has(tokens[first - 2]?.text ?? "") && /^(me|us|it|them|him|her)$/.test(tokens[first - 1]?.text ?? "");
  if (!/^(to|about|that|of)$/.test(following)) return false;
  for (let at = first - 1; at >= 0 && first - at < 5 && tokens[at]?.sentence === tokens[first]?.sentence; at--) {
    const { text = "", shape, meanings } = tokens[at] ?? {};
    if (asksOf.has(text)) return first - at > 1;
    if (shape !== "word" || (!told.test(text) && (functionWords.has(text) || meanings?.length !== 0))) return false;
  }
  return false;
}

const asksOf = new Set(
  "remind tell ask notify alert nudge ping text email e-mail message inform warn write".split(" "),
);

/** "Remind the team that the audit starts at 2pm": behind the "that" stands what they are told. */
export function reports({ tokens }: Line, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (tokens[at]?.text !== "that" || tokens[at]?.shape === "literal") continue;
    const { sentence } = tokens[at] as Token;
    for (let before = at - 1; before >= 0 && tokens[before]?.sentence === sentence; before--)
      if (reporting.has(tokens[before]?.text ?? "")) return true;
  }
  return false;
}
