import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  ahead,
  as,
  either,
  kind,
  kindIf,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import type { Unit } from "../../tokens/token.ts";
import { count, every, plainNumber, step } from "./shapes.ts";

interface Rhythm {
  unit: Unit;
  n: number;
  vague?: boolean;
}

/** Units of the clock in minutes. */
export const minutesIn: Partial<Record<Unit, number>> = { second: 1 / 60, minute: 1, hour: 60, day: 1440 };

const unit = kind("unit");

/** "6 hours", "90 minutes", "2.5 hours", "an hour", "2h". */
const amount: Shape<Rhythm> = as(sequence(count, maybe(word("-")), unit), ([n, , it]) => ({
  unit: it.value,
  n: n.value * (it.times ?? 1),
  vague: n.vague,
}));

/** "half hour", "half an hour", "quarter hour", "quarter of an hour". */
const part: Shape<Rhythm> = either<Shape<Rhythm>[]>(
  as(sequence(word("three", "3"), unitOf("quarter"), word("of"), word("an", "a"), unitOf("hour")), () => ({
    unit: "minute" as const,
    n: 45,
  })),
  as(
    sequence(
      either(
        word("half"),
        as(unitOf("quarter"), () => "quarter"),
      ),
      maybe(word("of")),
      maybe(word("a", "an")),
      unitOf("hour", "year", "day"),
    ),
    ([share, , , it]) => {
      if (it.value === "year") return share === "half" ? { unit: "month", n: 6 } : { unit: "month", n: 3 };
      if (it.value === "day") return share === "half" ? { unit: "hour", n: 12 } : undefined;
      return { unit: "minute", n: share === "half" ? 30 : 15 };
    },
  ),
);

/** "hour and a half", "2 and a half hours", "1 hour and 30 minutes", "one and a half hours". */
const mixed: Shape<Rhythm> = either(
  as(
    sequence(
      maybe(either(word("a", "an"), count)),
      unitOf("hour", "minute", "day"),
      word("and"),
      maybe(word("a")),
      word("half"),
    ),
    ([n, it]) => {
      const whole = typeof n === "object" ? n.value : 1;
      return { unit: "minute" as const, n: (whole + 0.5) * (minutesIn[it.value] ?? 1) };
    },
  ),
  as(sequence(plainNumber, word("and"), word("a"), word("half"), unitOf("hour", "minute", "day")), ([n, , , , it]) => ({
    unit: "minute" as const,
    n: (n.value + 0.5) * (minutesIn[it.value] ?? 1),
  })),
  as(
    sequence(
      maybe(either(word("a", "an"), plainNumber)),
      unitOf("hour"),
      maybe(word("and", ",")),
      plainNumber,
      unitOf("minute"),
    ),
    ([n, , , minutes]) => ({
      unit: "minute" as const,
      n: (typeof n === "object" ? n.value : 1) * 60 + minutes.value,
    }),
  ),
  as(
    sequence(plainNumber, unitOf("day"), maybe(word("and", ",")), plainNumber, unitOf("hour")),
    ([days, , , hours]) => ({
      unit: "hour" as const,
      n: days.value * 24 + hours.value,
    }),
  ),
);

const says = (rhythm: Rhythm): Saying => {
  const saying: Saying = { every: { unit: rhythm.unit, n: rhythm.n }, recurs: true };
  if (rhythm.vague) saying.ask = "how-often";
  return saying;
};

const onceIn = maybe(either(words("one time"), sequence(word("once"), maybe(word("in")))));

