import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { jobName } from "./jobName.ts";

const timezone = "America/New_York";
const cron = (expression: string) => ({ kind: "cron" as const, expression, timezone });

describe("the name of a job", () => {
  it.each([
    ["email me the throughput report", "Email throughput report"],
    ["run the simulation and email me a PDF of the results", "Run simulation and email PDF of results"],
    ["refresh the production data pipeline", "Refresh production data pipeline"],
    ["Run the weekly quality audit workflow", "Run weekly quality audit workflow"],
    ["Please run plan A.", "Run plan A"],
    ["Press 4 had two jams on the night shift. check whether it jammed again.", "Check whether it jammed again"],
    ["Our audit is on March 12. Please print the checklist.", "Print checklist"],
    [
      "The board meets on the last Thursday of each quarter. prepare the cash figures for it.",
      "Prepare cash figures for it",
    ],
    ["Quick one: so basically what I need is a ranking of the scrap reasons", "Ranking of scrap reasons"],
    ["1. export the open orders 2. mail them to Kai", "Export open orders"],
    [
      "For the pilot in hall 3: read the humidity sensor and write to facilities",
      "Read humidity sensor and write to facilities",
    ],
    ["Tank 3 is the critical one. check it.", "Tank 3 is critical one"],
    ["remind me the invoice is due", "Remind me invoice is due"],
    ["could you tell me what changed?", "Tell me what changed"],
    ["compare line 3 with line 5 at 80% load", "Compare line 3 with line 5 at 80% load"],
    ["Check the furnace log. Then write a note to the supervisor about it.", "Check furnace log"],
    [
      "generate a PDF report on last week’s throughput for the CNC line, including utilization",
      "Generate PDF report on last week’s throughput",
    ],
    ["\u202Eexe.report\u202C\n  of   line 3", "Exe.report of line 3"],
  ])("of %j is %j", (prompt, name) => {
    expect(jobName(prompt)).toBe(name);
  });

  it.each([
    ["¿me podrías enviar la gráfica de OEE?", "Enviar la gráfica de OEE"],
    ["compara la línea 3 con la línea 5 al 80% de carga", "Compara la línea 3 con la línea 5 al 80%"],
  ])("of the Spanish %j is %j", (prompt, name) => {
    expect(jobName(prompt, { locale: "es-ES" })).toBe(name);
  });

  it("tells jobs of one request apart by their time, else by their days", () => {
    const names = (...expressions: string[]) => {
      const siblings = expressions.map(cron);
      return siblings.map((schedule) => jobName("print the shift roster", { schedule, siblings }));
    };
    expect(names("0 6 * * *", "0 18 * * *")).toEqual(["Print shift roster, 6:00 AM", "Print shift roster, 6:00 PM"]);
    expect(names("0 9 * * 1", "0 9 * * 4")).toEqual([
      "Print shift roster, every Monday",
      "Print shift roster, every Thursday",
    ]);
    expect(names("0 9 * * 1")).toEqual(["Print shift roster"]);
  });

  it("says the time in the language of the locale", () => {
    const siblings = [cron("0 6 * * *"), cron("0 18 * * *")];
    expect(jobName("imprime el rol", { locale: "es-MX", schedule: siblings[1]!, siblings })).toBe(
      "Imprime el rol, 6:00 p.m.",
    );
  });

  it("is the schedule where there is no prompt, and a plain word where there is neither", () => {
    expect(jobName(null, { schedule: cron("0 6 * * 1-5") })).toBe("Monday through Friday at 6:00 AM");
    expect(jobName("…", {})).toBe("Scheduled job");
    expect(jobName("", { locale: "es" })).toBe("Trabajo programado");
  });

  const siblings = [cron("0 6 * * *"), cron("0 18 * * *")];
  test.prop([fc.string({ unit: "grapheme", maxLength: 300 }), fc.constantFrom("en", "es-MX"), fc.boolean()])(
    "is short, has no sign that could disguise it, and is made of the prompt's own letters",
    (prompt, locale, isOneOfTwo) => {
      const name = jobName(prompt, isOneOfTwo ? { locale, schedule: siblings[0]!, siblings } : { locale });
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(60);
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}]|^\s|\s$/u);
      const said = new Set(
        `${prompt} ${prompt.toLocaleUpperCase("en")} Scheduled job Trabajo programado, 6:00 AM Every day at a.m. Todos los días las`,
      );
      expect(Array.from(name).filter((letter) => !said.has(letter))).toEqual([]);
    },
  );
});
