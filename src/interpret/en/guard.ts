import type { PhraseInLine } from "../language.ts";
import type { Line } from "../shape.ts";
import type { Token } from "../token.ts";
import { functionWords, verbs } from "./vocabulary.ts";

/** Whether the word names a thing rather than joining or commanding: what a number or an adjective can belong to. */
export function isContentWord(text: string): boolean {
  return !functionWords.has(text) && !verbs.has(text);
}

/** Words after which a date or a time belongs to the work: "due Friday", "since January 1", "the 5am batch". */
const workBefore = new Set(
  (
    "due since than before after by within past last previous prior per of covering spanning regarding concerning versus vs against like with without promised scheduled planned dated expected expiring starting-from " +
    "the a an this's our my your his her their its these those that no any which what whose between " +
    "yesterday's today's tomorrow's during throughout over under above below exceeding for"
  ).split(" "),
);
const countedIn = new Set("last past previous prior of over within for in".split(" "));
const articles = new Set("the a an our my your his her their its these those that no any which what whose".split(" "));

export function isArticle(text: string | undefined): boolean {
  return text !== undefined && articles.has(text);
}

/** Whether a phrase belongs to the work although it looks like a schedule. */
export function isContent({ first, next, bare }: PhraseInLine, { tokens }: Line): boolean {
  const token = tokens[first];
  if (!token) return false;
  const previous = tokens[first - 1];
  const following = tokens[next];
  const isAdjective = token.meanings.some((it) => it.kind === "frequency");
  if (isAdjective && next === first + 1) return isAdjectiveHere(tokens, first, next);
  if (!previous) return startsName(tokens, first, next, bare);
  if (previous.shape === "literal") return false;
  if (previous.sentence !== token.sentence) return startsName(tokens, first, next, bare);
  if (previous.text.endsWith("'s") || (previous.text === "to" && bare)) return true;
  // "trucks that left after 18:00": a bound of the work
  const isLimit = token.text === "after" || token.text === "before" || token.text === "by" || token.text === "until";
  const goesOn = following?.meanings.some(
    (it) => it.kind === "every" || it.kind === "dayset" || it.kind === "frequency",
  );
  if (
    isLimit &&
    bare &&
    !(token.text === "by" && goesOn) &&
    previous.shape === "word" &&
    previous.meanings.length === 0 &&
    !functionWords.has(previous.text)
  )
    return true;
  const isEvery = token.meanings.some((it) => it.kind === "every");
  if (isEvery) return false;
  // "of the last 5 working days", "over 3 Fridays": days that are counted
  const isDays =
    token.meanings.some((it) => it.kind === "weekday" || it.kind === "dayset") ||
    /^(business|working|work)$/.test(token.text);
  const isNumbered = previous.meanings.some((it) => it.kind === "number");
  if (isDays && isNumbered && countedIn.has(tokens[first - 2]?.text ?? "")) return true;
  if (previous.text === "for" || previous.text === "from") return isDeadline(tokens, first, next, bare);
  if (workBefore.has(previous.text)) {
    if (articles.has(previous.text)) return bare;
    return true;
  }
  if (!bare) return false;
  // "prepare the Monday pack": a bare day between two words of the work is part of a name
  const betweenWords =
    previous.shape === "word" &&
    previous.meanings.length === 0 &&
    following !== undefined &&
    following.shape === "word" &&
    following.meanings.length === 0 &&
    !functionWords.has(following.text) &&
    // "3pm London time"
    tokens[next + 1]?.text !== "time" &&
    tokens[next + 2]?.text !== "time";
  return betweenWords && next === first + 1 && !verbs.has(following.text);
}

