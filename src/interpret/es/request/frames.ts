import {
  as,
  either,
  kind,
  type Line,
  type Match,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { farewell, greeting, opening } from "./greetings.ts";
import { verb } from "../verbs.ts";

const infinitive: Shape<string> = ({ tokens }: Line, at): Match<string> | undefined => {
  const token = tokens[at];
  return token && /^[a-z]{2,}(?:ar|er|ir)(?:me|se|lo|la|le|los|las|les|nos|melo|mela)?$/.test(token.text)
    ? { value: token.text, next: at }
    : undefined;
};

/** "Si puedes", "si no te importa": a condition by its form only. */
export const ifYouPlease: Shape<unknown> = sequence(
  word("si"),
  either(
    words(
      "eres tan amable",
      "sos tan amable",
      "es tan amable",
      "fueras tan amable",
      "no te importa",
      "no le importa",
      "no os importa",
      "no te molesta",
      "no es molestia",
      "no es mucha molestia",
      "no es mucho pedir",
      "es posible",
      "se puede",
      "te parece",
      "te parece bien",
      "te acuerdas",
      "te acordas",
    ),
    word("puedes", "podes", "pudieras", "puede", "podrias", "quieres", "queres"),
  ),
  not(infinitive),
);

/** "¿Podrías ayudarme …?": nothing is asked for yet. */
const help = word("ayudar", "apoyar", "echar", "dar", "haber", "ayudarme", "apoyarme", "echarme");

/** "Por favor", "¿Podrías…?", "Quiero que", "Necesito". */
const politeness: Shape<unknown> = sequence(
  opening,
  either(
    words(
      "por favor",
      "por fa",
      "que te parece si",
      "que les parece si",
      "que tal si",
      "que opinas si",
      "te parece si",
      "una consulta nomas",
      "una consulta",
      "una pregunta",
      "una preguntita",
      "queria pedirte que",
      "queria pedirle que",
      "te queria pedir que",
      "le queria pedir que",
      "te quiero pedir que",
      "se puede que",
      "se podra que",
      "porfavor",
      "porfa",
      "porfis",
      "te agradeceria que",
      "te agradezco que",
      "cuando puedas",
      "favor de",
      "sirvase",
      "se solicita",
      "les solicito",
      "le solicito",
      "agradecere",
      "agradeceria",
      "haga el favor de",
      "please",
      "se agradeceria que",
      "se agradece que",
      "agradeceria que",
      "le ruego que",
      "les ruego que",
      "te ruego que",
      "ruego que",
      "rogaria que",
      "les pido que",
      "le pido que",
    ),
    // "no sé si se pueda, pero …"
    sequence(
      words("no se si se pueda", "no se si se puede", "no se si puedas", "no se si puedes", "no se si es posible"),
      maybe(word(",")),
      maybe(word("pero")),
    ),
    // "estaría padrísimo que …"
    sequence(
      word("estaria", "seria", "vendria"),
      (line, at) => (line.tokens[at]?.meanings.length === 0 ? { value: true, next: at + 1 } : undefined),
      word("que"),
    ),
    // "¿Sería posible que…?", "¿Habría forma de que…?", "quería ver si podrías"
    sequence(
      either(
        words("seria posible", "es posible", "sera posible", "no seria posible"),
        sequence(
          word("hay", "habria", "existe", "existiria"),
          maybe(word("alguna", "una")),
          word("forma", "manera", "posibilidad", "modo"),
          word("de"),
        ),
      ),
      either(word("que"), infinitive),
    ),
    sequence(
      maybe(either(words("queria", "quisiera", "quiero", "me gustaria"))),
      words("ver si", "saber si", "preguntar si", "preguntarte si", "a ver si"),
      maybe(word("me", "nos")),
      word("podrias", "puedes", "podes", "podria", "puede", "podeis", "podriais"),
      not(help),
      infinitive,
    ),
    ifYouPlease,
    // "necesito que me hagas un favor", "hazme un favor"
    sequence(
      maybe(sequence(either(words("te pido"), word("quiero", "necesito")), word("que"))),
      either(
        words("me hagas", "me haces", "te pido", "me harias", "me podrias hacer", "me puedes hacer"),
        word("hazme", "haceme", "hagame"),
      ),
      words("un favor"),
    ),
    sequence(
      maybe(words("a ver")),
      word("apunta", "apuntate", "anota", "anotate", "toma nota"),
      either(words("por favor"), word("porfa", ":", ",", "que")),
      maybe(word("que")),
    ),
    sequence(
      maybe(word("vos", "tu", "usted", "ustedes")),
      maybe(word("me", "nos")),
      word(
        ..."podrias puedes podes podrian podria puede pueden pudieras podriais podeis podras podra podran".split(" "),
      ),
      not(either(help, word("que"))),
      maybe(words("por favor")),
    ),
    sequence(
      not(words("necesito que me ayudes", "quiero que me ayudes", "quisiera que me ayudes")),
      maybe(either(words("lo que"), word("te"))),
      word(
        ..."quiero necesito quisiera requiero queremos necesitamos deseo pido ocupo querria preciso necesitaria necesitariamos querriamos solicito solicitamos agradeceria".split(
          " ",
        ),
      ),
      maybe(word("es")),
      // "necesitaría, si no es molestia, que …"
      maybe(sequence(word(","), either(ifYouPlease, words("por favor", "a ser posible")), maybe(word(",")))),
      word("que"),
      maybe(words("por favor")),
    ),
    sequence(
      words(
        "me gustaria",
        "nos gustaria",
        "te pido",
        "me encantaria",
        "te encargo",
        "le encargo",
        "les encargo",
        "os encargo",
        "seria bueno",
        "seria genial",
        "haz el favor de",
        "hagame el favor de",
        "haceme el favor de",
        "me hace el favor de",
        "me haces el favor de",
        "me haria el favor de",
        "hazme el favor de",
        "me hace falta",
        "te agradeceria",
        "hace falta",
        "me vendria bien",
        "me vendria genial",
        "seria ideal",
        "estaria bien",
        "estaria bueno",
      ),
      maybe(word("que")),
    ),
    sequence(
      maybe(word("te", "le", "os")),
      word("puedo", "podria"),
      words("pedir", "pedirte", "pedirle"),
      maybe(word("que")),
    ),
    sequence(
      word("serias", "seria", "serian", "eres"),
      words("tan amable de", "tan amable", "capaz de"),
      maybe(word("que")),
    ),
    words("te importaria", "te importa", "te molestaria", "le importaria", "os importaria"),
    sequence(word("quiero", "necesito", "quisiera", "queria", "querria"), infinitive),
    words(
      "asegurate de que",
      "asegurate de",
      "acuerdate de",
      "no olvides",
      "no te olvides de",
      "tu trabajo es",
      "te toca",
      "encargate de",
      "haz que",
    ),
  ),
);

const setUp = verb(
  "programar agendar crear configurar planificar montar armar preparar automatizar activar registrar generar dejar anotar lanzar",
  "pon pone ponga poner haz hace haga hacer establece establecer define defina definir anade anada anadir agrega agregar quiero necesito quisiera",
);
const thing = word(
  "algo",
  "tarea",
  "tareas",
  "trabajo",
  "trabajos",
  "recordatorio",
  "recordatorios",
  "automatizacion",
  "rutina",
  "job",
  "alarma",
  "programacion",
  "evento",
  "cron",
  "ejecucion",
  "proceso",
);
const adjective = maybe(
  either(
    word(
      "recurrente",
      "programada",
      "programado",
      "nueva",
      "nuevo",
      "automatica",
      "automatico",
      "periodica",
      "periodico",
      "repetitiva",
      "unica",
      "puntual",
      "recurrentes",
      "fija",
      "fijo",
    ),
    kind("frequency"),
  ),
);
const runs = word(
  ..."corra corran ejecute ejecuten lance lancen dispare arranque funcione salte active repita".split(" "),
);
const so = either(
  // "una tarea que corra | todas las noches | para reconstruir el índice"
  sequence(word("que"), maybe(word("se")), runs, maybe(either(words("para que"), word("para", "y", "que")))),
  words("para que", "que consista en", "en la que", "donde", "que"),
  word("para", "de", ":", "-", "–", "—"),
);

const forWhich = words("en la que", "para que");

/** "Programa una tarea para", "Crea un recordatorio": kept, it would schedule again at each run. */
const scheduling: Shape<unknown> = sequence(
  opening,
  either(
    as(
      sequence(setUp, maybe(word("una", "un", "la", "el", "otra", "otro")), adjective, thing, adjective, maybe(so)),
      (value, line, at, next) => {
        const weak = /^(genera|haz|prepara|registra|quiero|necesito|define|agrega|anade|deja|activa)/.test(
          line.tokens[at]?.text ?? "",
        );
        const isWork = line.tokens
          .slice(at, next)
          .some(({ text }) => /^(ejecucion|proceso|programacion|evento|trabajo|trabajos)$/.test(text));
        const isTold =
          /^(para|que|de|:|-|–|—|donde)$/.test(line.tokens[next - 1]?.text ?? "") ||
          forWhich(line, next - 2) !== undefined;
        return isWork && weak && !isTold ? undefined : value;
      },
    ),
    sequence(word("agendame", "agendar", "agenda", "programame", "programa", "programar"), maybe(so), not(thing)),
  ),
);

const wishing = new Set("quiero necesito quisiera querria queria gustaria puedes podrias".split(" "));
const programOnly = /^(agenda|programa|programar|agendar)$/;

/** "Crea un recordatorio … | para llamar": "para" leads to what is to be done; "para el equipo de noche" and "a ver si …" are the work. */
export function leadsOut(before: Token, next: Token): boolean {
  return (
    (before.text !== "para" && before.text !== "a") ||
    (before.text === "para" && next.text === "que") ||
    /^[a-z]{2,}(?:ar|er|ir)(?:[mst]e|l[oae]s?|[mst]el[oa]s?|nos)?$/.test(next.text)
  );
}

/** "Tarea: …", "Qué: …". */
export const heading: Shape<unknown> = sequence(
  maybe(word("nueva", "nuevo", "la", "mi")),
  word("tarea", "que", "trabajo", "accion", "instruccion", "recordatorio", "prompt", "pedido", "actividad"),
  word(":", "-", "–", "—"),
);

/** What is said of the schedule right behind it, at the end: "… estaría perfecto". */
export const spanishSuits: Shape<unknown> = sequence(
  either(
    word("estaria", "seria", "esta", "quedaria"),
    words("me viene", "me va", "nos viene", "nos va", "me vendria", "me queda", "nos queda"),
  ),
  word("bien", "perfecto", "genial", "ideal", "mejor", "buenisimo", "barbaro", "joya"),
  maybe(words("para mi", "para nosotros", "para todos")),
);

/** Politeness at the end of a request. */
export const spanishPartings: readonly Shape<unknown>[] = [
  either(
    farewell,
    sequence(
      word("¿"),
      either(words("te parece", "te parece bien", "de acuerdo"), word("vale", "ok", "si", "va", "sale", "no", "dale")),
      maybe(word("?")),
    ),
    words(
      "muchas gracias",
      "mil gracias",
      "gracias de antemano",
      "mil gracias de antemano",
      "muchas gracias de antemano",
      "desde ya gracias",
      "desde ya muchas gracias",
      "te lo agradezco",
      "se te agradece",
      "por favor gracias",
      "porfa gracias",
      "a ser posible",
      "de ser posible",
      "si es posible",
      "por favor",
      "por fa",
    ),
    word("gracias", "porfa", "porfis", "porfavor", "please", "saludos", "dexter"),
    ifYouPlease,
  ),
];

/** Phrases that only frame a request, read from its first word. */
export const spanishFrames: readonly Shape<unknown>[] = [
  greeting,
  politeness,
  as(scheduling, (value, line, at, next) => {
    // "Programa la línea 3" is the work itself; "Programa: revisa …", "Agéndame revisar …" and "Quiero programar …" only frame it
    const [first] = line.tokens.slice(at, at + 1);
    const isWanted = wishing.has(line.tokens[at - 1]?.text ?? "");
    return next === at + 1 && first && !isWanted && programOnly.test(first.text) ? undefined : value;
  }),
];
