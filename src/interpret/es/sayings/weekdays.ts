import type { Read, Rule } from "../../phrases/phrase.ts";
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
import type { Token } from "../../tokens/token.ts";
import { readLetters } from "./letters.ts";
import { each } from "./rhythms.ts";
import { allOf, amount, article, every, weekday, weekdayList, weekdaysFrom } from "./shapes.ts";

const workdays: Shape<unknown> = sequence(
  unitOf("day"),
  either(
    words(
      "habiles",
      "habil",
      "abiles",
      "abil",
      "laborables",
      "laborable",
      "laborales",
      "laboral",
      "de trabajo",
      "de oficina",
      "de semana",
      "entre semana",
      "de la semana laboral",
      "de la semana de trabajo",
    ),
  ),
);
const weekend = either(
  sequence(word("fin", "fines"), word("de"), unitOf("week")),
  kindIf("dayset", ({ name }) => name === "weekend"),
);
/** A range goes on behind its first day: "lunes a viernes". */
const notRange = not(sequence(word("a", "al", "-", "–"), maybe(word("el", "los")), kind("weekday")));
/** "O", "y/o". */
const or = either(word("o", "u"), sequence(word("y"), word("/"), word("o")));

const isHour = (token: Token | undefined, next: Token | undefined) =>
  token?.meanings.some((meaning) => meaning.kind === "clock") === true ||
  (token?.text === "a" && /^(?:las?|primera)$/.test(next?.text ?? ""));

const everyDay = () => [1, 2, 3, 4, 5, 6, 7] as const;

