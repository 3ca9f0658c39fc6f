import { en, type Messages } from "./en.ts";

// The later words are typed as if they were there: who shows them asks for all before.
let english = en as Messages;
let isWhole = false;
const loaded = new Map<string, Messages>();
const loaders: Readonly<Record<string, () => Promise<Messages>>> = {
  es: async () => (await import("./es.ts")).es,
};

/** `es` of `es-MX`; English for a language that has no words here. */
export function languageOf(locale: string): string {
  const language = locale.toLowerCase().split("-")[0] ?? "en";
  return Object.hasOwn(loaders, language) ? language : "en";
}

/**
 * The words of a language, or `undefined` until `loadWords` has brought them.
 *
 * @param all also those of what is only brought once somebody needs it; other languages than English come whole
 */
export function findWords(language: string, all = false): Messages | undefined {
  if (language !== "en") return loaded.get(language);
  return all && !isWhole ? undefined : english;
}

/** Brings the words of a language; English where they cannot be brought. */
export async function loadWords(language: string, all = false): Promise<void> {
  if (findWords(language, all) !== undefined) return;
  const words = await loaders[language]?.().catch(() => undefined);
  if (words !== undefined) {
    loaded.set(language, words);
    return;
  }
  const { enLater } = await import("./enLater.ts");
  english = { ...en, ...enLater };
  isWhole = true;
  loaded.set(language, english);
}

/** English, as far as it was brought. */
export function firstWords(): Messages {
  return english;
}
