import { en, type Messages } from "./en.ts";

const loaded = new Map<string, Messages>([["en", en]]);
const loaders: Readonly<Record<string, () => Promise<Messages>>> = {
  es: async () => (await import("./es.ts")).es,
};

/** `es` of `es-MX`; English for a language that has no words here. */
export function languageOf(locale: string): string {
  const language = locale.toLowerCase().split("-")[0] ?? "en";
  return Object.hasOwn(loaders, language) ? language : "en";
}

/** The words of a language, or `undefined` until `loadWords` has brought them. */
export function findWords(language: string): Messages | undefined {
  return loaded.get(language);
}

/** Brings the words of a language; English where they cannot be brought. */
export async function loadWords(language: string): Promise<Messages> {
  const words = loaded.get(language) ?? (await loaders[language]?.().catch(() => en)) ?? en;
  loaded.set(language, words);
  return words;
}
