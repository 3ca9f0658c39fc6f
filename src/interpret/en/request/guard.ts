import type { PhraseInLine } from "../../language.ts";
import type { Line } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { isStory } from "./told.ts";
import { functionWords, verbs } from "../vocabulary.ts";

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
export function isContent({ first, next, bare, says }: PhraseInLine, line: Line): boolean {
  const { tokens } = line;
  const token = tokens[first];
  if (!token) return false;
  const previous = tokens[first - 1];
  const following = tokens[next];
  if (isStory(line, first)) return true;
  const isAdjective = token.meanings.some((it) => it.kind === "frequency");
  if (isAdjective && next === first + 1) return isAdjectiveHere(tokens, first, next);
  if (!previous || previous.shape === "literal" || previous.sentence !== token.sentence) return false;
  // "on the morning of | the 1st"
  if (previous.text === "of" && tokens[first - 2]?.meanings.some((it) => it.kind === "daypart")) return false;
  // "at 5:30, no, make that | 5:45"
  if (previous.text === "that" && tokens[first - 2]?.text === "make") return false;
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
  // "the one from Friday was great"
  if (bare && /^(from|of|on|at)$/.test(token.text) && /^(is|was|are|were)$/.test(following?.text ?? "")) return true;
  // "cancel any booking unpaid for 3 days, | every morning"
  const isLength = says.count !== undefined || says.lasting !== undefined;
  if (
    isLength &&
    token.text === "for" &&
    /(?:[^aeiou]ed|aid|due|idle|line|open|stale|missing|pending)$/.test(previous.text)
  )
    return !verbs.has(previous.text);
  const isEvery = token.meanings.some((it) => it.kind === "every");
  if (isEvery) return false;
  // "of the last 5 working days", "over 3 Fridays": days that are counted
  const isDays =
    token.meanings.some((it) => it.kind === "weekday" || it.kind === "dayset") ||
    /^(business|working|work)$/.test(token.text);
  const isNumbered = previous.meanings.some((it) => it.kind === "number");
  // "for 2 nights": a length
  if (isNumbered && bare && token.meanings.some((it) => it.kind === "daypart" && it.plural)) return true;
  if (isDays && isNumbered && countedIn.has(tokens[first - 2]?.text ?? "")) return true;
  if (previous.text === "for" || previous.text === "from") return isDeadline(tokens, first, next, bare);
  if (workBefore.has(previous.text)) {
    // "compute the sat-sun overtime"
    const isNoun = following?.shape === "word" && following.meanings.length === 0 && isContentWord(following.text);
    if (articles.has(previous.text)) return bare || (isDays && isNoun);
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
  // "for 9am daily", "for 2pm on Monday" goes with what follows; "on Saturday for 9am" with what is before
  const isBehindDay = /^(weekday|day|date)$/.test(noun.meanings[0]?.kind ?? "");
  const isTime = tokens[first]?.meanings.some((it) => it.kind === "clock" || it.kind === "number") === true;
  if (isBehindDay && isTime && (following === undefined || following.shape === "sign")) return false;
  const days = tokens[following?.text === "on" && !isDay ? next + 1 : next];
  return days?.meanings.some((it) => /^(every|frequency|weekday|day|dayset|date)$/.test(it.kind)) !== true;
}

const frameNouns = new Set(
  "up reminder reminders job task run alarm schedule automation scheduled alert notification appointment event slot".split(
    " ",
  ),
);

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
  if (functionWords.has(following.text) || following.text === "next") return false;
  // "weekdays 7a-5p hourly check the inbox"
  if (previous && isTimed(previous) && verbs.has(following.text) && imperativeAhead(tokens, next)) return false;
  // followed by a word of the work: at the beginning a command, elsewhere the noun that it describes
  if (previous === undefined || previous.shape === "sign")
    return !verbs.has(following.text) && !imperativeAhead(tokens, next);
  return true;
}

const isTimed = (token: Token) => token.meanings.some(({ kind }) => /^(clock|meridiem|daypart|military)$/.test(kind));

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
  return (
    after !== undefined && (articles.has(after.text) || /^(how|who|whether|all|each|everything)$/.test(after.text))
  );
}

/** Words that open a part of a schedule; left over beside one, something was not understood. */
const openers = new Set(
  "until till unless except excluding skipping besides every each starting beginning thru ending til if whenever while during provided assuming depending outside but whilst permitting subject".split(
    " ",
  ),
);

/** "Mondays 8, …", "weekdays 6 run it": an hour that nothing else can be counted by. */
function isLoneNumber(token: Token, next: Token | undefined, third: Token | undefined): boolean {
  // "M-F 730 open the gate"
  const isHour = token.meanings.some(
    (it) => it.kind === "number" && ((it.value >= 1 && it.value <= 24) || isDigitsOfClock(token.text)),
  );
  if (!token.spaced) return false;
  if (/^\d{1,2}\.[0-5]\d$/.test(token.text)) return true;
  // "1) pull the plan": a point of a list
  if (!isHour || (next?.text === ")" && third?.shape === "word")) return false;
  // "every day 7 to 9", "every day 8 or 9"
  if (/^(to|or|and|until|till)$/.test(next?.text ?? "")) return third?.shape === "number";
  return next === undefined || next.shape === "sign" || next.meanings.length > 0 || verbs.has(next.text);
}

const isDigitsOfClock = (text: string) => /^([01]?\d|2[0-3])[0-5]\d$/.test(text);

/** Words of a sentence that only carries a schedule: "Do this …", "Make it …", "When: …", "It should run …". */
export const carriers: ReadonlySet<string> = new Set(
  "make do run start schedule please this that it the all these at by on for from when time timing frequency cadence should must needs need to be is i i'd want would like you could can ideally preferably best so and then just actually say everything whole thing happen happens repeat repeats done go set let's lets them job task every thanks thank in also again".split(
    " ",
  ),
);

/** "At closing", "at market open". */
const isDoor = (it: Token | undefined) => /^(closing|opening|close|open)$/.test(it?.text ?? "");

const orders = /^(weekday|number|clock|ordinal)$/;

export function opensSchedule(token: Token, next: Token | undefined, isBeside: boolean, third?: Token): boolean {
  if (token.shape === "literal") return false;
  // "…, if it is late, …" is for the work; "every day if it rains" is not a time
  if (token.text === "if" || token.text === "while" || token.text === "when") return isBeside;
  if (isBeside && isLoneNumber(token, next, third)) return true;
  // "every 2nd day of the week", "every weekday of the trial": the days of something
  if (isBeside && /^(business|working|work)$/.test(token.text))
    return next?.meanings.some((it) => it.kind === "unit") === true;
  // "at closing time", "in summer", "or Tuesday if Monday is a holiday": a part of the schedule that nobody can read
  if (isBeside && token.text === "at" && (isDoor(next) || isDoor(third))) return true;
  // "every day that ends in y", "every Friday that isn't a holiday": only some of them
  if (isBeside && token.text === "that")
    return /^(ends|end|falls|fall|isn't|has|aren't|doesn't)$/.test(next?.text ?? "");
  if (isBeside && token.text === "in" && /^(summer|winter|spring|autumn|season)$/.test(next?.text ?? "")) return true;
  if (isBeside && /^[-–—(]$/.test(token.text) && /^(or|unless|except)$/.test(next?.text ?? "")) return true;
  // "on Tuesdays, or whenever Ana is out"
  if (token.text === "or" && /^(when|whenever|if|anytime)$/.test(next?.text ?? "")) return true;
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
