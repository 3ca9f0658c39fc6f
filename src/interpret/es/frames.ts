import { as, either, kind, type Line, type Match, maybe, not, sequence, type Shape, word, words } from "../shape.ts";

const opening = maybe(word("¿", "¡"));

/** "Hola Dexter,", "Oye,". */
const greeting: Shape<unknown> = sequence(
  opening,
  either(
    sequence(
      either(
        word("hola", "oye", "oiga", "hey", "eh", "buenas", "ok", "bueno"),
        words("buenos dias", "buenas tardes", "buenas noches", "muy buenas"),
      ),
      maybe(word(",")),
      maybe(words("dexter", "equipo")),
      maybe(word(",", "!", ":")),
    ),
    sequence(word("dexter"), maybe(word(",", ":", "-"))),
  ),
);

const infinitive: Shape<string> = ({ tokens }: Line, at): Match<string> | undefined => {
  const token = tokens[at];
  return token && /^[a-z]{2,}(?:ar|er|ir)(?:me|se|lo|la|le|los|las|les|nos|melo|mela)?$/.test(token.text)
    ? { value: token.text, next: at }
    : undefined;
};

/** "Por favor", "¿Podrías…?", "Quiero que", "Necesito". */
const politeness: Shape<unknown> = sequence(
  opening,
  either(
    words(
      "por favor",
      "porfavor",
      "porfa",
      "porfis",
      "te agradeceria que",
      "te agradezco que",
      "si puedes",
      "si es posible",
      "cuando puedas",
    ),
    sequence(
      maybe(word("me", "nos")),
      word("podrias", "puedes", "podes", "podrian", "podria", "puede", "pueden"),
      maybe(words("por favor")),
    ),
    sequence(
      word("quiero", "necesito", "quisiera", "requiero", "queremos", "necesitamos", "deseo", "pido"),
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
        "seria bueno",
        "seria genial",
        "haz el favor de",
        "hazme el favor de",
        "me hace falta",
      ),
      maybe(word("que")),
    ),
    words("te importaria", "te importa", "te molestaria", "le importaria", "os importaria"),
    sequence(word("quiero", "necesito", "quisiera"), infinitive),
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

const setUp = word(
  "programa",
  "programame",
  "programar",
  "programe",
  "programeme",
  "agenda",
  "agendame",
  "agendar",
  "agende",
  "crea",
  "creame",
  "crear",
  "cree",
  "configura",
  "configurame",
  "configurar",
  "configure",
  "establece",
  "pon",
  "ponme",
  "poner",
  "anade",
  "agrega",
  "planifica",
  "planificame",
  "define",
  "haz",
  "hazme",
  "genera",
  "monta",
  "montame",
  "prepara",
  "automatiza",
  "deja",
  "registra",
  "quiero",
  "necesito",
  "activa",
);
const thing = word(
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
const so = either(
  words("para que", "que consista en", "en la que", "donde", "que"),
  word("para", "de", ":", "-", "–", "—"),
);

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
          words("en la que", "para que")(line, next - 2) !== undefined;
        return isWork && weak && !isTold ? undefined : value;
      },
    ),
    sequence(word("agendame", "agendar", "agenda", "programame", "programa", "programar"), maybe(so), not(thing)),
  ),
);

const programOnly = /^(agenda|programa|programar|agendar)$/;

/** Phrases that only frame a request, read from its first word. */
export const spanishFrames: readonly Shape<unknown>[] = [
  greeting,
  politeness,
  as(scheduling, (value, line, at, next) => {
    // "Programa la línea 3" is the work itself; "Programa: revisa …" and "Agéndame revisar …" only frame it
    const [first] = line.tokens.slice(at, at + 1);
    return next === at + 1 && first && programOnly.test(first.text) ? undefined : value;
  }),
];
