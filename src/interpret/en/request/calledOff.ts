import { type CallingOff, isCalledOff, wordsOf } from "../../gathering/calledOff.ts";
import type { Line } from "../../phrases/shape.ts";
import { verbs } from "../vocabulary.ts";

const it = "(?:it|that|this|them|those|these)";
/** The end of a clause, with what may be said on the way there. */
const end = "(?: please| thanks| now| then| actually| any ?more| after all)* [,.;:!?…–—-]";
const sign = " [,.;:!…–—§-]";
const lead = `(?: (?:actually|wait|h[oa][ln][dg] on|h?u?m+|oh|no|nah|nope|well|but|sorry|ok|so|please|on second thoughts?)(?:${sign})?)`;
const stops =
  "(?:cancel|stop|forget|delete|remove|kill|pause|scrap|end|drop|ditch|bin|lose|get rid of|(?:turn|switch|call|take) (?:off|away))";
const forgotten = [
  `(?:forget|scrap|scratch)(?: about)? ${it}`,
  "(?:forget|ignore) (?:me|i asked|the whole thing|what i said|all that)",
  "never ?mind|jk|just kidding|let me think(?: about it)?(?: first)?|don't bother|let's not|no need",
  `(?:(?:i|we) )?no longer (?:want|need) ${it}`,
  `(?:i|we|nobody) (?:don't (?:want|need|read|use)|reads|uses|needs|wants) ${it}`,
  "(?:it's |that's |is )+no longer (?:needed|wanted)",
  "(?:i've |i )?(?:have |just )?changed my mind",
].join("|");
const unsaid = `don't(?: do)?(?: ${it})?|no|not|nah|(?:cancel|skip|drop|kill|leave|stop|ignore) ${it}`;
const sends = "(?:send|e?mail|post|ping|text|give|show|run|remind)(?:ing)?";
const often = "(?: always| still| keep| are| have| been| already)*";
const sent = `(?:you(?:'re|'ve)?${often} ${sends}|(?:i|we)(?:'m|'re|'ve)?${often} (?:get|receiv|gett)(?:e|ing)?|(?:that|which) (?:comes|goes|arrives|fires))`;
const things = "(?:ping|alert|reminder|digest|newsletter|briefing|check-in|e?-?mail|message|update|report)s?";
const timed = "\\b(?:\\d+\\S*|\\w+day|(?:dai|week|hour|month|night)ly|morning|evening)\\b";

const english: CallingOff = {
  takenBack: new RegExp(`${sign}(?:${lead}* (?:${forgotten})|${lead}+ (?:${unsaid}))${end}`, "g"),
  condition: /^ ?(?:if|unless|when|otherwise|else|once|and|then)\b/,
  stopped: new RegExp(
    `(?:^|[,.!]|you|to|please|just|let's) ${stops} (?:[^,.;§]{0,80}? ${sent}\\b[^,.;§]{0,30}§|(?:that|this|the|my|our|those|these|your) [^,.;§]{0,40}?${timed} (?:[^,.;§ ]+ ){0,2}${things} [§,.!])`,
  ),
  refused:
    /(?:^| [.!])(?: so| ok| hey| please)* (?:i want out|enough (?:with|of)|i'd rather not (?:get|have)|i'm (?:done with|(?:sick|tired) of)|(?:take|opt|sign) me (?:off|out)|unsubscribe me|no more (?!than )|(?:i|we) don't (?:want|need|read) (?!to |you |any(?:one|body) ))[^,.;:§]*§/,
  asks: (words) => {
    const all = words.split(" ");
    return all.some((text, at) => verbs.has(text) && /^(?:[^\w§]|and|then|please|just)$/.test(all[at - 1] ?? ""));
  },
};

const off = new RegExp(
  ` (?:(?:switch|turn|shut|call) ${it} off\\b|${stops} ${it}${end}|(?:can|should|may) (?:stop|go|end|be (?:stopped|cancell?ed|dropped|deleted|ended))\\b|to unsubscribe|get rid${end}|no longer (?:want|need)|don't (?:want|need) ${it} any)`,
);

/** "That thing on Mondays at 7:30 …, please switch it off", "the mail every Monday can stop": nothing else is asked for. */
function isSwitchedOff({ tokens }: Line, taken: ReadonlySet<number>, words: string): boolean {
  const called = off.exec(words)?.[0].trim().split(" ")[0];
  if (called === undefined) return false;
  // "check the oven, and if it is on, switch it off"
  return !tokens.some(({ text }, at) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    const opens =
      before === undefined ||
      before.shape === "sign" ||
      taken.has(at - 1) ||
      /^(?:and|then|to|please|you|just)$/.test(before.text);
    const isThing =
      /^(?:report|mail|email|message|chart|graph|plan|order|list|get)$/.test(text) &&
      next?.name !== true &&
      !/^(?:me|us)$/.test(next?.text ?? "");
    return text !== called && opens && verbs.has(text) && !taken.has(at) && !isThing;
  });
}

/** Whether the request asks to stop what runs already, or takes itself back. */
export function callsOff(line: Line, taken: ReadonlySet<number>): boolean {
  const words = wordsOf(line, taken);
  return isSwitchedOff(line, taken, words) || isCalledOff(words, english);
}
