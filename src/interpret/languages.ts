import { english } from "./en/index.ts";
import { spanish } from "./es/index.ts";
import type { Language } from "./language.ts";
import { indexRules } from "./phrases/phrase.ts";

const languages: readonly Language[] = [english, spanish];
for (const { rules } of languages) indexRules(rules);

/** The language of a locale; English where it has no folder here. */
export function languageOf(locale: string | undefined): Language {
  const tag = locale?.slice(0, 2).toLowerCase();
  return languages.find((language) => language.tag === tag) ?? english;
}
