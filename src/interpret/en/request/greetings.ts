import { ahead, either, kind, type Line, maybe, not, sequence, type Shape, word, words } from "../../phrases/shape.ts";

/** Who is greeted. */
const whom = word("there", "dexter", "team", "all", "everyone", "folks", "buddy", "mate", "again");

/** "Hey Dexter,", "Hi", "Good morning!", "Morning Dexter". */
const hello: Shape<unknown> = either(
  sequence(
    either(
      word("hey", "hi", "hello", "yo", "hiya", "howdy", "greetings"),
      sequence(word("dear"), ahead(whom)),
      words("good morning", "good afternoon", "good evening", "good day"),
      sequence(word("morning", "afternoon", "evening"), ahead(word("dexter", "all", "team"))),
    ),
    maybe(word(",")),
    maybe(whom),
    maybe(word("dexter", "all", "again")),
    maybe(word(",", "!", ".")),
  ),
  sequence(word("dexter"), maybe(word(",", ":", "-", "!")), not(word("should", "must", "needs", "has", "is", "will"))),
);

/** The rest of a part of the sentence, some words at the most. */
const upToSign: Shape<true> = ({ tokens }, at) => {
  let next = at;
  while (next < tokens.length && next - at < 10 && tokens[next]?.sentence === tokens[at]?.sentence) {
    if (tokens[next]?.shape === "sign") break;
    next++;
  }
  return next > at ? { value: true, next } : undefined;
};

/** "Hope you're doing well", "how are you?". */
const wish: Shape<unknown> = either(
  sequence(
    maybe(word("i", "we")),
    word("hope", "hoping", "trust"),
    maybe(word("that")),
    either(
      word("you're", "all's", "everything's", "it's", "this", "everything", "all", "things"),
      words("you are", "you had", "you have", "your day", "your week", "your weekend", "you both", "you all"),
    ),
    upToSign,
    maybe(word(",", "!", ".")),
  ),
  sequence(
    words("how are you", "how are things", "how's it going", "how is it going", "how's everything", "what's up"),
    maybe(word("doing", "today")),
    maybe(word("today")),
    maybe(word("?", ",")),
  ),
);

const end: Shape<unknown> = ({ tokens }, at) => {
  const token = tokens[at];
  if (token === undefined || token.sentence !== tokens[at - 1]?.sentence) return { value: true, next: at };
  return /^[.:,!–—-]$/.test(token.text) ? { value: true, next: at + 1 } : undefined;
};

/** "Quick one.", "One more thing:", "I have a small request". */
export const announcement: Shape<unknown> = either(
  sequence(
    words("this is", "here is", "here comes"),
    word("a", "another", "my", "the"),
    maybe(word("new", "recurring", "regular", "scheduled", "daily", "weekly", "small", "quick")),
    word("task", "job", "reminder", "request", "one"),
    end,
  ),
  sequence(
    maybe(
      either(word("just", "here's", "and"), words("i have", "i've got", "we have", "i need", "can i ask", "here is")),
    ),
    maybe(word("a", "an", "one", "another", "my", "the")),
    maybe(word("more", "last", "other")),
    maybe(word("quick", "small", "little", "tiny", "simple", "short", "easy", "further", "different")),
    word("one", "thing", "request", "question", "q", "favour", "favor", "ask"),
    maybe(words("for you", "for today", "please", "today")),
    end,
  ),
);

const person = word(
  "i",
  "we",
  "they",
  "he",
  "she",
  "it",
  "there",
  "my",
  "our",
  "i've",
  "i'm",
  "we've",
  "we're",
  "it's",
);

/** "ok so um i need …": who thinks aloud is not yet at the request. */
const thinking = either(
  person,
  sequence(
    word("so", "um", "uh", "hmm", "like", "basically"),
    maybe(word(",")),
    word("um", "uh", "so", "i", "we", "they", "he", "she", "it", "there", "my", "our", "the", "like"),
  ),
);

const asked = word("you", "dexter", "a", "an", "the", "to", "all", "my", "our");

