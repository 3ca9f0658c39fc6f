import type { Whole } from "../correction.ts";
import { either, isAll, type Line, maybe, sequence, type Shape, word, words } from "../shape.ts";
import { verbs } from "./vocabulary.ts";

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

export function whole(line: Line): Whole | undefined {
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