/** "every day", "every 6 hours", "every other week", "each month", "every half hour", "every 2nd month". */
export const everyUnit: Rule = {
  name: "en.everyUnit",
  needs: ["unit", "frequency"],
  kinds: ["every"],
  words: ["once", "one", "alternate", "alternating", "at", "in", "on", "all", "day"],
  span: "schedule",
  read: as(
    either(
      sequence(
        onceIn,
        every,
        maybe(word("calendar")),
        either(
          mixed,
          part,
          amount,
          as(sequence(step, unit), ([n, it]): Rhythm => ({ unit: it.value, n: n * (it.times ?? 1) })),
          as(sequence(unitOf("day"), maybe(words("of the week", "in the week", "of the year"))), (): Rhythm => ({
            unit: "day",
            n: 1,
          })),
          as(unit, (it): Rhythm => ({ unit: it.value, n: it.times ?? 1 })),
        ),
        maybe(either(words("or so", "of every hour", "of each hour", "of the hour", "of every day"))),
      ),
      as(
        sequence(
          maybe(word("on", "in")),
          word("alternate", "alternating"),
          as(unit, (it): Rhythm => ({ unit: it.value, n: 2 })),
        ),
        ([, , it]) => [undefined, undefined, undefined, it, undefined] as const,
      ),
      as(
        sequence(
          maybe(word("on")),
          word("all"),
          maybe(word("the")),
          as(unitOf("day"), (it) => (it.plural ? it : undefined)),
        ),
        () => [undefined, undefined, undefined, { unit: "day", n: 1 }, undefined] as const,
      ),
      // "all 30 minutes", "once in three months": how others say "every"
      as(
        sequence(
          either(word("all"), sequence(word("once"), word("in"))),
          maybe(word("the")),
          plainNumber,
          kindIf("unit", (it) => it.plural === true || it.short === true),
          not(word("of")),
        ),
        ([, , n, it]) =>
          [undefined, undefined, undefined, { unit: it.value, n: n.value * (it.times ?? 1) }, undefined] as const,
      ),
      as(
        words("day in, day out", "day in day out", "day after day", "day in , day out"),
        () => [undefined, undefined, undefined, { unit: "day", n: 1 }, undefined] as const,
      ),
      as(sequence(word("on"), word("a", "an"), kind("frequency"), word("basis")), ([, , it]) =>
        it.unclear ? undefined : ([undefined, undefined, undefined, { unit: it.unit, n: it.n }, undefined] as const),
      ),
      as(
        sequence(word("at", "in"), amount, maybe(word("-")), word("interval", "intervals")),
        ([, it]) => [undefined, undefined, undefined, it, undefined] as const,
      ),
    ),
    ([, , , rhythm, hedged], line, _at, next) => {
      // "every third day or so": nobody is sure
      if (hedged === "or so") return { says: { ...says(rhythm), ask: "how-often" as const } };
      // "every 5 minutes later", "each day shift": the noun goes on
      if (
        rhythm.unit === "quarter" &&
        line.tokens[next]?.meanings.some((it) => it.kind === "unit" && it.value === "hour")
      )
        return undefined;
      if (line.tokens[next]?.text === "shift" || line.tokens[next]?.text === "old") return undefined;
      return { says: says(rhythm) };
    },
  ),
};

/** "every 3 workdays": days that no rule counts. */
export const everyFewWorkdays: Rule = {
  name: "en.everyFewWorkdays",
  needs: ["number"],
  kinds: ["every"],
  span: "schedule",
  read: as(
    sequence(
      every,
      plainNumber,
      either(
        kindIf("dayset", (it) => it.name === "weekday"),
        sequence(word("business", "working", "work"), unitOf("day")),
      ),
    ),
    ([, n]) => (n.value > 1 ? { says: { refuse: "not-expressible" as const } } : undefined),
  ),
};

/** "on odd days", "in even weeks": days that are counted by their number. */
export const oddOrEven: Rule = {
  name: "en.oddOrEven",
  words: ["on", "in", "every", "each", "odd", "even", "odd-numbered", "even-numbered"],
  kinds: ["every"],
  span: "schedule",
  read: as(
    sequence(
      maybe(word("on", "in", "during")),
      maybe(either(every, word("the", "all"))),
      word("odd", "even", "odd-numbered", "even-numbered", "uneven"),
      maybe(word("-")),
      maybe(word("numbered", "calendar")),
      maybe(word("calendar")),
      either(
        kindIf("unit", (it) => it.plural === true || it.value === "week" || it.value === "day"),
        word("dates", "date"),
        kind("weekday"),
      ),
    ),
    () => ({ says: { refuse: "not-expressible" as const, recurs: true as const } }),
  ),
};

/** A hyphen that makes one word of two: "daily-driver", and not "daily - look". */
const hyphen: Shape<true> = ({ tokens }, at) =>
  tokens[at]?.text === "-" && !tokens[at].spaced ? { value: true, next: at } : undefined;

