import { ahead, boundary, either, maybe, not, sequence, type Shape, word, words } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { isTelling } from "./narrative.ts";

export const opening = maybe(word("¿", "¡"));

const isName = (token: Token | undefined) =>
  token?.shape === "word" && token.name === true && token.meanings.length === 0;
/** Somebody's name, by its capital letter: "Carlos", "María José". */
const name: Shape<true> = ({ tokens }, at) => {
  let next = at;
  while (next < at + 3 && isName(tokens[next])) next++;
  return next > at ? { value: true, next } : undefined;
};

const telling: Shape<true> = ({ tokens }, at) =>
  isTelling(tokens[at]) || /^(?:no|ya|se)$/.test(tokens[at]?.text ?? "") ? { value: true, next: at + 1 } : undefined;
/** Somebody who is spoken to: "Buenas, Marta, …", "hola Marta revisa …"; in "buenas, Marta está de baja" she is told of. */
const addressee = either(
  sequence(word(","), name, ahead(boundary)),
  sequence(name, either(ahead(boundary), not(telling))),
);

/** "Hola Dexter,", "Oye,", "Buenos días Carlos,", "Estimados compañeros:". */
export const greeting: Shape<unknown> = sequence(
  opening,
  either(
    sequence(
      word(
        "estimado",
        "estimada",
        "estimados",
        "estimadas",
        "querido",
        "querida",
        "queridos",
        "apreciado",
        "apreciada",
      ),
      maybe(
        either(word("equipo", "companero", "companera", "companeros", "senor", "senora", "senores", "todos"), name),
      ),
      maybe(name),
      word(",", ":", ".", "!"),
    ),
    sequence(
      either(
        words("muy buenos dias", "muy buenas tardes", "buenos dias", "buenas tardes", "buenas noches"),
        word("hola", "oye", "buenas", "che"),
      ),
      either(
        addressee,
        sequence(
          maybe(word(",")),
          either(
            sequence(words("que tal"), maybe(name)),
            words(
              "po",
              "buen dia",
              "a todos",
              "a todas",
              "de nuevo",
              "otra vez",
              "que tal",
              "como estas",
              "como estan",
              "como va",
            ),
          ),
        ),
      ),
      maybe(word(",", ":", ".", "!")),
    ),
    sequence(
      either(
        words(
          "muy buenos dias",
          "muy buenas tardes",
          "buenos dias",
          "buenas tardes",
          "buenas noches",
          "buen dia",
          "muy buenas",
          "que tal",
          "una cosa",
          "una cosita",
        ),
        word(..."hola oye oiga hey ey eh buenas ok bueno che".split(" ")),
        // "Mira, …" greets, "mira la cola" is the work
        sequence(
          either(
            words("a ver", "que pena molestarlo", "que pena molestarla", "que pena con usted"),
            word(..."mira mire disculpa disculpe perdona perdone parce sumerce orale vale venga".split(" ")),
          ),
          ahead(either(word(","), words("te queria", "te quiero", "te quería", "necesito", "quiero", "quisiera"))),
        ),
      ),
      maybe(word(",", "!", ".")),
      maybe(words("dexter", "equipo")),
      maybe(word(",", "!", ":", ".")),
    ),
    sequence(maybe(words("a ver")), word("dexter"), maybe(word(",", ":", "-"))),
  ),
);

/** "Ing. Barrientos, ext. 3310": a few words to the end of the text that begin with a name. */
const signature: Shape<true> = (line, at) => {
  const { tokens } = line;
  const isSigned = name(line, at) !== undefined && tokens.length - at <= LONGEST_SIGNATURE;
  return isSigned && tokens.slice(at).every(({ meanings, shape }) => shape !== "word" || meanings.length === 0)
    ? { value: true, next: tokens.length }
    : undefined;
};
const LONGEST_SIGNATURE = 9;

/** A greeting and nothing else, also in front of a story: "Buenas tardes Dexter, qué pena molestarte.", "Hola,". */
export const hello: Shape<unknown> = sequence(
  opening,
  either(
    words("muy buenos dias", "muy buenas tardes", "buenos dias", "buenas tardes", "buenas noches", "buen dia"),
    word("hola", "buenas"),
  ),
  maybe(
    either(
      addressee,
      sequence(
        maybe(word(",")),
        either(word("dexter", "equipo"), words("a todos", "a todas", "que tal", "como estas", "como va")),
      ),
    ),
  ),
  maybe(word(",", ".", "!", ":")),
  maybe(
    sequence(
      words(
        "espero que estes",
        "espero que este",
        "espero que esten",
        "espero que se encuentre",
        "espero que se encuentren",
        "espero que todo",
      ),
      maybe(word("muy")),
      word("bien", "este"),
      maybe(word("bien")),
      word(",", ".", "!"),
    ),
  ),
  maybe(
    sequence(
      words("que pena molestarte", "que pena molestarlo", "perdon por molestar", "disculpa la molestia"),
      word(",", ".", "!"),
    ),
  ),
);

/** "Graciasss". */
const thanks: Shape<string> = ({ tokens }, at) => {
  const text = tokens[at]?.text ?? "";
  return /^gracias+$/.test(text) ? { value: text, next: at + 1 } : undefined;
};

/** "Un saludo, Jorge", "Atentamente, María Fernández (Calidad)". */
export const farewell: Shape<unknown> = sequence(
  either(
    words(
      "un saludo",
      "un cordial saludo",
      "un saludo cordial",
      "saludos cordiales",
      "muchos saludos",
      "un abrazo",
      "abrazo",
      "abrazos",
      "quedo atento",
      "quedo atenta",
      "quedo a la espera",
      "buen dia",
      "feliz dia",
      "hasta luego",
      "que tengas buen dia",
      "que tengan buen dia",
    ),
    words("muchas gracias", "mil gracias", "gracias de antemano"),
    // "… quien las tiene punto gracias": a sign that was dictated
    sequence(maybe(word("punto")), thanks),
    word("saludos", "atentamente", "atte", "cordialmente", "slds"),
  ),
  maybe(word(",", ".", "-", "–", "—", "!")),
  maybe(either(signature, sequence(name, maybe(sequence(word(","), name))))),
);