/** "Set a reminder for tomorrow" says when; "the plan for tomorrow" is about tomorrow. */
function isDeadline(tokens: readonly Token[], first: number, next: number, bare: boolean): boolean {
  const noun = tokens[first - 2];
  if (tokens[first - 1]?.text === "from") return bare;
  if (!noun) return false;
  if (frameNouns.has(noun.text) || noun.text === "it" || noun.text === "this") return false;
  const following = tokens[next];
  // "for Thursday at 8:45am", "for weekdays at 10am": with its time it is the schedule
  const isDay = tokens[first]?.meanings.some(
    (it) =>
      it.kind === "weekday" || it.kind === "dayset" || it.kind === "day" || it.kind === "month" || it.kind === "date",
  );
  const timed =
    following?.text === "at" || following?.text === "@" || following?.meanings.some((it) => it.kind === "clock");
  if (isDay && timed) return false;
  // "for 9am daily" goes with what follows
  return tokens[next]?.meanings.some((it) => it.kind === "every" || it.kind === "frequency") !== true;
}

const frameNouns = new Set(
  "reminder reminders job task run alarm schedule automation scheduled alert notification appointment event slot".split(
    " ",
  ),
);

/** "Weekly quality audit at 6am": the first word is a part of the name. */
function startsName(tokens: readonly Token[], first: number, next: number, bare: boolean): boolean {
  void first;
  const following = tokens[next];
  if (!bare || !following || following.shape !== "word" || following.meanings.length > 0) return false;
  return false;
}

/** "the daily report", "run weekly checks": an adjective; "nightly, retrain", "report daily": no adjective. */
function isAdjectiveHere(tokens: readonly Token[], first: number, next: number): boolean {
  const previous = tokens[first - 1];
  const following = tokens[next];
  const atEnd = following === undefined || following.shape === "sign";
  if (previous && isTimed(previous) && !namesDay(tokens, first)) return false;
  if (previous && articles.has(previous.text)) return true;
  if (previous && previous.meanings.some((it) => it.kind === "every")) return true;
  if (
    atEnd ||
    following.meanings.some(
      (it) => it.kind !== "number" && it.kind !== "ordinal" && it.kind !== "frequency" && it.kind !== "unit",
    )
  )
    return false;
  if (following.shape === "literal") return previous !== undefined;
  if (functionWords.has(following.text)) return false;
  // followed by a word of the work: at the beginning a command, elsewhere the noun that it describes
  if (previous === undefined || previous.shape === "sign")
    return !verbs.has(following.text) && !imperativeAhead(tokens, next);
  return true;
}

const isTimed = (token: Token) =>
  token.meanings.some((it) => it.kind === "clock" || it.kind === "meridiem" || it.kind === "daypart");

/** Whether a word in front of this one, in its sentence, says which days: then "at 7am daily report" is a report. */
function namesDay(tokens: readonly Token[], first: number): boolean {
  for (let at = first - 1; at >= 0 && tokens[at]?.sentence === tokens[first]?.sentence; at--) {
    const { meanings = [] } = tokens[at] ?? {};
    if (meanings.some((it) => /^(every|weekday|dayset|day|date|month|frequency|ordinal)$/.test(it.kind))) return true;
  }
  return false;
}

/** "Weekly auto-check the tanks": an unknown word before an article is a command. */
function imperativeAhead(tokens: readonly Token[], at: number): boolean {
  const after = tokens[at + 1];
  return after !== undefined && articles.has(after.text);
}

