import { announcement, filler } from "./greetings.ts";
import {
  ahead,
  as,
  boundary,
  either,
  kind,
  type Line,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";

const you = either(word("you", "u"), words("you please"));
const please = maybe(word("please", "pls", "plz", "kindly", "just"));

/** "Schedule:", "New recurring job:", "Your task:", "What:": a heading of the whole request. */
const heading: Shape<unknown> = sequence(
  maybe(either(word("here's"), words("here is"))),
  maybe(word("new", "another", "a", "my", "your", "the")),
  either(
    sequence(
      maybe(word("recurring", "scheduled", "repeating", "automated", "one-off", "one-time")),
      word(
        ..."schedule job task reminder automation cron cronjob prompt instruction instructions todo to-do action request what work".split(
          " ",
        ),
      ),
      maybe(word("request", "job", "task")),
    ),
    word("recurring", "automated", "repeating"),
  ),
  maybe(word("please", "for")),
  maybe(word("dexter", "you")),
  word(":", "-", "–", "—"),
);

/** "please", "could you", "I want you to", "I'd like you to", "would you mind". */
const politeness: Shape<unknown> = either(
  sequence(words("would you mind", "do you mind", "could you mind"), please),
  words(
    "do you think you could",
    "do you think you can",
    "any chance you could",
    "would you be able to",
    "are you able to",
    "could i ask you to",
    "may i ask you to",
    "can i ask you to",
    "could i get you to",
    "can i get you to",
  ),
  word("please", "pls", "plz", "kindly"),
  sequence(word("can", "could", "shall", "may"), word("we", "i"), not(word("have", "get", "see")), please),
  sequence(
    word("can", "could", "would", "will", "cld"),
    maybe(word("please")),
    you,
    maybe(word("please", "pls", "kindly", "maybe", "possibly", "also", "just")),
    maybe(words("be able to", "help me", "go ahead and")),
  ),
  sequence(
    word("i", "we"),
    either(word("want", "need", "like", "wish", "wanted"), words("would like", "would love")),
    word("you", "dexter"),
    maybe(word("please")),
    word("to"),
  ),
  // "I want that you check"
  sequence(
    either(
      sequence(word("i", "we"), either(word("want", "need", "wish"), words("would like"))),
      words("i'd like", "we'd like"),
    ),
    word("that"),
    word("you", "dexter"),
    maybe(word("please")),
  ),
  words("it is necessary to", "it is necessary that you", "it's necessary to", "please to"),
  sequence(
    word("i'd", "we'd"),
    word("like", "love", "want", "need"),
    maybe(word("for")),
    word("you", "dexter"),
    word("to"),
  ),
  sequence(
    word("i'd", "we'd", "i", "we"),
    maybe(word("would")),
    word("appreciate"),
    words("it if you could", "it if you would"),
  ),
  words(
    "make sure to",
    "make sure you",
    "be sure to",
    "remember to",
    "don't forget to",
    "do not forget to",
    "don't let me forget to",
    "don't let us forget to",
    "go ahead and",
    "your job is to",
    "when you get a chance",
    "if it's not too much trouble",
    "if it isn't too much trouble",
    "if it's no trouble",
    "if you don't mind",
    "if you can",
    "if possible",
    "when you can",
    "when possible",
    "if you could",
    "i was wondering if you could",
    "i wonder if you could",
    "is there any way you could",
    "is there a way you could",
    "going forward",
    "moving forward",
    "would it be possible to",
    "is it possible to",
    "feel free to",
    "would you be so kind as to",
    "would you be so kind to",
    "be so kind as to",
    "be so kind to",
    "i'd be grateful if you could",
    "i would be grateful if you could",
    "i'd appreciate if you could",
    "help me to",
    "i need dexter to",
    "i want dexter to",
    "have dexter",
    "you should",
    "you need to",
    "you must",
  ),
);

/** "The task is to", "what I need is for you to", "it'd be nice if you could". */
const purpose: Shape<unknown> = either(
  sequence(
    word("the", "your", "my", "this"),
    word("task", "job", "request", "ask", "goal", "idea", "assignment", "plan"),
    maybe(either(word("here"), words("for you"))),
    either(word("is"), words("would be")),
    maybe(either(words("for you"), word("simply", "just", "simple"))),
    word("to", ":"),
  ),
  sequence(
    maybe(word("basically", "so", "essentially")),
    words("what i", "all i", "what we", "all we"),
    either(word("want", "need"), words("would like")),
    word("is"),
    either(words("for you to", "that you", "you to")),
  ),
  sequence(
    either(words("it would be", "it'd be", "would be", "that would be")),
    word("great", "good", "nice", "awesome", "lovely", "helpful", "amazing", "perfect", "cool", "super", "ideal"),
    word("if"),
    either(sequence(word("you", "dexter"), word("could", "would", "can")), word("you'd")),
  ),
  words("it would help if you could", "it would help a lot if you could", "it'd help if you could"),
  sequence(
    maybe(sequence(word("can", "could", "would", "please"), maybe(word("you")))),
    either(
      sequence(word("set", "put", "fix"), word("something", "things", "it", "this"), word("up")),
      sequence(word("set"), word("up"), word("something", "it", "this")),
      sequence(word("arrange", "make"), word("it", "things", "something")),
    ),
    word("so"),
    maybe(word("that")),
  ),
);

const adjective = maybe(
  either(
    word(
      "new",
      "recurring",
      "repeating",
      "scheduled",
      "regular",
      "one-off",
      "one-time",
      "automatic",
      "automated",
      "standing",
      "recurrent",
      "single",
      "simple",
      "quick",
    ),
    kind("frequency"),
  ),
);
const thing = word(
  "job",
  "jobs",
  "task",
  "tasks",
  "reminder",
  "reminders",
  "schedule",
  "automation",
  "alarm",
  "cron",
  "cronjob",
  "routine",
  "trigger",
  "run",
  "something",
);

/** "Schedule a job to", "set up a recurring task that", "create a reminder for … to": kept, it would schedule again at each run. */
const scheduling: Shape<unknown> = either(
  as(
    sequence(
      either(
        word(
          "schedule",
          "create",
          "make",
          "add",
          "setup",
          "configure",
          "define",
          "register",
          "plan",
          "start",
          "build",
          "book",
          "program",
          "run",
          "have",
        ),
        words("set up", "set a", "set", "put in", "put together", "spin up", "give me"),
        sequence(word("i", "we"), either(word("need", "want"), words("would like"))),
        words("i'd like", "we'd like"),
      ),
      maybe(word("me")),
      maybe(word("up")),
      maybe(word("a", "an", "the", "another", "one")),
      adjective,
      adjective,
      maybe(word("cron", "dexter")),
      thing,
      maybe(word("job", "task", "recurring", "automatic", "regular", "scheduled")),
      either(
        sequence(maybe(word(",")), maybe(word("for")), word("to", "that", "which", ":", "-", "–", "—", "where", "so")),
        words("for me to"),
        sequence(word("for"), maybe(word("me")), not(word("the", "a", "all", "our", "my", "each"))),
        words("called"),
        (_, at) => ({ value: true, next: at }),
      ),
      maybe(word("will", "you", "it", "that", "should")),
      // "a job that runs every day and reloads …"
      maybe(
        sequence(
          word("runs", "run", "fires", "starts", "triggers", "executes", "repeats"),
          maybe(word(",")),
          word("and", "to", "that"),
        ),
      ),
    ),
    (value, line, at, next) => {
      // "create a schedule for line 4" is the work itself
      const last = line.tokens[next - 1]?.text ?? "";
      if (last === "called") return undefined;
      const following = line.tokens[next];
      const noun = line.tokens
        .slice(at, next)
        .some(
          (token) =>
            token.text === "schedule" ||
            token.text === "plan" ||
            token.text === "run" ||
            token.text === "routine" ||
            token.text === "trigger",
        );
      const opener = line.tokens[at]?.text ?? "";
      // "set the alarm": all of the work, and no frame of one
      if (!following && line.tokens.slice(at, next).some(({ text }) => text === "the")) return undefined;
      const strong = !noun || opener === "set" || opener === "setup";
      if (!strong && !/^(to|that|which|:|-|–|—|it|will|you|should|where|so|and)$/.test(last)) return undefined;
      if (opener === "give" && !line.tokens.slice(at, next).some((token) => token.text === "reminder"))
        return undefined;
      if (
        following?.shape === "word" &&
        following.meanings.length === 0 &&
        !/^(to|that|which|:|-|–|—|it|will|you|should|where|so|for|and)$/.test(last)
      )
        return undefined;
      return value;
    },
  ),
  sequence(word("schedule"), maybe(word("dexter", "yourself", "this", "it")), word("to")),
  sequence(words("arrange for", "arrange to"), maybe(word("dexter")), maybe(word("to"))),
  sequence(
    words(
      "put this on a schedule",
      "put it on a schedule",
      "schedule the following",
      "schedule this",
      "do the following on a schedule",
      "set this up",
      "add to my schedule",
      "add this to my schedule",
      "on my schedule",
      "add to the schedule",
      "put this on the calendar",
      "put this on my calendar",
      "put it on the calendar",
      "put it on my calendar",
      "add this to the calendar",
      "add it to the calendar",
      "put this in the calendar",
      "automate this",
      "automate the following",
      "do the following",
      "automate something",
      "schedule something",
      "set up something",
      "set something up",
    ),
    maybe(words("for me", "for us")),
    maybe(word("please")),
    maybe(word(":", "-")),
  ),
);

const wishes = [
  "i would like to",
  "i'd like to",
  "i want to",
  "i need to",
  "we need to",
  "let's",
  "lets",
  "we want to",
  "we'd like to",
];

/** "I'd like to schedule a job: …". */
const wishToSchedule: Shape<unknown> = sequence(either(words(...wishes, "please help me", "help me")), scheduling);

/** "I'd like to schedule a summary of …": the wish and its verb, in front of the thing itself. */
const wishFor: Shape<unknown> = sequence(
  words(...wishes),
  word("schedule", "automate"),
  ahead(word("a", "an", "the", "our", "my", "this", "that", "some", "all")),
);

/** "Schedule the line walk for weekdays at 10am": the verb alone is the frame, where a "for" leads to the schedule. */
const scheduleFor: Shape<unknown> = ({ tokens }, at) => {
  const last = tokens.findLast((token) => token.shape !== "sign");
  if (tokens[at]?.text !== "schedule" || last?.text !== "for") return undefined;
  return last === tokens[at + 1] ? undefined : { value: true, next: at + 1 };
};

/** "Repeat | every Tuesday": the word says only what the schedule says. */
const repeating: Shape<unknown> = sequence(word("repeat", "repeats", "repeating"), boundary);

/** What can end a request right behind its schedule: "… tomorrow | would work best for me". */
export const englishSuits: Shape<unknown> = sequence(
  either(word("works", "suits", "is"), words("would work", "will work", "should work", "would be", "would suit")),
  maybe(word("best", "fine", "great", "good", "well", "ok", "okay", "perfect", "ideal")),
  maybe(word("for", "with")),
  word("me", "us"),
);

/** Phrases that only frame a request, read from its first word. */
export const englishFrames: readonly Shape<unknown>[] = [
  announcement,
  filler,
  heading,
  politeness,
  purpose,
  wishToSchedule,
  wishFor,
  scheduling,
  scheduleFor,
  repeating,
];

/** Where the request begins behind what only frames it: "the task is to", "I was wondering if you could". */
export function behindFrames(line: Line, start: number, first: number): number {
  let at = start;
  for (let rounds = 0; rounds < 3; rounds++) {
    const ends = englishFrames.map((frame) => frame(line, at)?.next ?? at).filter((end) => end <= first);
    const next = Math.max(at, ...ends);
    if (next === at) break;
    at = next;
  }
  return at;
}