/** "daily", "weekly", "nightly": a schedule only where it is no adjective. */
export const frequencyWord: Rule = {
  name: "en.frequencyWord",
  kinds: ["frequency"],
  span: "schedule",
  read: as(sequence(kind("frequency"), not(hyphen)), ([it]) => {
    const saying: Saying = { every: { unit: it.unit, n: it.n }, recurs: true };
    if (it.daypart) saying.dayparts = [it.daypart];
    if (it.unclear) saying.ask = it.unclear as NonNullable<Saying["ask"]>;
    return { says: saying, bare: true as const };
  }),
};

/** "24/7 at 6am": always, and yet at a time. */
export const roundTheClock: Rule = {
  name: "en.roundTheClock",
  words: ["24", "around", "round"],
  span: "schedule",
  read: as(either(words("24 / 7"), words("around the clock", "round the clock")), (text, { tokens }, at, next) => {
    // "24/7 every 5 minutes" is all there is
    const isRhythm = [at - 1, next + 1, next + 2].some((index) =>
      tokens[index]?.meanings.some((it) => it.kind === "unit" && /^(?:minute|hour)$/.test(it.value)),
    );
    // "machine 24/7" is a name
    if (text.startsWith("24")) return isRhythm ? { says: {}, bare: true as const } : undefined;
    return { says: { ask: "how-often" as const }, bare: true as const };
  }),
};

/** "once, on December 1st", "just once". */
export const once: Rule = {
  name: "en.once",
  words: ["once", "just", "only", "one-time", "one-off", "a"],
  span: "schedule",
  read: as(
    sequence(
      maybe(word("just", "only")),
      maybe(word("a")),
      either(words("one time only", "one time"), word("once", "one-time", "one-off")),
      maybe(word("only", "thing", "job", "run", "task")),
    ),
    (_, line, at, next) => {
      const following = line.tokens[next];
      const ends =
        following === undefined ||
        following.shape === "sign" ||
        following.meanings.some((it) => it.kind === "day" || it.kind === "weekday") ||
        /^(on|at|this|next|in|around|about|by)$/.test(following.text);
      return ends && line.tokens[at - 1]?.text !== "at"
        ? { says: { once: true as const }, bare: true as const }
        : undefined;
    },
  ),
};

/** "that is", "namely": what follows says the same again; "except Fridays, when it should be at 10" says more of that day. */
export const restated: Rule = {
  name: "en.restated",
  words: ["that", "namely", "ie", "meaning", "specifically", "i", "when", "where", "instead"],
  span: "schedule",
  read: as(
    either(
      words("that is to say", "that is", "that means"),
      word("namely", "ie", "meaning", "specifically"),
      // "daily at 9, Fridays at 3pm instead"
      as(word("instead"), (_, { tokens }, at) =>
        tokens[at - 1]?.meanings.some((it) => it.kind === "clock" || it.kind === "number") ? "" : undefined,
      ),
      as(
        sequence(
          word("when", "where"),
          either(
            word("it's"),
            sequence(word("it"), either(word("is", "runs"), words("should be", "has to be", "must be", "should run"))),
          ),
          ahead(sequence(maybe(word("at")), either(kind("clock"), kind("number")))),
        ),
        (_, { tokens }, at) =>
          tokens[tokens[at - 1]?.text === "," ? at - 2 : at - 1]?.meanings.some(
            (it) => it.kind === "weekday" || it.kind === "dayset",
          )
            ? ""
            : undefined,
      ),
    ),
    () => ({ says: {}, bare: true as const }),
  ),
};

/** "every few days now and then": a rhythm that nobody can count. */
export const vagueRhythm: Rule = {
  name: "en.vagueRhythm",
  words: [
    "from",
    "regularly",
    "periodically",
    "occasionally",
    "now",
    "often",
    "frequently",
    "sometimes",
    "routinely",
    "constantly",
    "continuously",
    "repeatedly",
    "every",
    "once",
  ],
  span: "schedule",
  read: as(
    either(
      words(
        "from time to time",
        "now and then",
        "now and again",
        "every now and then",
        "every now and again",
        "every so often",
        "every once in a while",
        "once in a while",
      ),
      word("regularly", "periodically", "occasionally", "routinely", "continuously", "frequently"),
    ),
    (text) =>
      text.includes(" ")
        ? { says: { ask: "how-often" as const, recurs: true as const } }
        : { says: { ask: "how-often" as const, recurs: true as const }, bare: true as const },
  ),
};
