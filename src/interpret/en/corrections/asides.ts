import { ahead, either, kind, maybe, sequence, type Shape, word, words } from "../../phrases/shape.ts";
import { functionWords } from "../vocabulary.ts";

/** A word without a meaning for schedules: "accounting". */
const namesNothing: Shape<true> = ({ tokens }, at) => {
  const token = tokens[at];
  const isPlain = token?.shape === "word" && token.meanings.length === 0 && !functionWords.has(token.text);
  return isPlain ? { value: true, next: at + 1 } : undefined;
};

/** "Better", "safer", "smarter". */
const comparative: Shape<true> = ({ tokens }, at) => {
  const token = tokens[at];
  const isOne =
    token?.shape === "word" && token.meanings.length === 0 && token.text.length > 4 && token.text.endsWith("er");
  return isOne ? { value: true, next: at + 1 } : undefined;
};

/** What is said to be kept, or to be wrong: it changes nothing by itself. */
export const asides: Shape<unknown> = either(
  // "scratch that, …", "on second thought"
  sequence(word("scratch", "scrap", "strike", "forget", "ignore", "undo"), word("that", "it", "this", "what")),
  words(
    "it turns out",
    "turns out",
    "it seems",
    "looks like",
    "would you mind",
    "do you mind",
    "in general",
    "go out",
    "goes out",
    "is what i meant",
    "is what i want",
    "is what i wanted",
    "is what i need",
    "is what we need",
    "why not",
    "why don't we",
    "why don't you",
    "ok too",
    "okay too",
    "fine too",
    "good too",
    "for example",
    "for instance",
    "can't we",
    "couldn't we",
    "would help",
    "would help me",
    "would help us",
    "would do me a favour",
    "would do me a favor",
    "would make my day",
    "on second thought",
    "on second thoughts",
    "on reflection",
    "thinking about it",
    "come to think of it",
    "if you don't mind",
    "if that's ok",
    "if that works",
    "from my side",
    "on my end",
    "never mind that",
    "no wait",
    "hold on",
    "hang on",
    "my bad",
    "my mistake",
    "my fault",
    "my apologies",
    "i forgot",
    "i misspoke",
    "i mistyped",
    "i got it wrong",
    "i got that wrong",
    "i made a mistake",
    "i changed my mind",
    "changed my mind",
    "if you can",
    "if possible",
    "from now on",
    "from here on",
    "from here on out",
    "if you could",
    "not this week",
    "not this month",
    "final answer",
    "going forward",
    "two changes",
    "you know what",
    "that's not what i meant",
    "that's not what i wanted",
    "that's not what i said",
    "that's not right",
    "that isn't right",
    "not quite right",
    "not quite",
    "a couple of changes",
    "that's all",
    "and that's it",
    "that's it",
    "and then stop",
    "then stop",
    "and stop",
    "as well if",
  ),
  // "looks good except it should …"
  sequence(
    word("except", "only"),
    maybe(word("that")),
    ahead(word("it", "that", "i", "we", "make", "can", "could", "please", "it's")),
  ),
  sequence(
    word("leave", "keep"),
    word("it", "that", "this", "everything"),
    words("as it is", "as is", "as it was", "the same", "like that"),
  ),
  // "leave it at 2", "cut it down to", "add a 5pm one"
  sequence(word("leave"), word("it", "that"), ahead(word("at", "on"))),
  sequence(
    word("reduce", "cut", "lower", "limit", "stick"),
    maybe(word("it", "that", "this")),
    maybe(word("down", "back")),
    word("to", "with"),
  ),
  // "and see how that goes"
  sequence(
    word("see"),
    either(
      sequence(word("how", "if", "whether"), word("that", "it", "this"), word("goes", "works", "feels", "helps", "is")),
      words("what happens", "how we go", "how i feel"),
    ),
  ),
  // "I got the hour wrong"
  sequence(
    word("i", "we", "you"),
    maybe(word("just", "must")),
    maybe(word("have")),
    word("got", "typed", "wrote", "put", "entered", "had"),
    maybe(word("the", "that", "it")),
    maybe(word("time", "hour", "day", "days", "date", "thing", "timezone")),
    either(word("wrong", "backwards"), words("mixed up", "the wrong way", "messed up")),
  ),
  // "Matron wants it", "he'd like it"
  sequence(
    either(word("he", "she", "they", "he'd", "she'd", "they'd"), (line, at) =>
      line.tokens[at]?.name === true ? namesNothing(line, at) : undefined,
    ),
    word("wants", "want", "needs", "need", "prefers", "prefer", "like", "likes", "wanted", "asked"),
    maybe(word("for")),
    word("it", "this", "that", "them"),
  ),
  // "my boss says", "the client wants"
  sequence(
    word("my", "our", "the", "his", "her", "their"),
    namesNothing,
    maybe(word("just")),
    word(
      "says",
      "said",
      "wants",
      "wanted",
      "asked",
      "asks",
      "prefers",
      "thinks",
      "suggested",
      "suggests",
      "decided",
      "told",
    ),
    maybe(either(word("me", "us", "that", "for", "it"), words("me that", "us that"))),
  ),
  // "can you remind me at 10"
  sequence(word("remind", "ping", "text", "call", "wake", "tell", "email"), word("me", "us")),
  // "could you send it at 6:50"
  sequence(
    word(
      "send",
      "post",
      "mail",
      "email",
      "print",
      "deliver",
      "fire",
      "schedule",
      "get",
      "see",
      "do",
      "have",
      "include",
    ),
    word("it", "this", "that", "them", "these"),
  ),
  // "shift it to 11", "push to 8"
  sequence(
    word("shift", "push", "pull", "bring", "delay", "slide", "postpone", "reschedule", "adjust", "bump", "nudge"),
    either(word("it", "this", "that", "them", "everything"), ahead(word("to", "until"))),
    maybe(word("back", "forward", "up", "out")),
  ),
  words("would suffice", "will suffice", "would do", "will do", "suffices", "let me think", "let me see"),
  // "all three an hour earlier"
  sequence(word("all"), kind("number"), maybe(words("of them")), maybe(word("times", "runs"))),
  sequence(word("wrong"), (line, at) =>
    line.tokens[at]?.shape === "word" ? { value: true, next: at + 1 } : undefined,
  ),
  words("not mine", "not ours", "not my time", "not local time", "not our time", "not my own"),
  words("thanks for that", "thank you for that", "sorry for the back and forth", "sorry about that", "only thing"),
  words("sorry to bother", "sorry to bother you", "sorry for the confusion", "sorry for the mess", "the only thing"),
  // "one small thing"
  sequence(
    maybe(word("just", "only")),
    word("one", "two", "three", "a", "another"),
    maybe(word("more", "small", "little", "last", "other", "minor", "tiny", "quick", "final")),
    maybe(word("small", "little", "minor", "tiny")),
    word("thing", "things", "change", "changes", "tweak", "tweaks", "correction", "corrections", "detail"),
  ),
  sequence(
    maybe(word("keep", "leave")),
    word("everything", "everything's", "all", "all's"),
    maybe(word("stays", "remains", "is", "as", "looks")),
    maybe(word("it", "fine", "is", "good", "great", "ok", "okay", "perfect")),
    maybe(word("is", "fine")),
    maybe(word("the", "fine")),
    maybe(word("same", "except", "but")),
    maybe(word("except", "but", "for")),
    maybe(word("for")),
    word("the"),
    word("time", "day", "days", "hour", "date", "timezone"),
  ),
  sequence(
    maybe(either(word("keep", "keeping", "leave"), words("stick to", "stay with"))),
    maybe(word("at", "on", "with")),
    maybe(word("the")),
    either(word("same"), word("current", "existing", "old")),
    word(
      "day",
      "days",
      "time",
      "times",
      "hour",
      "hours",
      "prompt",
      "task",
      "schedule",
      "zone",
      "timezone",
      "date",
      "dates",
    ),
    maybe(words("as before", "as now", "of day")),
  ),
  sequence(
    word("keep", "keeping", "leave"),
    word("the", "its", "that"),
    word("day", "days", "time", "times", "hour", "prompt", "task", "zone", "timezone", "date", "dates", "frequency"),
  ),
  // "that's too often", "is fine too"
  sequence(
    word("too"),
    word("often", "much", "early", "late", "frequent", "rare", "seldom", "many", "soon", "few", "little", "long"),
    maybe(words("in the day", "in the morning", "at night", "in the week", "in the month")),
    maybe(sequence(word("for"), word("me", "us", "everyone", "everybody", "them", "people"))),
  ),
  sequence(
    word("is", "works", "would", "are", "work"),
    maybe(word("be", "work")),
    maybe(word("fine", "ok", "okay", "good")),
    word("too"),
  ),
  // "Tuesday works better for everyone"
  sequence(
    word("works", "work", "suits", "suit", "is", "are", "would", "will", "fits"),
    maybe(word("be", "work", "suit")),
    maybe(
      either(
        word("me", "us", "everyone", "everybody", "them", "him", "her"),
        sequence(namesNothing, ahead(word("much", "better", "best", "fine"))),
      ),
    ),
    maybe(word("much", "a")),
    maybe(word("lot", "bit")),
    either(comparative, word("best", "fine", "good", "great", "perfect", "ideal", "plenty", "enough", "sufficient")),
    maybe(
      sequence(
        word("for"),
        either(
          word("me", "us", "everyone", "everybody", "them", "people"),
          words("the team", "my team", "all of us", "the others"),
          sequence(maybe(word("the", "my", "our")), namesNothing),
        ),
      ),
    ),
  ),
);

/** "Everything else stays the same", "keep the rest as is". */
export const theRest: Shape<unknown> = sequence(
  maybe(either(word("keep", "leave", "keeping", "leaving"), words("but keep", "and keep", "but leave", "and leave"))),
  either(
    words("everything else", "all else", "all the rest", "other things"),
    sequence(
      maybe(word("the")),
      either(
        sequence(word("rest", "others"), maybe(sequence(words("of the"), kind("unit")))),
        sequence(word("other", "remaining"), maybe(kind("number")), word("days", "ones", "runs", "times")),
      ),
    ),
  ),
  maybe(word("stays", "stay", "remains", "remain", "is", "are", "can", "should", "looks", "look")),
  maybe(word("stay", "be", "remain")),
  maybe(
    either(
      words("the same", "as it is", "as is", "as it was", "as before", "as they are", "like it is", "like before"),
      word("same", "unchanged", "alone", "fine", "good", "ok", "okay", "right", "correct"),
    ),
  ),
  maybe(
    sequence(
      word("except", "but"),
      maybe(word("for")),
      word("the"),
      word("time", "day", "days", "hour", "date", "timezone"),
    ),
  ),
);
