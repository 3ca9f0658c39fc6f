import type { CorrectionWords, Which } from "../../corrections/correction.ts";
import { meaningOf, type Token } from "../../tokens/token.ts";
import {
  ahead,
  as,
  boundary,
  either,
  kind,
  maybe,
  not,
  sequence,
  type Shape,
  where,
  word,
  words,
} from "../../phrases/shape.ts";
import { newPrompt, whole } from "./answers.ts";
import { spanishEdits } from "./edits.ts";
import { restStays } from "./asides.ts";
import { fillers } from "./fillers.ts";
import { requestOf } from "./request.ts";
import { exchanges } from "./exchanges.ts";
import { dayNumber } from "../sayings/shapes.ts";
import { hour } from "../sayings/hours.ts";
import { adding, carrying, dropping, exchanging } from "./requesting.ts";
import { isFormOf, oneOf } from "../verbs.ts";

const saidBefore = /^(?:dije|dijimos|pedi|pedimos|pedido|dicho)$/;
const isRight = /^(?:pero|mejor|sino|es|son|era|eran|quise|queria|debe|deberia|cambia|y|mas|mal)$/;

/** "También los martes"; in "los sábados también" it stands behind what it adds. */
const alsoAhead: Shape<true> = ({ tokens }, at) =>
  /^(?:tambien|ademas)$/.test(tokens[at]?.text ?? "") && (tokens[at - 1]?.meanings.length ?? 0) === 0
    ? { value: true, next: at + 1 }
    : undefined;

const only = /^(?:solo|solamente|unicamente|nomas|mas)$/;
const run = maybe(word("corrida", "ejecucion", "vez", "tarea", "vuelta", "pasada", "alarma", "lectura"));
/** "La de la tarde", "el de las 8", "la del jueves", "la segunda": one of several runs, of which something is said behind it. */
const whichAt: Shape<Which> = as(
  sequence(
    word("la", "el"),
    run,
    either<readonly Shape<Which>[]>(
      // the Spanish afternoon lasts until 8, and the night begins then
      as(sequence(words("de la", "de en la", "de por la"), kind("daypart")), ([, { value }]) => ({
        said: { dayparts: value === "afternoon" || value === "night" ? [value, "evening"] : [value] },
      })),
      as(sequence(words("de las", "de la"), hour), ([, { time }]) => ({ said: { times: [time] } })),
      as(sequence(either(words("de los"), word("del", "de")), kind("weekday")), ([, { value }]) => ({
        said: { weekdays: [value] },
      })),
      as(word("matutina", "vespertina", "nocturna"), (name) => ({
        said: { dayparts: name === "matutina" ? ["morning"] : ["afternoon", "evening", "night"] },
      })),
      // "la otra": which of several, only the others tell
      as(word("otra", "otro"), () => ({ nth: 0 })),
      // "la segunda a las 22:00", and not "el primer lunes"
      as(
        sequence(
          kind("ordinal"),
          run,
          not(either(kind("weekday"), kind("dayset"), kind("unit"), kind("month"), word("de", "del", "vez"))),
        ),
        ([{ value }]) => ({ nth: value }),
      ),
    ),
  ),
  ([, , meant]) => meant,
);
const which: Shape<Which> = (line, at) => (only.test(line.tokens[at - 1]?.text ?? "") ? undefined : whichAt(line, at));

const suffices = either(
  word("basta", "bastan", "alcanza", "sobra"),
  words(
    "me basta",
    "nos basta",
    "es suficiente",
    "me alcanza",
    "nos alcanza",
    "voy bien",
    "voy sobrado",
    "voy sobrada",
  ),
);
/** "Con la de las 9 basta", "deja solo la de la tarde": the others go. */
const onlyRun: Shape<Which> = either(
  as(sequence(word("con"), which, suffices), ([, meant]) => meant),
  as(
    sequence(
      either(
        sequence(maybe(word("deja", "dejame", "quiero")), word("solo", "solamente", "unicamente", "nomas")),
        words("quedate con", "quedemonos con", "me quedo con"),
      ),
      (line, at) => whichAt(line, at),
      boundary,
    ),
    ([, meant]) => meant,
  ),
);

/** "Quítalos", "súmalos", behind what is meant. */
const withThem =
  (forms: ReadonlySet<string>): Shape<true> =>
  ({ tokens }, at) => {
    const text = tokens[at]?.text ?? "";
    return /l[oa]s?$/.test(text) && isFormOf(text, forms) ? { value: true, next: at + 1 } : undefined;
  };

const kindsOf = (part: readonly Token[]) =>
  part
    .flatMap(({ meanings }) => meanings.map((it) => it.kind))
    .filter((it) => /^(?:weekday|clock|number|every)$/.test(it));

/** "El martes". */
const isDay = ({ text, meanings }: Token) => /^(?:el|los)$/.test(text) || meanings.some((it) => it.kind === "weekday");