/** "So, …", "ok, …", "btw …", in front of a request, and not of a story: "ok so I talked to Dana". */
const opener: Shape<unknown> = either(
  sequence(
    either(
      word("so", "ok", "okay", "btw", "hmm", "um", "uh", "alright", "anyway", "anyways"),
      words("by the way", "also"),
      sequence(word("and"), maybe(word("then", "also"))),
      word("then"),
      sequence(word("well", "right", "now"), ahead(word(","))),
      sequence(words("first of all"), ahead(word(","))),
    ),
    maybe(word(",")),
    not(thinking),
  ),
  sequence(
    word("so", "ok", "okay", "btw", "and"),
    maybe(word(",")),
    maybe(word("so")),
    maybe(word("basically")),
    maybe(word(",")),
    ahead(
      either(
        sequence(
          word("i", "we"),
          either(word("want", "need", "like", "wanted"), words("would like", "would love")),
          asked,
        ),
        sequence(word("i'd", "we'd"), word("like", "love"), asked),
      ),
    ),
  ),
);

export const filler: Shape<unknown> = (line, at) => (line.tokens[at]?.sentence === 0 ? opener(line, at) : undefined);

/** Pleasantries that a text begins with. */
export const englishGreetings: readonly Shape<unknown>[] = [hello, wish];

/** Only at the beginning of a part of a sentence. */
const apart: Shape<true> = ({ tokens }, at) => {
  const before = tokens[at - 1];
  const isApart = before === undefined || before.shape === "sign" || before.sentence !== tokens[at]?.sentence;
  return isApart ? { value: true, next: at } : undefined;
};

/** "Maria", "H. Okafor": who signs. */
const signature: Shape<true> = ({ tokens }: Line, at) => {
  let next = at;
  while (next < tokens.length && next - at < 7) {
    const token = tokens[next];
    const isInitial = token?.text === "." && /^(?:.|dr|mr|mrs|ms|prof)$/.test(tokens[next - 1]?.text ?? "");
    if (!token || !(token.name === true || isInitial)) break;
    next++;
  }
  return next > at ? { value: true, next } : undefined;
};

const thanks: Shape<unknown> = sequence(
  either(
    sequence(
      word("thanks", "thx", "thank", "ty", "tks", "tia", "ta", "cheers"),
      maybe(word("you", "u")),
      maybe(
        either(words("in advance", "a lot", "a bunch", "a million", "so much", "very much"), word("again", "much")),
      ),
    ),
    words("many thanks", "much appreciated", "appreciate it", "i appreciate it", "greatly appreciated", "much obliged"),
    words("best regards", "kind regards", "warm regards", "with best regards", "best wishes", "all the best"),
    word("regards", "sincerely", "best", "br"),
    words("yours sincerely", "yours truly", "talk soon"),
  ),
  maybe(word("dexter")),
  maybe(word(",", "!", ".", "-", "–", "—")),
  maybe(signature),
);

const closing: Shape<unknown> = either(
  sequence(words("sent from my", "sent from"), upToSign),
  words("get outlook for ios", "get outlook for android"),
  sequence(
    words("let me know"),
    word("if"),
    either(
      sequence(word("that", "this"), word("works", "is")),
      words("you have", "you need", "that's", "anything is unclear", "something is unclear", "it's not clear"),
    ),
    maybe(upToSign),
  ),
  sequence(
    either(words("that would be", "that'd be", "would be"), words("it would be")),
    maybe(word("really", "very", "super", "so")),
    word("great", "good", "nice", "awesome", "lovely", "helpful", "amazing", "perfect", "cool", "fantastic"),
  ),
  sequence(
    maybe(word("have")),
    word("a"),
    word("good", "great", "nice", "lovely"),
    either(word("one"), kind("unit"), kind("dayset"), kind("daypart")),
  ),
);

/** What a text ends with: "thanks, Maria", "sent from my phone". In haste a word of it needs no sign before it. */
export const englishPartings: readonly Shape<unknown>[] = [
  sequence(apart, either(thanks, closing)),
  word("thx", "pls", "plz", "ty", "please"),
];
