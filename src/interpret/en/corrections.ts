import type { CorrectionWords, Edit, Whole } from "../correction.ts";
import { isAll, ahead, as, either, kind, type Line, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import { clockPoint } from "./clockTime.ts";
import { length } from "./relative.ts";
import { verbs } from "./vocabulary.ts";

const minutes = (ms: number | undefined, n: number, unit: string) =>
  ms === undefined ? n * (unit === "day" ? 1440 : unit === "week" ? 7 * 1440 : Number.NaN) : ms / 60_000;

/** "it", "that", "the whole thing", "by". */
const it = maybe(
  either(words("the whole thing", "the time", "the job", "the run"), word("it", "that", "this", "them")),
);
const by = maybe(word("by"));

const later = either(word("later", "after"), words("further back"));
const earlier = either(word("earlier", "sooner", "before"));

const shifts: readonly Shape<Edit>[] = [
  as(sequence(by, length, later), ([, l]): Edit | undefined => shift(minutes(l.ms, l.n, l.unit))),
  as(sequence(by, length, earlier), ([, l]): Edit | undefined => shift(-minutes(l.ms, l.n, l.unit))),
  as(
    sequence(
      word("push", "move", "put", "shift", "delay", "postpone", "set", "slide"),
      it,
      maybe(either(word("back", "out", "later"))),
      by,
      length,
    ),
    ([verb, , way, , l], line, at, next): Edit | undefined => {
      if (
        /earlier|sooner|forward/.test(line.tokens[next]?.text ?? "") ||
        line.tokens.slice(at, next).some((token) => token.text === "earlier")
      )
        return undefined;
      // "move it 30 minutes" says no direction
      return (verb === "move" || verb === "put" || verb === "set" || verb === "shift") && way === undefined
        ? undefined
        : shift(minutes(l.ms, l.n, l.unit));
    },
  ),
  as(
    sequence(word("pull", "bring", "move", "shift", "push"), it, word("forward", "up", "earlier", "ahead"), by, length),
    ([verb, , way, , l]): Edit | undefined =>
      verb === "push" && way === "forward" ? undefined : shift(-minutes(l.ms, l.n, l.unit)),
  ),
  as(
    sequence(
      maybe(either(words("a bit", "a little", "a little bit", "a tad", "somewhat", "slightly", "much", "a lot"))),
      word("later", "earlier", "sooner"),
    ),
    (): Edit => ({ kind: "vague" }),
  ),
];

function shift(by_: number): Edit | undefined {
  if (Number.isNaN(by_)) return undefined;
  return by_ % 1440 === 0 && by_ !== 0 ? { kind: "shift-days", days: by_ / 1440 } : { kind: "shift", minutes: by_ };
}

const edits: readonly Shape<Edit>[] = [
  ...shifts,
  as(
    either(
      words("is fine too", "is ok too", "is okay too", "works too", "is good too", "would work too"),
      words("as well if"),
      words("and then stop", "then stop", "and stop", "and that's it"),
      words(
        "too often",
        "too much",
        "too early",
        "too late",
        "too frequent",
        "too rare",
        "too seldom",
        "too many",
        "too soon",
      ),
    ),
    (): Edit => ({ kind: "nothing" }),
  ),
  as(
    sequence(
      maybe(word("the")),
      either(sequence(word("day"), word("after")), sequence(word("next", "following"), word("day"))),
    ),
    (): Edit => ({ kind: "shift-days", days: 1 }),
  ),
  as(
    sequence(
      maybe(word("the")),
      either(sequence(word("day"), word("before")), sequence(word("previous"), word("day"))),
    ),
    (): Edit => ({ kind: "shift-days", days: -1 }),
  ),
  as(
    words(
      "no end date",
      "no end",
      "without an end",
      "without end",
      "no end time",
      "forever",
      "indefinitely",
      "no limit",
      "remove the end date",
      "drop the end date",
      "don't stop",
    ),
    (): Edit => ({ kind: "clear", slots: ["until", "count", "lasting"] }),
  ),
  as(
    sequence(
      maybe(word("in", "on", "use", "back")),
      maybe(word("to")),
      maybe(word("my", "our", "the")),
      maybe(word("own", "local", "account", "usual", "normal", "default")),
      either(words("time zone"), word("timezone", "time")),
    ),
    (_, line, at, next): Edit | undefined =>
      line.tokens.slice(at, next).some((token) => /^(my|our|own|local|account|default)$/.test(token.text))
        ? { kind: "clear", slots: ["zone"] }
        : undefined,
  ),
  as(words("no start date", "start now", "start right away", "starting now"), (): Edit => ({
    kind: "clear",
    slots: ["from"],
  })),
  as(
    words(
      "same day",
      "the same day",
      "same days",
      "same time",
      "the same time",
      "at the same time",
      "same prompt",
      "everything else the same",
      "keep the time",
      "keep the day",
    ),
    (): Edit => ({ kind: "nothing" }),
  ),
  as(length, (l): Edit | undefined =>
    l.vague
      ? undefined
      : l.ms === undefined
        ? { kind: "length", n: l.n, unit: l.unit }
        : { kind: "length", ms: l.ms, n: l.n, unit: l.unit },
  ),
  as(
    sequence(word("not", "no"), maybe(word("the", "on")), kind("ordinal"), maybe(either(word("one"), kind("weekday")))),
    (): Edit => ({ kind: "nothing" }),
  ),
  as(clockPoint, (time): Edit => ({ kind: "time", time })),
  as(kind("meridiem"), (half): Edit => ({ kind: "half", half: half.value })),
];

/** Letters from this token to the end, without quotation marks or a colon around them. */
function rest({ text, tokens }: Line, at: number): string | undefined {
  const first = tokens[at];
  if (!first) return undefined;
  const letters = text
    .slice(first.start)
    .trim()
    .replace(/^[:,\s]+/, "");
  const quoted = /^(["“'‘«])([\s\S]*)(["”'’»])[.!]?$/.exec(letters);
  const inner = (quoted?.[2] ?? letters).trim();
  return inner === "" ? undefined : inner;
}

const thePrompt = sequence(
  maybe(word("the", "its", "this", "my")),
  word("prompt", "task", "instruction", "instructions", "request", "text", "message", "wording"),
);
const promptEdits: readonly Shape<unknown>[] = [
  sequence(
    maybe(word("please")),
    word("change", "set", "make", "update", "edit", "replace", "rewrite", "switch"),
    thePrompt,
    maybe(either(words("so that it says", "to say", "to read", "to be"), word("to", "with", "by", "as", "into"))),
    maybe(word(":", ",")),
  ),
  sequence(
    thePrompt,
    maybe(word("should", "must", "is", "now")),
    maybe(word("be", "read", "say", "is", "reads", "says", "now")),
    maybe(word(":", ",")),
  ),
  sequence(words("new prompt", "prompt"), word(":")),
  sequence(
    word("change", "set", "make", "update", "replace"),
    words("what it does", "what it should do", "what dexter does", "what dexter should do", "the work", "the action"),
    maybe(word("to", "with", "into")),
    maybe(word(":", ",")),
  ),
  sequence(
    words("what it should do is", "what i want is", "it should instead", "have it instead"),
    maybe(word(":", ",")),
  ),
];

/** "instead of that, compile …", "instead list holds": a new task, if what follows is a command. */
const insteadOf = sequence(
  word("instead"),
  maybe(sequence(word("of"), word("that", "this", "it"))),
  maybe(word(",", ":")),
);

const yes: Shape<unknown> = either(
  words(
    "looks good",
    "look good",
    "sounds good",
    "that's right",
    "that is right",
    "thats right",
    "that's correct",
    "that is correct",
    "go ahead",
    "that's it",
    "that works",
    "works for me",
    "fine by me",
    "do it",
    "all good",
    "looks right",
    "looks fine",
    "looks great",
    "looks perfect",
    "sounds right",
    "as is",
    "keep it",
    "keep it as is",
    "leave it",
    "leave it as is",
    "create it",
    "no change",
    "no changes",
    "it's fine",
    "that's fine",
    "that is fine",
    "it's good",
    "you got it",
  ),
  word(
    "yes",
    "yep",
    "yeah",
    "yup",
    "correct",
    "perfect",
    "right",
    "ok",
    "okay",
    "exactly",
    "great",
    "good",
    "fine",
    "confirmed",
    "confirm",
    "sure",
    "thanks",
    "please",
    "approved",
    "lgtm",
    "agreed",
    "nice",
    "cool",
    "y",
    "thank",
    "you",
    "dexter",
    "absolutely",
  ),
);

const no: Shape<unknown> = either(
  words(
    "never mind",
    "cancel it",
    "cancel that",
    "cancel this",
    "cancel the job",
    "forget it",
    "forget that",
    "forget about it",
    "scrap that",
    "scrap it",
    "drop it",
    "delete it",
    "delete that",
    "don't schedule this",
    "don't schedule it",
    "don't create it",
    "don't do it",
    "do not schedule this",
    "not needed anymore",
    "not needed",
    "no longer needed",
    "don't need it",
    "i changed my mind",
    "changed my mind",
    "leave it out",
    "stop it",
    "don't bother",
    "no need anymore",
    "not anymore",
    "skip it",
    "remove it",
    "throw it away",
  ),
  word(
    "nevermind",
    "cancel",
    "abort",
    "decline",
    "discard",
    "please",
    "actually",
    "no",
    "just",
    "ok",
    "sorry",
    "thanks",
    "it",
    "the",
    "job",
    "and",
    "then",
    "anymore",
    "whole",
    "thing",
  ),
);
const cancels = new Set(
  "cancel nevermind abort decline discard mind forget scrap drop delete schedule create needed need changed bother skip remove throw leave stop do".split(
    " ",
  ),
);

/** "It should send the KPIs", "have it list holds": what Dexter is to do. */
const ownWork = sequence(
  maybe(word("no", "actually", "sorry")),
  maybe(word(",")),
  either(
    sequence(word("it", "dexter", "you", "the job"), word("should", "must"), maybe(word("instead", "also", "rather"))),
    sequence(word("have", "let"), word("it", "dexter")),
    words("i want it to", "i want dexter to", "i want you to", "i'd like it to"),
  ),
);

/** A command that is about the work, and not about when it runs. */
const isTaskVerb = (text: string) =>
  verbs.has(text) &&
  !/^(make|start|stop|set|move|add|drop|include|put|use|push|pull|run|do|keep|switch|remove|schedule|update|check|fire|end|begin)$/.test(
    text,
  );

function whole(line: Line): Whole | undefined {
  const { tokens } = line;
  for (const shape of promptEdits) {
    const match = shape(line, 0);
    const prompt = match && rest(line, match.next);
    if (prompt !== undefined) return { kind: "prompt", prompt };
  }
  const should = ownWork(line, 0);
  const command = should && tokens[should.next]?.text;
  if (command !== undefined && isTaskVerb(command)) {
    const prompt = rest(line, should?.next ?? 0);
    if (prompt !== undefined) return { kind: "prompt", prompt };
  }
  if (isAll(line, yes)) return { kind: "keep" };
  if (isAll(line, no) && tokens.some((token) => cancels.has(token.text))) return { kind: "cancel" };
  const instead = insteadOf(line, 0);
  if (instead && verbs.has(tokens[instead.next]?.text ?? "")) {
    const prompt = rest(line, instead.next);
    if (prompt !== undefined) return { kind: "prompt", prompt };
  }
  const first = tokens.findIndex(
    (token) => token.shape !== "sign" && !/^(no|and|also|please|actually|but)$/.test(token.text),
  );
  const opener = tokens[first]?.text ?? "";
  const last = tokens.findLast((token) => token.shape !== "sign");
  const isTask = isTaskVerb(opener);
  const isRun =
    /^(run|do|check|include|add|send|put)$/.test(opener) &&
    !tokens.slice(first + 1).some((token) => token.meanings.length > 0);
  if ((isTask || isRun) && last?.text === "instead" && last !== tokens[first]) {
    const prompt = line.text
      .slice(tokens[first]?.start ?? 0, last.start)
      .trim()
      .replace(/,$/, "");
    return prompt === "" ? undefined : { kind: "prompt", prompt };
  }
  const adds =
    tokens.slice(0, first).some((token) => token.text === "also" || token.text === "and") || last?.text === "too";
  if (adds && (isTask || isRun)) {
    const added = rest(line, first);
    return added === undefined ? undefined : { kind: "append", words: added };
  }
  const index = ["first", "second", "third"].findIndex((name) =>
    new RegExp(`^(the )?${name}( one| option| choice)?$`).test(line.text.trim().toLowerCase().replace(/[.!]$/, "")),
  );
  return index >= 0 ? { kind: "choice", index } : undefined;
}

/** What English corrections are made of. */
export const englishCorrections: CorrectionWords = {
  whole,
  edits,
  modes: [
    {
      shape: either(
        word("add", "also", "include", "including", "plus"),
        words("in addition", "and also"),
        sequence(word("and"), maybe(word("on")), ahead(kind("weekday"))),
      ),
      mode: "add",
    },
    {
      shape: either(
        word("drop", "remove", "skip", "not", "exclude", "without", "lose", "minus", "cut"),
        sequence(word("no"), not(word(",", ".", "!", "-", "–", "—", ":", ";", "no"))),
        words(
          "leave out",
          "no need on",
          "no need for",
          "take out",
          "get rid of",
          "not on",
          "no more",
          "don't run on",
          "don't run it on",
          "never on",
          "not at",
          "take off",
        ),
      ),
      mode: "drop",
    },
    { shape: either(word("said"), words("instead of", "rather than", "change from", "not the")), mode: "ignore" },
  ],
  addsBehind: new Set(["too", "also", "well", "additionally"]),
  renews: (line, phrase) =>
    line.tokens
      .slice(phrase.first, phrase.next)
      .some((token) => token.meanings.some((meaning) => meaning.kind === "every" || meaning.kind === "frequency")),
  fillers: new Set(
    (
      "way far then its no nope nah actually make it that this change set move to please sorry i i'd meant mean want wanted would like let's lets say do can could we you should be is it's that's better best fine enough good instead rather just only run runs running job schedule scheduled time timezone zone use the a an at on for in of by but and have go with switch put repeat same oh um hmm uh well ok okay so then now need more keep prefer take wait try how about what as from my our " +
      "works earlier later start starting day days date hour every one please thanks thank yes yeah correct it'd it'll needs has must will also too actually dexter hey day's exactly fully already again i'm think oops whoops argh damn wrong incorrect mistake bad mistaken often much early late frequent frequently thing one-time one-off daily one happen happens start starts should've supposed please rather btw though tho thx ty cheers lol also ah eh er sure got bit really kind"
    ).split(" "),
  ),
  target: (line) => {
    const first = line.tokens.findIndex(
      (token) => !/^(please|no|,|actually|can|could|you|let's|just|sorry|oops)$/.test(token.text),
    );
    const opener = line.tokens[first]?.text ?? "";
    if (!/^(change|move|switch|replace|swap|turn)$/.test(opener)) return 0;
    const to = line.tokens.findIndex(
      (token) => token.text === "to" || token.text === "with" || token.text === "for" || token.text === "into",
    );
    return to > first && to < line.tokens.length - 1 ? { from: first + 1, to: to + 1 } : 0;
  },
};
