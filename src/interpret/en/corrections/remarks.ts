import type { Token } from "../../tokens/token.ts";
import { fillers, interjections } from "./fillers.ts";
import { articles } from "./statements.ts";
import { functionWords, isFinite, verbs } from "../vocabulary.ts";

const set = (text: string) => new Set(text.split(" "));

/** What people say around a change, and what says nothing of it: "typo on my end", "sorry to be a pain", "silly me". */
const remarks = set(
  "typo typos plan plans pain bother trouble mind mistake finger fingers fat silly lot stupid dumb brain autocorrect phone coffee question quick favor favour idea luck course matter case sense honest literally brutal terrible awful horrible crazy insane ridiculous super pretty kinda sorta tiny " +
    "confused confusing clear being confusion messed mixed blame apologies hassle annoying annoy picky difficult fussy small possible doable feasible okay helpful help helps hate love guess suppose hope hopefully worry worries problem problems big deal brainer fart heads update correction ps fyi asap forgetful indecisive minute news turns turned told spoke talked checked check checking let know see goes",
);

const persons = set(
  "i we they he she people everyone everybody nobody someone somebody you there it that this which who",
);
const joins = set("but because cause cuz cos so though although and since as then given");
const opening = /^(if|when|where|which|who|that|unless|whenever)$/;

/** The person without what is written onto it: "it's", "we're". */
const person = (text: string) => text.split("'")[0] ?? "";
const tail = (text: string) => text.split("'")[1];

const isSmall = ({ text }: Token) => fillers.has(text) || functionWords.has(text) || remarks.has(text);

const isPerson = (token: Token | undefined) => token !== undefined && persons.has(person(token.text));

/** "The rest of the week | nobody reads it". */
const isRest = (tokens: readonly Token[], at: number) =>
  tokens.slice(Math.max(0, at - 5), at).some(({ text }) => text === "rest");

/** Whether a clause begins at this word without a sign in front of it: "… | but can we …", "no Fridays | we don't work then". */
export function opensClause(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (!token || !next) return false;
  if (token.text === "if") return isPerson(next) || /^(not|that's|possible)$/.test(next.text);
  const before = tokens[at - 1];
  const isFree =
    before !== undefined && !joins.has(before.text) && !opening.test(before.text) && !articles.has(before.text);
  if (!isFree || !isPerson(token)) return false;
  if (tail(token.text) !== undefined)
    return tail(token.text) !== "d" && !/^(it|that|this|there|you)$/.test(person(token.text));
  const isSubject = /^(i|we|they|he|she|nobody|people|everyone)$/.test(token.text) && isFinite(next);
  return isSubject && (before.meanings.length > 0 ? !isRest(tokens, at) : interjections.has(before.text));
}

const isWrong = /^(wrong|typo|mistake|sorry|apologies|thanks|thank)$/;

/** Whether it is a remark that is no sentence: "typo on my end", "change of plans". */
export function isRemark(clause: readonly Token[]): boolean {
  const [first] = clause;
  if (!first) return false;
  if (isWrong.test(first.text)) return !clause.some(({ text }) => verbs.has(text) && !remarks.has(text));
  const isBound = /^(without|except|excluding|unless|until|till|before|after|every|also)$/.test(first.text);
  return !isBound && clause.every(isSmall) && clause.some(({ text }) => remarks.has(text));
}
