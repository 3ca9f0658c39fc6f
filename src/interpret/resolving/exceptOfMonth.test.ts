import { describe as about, expect, it } from "vitest";
import { amend } from "../amend.ts";
import { describe } from "../describe.ts";
import { interpret } from "../interpret.ts";

const options = { now: new Date("2027-01-13T16:07:00Z"), timezone: "Europe/Madrid" };

/** What is left after a correction, in words. */
function corrected(text: string, correction: string, locale: string): string {
  const read = amend(interpret(text, { ...options, locale }), correction, { ...options, locale });
  if (read.outcome !== "understood") return read.outcome;
  return read.schedules.map((schedule) => describe(schedule, { ...options, locale })).join(" + ");
}

about("days of the month that are left out", () => {
  it.each([
    ["except the first Monday of the month", "Every Monday at 9:00 AM, except the first Monday of the month"],
    ["skip the last one of the month", "Every Monday at 9:00 AM, except the last Monday of the month"],
    ["drop the first Monday", "Every Monday at 9:00 AM, except the first Monday of the month"],
    ["leave out the 3rd Monday", "Every Monday at 9:00 AM, except the third Monday of the month"],
    ["not on the 15th", "Every Monday at 9:00 AM, except the 15th of the month"],
    ["but not the 1st", "unsupported"],
  ])("go by the correction “%s” of a Monday", (correction, text) => {
    expect(corrected("Every Monday at 9am sweep", correction, "en-US")).toBe(text);
  });

  it("are dates where several weekdays are named", () => {
    expect(corrected("Every weekday at 9am sweep", "not on the first of the month", "en-US")).toBe(
      "Monday through Friday at 9:00 AM, except the 1st day of the month",
    );
  });

  it.each([
    ["make it 8am", "Every Monday at 8:00 AM, except the first Monday of the month"],
    ["also on Thursdays", "Every Monday and Thursday at 9:00 AM, except the first Monday of the month"],
    ["Tuesdays instead", "Every Tuesday at 9:00 AM"],
    ["every day", "Every day at 9:00 AM"],
  ])("stay left out by the correction “%s” as long as their weekday stays", (correction, text) => {
    expect(corrected("Every Monday at 9am except the first Monday of the month, sweep", correction, "en-US")).toBe(
      text,
    );
  });

  it.each([
    [
      "Todos los lunes a las 9:00 barre",
      "quita el primer lunes",
      "Todos los lunes a las 09:00, excepto el primer lunes del mes",
    ],
    [
      "Todos los lunes a las 9:00 barre",
      "salvo el último del mes",
      "Todos los lunes a las 09:00, excepto el último lunes del mes",
    ],
    [
      "Todos los días a las 9:00 barre",
      "los días 1 y 15 no",
      "Todos los días a las 09:00, excepto los días 1 y 15 del mes",
    ],
  ])("go in Spanish too: %s, %s", (text, correction, left) => {
    expect(corrected(text, correction, "es-ES")).toBe(left);
  });

  it.each([
    ["menos domingos y el día 25", "De lunes a sábado a las 09:00, excepto el día 25 del mes"],
    ["menos los días del 15 al 17 del mes", "Todos los días a las 09:00, excepto los días del 15 al 17 del mes"],
    ["salvo los últimos 3 días del mes", "Todos los días a las 09:00, excepto los últimos 3 días del mes"],
    [
      "menos el primer lunes y el último viernes del mes",
      "Todos los días a las 09:00, excepto el primer lunes y el último viernes del mes",
    ],
    ["menos el primer lunes del trimestre", "unsupported"],
  ])("are said in Spanish: %s", (except, text) => {
    const read = interpret(`Todos los días a las 9:00 ${except}, barre`, { ...options, locale: "es-ES" });
    const found = read.outcome === "understood" ? read.schedules[0] : undefined;
    expect(found ? describe(found, { locale: "es-ES" }) : read.outcome).toBe(text);
  });
});
