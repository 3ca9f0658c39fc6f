import {
  ahead,
  boundary,
  either,
  kind,
  kindIf,
  maybe,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";

const person = word(
  "i",
  "i'm",
  "we",
  "we're",
  "he",
  "he's",
  "she",
  "she's",
  "they",
  "they're",
  "you",
  "somebody",
  "someone",
  "anybody",
  "anyone",
  "everybody",
  "everyone",
  "nobody",
);
/** What happens once, and ends something. */
const happens = word(
  ..."arrives comes answers replies sends ships lands returns confirms pays signs leaves responds delivers agrees calls opens closes finishes ends starts passes clears resolves".split(
    " ",
  ),
);
const noun: Shape<true> = ({ tokens }, at) =>
  tokens[at]?.shape === "word" && tokens[at].meanings.length === 0 ? { value: true, next: at + 1 } : undefined;

/** "Until he sends it", "till somebody answers", "until the parcel arrives": an end that nobody can date. */
const openEnded: Shape<unknown> = either(
  sequence(words("for as long as", "so long as"), either(person, word("the", "it", "my", "our", "this"))),
  sequence(word("until", "till"), either(sequence(words("it is"), boundary), sequence(word("further"), noun, noun))),
  sequence(
    word("until", "till", "til"),
    either(
      person,
      sequence(word("it"), happens),
      sequence(word("the", "my", "our", "this", "that"), noun, maybe(noun), happens),
    ),
  ),
);

/** "Never on rainy days", "preferably not when it is hot": when it is not to be. */
const refused: Shape<unknown> = either(
  sequence(
    either(word("never"), sequence(word("preferably", "ideally", "but", "just"), word("not"))),
    word("on", "after", "before", "when", "if", "in", "during", "at", "later", "earlier", "past"),
  ),
  sequence(word("not"), word("if", "when", "whenever")),
  sequence(word("excepted", "excluded"), boundary),
  sequence(
    word("except", "excepting"),
    maybe(words("of course")),
    maybe(word("on", "for", "at", "over")),
    word("christmas", "xmas", "easter", "thanksgiving", "halloween", "boxing"),
  ),
  sequence(words("up to"), word("the"), kind("unit")),
);

const dayOff = word("holiday", "holidays", "vacation", "vacations", "shutdown", "feast");
const some = maybe(word("bank", "public", "national", "school", "the", "any", "all", "on", "for", "in", "of"));
/** "Bank holidays aside", "minus holidays", "(not on vacation days)". */
const holidays: Shape<unknown> = either(
  sequence(
    some,
    dayOff,
    maybe(kindIf("unit", (it) => it.plural === true)),
    word("aside", "excluded", "excepted", "off", "out", "apart", "notwithstanding"),
  ),
  sequence(
    word("minus", "not", "no", "without", "barring", "save", "bar", "outside", "skipping", "skip", "never", "less"),
    some,
    some,
    dayOff,
  ),
);

/** "…, only if it froze": right behind a schedule; "text me only if it did" is for the work. */
export const onlyIf: Shape<unknown> = sequence(
  maybe(word("but", "though")),
  word("only", "just", "provided"),
  word("if", "when", "while", "that"),
);

/** Anywhere in the words of the request that are left: they say when, or when not. */
export const unplaced: Shape<unknown> = either(openEnded, refused, holidays);

const soft = either(
  words("more or less", "give or take"),
  word(
    "roughly",
    "approximately",
    "approx",
    "circa",
    "maybe",
    "perhaps",
    "possibly",
    "most",
    "some",
    "certain",
    "sometimes",
    "occasionally",
  ),
);

/** "Roughly | every two hours", "most | mornings": nobody is sure how often. */
export const hedge: Shape<unknown> = soft;

/** "… or so", "…, give or take a day": behind what it makes unsure. */
export const hedgeBehind: Shape<unknown> = words("give or take", "or so", "plus or minus");

/** "Right after standup", "once the backup is done", "in the early hours", "early": an hour behind days that have none. */
export const unsaidHour: Shape<unknown> = either(
  sequence(
    word("at"),
    maybe(word("a", "an", "some")),
    word("random", "irregular", "odd", "different", "varying", "unpredictable"),
  ),
  sequence(word("whatever", "whichever"), word("hour", "time")),
  sequence(word("when", "while", "whenever"), word("it's", "it", "it’s")),
  sequence(maybe(word("right", "just", "shortly", "straight", "directly")), word("after", "before"), noun),
  sequence(word("once"), word("the", "my", "our", "all", "everyone", "it", "that")),
  sequence(
    word("in"),
    word("the"),
    either(sequence(word("early", "small", "wee", "late"), word("hours")), sequence(word("course"), word("of"))),
  ),
  sequence(word("early", "late"), ahead(noun)),
);
