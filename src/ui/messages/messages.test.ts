import { describe, expect, it } from "vitest";
import { languageOf } from "./catalogue.ts";
import { en as first } from "./en.ts";
import { enLater } from "./enLater.ts";
import { es } from "./es.ts";

const en = { ...first, ...enLater };
const entries = Object.entries(en);
const told = (words: Record<string, unknown>, key: string): string => {
  const word = words[key];
  if (typeof word !== "function") return JSON.stringify(word);
  return String((word as (...given: unknown[]) => unknown)(...[2, "b", "c", "d"].slice(0, Math.max(1, word.length))));
};

describe("the words", () => {
  it("stand in one place each", () => {
    expect(Object.keys(first).filter((key) => key in enLater)).toEqual([]);
  });
  it("are the same keys in every language", () => {
    expect(Object.keys(es).toSorted()).toEqual(Object.keys(en).toSorted());
  });
  it("are never empty, and never shout", () => {
    const odd = entries
      .flatMap(([key]) => [en, es].map((words) => [key, told(words, key)]))
      .filter(([, text = ""]) => text === '""' || text.includes("!"));
    expect(odd).toEqual([]);
  });
  it("take as many values in Spanish as in English", () => {
    const shape = (words: Record<string, unknown>, key: string): string => `${key} ${typeof words[key]}`;
    expect(entries.map(([key]) => shape(es, key))).toEqual(entries.map(([key]) => shape(en, key)));
  });
  it("count one thing in the singular", () => {
    expect(en.deletePast(1)).toBe("Its one past conversation stays in your history.");
    expect(en.deletePast(14)).toBe("Its 14\u00a0past conversations stay in your history.");
    expect(en.skippedWhilePaused(1)).toBe("1\u00a0run was skipped while it was paused. It is not made up.");
    expect(es.skippedWhilePaused(4)).toBe("Se omitieron 4 ejecuciones en pausa. No se recuperan.");
    expect(en.steps(1, "3 s")).toBe("1\u00a0step, 3 s");
  });
});

it("a language that has no words here is answered in English", () => {
  expect(["es-MX", "ES", "en-GB", "de", "constructor"].map(languageOf)).toEqual(["es", "es", "en", "en", "en"]);
});