/** Which days of the week. */
export const weekdayRules: readonly Rule[] = [
  {
    name: "es.bothWeekdays",
    words: ["tanto"],
    span: "schedule",
    // "tanto el lunes como el viernes"
    read: as(
      sequence(
        word("tanto"),
        maybe(either(allOf, word("el", "los"))),
        weekdayList,
        word("como"),
        maybe(either(allOf, word("el", "los"))),
        weekdayList,
      ),
      ([, , some, , , more]) => ({ says: { recurs: true as const, weekdays: [...some, ...more] } }),
    ),
  },
  {
    name: "es.weekdays",
    words: ["todos", "todo", "cada", "los", "las", "el"],
    kinds: ["weekday"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(sequence(every, amount, weekdayList), ([, n, weekdays]) =>
        Number.isInteger(n) && n > 0 ? { says: { ...each("week", n), weekdays } } : undefined,
      ),
      as(
        sequence(
          maybe(either(allOf, word("los", "el"))),
          weekdayList,
          either(word("alternos", "alternas", "alterno"), words("por medio", "de por medio", "de forma alterna")),
        ),
        ([, weekdays]) => ({ says: { ...each("week", 2), weekdays } }),
      ),
      as(sequence(either(allOf, word("los", "las")), weekdayList, or, maybe(article), weekdayList), () => ({
        says: { recurs: true as const, ask: "which-weekdays" as const },
      })),
      as(sequence(either(allOf, word("los")), weekdayList, notRange), ([, weekdays]) => ({
        says: { recurs: true as const, weekdays },
      })),
      as(sequence(weekdayList, words("de cada semana", "de todas las semanas")), ([weekdays]) => ({
        says: { recurs: true as const, weekdays },
      })),
    ),
  },
  {
    name: "es.weekdayOfEveryWeek",
    words: ["el", "los"],
    span: "schedule",
    read: as(
      sequence(
        word("el", "los"),
        weekdayList,
        word("de"),
        either(
          words("cada semana", "todas las semanas"),
          as(sequence(every, amount, unitOf("week")), ([, n]) => n),
        ),
      ),
      ([, weekdays, , n]) => ({
        says: typeof n === "number" ? { ...each("week", n), weekdays } : { recurs: true as const, weekdays },
      }),
    ),
  },
  {
    name: "es.bareWeekdays",
    kinds: ["weekday"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(sequence(weekdayList, notRange), ([weekdays], line, at, next) => {
        const token = line.tokens[at];
        const isPlural = token?.meanings.some((meaning) => meaning.kind === "weekday" && meaning.plural);
        const isShort = token?.meanings.some((meaning) => meaning.kind === "weekday" && meaning.short);
        // "sáb 14h": a short name alone is too weak, unless an hour follows
        if (weekdays.length === 1)
          return isShort && !isHour(line.tokens[next], line.tokens[next + 1])
            ? undefined
            : { says: { weekdays, ...(isPlural && { recurs: true as const }) }, bare: true as const };
        return { says: { weekdays, recurs: true as const }, bare: true as const };
      }),
      as(sequence(weekdayList, or, maybe(article), weekdayList), () => ({ says: { ask: "which-weekday" as const } })),
    ),
  },
  {
    name: "es.weekdayRange",
    kinds: ["weekday"],
    words: ["de", "entre", "todos", "cada", "los", "desde"],
    span: "schedule",
    read: as(
      sequence(
        maybe(either(words("todos los dias", "cada dia", "los dias", "todos los", "los"))),
        maybe(word("de", "entre", "desde")),
        maybe(word("el", "los")),
        weekday,
        word("a", "al", "-", "–", "hasta", "y"),
        maybe(word("el", "los")),
        weekday,
      ),
      ([, lead, , first, between, , last]) => {
        // only "entre … y …" makes a range of an "and", and a start that is named is a bound
        if ((between === "y") !== (lead === "entre")) return undefined;
        // "desde el lunes hasta el viernes": those days, or from the one to the other
        if (lead === "desde") return { says: { recurs: true as const, ask: "which-weekdays" as const } };
        return { says: { recurs: true as const, weekdays: weekdaysFrom(first.value, last.value) } };
      },
    ),
  },
  {
    name: "es.letters",
    words: ["l", "m", "x", "j", "v", "s", "d", "de"],
    span: "schedule",
    read: (line, at) => readLetters(line, at + (line.tokens[at]?.text === "de" ? 1 : 0)),
  },
  {
    name: "es.workdays",
    words: ["todos", "cada", "los", "en", "dias", "dia", "entre", "entresemana", "de", "durante"],
    kinds: ["dayset"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(sequence(maybe(either(words("en los", "de los", "durante los"), allOf, word("los", "en"))), workdays), () => ({
        says: { recurs: true as const, weekdays: [1, 2, 3, 4, 5], business: true as const },
      })),
      as(
        sequence(
          maybe(either(words("los dias de", "los dias", "todos los dias"), word("de"))),
          words("entre semana", "entresemana"),
        ),
        () => ({ says: { recurs: true as const, weekdays: [1, 2, 3, 4, 5] } }),
      ),
      as(words("durante la semana", "en la semana laboral", "durante la semana laboral"), () => ({
        says: { recurs: true as const, weekdays: [1, 2, 3, 4, 5] },
      })),
      as(
        kindIf("dayset", ({ name }) => name === "weekday"),
        ({ value }) => ({ says: { recurs: true as const, weekdays: value } }),
      ),
    ),
  },
  {
    name: "es.otherDays",
    words: ["los", "el", "todos"],
    span: "schedule",
    // "los lunes a las 9 y los demás días a las 10"
    read: as(
      sequence(
        either(
          words("el resto de los", "el resto de", "todos los demas", "los demas", "los otros", "todos los otros"),
          ahead(words("los dias restantes")),
        ),
        either(
          as(workdays, () => [1, 2, 3, 4, 5] as const),
          as(sequence(maybe(word("los")), unitOf("day"), maybe(words("de la semana"))), everyDay),
          as(words("la semana"), everyDay),
        ),
        maybe(word("restantes")),
      ),
      ([, otherDays]) => ({ says: { recurs: true as const, otherDays } }),
    ),
  },
  {
    name: "es.weekend",
    words: ["todos", "cada", "los", "en", "el", "este", "fines", "durante"],
    kinds: ["dayset"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(sequence(either(words("en los", "durante los"), allOf, word("los")), weekend), () => ({
        says: { recurs: true as const, weekdays: [6, 7] },
      })),
      as(
        sequence(maybe(either(words("en los"), word("los"))), ahead(either(word("fines"), word("findes"))), weekend),
        () => ({ says: { recurs: true as const, weekdays: [6, 7] } }),
      ),
      // one weekend is two days; a correction that adds or drops it means those of every week
      as(sequence(either(words("el proximo", "este proximo", "en el"), word("el", "este")), weekend), () => ({
        says: { ask: "which-day" as const, weekdays: [6, 7] },
      })),
    ),
  },
];
