import { either, type Line, type Match, type Shape, word } from "../shape.ts";

/** One pronoun behind a verb, or two: "quítalo", "quítamelo". In "repítelo" the first looks like a part of two. */
const pronouns = [/(?:l[oa]s?|les?|me|te|se|nos)$/, /(?:[mts]e|nos)l[oa]s?$/];

/** The forms in which a regular verb asks for something: "quita", "quitá", "quite", "quiten", "quites", "quitar", "quitando". */
function formsOf(infinitive: string): string[] {
  const [stem, ending] = [infinitive.slice(0, -2), infinitive.slice(-2)];
  if (ending !== "ar") {
    const vowels = ending === "er" ? ["e", "a", "as", "an"] : ["e", "i", "a", "as", "an"];
    return [infinitive, `${stem}iendo`, ...vowels.map((vowel) => stem + vowel)];
  }
  // "sacar, saque", "agregar, agregue", "comenzar, comience"
  const soft = stem.replace(/c$/, "qu").replace(/g$/, "gu").replace(/z$/, "c");
  return [infinitive, `${stem}ando`, `${stem}a`, `${soft}e`, `${soft}es`, `${soft}en`];
}

/** Verbs by their infinitives, regular as they are, and by irregular forms that are given as they are: "pon". */
export function formsOfAll(infinitives: string, irregular = ""): ReadonlySet<string> {
  return new Set([...infinitives.split(" ").flatMap(formsOf), ...irregular.split(" ")]);
}

/** Whether a word is one of these forms, as it is or with pronouns behind it: "quítalo", "quitámela". */
export function isFormOf(text: string, forms: ReadonlySet<string>): boolean {
  if (forms.has(text)) return true;
  return pronouns.some((pronoun) => forms.has(text.replace(pronoun, "")));
}

/** One of these verbs, in whatever way people ask: tú, vos, usted, the infinitive, with pronouns or without. */
export function verb(infinitives: string, irregular = ""): Shape<string> {
  const forms = formsOfAll(infinitives, irregular);
  return ({ tokens }: Line, at): Match<string> | undefined => {
    const token = tokens[at];
    return token?.shape === "word" && isFormOf(token.text, forms) ? { value: token.text, next: at + 1 } : undefined;
  };
}

/** "Empieza", "que arranque", "empezando", "iniciar": a beginning. */
export const begins = either(
  verb("iniciar arrancar comenzar empezar", "empieza empiece empiecen empieces comienza comience comiencen comiences"),
  word("partiendo"),
);
/** "Termina", "que acabe", "terminando": an end. */
export const stops = verb(
  "terminar acabar finalizar concluir parar detener",
  "concluye concluya deten detenga cesa cese",
);
