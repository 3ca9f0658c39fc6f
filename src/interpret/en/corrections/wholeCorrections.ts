import type { Whole } from "../../corrections/correction.ts";
import { lettersFrom } from "../../tokens/lettersFrom.ts";
import { newPromptIn } from "../../corrections/newPrompt.ts";
import { ahead, either, isAll, type Line, maybe, sequence, type Shape, word, words } from "../../phrases/shape.ts";
import { asides } from "./asides.ts";
import { fillers, interjections } from "./fillers.ts";
import { verbs } from "../vocabulary.ts";

const quotation: Shape<true> = ({ text, tokens }, at) => {
  const token = tokens[at];
  return token?.shape === "literal" && /^["“«]\S+ /.test(text.slice(token.start, token.end))
    ? { value: true, next: at + 1 }
    : undefined;
};
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
  // "make it "email the score card""
  sequence(word("make", "say"), maybe(word("it", "that")), ahead(quotation)),
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

/** What agrees, and the small words around it. */
const agreed: Shape<unknown> = either(
  words(
    "go ahead",
    "go for it",
    "good to go",
    "that's it",
    "that works",
    "spot on",
    "works for me",
    "fine by me",
    "do it",
    "as is",
    "keep it",
    "leave it",
    "create it",
    "schedule it",
    "book it",
    "save it",
    "set it up",
    "no change",
    "no changes",
    "you got it",
    "what i want",
    "what i wanted",
    "what i meant",
    "what i need",
    "what i had in mind",
    "what i asked for",
    "from my side",
    "on my end",
    "nothing to change",
    "nothing to add",
    "why not",
    "ship it",
    "the one",
  ),
  word(
    ..."ta yes yep yeah yup ya correct perfect right ok okay okey exactly great good fine confirmed confirm sure thanks approved approve lgtm agreed nice cool y thank absolutely happy excellent wonderful awesome brilliant definitely indeed k".split(
      " ",
    ),
  ),
);
const interjectionsOfYes = [...interjections].filter((text) => !/^(no|nope|nah|wait|but)$/.test(text));
const around = word(
  ...interjectionsOfYes,
  ..."nevermind never mind that that's thats it it's its this is looks look sounds sound all just so and please a lot you dexter for me us then very much really totally quite works now let's way the do as like schedule job to i am we're i'm with go".split(
    " ",
  ),
);
const yes = either(agreed, around);

const cancelled: Shape<unknown> = either(
  words(
    "never mind",
    "changed my mind",
    "not needed",
    "no longer needed",
    "no need",
    "no thanks",
    "no thank you",
    "don't bother",
    "not anymore",
    "call it off",
    "throw it away",
    "leave it out",
    "i'll pass",
    "do nothing",
  ),
  sequence(
    word(
      "cancel",
      "forget",
      "scrap",
      "drop",
      "delete",
      "stop",
      "skip",
      "remove",
      "discard",
      "abort",
      "kill",
      "scratch",
    ),
    maybe(word("about")),
    word("it", "that", "this", "everything", "all"),
    maybe(word("one", "job")),
  ),
  sequence(
    word("cancel", "forget", "scrap", "drop", "delete", "remove", "discard"),
    word("the"),
    maybe(word("whole")),
    word("job", "thing", "schedule", "request", "task"),
  ),
  sequence(
    either(word("don't", "not"), words("do not")),
    word("schedule", "create", "do", "need", "want", "run", "make"),
    word("it", "that", "this", "anything"),
  ),
  word("nevermind", "cancel", "abort", "decline", "discard", "stop"),
);
const aroundNo = word(
  ...interjections,
  ..."just it the job and then anymore whole thing i i've we on second thought that this altogether entirely for now let's after at all never you longer any more it don't need".split(
    " ",
  ),
);
const no = either(cancelled, asides, aroundNo);

/** "Don't change anything", "leave it as it was". */
const unchanged: Shape<unknown> = either(
  sequence(
    either(words("don't change", "do not change", "don't touch", "no need to change")),
    word("anything", "it", "a", "that", "this", "thing"),
  ),
  sequence(
    word("leave", "keep"),
    word("it", "that", "everything"),
    either(words("as it was", "as it is", "the way it was", "the way it is", "like it was", "as was", "as is")),
  ),
  words(
    "was right the first time",
    "was fine the first time",
    "right the first time",
    "was right before",
    "was fine before",
  ),
);

const has = (line: Line, shape: Shape<unknown>) => line.tokens.some((_, at) => shape(line, at) !== undefined);

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

/** "Make it 6pm, and | the prompt should be: …". */
export const newPrompt = (line: Line): { at: number; prompt: string } | undefined =>
  newPromptIn(line, promptEdits, "and");

/** "Keep the time but write: export the log as CSV". */
function behindColon(line: Line): string | undefined {
  const colon = line.tokens.findIndex(({ text }) => text === ":");
  if (colon < 1 || colon > 12 || !/^(write|say|do|put|prompt|task)$/.test(line.tokens[colon - 1]?.text ?? ""))
    return undefined;
  const before: Line = { text: line.text, tokens: line.tokens.slice(0, colon) };
  const small: Shape<unknown> = ({ tokens }, at) =>
    fillers.has(tokens[at]?.text ?? "") || at === colon - 1 ? { value: true, next: at + 1 } : undefined;
  return isAll(before, either(asides, thePrompt, small)) ? lettersFrom(line, colon + 1) : undefined;
}

export function whole(line: Line): Whole | undefined {
  const { tokens } = line;
  const dictated = behindColon(line);
  if (dictated !== undefined) return { kind: "prompt", prompt: dictated };
  for (const shape of promptEdits) {
    const match = shape(line, 0);
    const prompt = match && lettersFrom(line, match.next);
    if (prompt !== undefined) return { kind: "prompt", prompt };
  }
  const should = ownWork(line, 0);
  const command = should && tokens[should.next]?.text;
  if (command !== undefined && isTaskVerb(command)) {
    const prompt = lettersFrom(line, should?.next ?? 0)?.replace(/,? instead[.!]?$/i, "");
    // "it should also list the gaps" adds to what it does
    const isMore = tokens[(should?.next ?? 0) - 1]?.text === "also";
    if (prompt !== undefined) return isMore ? { kind: "append", words: prompt } : { kind: "prompt", prompt };
  }
  if (isAll(line, yes) && has(line, agreed)) return { kind: "keep" };
  if (has(line, unchanged) && isAll(line, either(unchanged, yes, asides, no))) return { kind: "keep" };
  if (isAll(line, no) && has(line, cancelled)) return { kind: "cancel" };
  const instead = insteadOf(line, 0);
  if (instead && verbs.has(tokens[instead.next]?.text ?? "")) {
    const prompt = lettersFrom(line, instead.next);
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
    const added = lettersFrom(line, first);
    return added === undefined ? undefined : { kind: "append", words: added };
  }
  const index = ["first", "second", "third"].findIndex((name) =>
    new RegExp(`^(please,? )?(the )?${name}( one| option| choice)?$`).test(
      line.text.trim().toLowerCase().replace(/[.!]$/, ""),
    ),
  );
  return index >= 0 ? { kind: "choice", index } : undefined;
}
