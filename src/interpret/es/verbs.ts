import { either, type Line, type Match, type Shape, word } from "../phrases/shape.ts";

/** One pronoun behind a verb, or two: "quítalo", "quítamelo". In "repítelo" the first looks like a part of two. */
const pronouns = [/(?:l[oae]s?|me|te|se|nos)$/, /(?:[mts]e|nos)l[oae]s?$/];

/** "Sacar, saque", "agregar, agregue", "comenzar, comience". */
const soft = (stem: string) => stem.replace(/c$/, "qu").replace(/g$/, "gu").replace(/z$/, "c");

/**
 * The forms in which a verb asks for something, as it is said to anybody anywhere: "quita", "quitá", "quite", "quiten", "quites",
 * "quitad", "quitemos", "quitamos", "quitar", "quitando". Behind a stroke stands the stem that it has elsewhere: `mover/muev`.
 */
function formsOf(named: string): string[] {
  const [infinitive = "", other] = named.split("/");
  const [stem, ending] = [infinitive.slice(0, -2), infinitive.slice(-2)];
  const stems = other === undefined ? [stem] : [stem, other];
  if (ending !== "ar") {
    const vowels = ["e", "es", "ed", "emos", "amos", ...(ending === "ir" ? ["i", "id", "imos"] : [])];
    const asked = ["e", "es", "a", "as", "an", "amos"].map((vowel) => (other ?? stem) + vowel);
    return [infinitive, `${stem}iendo`, ...vowels.map((vowel) => stem + vowel), ...asked];
  }
  const asked = stems.flatMap((it) => [`${it}a`, `${it}as`, ...["e", "es", "en"].map((vowel) => soft(it) + vowel)]);
  return [infinitive, `${stem}ando`, `${stem}amos`, `${stem}ad`, `${soft(stem)}emos`, ...asked];
}

/** Verbs by their infinitives, and by forms that are given as they are: "pon". */
export function formsOfAll(infinitives: string, irregular = ""): ReadonlySet<string> {
  return new Set([...infinitives.split(" ").flatMap(formsOf), ...irregular.split(" ").filter(Boolean)]);
}

/** Whether a word is one of these forms, as it is or with pronouns behind it: "quítalo", "quitámela". */
export function isFormOf(text: string, forms: ReadonlySet<string>): boolean {
  if (forms.has(text)) return true;
  // "ponlo", and not "punto"
  if (!/[aeo]s?$/.test(text)) return false;
  return pronouns.some((pronoun) => forms.has(text.replace(pronoun, "")));
}

/** One of these verbs, in whatever way people ask: tú, vos, usted, the infinitive, with pronouns or without. */
export function verb(infinitives: string, irregular = ""): Shape<string> {
  return oneOf(formsOfAll(infinitives, irregular));
}

/** One of these forms, with pronouns or without. */
export function oneOf(forms: ReadonlySet<string>): Shape<string> {
  return ({ tokens }: Line, at): Match<string> | undefined => {
    const token = tokens[at];
    return token?.shape === "word" && isFormOf(token.text, forms) ? { value: token.text, next: at + 1 } : undefined;
  };
}

/** "Empieza", "que arranque", "empezando", "iniciar": a beginning. */
export const begins = either(verb("iniciar arrancar comenzar/comienz empezar/empiez"), word("partiendo"));
/** "Termina", "que acabe", "terminando": an end. */
export const stops = verb("terminar acabar finalizar concluir/concluy parar detener/deteng cesar", "deten");
