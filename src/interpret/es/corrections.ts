import type { CorrectionWords, Edit, Whole } from "../correction.ts";
import {
  isAll,
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
} from "../shape.ts";
import type { Unit } from "../token.ts";
import { duration, hour } from "./shapes.ts";

const minutesIn: Partial<Record<Unit, number>> = { minute: 1, hour: 60, day: 1440 };

/** So much later, or earlier where `sign` is negative. Weeks and months are no shift of a rule. */
function shift({ n, unit }: { n: number; unit: Unit }, sign: 1 | -1): Edit | undefined {
  const minutes = minutesIn[unit];
  if (minutes === undefined) return undefined;
  return unit === "day" ? { kind: "shift-days", days: n * sign } : { kind: "shift", minutes: n * minutes * sign };
}

const later = either(words("mas tarde", "despues", "mas adelante"));
const earlier = either(words("mas temprano", "mas pronto", "antes"));
const by = maybe(word("en", "por"));

const edits: readonly Shape<Edit>[] = [
  as(sequence(by, duration, later), ([, length]) => shift(length, 1)),
  as(sequence(by, duration, earlier), ([, length]) => shift(length, -1)),
  as(sequence(word("adelantalo", "adelantala", "adelanta", "adelantar", "adelantelo"), by, duration), ([, , length]) =>
    shift(length, -1),
  ),
  as(
    sequence(
      word(
        "atrasalo",
        "atrasala",
        "atrasa",
        "retrasalo",
        "retrasala",
        "retrasa",
        "retrasar",
        "pospon",
        "posponlo",
        "posponla",
        "aplaza",
        "aplazalo",
        "demoralo",
      ),
      by,
      duration,
    ),
    ([, , length]) => shift(length, 1),
  ),
  as(words("un dia despues", "al dia siguiente", "el dia siguiente", "el dia despues"), (): Edit => ({
    kind: "shift-days",
    days: 1,
  })),
  as(words("un dia antes", "el dia anterior", "el dia antes", "la vispera"), (): Edit => ({
    kind: "shift-days",
    days: -1,
  })),
  as(
    words(
      "un poco mas tarde",
      "un poco mas temprano",
      "un poco antes",
      "un poco despues",
      "mas tarde",
      "mas temprano",
      "mas pronto",
      "antes",
      "despues",
      "otro dia",
      "otra hora",
      "a otra hora",
      "en otro momento",
      "otro horario",
    ),
    (): Edit => ({ kind: "vague" }),
  ),
  as(
    words(
      "sin fecha de fin",
      "sin fecha final",
      "sin fecha limite",
      "sin limite",
      "sin fin",
      "para siempre",
      "indefinidamente",
      "quita la fecha de fin",
      "quita el limite",
    ),
    (): Edit => ({
      kind: "clear",
      slots: ["until", "count", "lasting"],
    }),
  ),
  as(words("sin fecha de inicio", "empieza ya", "que empiece ya", "empezando ya", "desde ya"), (): Edit => ({
    kind: "clear",
    slots: ["from"],
  })),
  as(
    words(
      "a la misma hora",
      "la misma hora",
      "misma hora",
      "el mismo dia",
      "los mismos dias",
      "mismo dia",
      "todo lo demas igual",
      "lo demas igual",
      "el resto igual",
      "la misma instruccion",
    ),
    (): Edit => ({ kind: "nothing" }),
  ),
  as(duration, ({ n, unit }): Edit => {
    const minutes = minutesIn[unit];
    return minutes === undefined || unit === "day"
      ? { kind: "length", n, unit }
      : { kind: "length", n, unit, ms: n * minutes * 60_000 };
  }),
  as(hour, ({ time, isOpen }): Edit | undefined => (isOpen ? undefined : { kind: "time", time })),
  as(kind("meridiem"), ({ value }): Edit => ({ kind: "half", half: value })),
  as(sequence(words("de la"), kind("daypart")), ([, { value }]): Edit => ({
    kind: "half",
    half: value === "morning" || value === "small-hours" ? "am" : "pm",
  })),
];