/** Verbs of sentences that tell something. */
const telling = new Set(
  "leaves is been are did was were has had have used runs run ran comes come came starts start started begins began stops stop stopped ends ended closes opens lost went goes gets get got moved meets met happens happened arrives arrived takes took works worked said says told leaves left keeps kept drops dropped failed fails seems returns promised agreed decided changed complained".split(
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
/** "Hans", "OEE": capitals inside a sentence. */
const isNamed = (token: Token | undefined) =>
  token !== undefined && token.name === true && !verbs.has(token.text) && !functionWords.has(token.text);
const isPresent = (token: Token | undefined) => token !== undefined && telling.has(token.text);
/** "I got 14 alarms", but not "I got to leave", "I told you to". */
const isReceived = (token: Token | undefined, next: Token | undefined) =>
  token !== undefined && /^(got|had|lost|was|met)$/.test(token.text) && !/^(to|told|asked)$/.test(next?.text ?? "");
const wishes = new Set("need needs want wants wanted would like d must should please prefer".split(" "));
const asking = new Set("is are was were do does did does has have what when where why who how which whose".split(" "));

/** "The old job runs daily at 5am", "every Monday the milk run is late", "is it still on every Monday?": nothing is asked for. */
export function isTold({ tokens }: Line, first: number, next: number): boolean | "past" {
  const sentence = tokens[first]?.sentence;
  let start = first;
  while (start > 0 && tokens[start - 1]?.sentence === sentence) start--;
  let end = next;
  while (end < tokens.length && tokens[end]?.sentence === sentence) end++;
  while (start < first && asides.has(tokens[start]?.text ?? "")) start++;
  const opening = tokens[start];
  const isPolite = opening?.text === "do" && tokens[start + 1]?.text === "you";
  if (opening && !isPolite && asking.has(opening.text) && start < first && tokens[end - 1]?.text === "?") return true;
  if (tokens.slice(start, first).some((token) => token.text === "been")) return "past";
  const clause = tokens[first]?.clause;
  while (tokens[start]?.clause !== clause) start++;
  // "we have windows on Saturday, so …": what follows the "so" asks
  while (start < first && asides.has(tokens[start]?.text ?? "")) start++;
  for (let at = first - 1; at > start; at--) if (turns.has(tokens[at]?.text ?? "")) start = at + 1;
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
  if (one !== undefined && one.text === "i" && two !== undefined && (telling.has(two.text) || thinking.has(two.text)))
    return true;
  if (subject && subjects.has(subject.text) && !before.some(isWish)) {
    if (before.slice(1, 7).some((token) => pastTelling.has(token.text))) return "past";
    // "we meet the client every second Thursday": whatever somebody else does
    if (before.length > 2 && /^(we|they|he|she)$/.test(subject.text)) return true;
    return before.slice(1, 7).some((token) => telling.has(token.text));
  }
  if (before.length > 0) return false;
  if (isNamed(tokens[next]) && isPresent(tokens[next + 1])) return true;
  // "it has | Saturdays"
  if (telling.has(tokens[first - 1]?.text ?? "") && /^(it|they|he|she|we)$/.test(tokens[first - 2]?.text ?? ""))
    return true;
  const [behind, ...rest] = tokens.slice(next, next + 8).filter((token) => token.text !== ",");
  // "every month I forget the bill": a habit, and no request
  const isHabit = rest[0]?.shape === "word" && !isWish(rest[0]) && !/^(can|could|may|expect|ask|only)$/.test(rest[0].text);
  if (behind?.text === "i" && isHabit) return true;
  if (!behind || !subjects.has(behind.text) || behind.text === "this" || behind.text === "that") return false;
  const isPronoun = behind.shape === "word" && !determiners.has(behind.text);
  return (
    !rest.some(isWish) && (isPronoun || rest.some((token) => telling.has(token.text) && token.sentence === sentence))
  );
}

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
  const isRelative = /^(that|which|who)$/.test(before[last - 2]?.text ?? "") && /^(is|are|gets|get)$/.test(verb);
  if (isRelative && end.text.endsWith("ed")) return true;
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

/** Words that open a part of a schedule; left over beside one, something was not understood. */
const openers = new Set(
  "until till unless except excluding skipping besides every each starting beginning thru ending til if whenever while during provided assuming depending outside but whilst permitting subject".split(
    " ",
  ),
);

/** "Mondays 8, …", "weekdays 6 run it": an hour that nothing else can be counted by. */
function isLoneNumber(token: Token, next: Token | undefined): boolean {
  // "M-F 730 open the gate"
  const isHour = token.meanings.some(
    (it) => it.kind === "number" && ((it.value >= 1 && it.value <= 24) || isDigitsOfClock(token.text)),
  );
  if (!token.spaced) return false;
  if (/^\d{1,2}\.[0-5]\d$/.test(token.text)) return true;
  if (!isHour) return false;
  return next === undefined || next.shape === "sign" || next.meanings.length > 0 || verbs.has(next.text);
}

const isDigitsOfClock = (text: string) => /^([01]?\d|2[0-3])[0-5]\d$/.test(text);

/** Words of a sentence that only carries a schedule: "Do this …", "Make it …", "When: …", "It should run …". */
const carriers = new Set(
  "make do run start schedule please this that it the all these at by on for from when time timing frequency cadence should must needs need to be is i i'd want would like you could can ideally preferably best so and then just actually say everything whole thing happen happens repeat repeats done go set let's lets them job task every thanks thank in also again".split(
    " ",
  ),
);

/** Whether the clause around a schedule says nothing of the work. */
export function carries(
  { tokens }: Line,
  { first, next, clause }: { first: number; next: number; clause: number },
): boolean {
  let start = first;
  while (tokens[start - 1]?.clause === clause) start--;
  let end = next;
  while (tokens[end]?.clause === clause) end++;
  for (let at = start; at < end; at++) {
    const token = tokens[at];
    if (!token || (at >= first && at < next) || token.shape === "sign") continue;
    if (!carriers.has(token.text)) return false;
  }
  return true;
}

const orders = /^(weekday|number|clock|ordinal)$/;

export function opensSchedule(token: Token, next: Token | undefined, isBeside: boolean, third?: Token): boolean {
  if (token.shape === "literal") return false;
  // "…, if it is late, …" is for the work; "every day if it rains" is not a time
  if (token.text === "if" || token.text === "while" || token.text === "when") return isBeside;
  if (isBeside && isLoneNumber(token, next)) return true;
  // "every 2nd day of the week", "every weekday of the trial": the days of something
  if (isBeside && /^(business|working|work)$/.test(token.text))
    return next?.meanings.some((it) => it.kind === "unit") === true;
  // "at closing time", "in summer", "or Tuesday if Monday is a holiday": a part of the schedule that nobody can read
  if (isBeside && token.text === "at" && /^(closing|opening|close|open)$/.test(next?.text ?? "")) return true;
  if (isBeside && token.text === "in" && /^(summer|winter|spring|autumn|season)$/.test(next?.text ?? "")) return true;
  if (isBeside && /^[-–—(]$/.test(token.text) && /^(or|unless|except)$/.test(next?.text ?? "")) return true;
  if (token.text === "or") return next?.meanings.some((it) => orders.test(it.kind)) === true;
  if (isBeside && token.text === "for" && next?.text === "the") return third?.text === "rest";
  if (isBeside && token.text === "of") return next?.shape === "word";
  if (isBeside && token.text === "from" && next?.text === "now") return true;
  if (isBeside && (token.text === "past" || token.text === "before" || token.text === "after"))
    return next?.text === "the" || next?.meanings.some((it) => /^(number|clock|unit)$/.test(it.kind)) === true;
  if (token.text === "by") return next?.meanings.some((it) => it.kind === "number" || it.kind === "clock") === true;
  if (openers.has(token.text) || next?.text === "permitting") return true;
  if (token.text === "as" && (next?.text === "long" || next?.text === "soon")) return true;
  if (token.text === "from" || token.text === "between") {
    if (isBeside && next?.text === "the") return token.text === "between";
    return next?.meanings.some((it) => it.kind === "number" || it.kind === "clock" || it.kind === "ordinal") === true;
  }
  if (token.text === "at" || token.text === "@")
    return next?.meanings.some((it) => it.kind === "number" || it.kind === "clock") === true && next.shape === "number";
  return token.meanings.some(
    (it) =>
      it.kind === "every" ||
      it.kind === "meridiem" ||
      it.kind === "daypart" ||
      (it.kind === "clock" && token.shape === "number"),
  );
}