/** Where the "no" of "el martes no, el lunes" stands; 0 where what follows is something else, or is said besides. */
function deniedUpTo(tokens: readonly Token[]): number {
  const [at = 0, ...more] = tokens.flatMap(({ text }, index) =>
    text === "no" && /^[,;]$/.test(tokens[index + 1]?.text ?? "") ? [index] : [],
  );
  const behind = tokens.slice(at + 2);
  const isBesides =
    behind.some(({ text }) => /^(?:y|si|tambien|ademas|no)$/.test(text)) || kindsOf(behind.slice(0, 5)).length === 0;
  const kinds = kindsOf(behind);
  const isAlike = more.length === 0 && !isBesides && kindsOf(tokens.slice(0, at)).every((it) => kinds.includes(it));
  return isAlike ? at : 0;
}

/** What Spanish corrections are made of. */
export const spanishCorrections: CorrectionWords = {
  whole,
  newPrompt,
  edits: spanishEdits,
  which,
  onlyRun,
  requestOf,
  exchanges,
  onlyThese: new Set("solo solamente unicamente nomas nada no cambia cambialo ahora".split(" ")),
  ofAll: new Set(["ambos", "ambas", "todas", "todos"]),
  modes: [
    {
      shape: either(
        words("y tambien", "ademas de", "asi como", "y ademas"),
        // "y otra vez a las 7", "y una más a las 3"
        sequence(
          maybe(word("y")),
          words("otra vez", "otra mas", "una mas", "otra", "una segunda vez", "una segunda", "de nuevo", "uno mas"),
          ahead(word("a", "los", "el", "en", "por", "al")),
          // "la otra a las 8" is one that there is
          where(
            ({ tokens }, at) => !tokens.slice(Math.max(0, at - 4), at).some(({ text }) => /^(?:la|el)$/.test(text)),
          ),
        ),
        // "agrega una a las 2"
        sequence(oneOf(adding), maybe(sequence(word("una", "uno"), ahead(word("a"))))),
        sequence(alsoAhead, not(boundary)),
        sequence(word("mas"), not(boundary)),
        // "y los viernes no hace falta" takes them away
        sequence(
          word("y"),
          maybe(word("los", "el")),
          ahead(sequence(kind("weekday"), not(sequence(maybe(word("ya")), word("no"))))),
        ),
      ),
      mode: "add",
    },
    {
      shape: either(
        words("pero no", "ya no", "deja fuera", "no lo hagas", "no lo mandes", "no lo corras", "no lo ejecutes"),
        sequence(
          word("que"),
          word("no"),
          maybe(word("se")),
          maybe(word("sea", "sean", "corra", "ejecute", "mande", "caiga", "incluya")),
        ),
        oneOf(dropping),
        word("sin", "menos"),
        // "no, los miércoles" only begins a correction
        sequence(word("no"), not(boundary)),
      ),
      mode: "drop",
    },
    {
      shape: either(
        words(
          "en lugar de",
          "en vez de",
          "y no",
          "no el de",
          "habia dicho",
          "habiamos dicho",
          "habia puesto",
          "no solo",
          "no nada mas",
          "no unicamente",
        ),
        sequence(words("en lugar", "en vez"), ahead(sequence(word("del"), dayNumber, boundary))),
        words("en lugar del", "en vez del"),
        word("dije", "puse", "decia"),
        // "mejor miércoles que martes"
        sequence(
          word("que"),
          where(({ tokens }, at) => tokens[0]?.text === "mejor" && tokens[at - 2]?.meanings.length !== 0),
          ahead(sequence(maybe(word("los", "el")), kind("weekday"))),
        ),
      ),
      mode: "ignore",
    },
  ],
  // "a las 4 no, a las 5"
  dropsBehind: either(
    words("ya no hace falta", "no hace falta", "ya no es necesario", "no es necesario", "no hay que", "no se hace"),
    sequence(maybe(word("ya")), word("no"), boundary),
    words("se quita", "se quitan", "queda fuera", "quedan fuera"),
    // but "con uno cada hora sobra" has it
    sequence(
      where(({ tokens }, at) => !tokens.slice(Math.max(0, at - 6), at).some(({ text }) => text === "con")),
      word("sobra", "sobran"),
    ),
    sequence(withThem(dropping), boundary),
  ),
  // "los sábados súmalos"
  restoresBehind: sequence(either(withThem(adding), word("si")), boundary),
  addsBehind: new Set(["tambien", "ademas", "igualmente"]),
  renews: (line, phrase) =>
    line.tokens
      .slice(phrase.first, phrase.next)
      .some(
        (token) =>
          token.text === "todos" ||
          token.text === "todas" ||
          token.meanings.some((meaning) => meaning.kind === "every" || meaning.kind === "frequency"),
      ),
  fillers: { has: (text) => fillers.has(text) || isFormOf(text, carrying) },
  target: (line) => {
    const { tokens } = line;
    // "los demás igual, el viernes a las 6", and "la de la tarde pásala a las 7": only that one
    if (tokens.some((_, at) => restStays(line, at) !== undefined)) return 0;
    const moves = tokens.findIndex(({ text }) => isFormOf(text, exchanging));
    if (tokens.slice(0, Math.max(3, moves)).some((_, at) => which(line, at) !== undefined)) return 0;
    // "dije 6, no 7", "no, yo dije martes": what was said is what counts, unless something else is said to be right
    const spoken = tokens.findIndex(({ text }, at) => at < 5 && saidBefore.test(text));
    if (spoken >= 0 && !tokens.slice(spoken).some(({ text }) => isRight.test(text))) return spoken + 1;
    // "el martes no, el lunes": it takes the place of that, where both are days, or both hours
    const denied = deniedUpTo(tokens);
    if (denied > 0) return tokens.some(({ text }) => text === "cada") ? denied + 1 : { from: 0, to: denied + 1 };
    // "no el lunes, sino el jueves"
    const but = tokens.findLastIndex(({ text }) => text === "sino");
    if (but > 0 && but < tokens.length - 1) return but + 1;
    const lastHour = tokens.findLastIndex(
      ({ text }, index) => text === "a" && /^(las|la)$/.test(tokens[index + 1]?.text ?? ""),
    );
    // "no a las 8, a las 9"
    const first = tokens.findIndex(({ text }) => !/^(?:por|favor|porfa|,)$/.test(text));
    // "en vez de los lunes, los jueves"
    const isInstead = tokens[first]?.text === "en" && /^(?:vez|lugar)$/.test(tokens[first + 1]?.text ?? "");
    const behind = tokens.findIndex(({ text }, index) => text === "," && index > first);
    if (isInstead && behind > first + 2 && behind < tokens.length - 1) return { from: first + 2, to: behind + 1 };
    const refuses = tokens[first]?.text === "no";
    if (refuses && tokens[first + 1]?.text === "a" && lastHour > first + 1) return lastHour;
    const skipped = tokens.findIndex(
      ({ text }) => !/^(?:no|por|favor|[,;.!]|mejor|ay|uy|ah|perdon|oye|porfa)$/.test(text),
    );
    // "no el lunes, el martes": what stands behind the comma
    const comma = tokens.findIndex(({ text }, index) => text === "," && index > first);
    if (refuses && comma > first + 1 && /^(?:el|los|las|a|mejor|que|cada|todos)$/.test(tokens[comma + 1]?.text ?? ""))
      return comma + 1;
    if (!isFormOf(tokens[skipped]?.text ?? "", exchanging)) {
      // "el martes pásalo al miércoles"
      const moved = tokens.findIndex(
        ({ text }, at) => isFormOf(text, exchanging) && /^(?:al|para)$/.test(tokens[at + 1]?.text ?? ""),
      );
      if (moved > skipped && tokens.slice(skipped, moved).every(isDay)) return { from: 0, to: moved + 2 };
      // "el de las 8 pásalo a las 7:30"
      const late = tokens.findIndex(({ text }) => isFormOf(text, exchanging));
      return late > skipped && lastHour === late + 1 ? { from: 0, to: lastHour } : 0;
    }
    // "pásalo a la tarde, a las 4": all of it is where it goes
    if (/^(?:al?|para)$/.test(tokens[skipped + 1]?.text ?? "")) return skipped + 1;
    const instead = tokens.findLastIndex(({ text }) => text === "por");
    if (instead > skipped + 1 && instead < tokens.length - 1) return { from: skipped + 1, to: instead + 1 };
    // "cambia el lunes al martes a las 9": the day too
    const days = tokens.flatMap((token, at) => (at > skipped && meaningOf(token, "weekday") ? [at] : []));
    const [goes, comes, ...more] = days;
    if (goes !== undefined && comes !== undefined && more.length === 0 && lastHour > comes) {
      const to = tokens.findIndex(({ text }, at) => at > goes && at < comes && /^al?$/.test(text));
      if (to > 0) return { from: skipped + 1, to: to + 1 };
    }
    // "de las 8 a las 9": what counts begins at the last "a las"
    const firstHour = tokens.findIndex(
      ({ text }, index) =>
        index > skipped &&
        text === "las" &&
        index < lastHour &&
        (tokens[index - 1]?.text === "de" || index === skipped + 1),
    );
    // "cambia la de las 8 am a las 7:30": one of several
    if (firstHour > 0) return { from: skipped + 1, to: lastHour + 1 };
    if (lastHour > skipped) return lastHour;
    const toDay = tokens.findLastIndex(({ text }) => text === "a" || text === "al");
    // "mueve el lunes al sábado y el martes al domingo" moves two
    const isSome = tokens.slice(skipped, toDay).some(({ text }) => /^(?:un[ao]|algun[ao]|al)$/.test(text));
    if (isSome || toDay <= skipped || toDay >= tokens.length - 1) return 0;
    // "pasa el miércoles al jueves": the others stay; "pasa la clase al jueves" names no day that goes
    return tokens.slice(skipped, toDay).some(isDay) ? { from: skipped + 1, to: toDay + 1 } : toDay + 1;
  },
};
