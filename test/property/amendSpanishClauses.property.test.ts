import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { amend } from "../../src/interpret/amend.ts";
import { interpret } from "../../src/interpret/interpret.ts";
import type { Interpretation } from "../../src/model/interpretation.ts";

/**
 * Corrections as people say them: a change, a statement that has nothing to do with it, in some order and some tone. Nouns and verbs
 * are such as the interpreter has never heard of. Whatever is said around a change, it is applied as if it stood alone, or nothing is.
 */
const options = { now: new Date("2027-01-13T16:07:00Z"), timezone: "America/Mexico_City", locale: "es-MX" };
const among = (words: string) => fc.constantFrom(...words.split("|"));

const masculine = among(
  "zapatero|trombonista|cangrejo|botánico|gaitero|sastre|jinete|capataz|inquilino|peluquero|ganso|camarón",
);
const feminine = among(
  "costurera|marmota|grúa|partera|tejedora|gallina|abadesa|soprano|cigüeña|suegra|niñera|sirena|ardilla",
);
const which = among("|||del barrio|de la esquina|que conoces|de mi primo");
const subject = fc
  .oneof(
    fc.tuple(among("el|mi|nuestro|este|tu"), masculine, which),
    fc.tuple(among("la|mi|nuestra|esa|tu"), feminine, which),
  )
  .map((words) => words.join(" ").trim());
const does = among(
  "cojea|bosteza|refunfuña|zarpa|patina|teje|trasnocha|ordeña|rebuzna|hornea|pesca|viaja|tose|ronca|medita|protesta",
);
const did = among(
  "se enfermó|renunció|cambió de turno|se quejó|rompió el motor|vendió la barca|se mudó a la sierra|compró un piano",
);
const how = among("|||en la azotea|con mucho ruido|sin descanso|como un loco|por todo el pueblo|desde niño");
const joined = (words: readonly string[]) => words.filter(Boolean).join(" ");

const hour = among("a las 7|a las 9 de la mañana|a las 10 y media|al mediodía|a las 17:00");
const days = among("los martes|cada domingo|los lunes y jueves|los fines de semana|entre semana");
/** Statements of somebody or something else, without any time and with times of their own. */
const plain = fc.oneof(
  fc.tuple(subject, among("|no"), does, how).map(joined),
  fc.tuple(subject, did).map(joined),
  among(
    "se me quemó la olla|me equivoqué de agenda|nos cortaron el agua|no tengo cobertura|ando con gripe|estoy de mudanza",
  ),
);
const timed = fc.oneof(
  fc.tuple(subject, does, hour).map(joined),
  fc.tuple(days, subject, does).map(joined),
  fc.tuple(subject, among("libra|descansa|ensaya|cierra|viene|pasa"), days).map(joined),
  fc.tuple(hour, subject, among("no ha llegado|todavía no llega|está ocupado")).map(joined),
  fc.tuple(subject, among("llega|sale|entra|vuelve"), hour).map(joined),
);

/** A change as it stands alone, and in the words of many regions. */
const changes = [
  ...["a las 9:40", "a las 6:15 am", "a las 18:20", "a las 7 y cuarto de la tarde"].map((to) => ({
    alone: to,
    said: "*|mejor *|que sea *|ponlo *|ponelo *|pásalo *|muévelo *|hágalo *|pongámoslo *|quiero que sea *|¿lo podemos dejar *?|córrelo *",
  })),
  ...["los martes", "los jueves y sábados", "de lunes a jueves"].map((to) => ({
    alone: to,
    said: "*|mejor *|solo *|que sea *|hazlo *|prefiero *|¿puede ser *?",
  })),
  { alone: "cada dos semanas", said: "*|que sea *|hazlo *" },
  { alone: "a partir del 1 de marzo", said: "*|que empiece el 1 de marzo|empezando el 1 de marzo" },
  { alone: "hasta el 30 de junio", said: "*|solo *|que termine el 30 de junio" },
  { alone: "hora de Madrid", said: "*|en *|que sea en *" },
  { alone: "quita los viernes", said: "*|sáltate los viernes|los viernes no|sin los viernes|quitá los viernes" },
  { alone: "agrega los sábados", said: "*|también los sábados|sumá los sábados|inclúyeme los sábados" },
];
const change = fc
  .constantFrom(...changes)
  .chain(({ alone, said }) => among(said).map((words) => ({ alone, said: words.replace("*", alone) })));

