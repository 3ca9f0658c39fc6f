import type { PhraseInLine } from "../language.ts";
import type { Line } from "../shape.ts";
import type { Token } from "../token.ts";
import { functionWords, verbs } from "./vocabulary.ts";

/** Whether the word names a thing rather than joining or commanding: what a number or an adjective can belong to. */
export function isContentWord(text: string): boolean {
  return !functionWords.has(text) && !verbs.has(text);
}

/** Words after which a date or a time belongs to the work: "due Friday", "since January 1", "the 5am batch". */
const before = new Set(
  (
    "due since than before after by within past last previous prior per of versus vs against like with without promised scheduled planned dated expected expiring starting-from " +
    "the a an this's our my your his her their its these those that no any all both which what whose " +
    "yesterday's today's tomorrow's during throughout over under above below exceeding for"
  ).split(" "),
);
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
  const isEvery = token.meanings.some((it) => it.kind === "every");
  if (isEvery) return false;
  if (previous.text === "for" || previous.text === "from") return isDeadline(tokens, first, next, bare);
  if (before.has(previous.text)) {
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
    !functionWords.has(following.text);
  return betweenWords && next === first + 1 && !verbs.has(following.text);
}

/** "Set a reminder for tomorrow" says when; "the plan for tomorrow" is about tomorrow. */
function isDeadline(tokens: readonly Token[], first: number, next: number, bare: boolean): boolean {
  const noun = tokens[first - 2];
  if (tokens[first - 1]?.text === "from") return !bare ? false : true;
  if (!noun) return false;
  if (frameNouns.has(noun.text) || noun.text === "it" || noun.text === "this") return false;
  // "for every Monday" has been let through already; "for 9am daily" goes with what follows
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

/** "Weekly auto-check the tanks": an unknown word before an article is a command. */
function imperativeAhead(tokens: readonly Token[], at: number): boolean {
  const after = tokens[at + 1];
  return after !== undefined && articles.has(after.text);
}

/** Verbs of sentences that tell something. */
const telling = new Set(
  "is are was were has had have used runs run ran comes come came starts start started begins began stops stop stopped ends ended closes opens lost went goes gets get got moved meets met happens happened arrives arrived takes took works worked said says told leaves left keeps kept drops dropped failed fails seems returns promised agreed decided changed complained".split(
    " ",
  ),
);
const subjects = new Set(
  "we it they he she there the this that our my nobody everybody everyone somebody someone".split(" "),
);
const wishes = new Set("need needs want wants wanted would like d must should please prefer".split(" "));
const asking = new Set("is are was were do does did does has have what when where why who how which whose".split(" "));

/** "The old job runs daily at 5am", "every Monday the milk run is late", "is it still on every Monday?": nothing is asked for. */
export function isTold({ tokens }: Line, first: number, next: number): boolean {
  const sentence = tokens[first]?.sentence;
  let start = first;
  while (start > 0 && tokens[start - 1]?.sentence === sentence) start--;
  const opening = tokens[start];
  if (opening && asking.has(opening.text) && start < first && opening.meanings.length === 0) return true;
  const clause = tokens[first]?.clause;
  while (tokens[start]?.clause !== clause) start++;
  const before = tokens.slice(start, first);
  const [subject] = before;
  const isWish = (token: Token) => wishes.has(token.text) || /'d$|'ll$/.test(token.text);
  if (subject && subjects.has(subject.text) && !before.some(isWish)) {
    return before.slice(1, 7).some((token) => telling.has(token.text));
  }
  if (before.length > 0) return false;
  const [behind, ...rest] = tokens.slice(next, next + 8).filter((token) => token.text !== ",");
  if (!behind || !subjects.has(behind.text) || behind.text === "this" || behind.text === "that") return false;
  return !rest.some(isWish) && rest.some((token) => telling.has(token.text) && token.sentence === sentence);
}

/** Words that open a part of a schedule; left over beside one, something was not understood. */
const openers = new Set(
  "until till unless except excluding skipping besides every each starting beginning thru ending til if whenever while".split(
    " ",
  ),
);

export function opensSchedule(token: Token, next: Token | undefined): boolean {
  if (token.shape === "literal") return false;
  if (openers.has(token.text)) return true;
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
