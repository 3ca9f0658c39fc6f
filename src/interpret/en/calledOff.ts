import { boundary, either, type Line, type Match, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import type { Token } from "../token.ts";
import { behindFrames } from "./frames.ts";
import { verbs } from "./vocabulary.ts";

const it = word("it", "that", "this", "them", "those", "these");
const politely = maybe(
  either(
    word("please", "thanks", "thx", "now", "then", "pls", "instead", "actually", "anymore"),
    words("after all", "for now", "any more"),
  ),
);
const end = sequence(politely, boundary);
const offWith = either(
  word(
    "cancel",
    "stop",
    "delete",
    "remove",
    "kill",
    "pause",
    "disable",
    "scrap",
    "end",
    "drop",
    "ditch",
    "bin",
    "axe",
    "nix",
    "lose",
  ),
  words("get rid of", "do away with", "turn off", "switch off", "call off"),
);
const takesAway = either(offWith, words("take away", "take off"));
/** "Switch it off", "get rid of it", "it can stop": where nothing else is asked for. */
const off: Shape<unknown> = either(
  sequence(word("switch", "turn", "shut", "call"), it, word("off")),
  sequence(offWith, it, end),
  sequence(
    word("can", "should", "may"),
    either(
      word("stop", "go", "end"),
      sequence(word("be"), word("stopped", "cancelled", "canceled", "dropped", "deleted", "ended")),
    ),
  ),
  words("to unsubscribe"),
  sequence(words("no longer"), word("want", "need", "needed", "wanted")),
  sequence(word("don't"), word("want", "need"), it, either(word("anymore"), words("any more", "any longer"))),
);

const lead = maybe(
  either(
    word(
      "actually",
      "wait",
      "hmm",
      "oh",
      "no",
      "nah",
      "nope",
      "well",
      "but",
      "sorry",
      "ok",
      "okay",
      "um",
      "so",
      "please",
    ),
    words("on second thoughts", "on second thought", "come to think of it"),
  ),
);
const comma = maybe(word(",", "…", ".", "-", "–", "—"));
/** "Forget it", "never mind", "I no longer want it": said alone in a clause, it takes back the whole request. */
const forgotten: Shape<unknown> = either(
  sequence(
    word("forget", "scrap", "scratch", "disregard", "ignore"),
    maybe(word("about")),
    words("the whole thing", "what i said", "all that", "i asked", "i said anything"),
  ),
  sequence(word("forget", "scrap", "scratch"), maybe(word("about")), it),
  words(
    "never mind",
    "don't bother",
    "let's not",
    "no need",
    "not any more",
    "leave it be",
    "ignore me",
    "ignore that message",
  ),
  word("nevermind"),
  sequence(maybe(word("i", "we")), words("no longer"), word("want", "need"), it),
  sequence(
    word("i", "we", "nobody"),
    either(sequence(word("don't"), word("want", "need", "read", "use")), word("reads", "uses", "needs", "wants")),
    it,
    maybe(either(word("anymore", "now"), words("any more", "any longer"))),
  ),
  sequence(
    maybe(it),
    word("it's", "that's", "is"),
    words("no longer"),
    word("needed", "wanted", "necessary", "useful"),
  ),
  sequence(maybe(word("i've", "i")), maybe(word("have", "just")), words("changed my mind")),
);
/** The same behind a "no", "wait" or "on second thoughts". */
const unsaid = either(
  word("don't", "no", "not", "nah"),
  sequence(word("don't"), maybe(words("do")), maybe(it)),
  sequence(word("cancel", "skip", "drop", "kill", "leave", "stop", "ignore", "disregard"), it),
);

const alone = sequence(forgotten, end);
const aloneBehind = sequence(either(forgotten, unsaid), end);
const oneLead = sequence(lead, comma);

const sends = word(
  ..."send mail email post ping text message give show run push remind deliver sending mailing posting pinging texting giving running".split(
    " ",
  ),
);
const often = maybe(word("always", "still", "now", "currently", "keep", "are", "have", "been", "already"));
/** "… you send", "… you're posting": what Dexter does already. */
const yours = either(
  sequence(word("you", "dexter", "u"), often, often, sends),
  sequence(word("you're", "you've"), maybe(word("been")), often, sends),
);
/** "… I get", "… that comes". */
const received = either(
  sequence(word("i", "we"), often, word("get", "receive")),
  sequence(word("i'm", "we're", "i've"), maybe(word("been", "still")), word("getting", "receiving")),
  sequence(word("that", "which"), word("comes", "goes", "arrives", "fires", "pops")),
);
/** "I want out of …", "no more …": at the beginning, with the schedule behind it. */
const refusal: Shape<unknown> = either(
  words(
    "i want out",
    "enough with",
    "enough of",
    "i'd rather not get",
    "i'd rather not have",
    "i'm done with",
    "i'm sick of",
    "i'm tired of",
    "take me off",
    "unsubscribe me",
    "opt me out",
    "sign me out",
  ),
  sequence(words("no more"), not(word("than"))),
  sequence(word("i", "we"), word("don't"), word("want", "need", "read"), not(word("to", "you", "anyone", "anybody"))),
);
const sentThing = word(
  ..."ping pings alert alerts reminder reminders digest newsletter briefing notification notifications mail mails email emails message messages summary update updates report reports standup".split(
    " ",
  ),
);
const clears = /^(?:delete|remove|drop|clear|bin)$/;

const sentenceStart = (tokens: readonly Token[], at: number) => tokens[at - 1]?.sentence !== tokens[at]?.sentence;

/** Whether the schedule stands behind this place in its clause. */
function isBehind(tokens: readonly Token[], from: number, taken: ReadonlySet<number>): boolean {
  for (let at = from; at < tokens.length && tokens[at]?.shape !== "sign"; at++) if (taken.has(at)) return true;
  return false;
}

/** Whether something is asked for from here on. */
const asks = ({ tokens }: Line, from: number, taken: ReadonlySet<number>) =>
  tokens.some(({ text }, at) => {
    if (at < from) return false;
    const before = tokens[at - 1];
    return (
      taken.has(at) ||
      (verbs.has(text) && (before?.shape === "sign" || /^(?:and|then|please|just)$/.test(before?.text ?? "")))
    );
  });

/** "… to fax the lab... actually no, forget it, they have no fax": nothing of the request is left. */
function isTakenBack(line: Line, taken: ReadonlySet<number>): boolean {
  const { tokens } = line;
  let opener = tokens[0]?.text ?? "";
  return tokens.some((token, at) => {
    if (token.shape === "sign" || at === 0) return false;
    const before = tokens[at - 1];
    if (before?.shape !== "sign" && !sentenceStart(tokens, at) && !taken.has(at - 1)) return false;
    const isConditional = /^(?:if|unless|when|otherwise|else|once|and)$/.test(opener);
    opener = token.text;
    if (isConditional && !sentenceStart(tokens, at)) return false;
    const isLast = (match: Match<unknown> | undefined) => match !== undefined && !asks(line, match.next, taken);
    let led = at;
    if (isLast(alone(line, at))) return true;
    for (let rounds = 0; rounds < 3; rounds++) {
      const next = oneLead(line, led)?.next ?? led;
      if (next === led) return false;
      led = next;
      if (isLast(aloneBehind(line, led))) return true;
    }
    return false;
  });
}

/** "Can you drop the allergy mail you send | on Thursdays at 9am": what is sent already is to stop. */
function isDropped(line: Line, taken: ReadonlySet<number>): boolean {
  const { tokens } = line;
  for (let start = 0; start < tokens.length; start++) {
    if (!sentenceStart(tokens, start)) continue;
    const verb = behindFrames(line, start, Math.min(start + 12, tokens.length));
    if (refusal(line, verb) && isBehind(tokens, verb, taken)) return !asks(line, verb + 1, new Set());
    const object = takesAway(line, verb)?.next;
    if (object === undefined) continue;
    if (isTimedThing(line, object, taken)) return true;
    for (let at = object; at < object + 10 && tokens[at] && tokens[at]?.shape !== "sign"; at++) {
      const match = yours(line, at) ?? (clears.test(tokens[verb]?.text ?? "") ? undefined : received(line, at));
      if (!match) continue;
      for (let next = match.next; next < match.next + 5; next++) if (taken.has(next)) return true;
    }
  }
  return false;
}

/** "Take away that 6pm ping | every weekday", "scrap my Thursday digest": a thing with its time, and nothing behind it. */
function isTimedThing(line: Line, object: number, taken: ReadonlySet<number>): boolean {
  const { tokens } = line;
  if (!/^(?:that|this|the|my|our|those|these|your)$/.test(tokens[object]?.text ?? "")) return false;
  let isTimed = false;
  for (let at = object + 1; at < object + 6; at++) {
    isTimed ||= tokens[at]?.meanings.some(({ kind }) => /^(?:clock|frequency|weekday|daypart)$/.test(kind)) === true;
    const behind = sentThing(line, at)?.next;
    if (behind !== undefined && isTimed) return taken.has(behind) || end(line, behind) !== undefined;
  }
  return false;
}

/** "That thing on Mondays at 7:30 …, please switch it off", "the mail every Monday can stop": nothing else is asked for. */
function isSwitchedOff(line: Line, taken: ReadonlySet<number>): boolean {
  const { tokens } = line;
  const at = tokens.findIndex((_, index) => off(line, index));
  if (at < 0) return false;
  // "check the oven, and if it is on, switch it off"
  return !tokens.some(({ text }, index) => {
    const before = tokens[index - 1];
    const opens =
      before === undefined ||
      before.shape === "sign" ||
      taken.has(index - 1) ||
      /^(and|then|to|please|you|just)$/.test(before.text);
    return (
      index !== at &&
      opens &&
      verbs.has(text) &&
      !taken.has(index) &&
      !(
        !/^(me|us)$/.test(tokens[index + 1]?.text ?? "") &&
        tokens[index + 1]?.name !== true &&
        /^(report|mail|email|message|chart|graph|plan|order|list|get)$/.test(text)
      )
    );
  });
}

/** Whether the request asks to stop what runs already, or takes itself back. */
export const callsOff = (line: Line, taken: ReadonlySet<number>): boolean =>
  isSwitchedOff(line, taken) || isTakenBack(line, taken) || isDropped(line, taken);
