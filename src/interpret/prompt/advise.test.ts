import { describe, expect, it } from "vitest";
import { advise } from "./advise.ts";

const codes = (prompt: string) => advise(prompt).map(({ code }) => code);

describe("advise", () => {
  it.each([
    ["ask me which line to simulate", ["needs-interaction"]],
    ["run the study and wait for my approval", ["needs-interaction"]],
    ["send an email with the scrap figures", ["no-recipient"]],
    ["email the weekly throughput", ["no-recipient"]],
    ["compare this file with the plan", ["missing-attachment"]],
    ["use the attached spreadsheet and email me the result", ["missing-attachment"]],
  ])("has something to say to “%s”", (prompt, expected) => {
    expect(codes(prompt)).toEqual(expected);
  });

  it.each([
    "run the simulation and email me a PDF of the results",
    "email the PDF report to ops-team@company.com",
    "send the OEE chart to the plant manager",
    "email Dana the plan",
    "check line 3 at 80% load",
  ])("has nothing to say to “%s”", (prompt) => {
    expect(codes(prompt)).toEqual([]);
  });
});

describe("advise in Spanish", () => {
  const codesOf = (prompt: string) => advise(prompt, "es-MX").map(({ code }) => code);

  it.each([
    ["pregúntame qué línea simular", ["needs-interaction"]],
    ["corre el estudio y espera mi aprobación", ["needs-interaction"]],
    ["consúltame antes de cerrar el pedido", ["needs-interaction"]],
    ["manda un correo con las cifras de scrap", ["no-recipient"]],
    ["envía el resumen semanal", ["no-recipient"]],
    ["compara este archivo con el plan", ["missing-attachment"]],
    ["usa la hoja adjunta y mándame el resultado", ["missing-attachment"]],
  ])("has something to say to “%s”", (prompt, expected) => {
    expect(codesOf(prompt)).toEqual(expected);
  });

  it.each([
    "corre la simulación y mándame un PDF con los resultados",
    "envía el PDF a ops@planta.mx",
    "manda la curva de OEE al gerente de planta",
    "mándale a Dana el plan",
    "avísanos de los paros",
    "enviarme la gráfica de OEE",
    "revisa la línea 3 al 80% de carga",
    "compara la lista de materiales con el plan",
  ])("has nothing to say to “%s”", (prompt) => {
    expect(codesOf(prompt)).toEqual([]);
  });
});
