import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { amend } from "../../src/interpret/amend.ts";
import { interpret } from "../../src/interpret/interpret.ts";

interface Row {
  initial_text: string;
  correction: string;
}
const rows = ["corrections.es.dev", "field3.corrections.es", "field5.corrections.es"].flatMap((corpus) =>
  readFileSync(join(import.meta.dirname, `../corpus/${corpus}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row),
);
const options = { now: new Date("2027-01-13T16:07:00Z"), timezone: "America/Mexico_City", locale: "es-MX" };
const row = fc.constantFrom(...rows);
/** What comes of a correction, without the letters it was said with. */
function corrected({ initial_text: text, correction }: Row) {
  const read = amend(interpret(text, options), correction, options);
  return read.outcome === "understood" ? [read.schedules, read.prompt] : read.outcome;
}
const aboutPrompt = /texto|instrucci|mensaje|tarea|prompt|en (?:vez|lugar) de|en su lugar|mejor (?:que|haz)/i;
/** "Una hora antes" is meant to move further each time, and what was taken away is not there to be taken away again. */
const moves =
  /antes|despu[eé]s|tarde|temprano|adel[aá]nt|atr[aá]s|retr[aá]s|posp[oó]n|c[oó]rre|quita|saca|s[aá]lta|elimina|sin el|por el|no (?!,)/i;

test.prop([row])("the same Spanish correction twice equals once", (one) => {
  fc.pre(!moves.test(one.correction));
  const once = amend(interpret(one.initial_text, options), one.correction, options);
  fc.pre(once.outcome === "understood");
  const twice = amend(once, one.correction, options);
  expect(twice.outcome === "understood" && [twice.schedules, twice.prompt]).toEqual([once.schedules, once.prompt]);
});

test.prop([row])("a Spanish correction keeps the prompt, unless it is about the prompt", (one) => {
  const first = interpret(one.initial_text, options);
  const second = amend(first, one.correction, options);
  fc.pre(first.outcome === "understood" && second.outcome === "understood");
  fc.pre(
    !/texto|instrucci|mensaje|tarea|prompt|en (?:vez|lugar) de|en su lugar|mejor (?:que|haz)/i.test(one.correction),
  );
  expect(second.prompt).toBe(first.prompt);
});

test.prop([row])("capitals, a full stop and a polite word do not change what a Spanish correction means", (one) => {
  // a zone's own name is written as it is
  fc.pre(!aboutPrompt.test(one.correction) && !one.correction.includes("/"));
  const plain = corrected(one);
  expect(corrected({ ...one, correction: `${one.correction.toUpperCase()}.` })).toEqual(plain);
  expect(corrected({ ...one, correction: `por favor, ${one.correction}` })).toEqual(plain);
});

test.prop([fc.string({ maxLength: 80 })])("no text as a Spanish correction throws", (correction) => {
  expect(amend(interpret("Cada lunes a las 8 am revisa", options), correction, options).outcome).toBeTypeOf("string");
});
