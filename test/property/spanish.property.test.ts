import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { interpret } from "../../src/interpret/interpret.ts";

interface Row {
  text: string;
  now: string;
  timezone: string;
  locale: string;
}
const rows = readFileSync(join(import.meta.dirname, "../corpus/dev.es.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);

const options = { now: new Date("2027-01-13T16:07:00Z"), timezone: "Europe/Madrid", locale: "es-ES" };
/** What was understood or asked, without the letters it was said with. */
function heard(text: string) {
  const read = interpret(text, options);
  if (read.outcome === "understood") return read.schedules;
  return read.outcome === "ambiguous"
    ? read.question.code
    : read.outcome === "unsupported"
      ? read.reason.code
      : read.outcome;
}
const withoutAccents = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "");
const saying = fc.constantFrom(...rows.map(({ text }) => text));

test.prop([saying])("accents do not change what a Spanish sentence is read as", (text) => {
  // "revisá" is a command and "envió" tells of the past: accents of other words than those of time may matter
  fc.pre(heard(text) !== "not-understood");
  expect(heard(withoutAccents(text))).toEqual(heard(text));
});

test.prop([saying])("double spaces do not change what a Spanish sentence is read as", (text) => {
  expect(heard(text.replaceAll(" ", "  "))).toEqual(heard(text));
});

test.prop([saying])("politeness does not change when a Spanish sentence wants it", (text) => {
  fc.pre(!/^[¿L]/.test(text));
  expect(heard(`Por favor, ${text.slice(0, 1).toLowerCase()}${text.slice(1)}`)).toEqual(heard(text));
});

const words =
  "cada todos los lunes martes a las 8 y media de la mañana tarde hasta desde el 5 marzo excepto si cuando primer último día hábil 24/7 80% , : ¿ ? semanas dos un 9:30 «Cierre de Viernes» mes 🙂".split(
    " ",
  );
test.prop([fc.array(fc.constantFrom(...words), { maxLength: 60 })])(
  "no sequence of Spanish schedule words throws",
  (sequence) => {
    const read = interpret(sequence.join(" "), options);
    if (read.outcome === "understood") expect(read.spans.length).toBeGreaterThan(0);
  },
);