const opening = among("||||perdón, |uy, |disculpa la molestia, |che, |oye, |mil disculpas, |qué pena, |hola, ");
const closing = among("|||, gracias|, porfa| por favor|, ¿vale?|, si puedes|!|.");
const order = fc.constantFrom(
  (told: string, asked: string) => `${told}, ${asked}`,
  (told: string, asked: string) => `${told}, así que ${asked}`,
  (told: string, asked: string) => `${told}. ${asked}`,
  (told: string, asked: string) => `${asked}, que ${told}`,
  (told: string, asked: string) => `${asked} porque ${told}`,
  (told: string, asked: string) => `${asked}; ${told}`,
);
const base = fc.constantFrom(
  "De lunes a viernes a las 8 de la mañana riega el jardín",
  "Los lunes, miércoles y viernes a las 8:00 manda el parte",
  "Cada viernes a las 8 de la mañana saca la basura",
);

const meaning = (read: Interpretation) =>
  read.outcome === "understood" ? [read.schedules, read.prompt] : read.outcome;
const readBefore = new Map<string, Interpretation>();
function interpreted(text: string): Interpretation {
  const known = readBefore.get(text) ?? interpret(text, options);
  readBefore.set(text, known);
  return known;
}
/** What comes of a change by itself, of it with all that is said around it, and of nothing. */
function outcomes(text: string, alone: string, correction: string) {
  const first = interpreted(text);
  const said = amend(first, correction, options);
  return { alone: meaning(amend(first, alone, options)), said, first: meaning(first) };
}

test.prop([base, fc.oneof(plain, timed), change, order, opening, closing], { numRuns: 800 })(
  "whatever is told around a Spanish change, it is applied as if it stood alone, asked about, or nothing is",
  (text, told, { alone, said }, put, open, close) => {
    const { said: read, ...others } = outcomes(text, alone, open + put(told, said) + close);
    if (read.outcome === "understood") expect([others.alone, others.first]).toContainEqual(meaning(read));
    else if (read.outcome === "ambiguous")
      expect(read.question.options.map(({ interpretation }) => meaning(interpretation))).toContainEqual(others.alone);
  },
);

test("nearly every Spanish change is understood beside a statement in words that nobody has heard of", () => {
  const RUNS = 800;
  const cases = fc.sample(fc.tuple(base, plain, change, order, opening, closing), { numRuns: RUNS, seed: 7 });
  const missed = cases.filter(([text, told, { alone, said }, put, open, close]) => {
    const { said: read, alone: wanted } = outcomes(text, alone, open + put(told, said) + close);
    return wanted !== "unsupported" && JSON.stringify(meaning(read)) !== JSON.stringify(wanted);
  });
  expect(missed.length / RUNS).toBeLessThan(0.01);
});

const pointing = fc.constantFrom(
  { says: "ese día no", asks: (day: string) => `quita ${day}` },
  { says: "ese día sáltatelo", asks: (day: string) => `quita ${day}` },
  { says: "quita ese día", asks: (day: string) => `quita ${day}` },
  { says: "pásalo a ese día", asks: (day: string) => `pásalo a ${day}` },
  { says: "mejor ese día", asks: (day: string) => `mejor ${day}` },
  { says: "solo ese día", asks: (day: string) => `solo ${day}` },
);
test.prop([base, among("los lunes|los miércoles|los viernes"), fc.tuple(subject, does).map(joined), pointing], {
  numRuns: 200,
})("a day that is only pointed at in Spanish is the one that was told", (text, day, told, { says, asks }) => {
  const { said: read, alone } = outcomes(text, asks(day), `${day} ${told}, ${says}`);
  if (read.outcome === "understood") expect(meaning(read)).toEqual(alone);
  else expect(alone).toBeTypeOf("string");
});

const unsure = among(
  "con las fotos|y mándaselo a Ana|en PDF|sin los gráficos|si llueve|cuando llegue el camión|o mejor no sé|para Ana|por correo",
);
test.prop([base, among("a las 9:40|los martes|cada dos semanas"), unsure], { numRuns: 100 })(
  "what a Spanish correction says of the work, or makes depend on something, is never passed over",
  (text, to, more) => {
    expect(amend(interpreted(text), `${to} ${more}`, options).outcome).not.toBe("understood");
    expect(amend(interpreted(text), `${to}, ${more}`, options).outcome).not.toBe("understood");
  },
);