/** Letters from this token to the end, without a colon or quotation marks around them. */
function rest({ text, tokens }: Line, at: number): string | undefined {
  const first = tokens[at];
  if (!first) return undefined;
  const letters = text
    .slice(first.start)
    .replace(/^[:,\s]+/, "")
    .trim();
  const inner = (/^(["“'‘«])([\s\S]*)(["”'’»])[.!]?$/.exec(letters)?.[2] ?? letters).trim();
  return inner === "" ? undefined : inner;
}

const thePrompt = sequence(
  maybe(word("la", "el", "su", "mi")),
  word("instruccion", "instrucciones", "texto", "prompt", "tarea", "mensaje", "peticion", "indicacion"),
);
const sign = maybe(word(":", ","));
const promptEdits: readonly Shape<unknown>[] = [
  sequence(
    maybe(words("por favor")),
    word("cambia", "cambiar", "pon", "actualiza", "edita", "reemplaza", "sustituye", "modifica", "corrige"),
    thePrompt,
    either(words("para que diga", "de modo que diga"), word("a", "por", "con", "como", ":")),
    sign,
  ),
  sequence(
    thePrompt,
    either(
      words(
        "debe ser",
        "debe decir",
        "deberia ser",
        "deberia decir",
        "tiene que ser",
        "tiene que decir",
        "ahora es",
        "que sea",
      ),
      word("es", "seria", "sera", "dice"),
    ),
    sign,
  ),
  sequence(words("nueva instruccion", "nuevo texto", "nuevo prompt", "instruccion", "prompt"), word(":")),
];
/** "En vez de eso, compila …": a new task, where what follows is a command. */
const insteadOf = sequence(
  either(words("en su lugar", "en vez de eso", "en lugar de eso", "en cambio"), word("mejor")),
  sign,
);

const tasks = new Set(
  "corre corra ejecuta lanza manda mandame envia enviame revisa genera genera compila exporta resume lista imprime actualiza compara calcula recalcula simula verifica comprueba consulta prepara redacta escribe analiza audita archiva respalda sincroniza publica notifica avisa avisame informa mide registra grafica optimiza valida concilia recopila descarga sube limpia borra purga refresca repite haz dame dime".split(
    " ",
  ),
);

const yes: Shape<unknown> = either(
  words(
    "esta bien asi",
    "asi esta bien",
    "esta bien",
    "esta perfecto",
    "de acuerdo",
    "me parece bien",
    "me gusta",
    "eso es",
    "asi es",
    "tal cual",
    "dejalo asi",
    "dejalo como esta",
    "dejala asi",
    "sin cambios",
    "por favor",
    "muy bien",
    "todo bien",
    "suena bien",
    "se ve bien",
    "ya esta",
    "crealo",
  ),
  word(
    "si",
    "correcto",
    "correcta",
    "perfecto",
    "perfecta",
    "bien",
    "asi",
    "ok",
    "okay",
    "vale",
    "claro",
    "exacto",
    "exactamente",
    "listo",
    "lista",
    "confirmo",
    "confirmado",
    "confirma",
    "confirmar",
    "adelante",
    "dale",
    "gracias",
    "genial",
    "estupendo",
    "excelente",
    "bueno",
    "sip",
    "venga",
    "dexter",
  ),
);
const no: Shape<unknown> = either(
  words(
    "ya no hace falta",
    "no hace falta",
    "ya no es necesario",
    "no es necesario",
    "ya no lo necesito",
    "ya no la necesito",
    "no lo necesito",
    "mejor no",
    "no lo hagas",
    "no lo crees",
    "no lo programes",
    "no crees nada",
    "deja eso",
    "cambie de opinion",
    "he cambiado de opinion",
    "olvidate de eso",
    "por favor",
    "ya no",
    "por ahora",
    "no importa",
  ),
  word(
    "cancelalo",
    "cancelala",
    "cancela",
    "cancelar",
    "olvidalo",
    "olvidala",
    "olvidate",
    "dejalo",
    "dejala",
    "borralo",
    "borrala",
    "eliminalo",
    "eliminala",
    "descartalo",
    "descarta",
    "quitalo",
    "anulalo",
    "anula",
    "no",
    "mejor",
    "gracias",
    "todo",
    "ya",
    "bueno",
    "perdon",
    "el",
    "la",
    "trabajo",
    "tarea",
    "eso",
    "nada",
    "entonces",
  ),
);
const cancels = new Set(
  "cancelalo cancelala cancela cancelar olvidalo olvidala olvidate dejalo dejala borralo borrala eliminalo eliminala descartalo descarta quitalo anulalo anula falta necesario necesito hagas crees programes opinion deja importa".split(
    " ",
  ),
);

const ordinals = ["primera", "segunda", "tercera"];

function whole(line: Line): Whole | undefined {
  const { tokens } = line;
  for (const shape of promptEdits) {
    const match = shape(line, 0);
    const prompt = match && rest(line, match.next);
    if (prompt !== undefined) return { kind: "prompt", prompt };
  }
  if (isAll(line, yes)) return { kind: "keep" };
  const isMeantNo =
    tokens.some(({ text }) => cancels.has(text)) || /^mejor no[.!]?$|^no[.!]?$|^ya no[.!]?$/i.test(line.text.trim());
  if (isMeantNo && isAll(line, no)) return { kind: "cancel" };
  const start = /^(no|y|tambien|ademas|por|favor|,|perdon)$/;
  const first = tokens.findIndex(({ text }) => !start.test(text));
  const instead = insteadOf(line, Math.max(first, 0));
  if (instead && tasks.has(tokens[instead.next]?.text ?? "")) {
    const prompt = rest(line, instead.next);
    if (prompt !== undefined) return { kind: "prompt", prompt };
  }
  const isTask =
    tasks.has(tokens[first]?.text ?? "") &&
    !tokens
      .slice(first + 1)
      .some(
        (token) => token.meanings.length > 0 && token.shape === "word" && token.text !== "un" && token.text !== "una",
      );
  const adds = tokens
    .slice(0, Math.max(first, 0))
    .some(({ text }) => text === "tambien" || text === "ademas" || text === "y");
  if (isTask && adds) {
    const added = rest(line, first);
    return added === undefined ? undefined : { kind: "append", words: added };
  }
  const asksMore =
    /^(agrega|anade|incluye|suma)$/.test(tokens[first]?.text ?? "") &&
    tokens.slice(first + 1).every((token) => token.meanings.length === 0);
  if (asksMore && tokens.length > first + 2) {
    const added = rest(line, first);
    return added === undefined ? undefined : { kind: "append", words: added };
  }
  const said = tokens.filter((token) => token.shape !== "sign").map(({ text }) => text);
  const index = ordinals.findIndex(
    (name) => said.join(" ") === `la ${name}` || said.join(" ") === name || said.join(" ") === `la ${name} opcion`,
  );
  return index >= 0 ? { kind: "choice", index } : undefined;
}

/** What Spanish corrections are made of. */
export const spanishCorrections: CorrectionWords = {
  whole,
  edits,
  modes: [
    {
      shape: either(
        words("y tambien", "ademas de", "asi como"),
        word(
          "agrega",
          "agregale",
          "anade",
          "anadele",
          "suma",
          "sumale",
          "incluye",
          "incluyendo",
          "tambien",
          "ademas",
          "mas",
        ),
        sequence(word("y"), maybe(word("los", "el")), ahead(kind("weekday"))),
      ),
      mode: "add",
    },
    {
      shape: either(
        words("pero no", "ya no", "deja fuera", "que no sea"),
        word("quita", "quitale", "elimina", "saca", "sacale", "omite", "sin", "menos", "salta", "excluye", "borra"),
        // "no, los miércoles" only begins a correction
        sequence(word("no"), not(boundary)),
      ),
      mode: "drop",
    },
    { shape: either(words("en lugar de", "en vez de", "y no", "no el de"), word("dije")), mode: "ignore" },
  ],
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
  fillers: new Set(
    "no si mejor que sea sean es seria son fuera cambia cambialo cambiala cambiarlo cambiar pon ponlo ponla ponerlo mueve muevelo muevela moverlo pasa pasalo pasala pasarlo haz hazlo hazla hacerlo dejalo dejala deja quiero quise queria decir perdon disculpa perdona solo solamente unicamente nada mas por favor gracias repitelo repitela repite repetir programalo programala programa agendalo en a al de del el la los las lo y e o u pero entonces bueno ok vale hora horario dia dias dexter preferiria prefiero prefiero mas bien digo realmente en realidad me gustaria podria puede ser empieza empezar inicia arranca que corra ejecutalo correlo ejecutarlo correrlo asi usa usar con se trata esta este tarea trabajo para todavia siempre justo tal vez hacia otra otro vez".split(
      " ",
    ),
  ),
  target: ({ tokens }) => {
    const lastHour = tokens.findLastIndex(
      ({ text }, index) => text === "a" && /^(las|la)$/.test(tokens[index + 1]?.text ?? ""),
    );
    // "no a las 8, a las 9"
    if (tokens[0]?.text === "no" && tokens[1]?.text === "a" && lastHour > 1) return lastHour;
    const skipped = tokens.findIndex(({ text }) => !/^(no|por|favor|,|mejor)$/.test(text));
    if (!/^(cambia|cambialo|cambiar|mueve|muevelo|pasa|pasalo|sustituye|reemplaza)$/.test(tokens[skipped]?.text ?? ""))
      return 0;
    const instead = tokens.findIndex(({ text }) => text === "por");
    if (instead > skipped + 1 && instead < tokens.length - 1) return instead + 1;
    // "de las 8 a las 9": what counts begins at the last "a las"
    if (lastHour > skipped) return lastHour;
    const toDay = tokens.findLastIndex(({ text }) => text === "a" || text === "al");
    return toDay > skipped && toDay < tokens.length - 1 ? toDay + 1 : 0;
  },
};
