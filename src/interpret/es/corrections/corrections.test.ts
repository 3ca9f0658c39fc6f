import { describe as about, expect, it } from "vitest";
import { amend } from "../../amend.ts";
import { describe } from "../../describe.ts";
import { interpret } from "../../interpret.ts";

const options = { now: new Date("2027-01-13T16:07:00Z"), timezone: "Europe/Madrid", locale: "es-ES" };

function corrected(text: string, correction: string): string {
  const read = amend(interpret(text, options), correction, options);
  if (read.outcome === "ambiguous") return `¿${read.question.code}?`;
  if (read.outcome === "unsupported") return `¡${read.reason.code}!`;
  if (read.outcome === "no-schedule") return "-";
  return `${read.schedules.map((schedule) => describe(schedule, options)).join(" + ")} | ${read.prompt ?? "-"}`;
}

about("a correction in Spanish", () => {
  it.each([
    ["Cada lunes a las 5 pm corre", "a las 6", "Todos los lunes a las 18:00 | corre"],
    ["Cada lunes a las 8 am corre", "no a las 8, a las 9 am", "Todos los lunes a las 09:00 | corre"],
    ["Cada lunes a las 8 am corre", "cámbialo de las 8 a las 10", "Todos los lunes a las 10:00 | corre"],
    ["Cada lunes a las 8 am corre", "media hora más tarde", "Todos los lunes a las 08:30 | corre"],
    ["Cada lunes a las 8 am corre", "adelántalo una hora", "Todos los lunes a las 07:00 | corre"],
    ["Cada lunes a las 8 am corre", "más tarde", "¿which-time?"],
    ["Cada lunes a las 5 corre", "de la tarde", "Todos los lunes a las 17:00 | corre"],
    ["Cada lunes a las 9 am corre", "cambia los lunes por los martes", "Todos los martes a las 09:00 | corre"],
    ["Cada lunes a las 9 am corre", "los miércoles, no los lunes", "Todos los miércoles a las 09:00 | corre"],
    ["Cada lunes a las 9 am corre", "y también los jueves", "Todos los lunes y jueves a las 09:00 | corre"],
    ["Los lunes y jueves a las 9 am corre", "quita el jueves", "Todos los lunes a las 09:00 | corre"],
    ["Todos los días a las 9 am corre", "pero los fines de semana no", "De lunes a viernes a las 09:00 | corre"],
    ["Todos los días a las 9 am corre", "menos los festivos", "¡holiday-calendar!"],
    ["Cada lunes a las 9 am corre", "una semana sí y otra no", "Cada 2 semanas, los lunes a las 09:00 | corre"],
    ["El día 5 de cada mes a las 9 am corre", "mejor el día 10", "El día 10 de cada mes a las 09:00 | corre"],
    [
      "El 1 de cada mes a las 8 am corre",
      "el primer día hábil mejor",
      "El primer día laborable de cada mes a las 08:00 | corre",
    ],
    ["Cada 6 horas corre", "cada 4 horas mejor", "Cada 4 horas | corre"],
    ["Cada lunes a las 9 am corre", "quita el martes", "Todos los lunes a las 09:00 | corre"],
    ["Cada lunes a las 8 am corre", "jaja no, a las 8 de la noche quise poner", "Todos los lunes a las 20:00 | corre"],
    ["Cada lunes a las 8 am corre", "en vez de los lunes, los jueves", "Todos los jueves a las 08:00 | corre"],
    ["Cada lunes a las 8 am corre", "retrásalo 45 minutos que a las 8 no llego", "Todos los lunes a las 08:45 | corre"],
    ["Los lunes, martes y jueves a las 3 pm corre", "el martes ya no", "Todos los lunes y jueves a las 15:00 | corre"],
    ["Todos los días a las 8 am y a las 8 pm corre", "quítale la de la noche", "Todos los días a las 08:00 | corre"],
    [
      "Todos los días a las 8 am y a las 8 pm corre",
      "cambia la de las 8 am a las 7:30",
      "Todos los días a las 20:00 + Todos los días a las 07:30 | corre",
    ],
    [
      "Todos los días a las 7 am corre",
      "y otra vez a las 7 de la noche",
      "Todos los días a las 07:00 + Todos los días a las 19:00 | corre",
    ],
    [
      "Todos los días a las 8 am corre",
      "en diciembre no, que cerramos",
      "Todos los días a las 08:00, excepto en diciembre | corre",
    ],
    ["Cada viernes a las 11 am corre", "este viernes no, empezamos el siguiente", "¡not-understood!"],
    [
      "Cada lunes a las 8 am manda el plan",
      "en vez del plan manda el presupuesto",
      "Todos los lunes a las 08:00 | manda el presupuesto",
    ],
    [
      "Cada lunes a las 8 am manda los faltantes",
      "en vez de faltantes pon sobrantes",
      "Todos los lunes a las 08:00 | manda los sobrantes",
    ],
    [
      "Cada lunes a las 8 am corre",
      "el texto cámbialo por: manda el pareto",
      "Todos los lunes a las 08:00 | manda el pareto",
    ],
    ["Cada 6 horas corre", "cada 3 mejor", "Cada 3 horas | corre"],
    ["Cada lunes a las 9 am corre", "pásalo a la tarde, a las 4", "Todos los lunes a las 16:00 | corre"],
    ["Cada día a las 8 y a las 16 corre", "quita el de las 16", "Todos los días a las 08:00 | corre"],
    ["El día 5 de cada mes a las 8 am corre", "el 10 en lugar del 5", "El día 10 de cada mes a las 08:00 | corre"],
    ["Cada 6 horas corre", "solo 5 veces", "Cada 6 horas, 5 veces | corre"],
    ["Mañana a las 8 am corre", "mejor el viernes", "El 15 de enero de 2027 a las 08:00 | corre"],
    [
      "Cada lunes a las 9 am corre",
      "cambia la instrucción a: corre el escenario B",
      "Todos los lunes a las 09:00 | corre el escenario B",
    ],
    [
      "Cada lunes a las 9 am corre",
      "en vez de eso, resume las alarmas",
      "Todos los lunes a las 09:00 | resume las alarmas",
    ],
    ["Cada lunes a las 9 am corre", "añade también las alarmas", "¿prompt-edit?"],
    ["Cada lunes a las 9 am corre", "sí, está bien así", "Todos los lunes a las 09:00 | corre"],
    ["Cada lunes a las 9 am corre", "olvídalo", "¡cancellation!"],
    ["Cada lunes a las 9 am corre", "ya no hace falta", "¡cancellation!"],
    ["Cada lunes a las 9 am corre", "por favor, es que los lunes no puedo", "¡not-understood!"],
    ["De lunes a viernes a las 5 am corre", "los viernes a las 6 mejor", "¿some-days-or-only-these?"],
    ["De lunes a viernes a las 5 am corre", "solo los viernes a las 6", "Todos los viernes a las 06:00 | corre"],
    ["Todos los días a las 5 am corre", "de lunes a viernes a las 6", "De lunes a viernes a las 06:00 | corre"],
    // hours from now are no hour of the clock
    ["En 2 horas corre", "que sean 3", "¡not-understood!"],
    ["En 2 horas corre", "que sean 3 horas", "El 13 de enero de 2027 a las 20:07 | corre"],
    ["Cada lunes a las 9 am corre", "blablabla", "¡not-understood!"],
    // one of several days gives its place to another, and of all days nobody knows what is meant
    [
      "Los lunes, miércoles y viernes a las 9 am corre",
      "pasa el miércoles al jueves",
      "Todos los lunes, jueves y viernes a las 09:00 | corre",
    ],
    ["Cada lunes a las 9 am corre", "cambia el lunes al martes a las 10 am", "Todos los martes a las 10:00 | corre"],
    ["Todos los días a las 9 am corre", "cámbialo de lunes a jueves", "¡not-understood!"],
    [
      "Todos los días a las 8:00 y a las 17:00 corre",
      "pasa las 17 a las 18",
      "Todos los días a las 08:00 + Todos los días a las 18:00 | corre",
    ],
    ["El 1 y el 15 a las 9 am corre", "el 16 en vez del 15", "Los días 1 y 16 de cada mes a las 09:00 | corre"],
    ["Cada 2 horas de 8:00 a 18:00 corre", "hasta las 20:00", "Cada 2 horas de 08:00 a 20:00 | corre"],
    ["Cada lunes a las 9 am hasta marzo corre", "hasta nuevo aviso", "Todos los lunes a las 09:00 | corre"],
    [
      "Cada lunes a las 9 am corre",
      'cambia el texto a "para" y ponlo a las 10 am',
      "Todos los lunes a las 10:00 | para",
    ],
    // things that are counted are no hour
    ["Cada lunes a las 9 am corre", "solo 5 sesiones", "¡not-understood!"],
    // who else does something, and when, is told
    [
      "Cada lunes a las 8 am corre",
      "la marmota hornea a las 7, ponlo a las 9 am",
      "Todos los lunes a las 09:00 | corre",
    ],
    [
      "Cada lunes a las 8 am corre",
      "a las 9 am, que el gaitero nuevo trasnocha",
      "Todos los lunes a las 09:00 | corre",
    ],
    [
      "Cada lunes a las 8 am corre",
      "se me quemó la olla. ¿Lo podemos dejar a las 9 am?",
      "Todos los lunes a las 09:00 | corre",
    ],
    [
      "Cada lunes a las 8 am corre",
      "lo necesito un día más, así que el sábado",
      "Todos los sábados a las 08:00 | corre",
    ],
    ["Cada lunes a las 8 am corre", "ponelo a las 9 am por la lluvia", "Todos los lunes a las 09:00 | corre"],
    ["Cada lunes a las 8 am corre", "corrámoslo a las 9 am, parce", "Todos los lunes a las 09:00 | corre"],
    ["Cada lunes a las 8 am corre", "parce, a las 9 am si es tan amable", "Todos los lunes a las 09:00 | corre"],
    // and what is only pointed at is what was told
    [
      "De lunes a viernes a las 8 am corre",
      "los martes viene el gas, quítalos",
      "Todos los lunes, miércoles, jueves y viernes a las 08:00 | corre",
    ],
    [
      "De lunes a viernes a las 8 am corre",
      "ahora abrimos también los sábados, súmalos",
      "De lunes a sábado a las 08:00 | corre",
    ],
    [
      "Cada lunes a las 8 am corre",
      "el bajista viene los jueves, mejor ese día",
      "Todos los jueves a las 08:00 | corre",
    ],
    ["Cada lunes a las 8 am corre", "abren a las 10, que sea a esa hora", "Todos los lunes a las 10:00 | corre"],
    // second thoughts
    [
      "Cada lunes a las 8 am corre",
      "el miércoles... espera, el miércoles tengo dentista; los jueves",
      "Todos los jueves a las 08:00 | corre",
    ],
    ["Los martes y jueves a las 8 am corre", "el martes no, el lunes", "Todos los lunes y jueves a las 08:00 | corre"],
    // several runs, and the days beside
    [
      "Los lunes y jueves a las 8 am corre",
      "los jueves a las 9 am, los lunes como están",
      "Todos los lunes a las 08:00 + Todos los jueves a las 09:00 | corre",
    ],
    ["Todos los días a las 8 am y a las 8 pm corre", "la otra a las 9 pm", "¡not-understood!"],
    ["Los lunes y jueves a las 8 am corre", "cambia uno de los dos al viernes", "¡not-understood!"],
    ["Todos los días a las 8 am corre", "una hora más tarde los domingos", "¿some-days-or-only-these?"],
    ["De lunes a viernes a las 8 am corre", "los lunes entreno, ponlo a las 9 am", "¿some-days-or-only-these?"],
    // the schedule and the work in one
    ["Cada lunes a las 8 am corre", "a las 9 am, y cambia el texto a: camina", "Todos los lunes a las 09:00 | camina"],
    // what may ask for something is never only told
    ["Cada lunes a las 8 am corre", "a las 9 am, con las fotos", "¡not-understood!"],
    ["Cada lunes a las 8 am corre", "a las 9 am si llueve", "¡not-understood!"],
    ["Cada lunes a las 8 am corre", "a las 9 am o mejor no sé", "¡not-understood!"],
    [
      "Cada dos semanas los viernes a las 8 am corre",
      "quieren cobrar todas las semanas, y que sea el sábado",
      "¡not-understood!",
    ],
    ["Cada lunes a las 8 am corre", "antes era a las 9 am", "¡not-understood!"],
    ["Cada lunes a las 8 am corre", "los lunes cerramos", "¡not-understood!"],
    ["Cada lunes a las 8 am corre", "perfecto, los lunes cerramos", "¡not-understood!"],
    ["Todos los días a las 8 am corre", "a las 9, pero no todos los días", "¡not-understood!"],
    ["Corre la simulación", "los viernes a las 4 pm", "Todos los viernes a las 16:00 | Corre la simulación"],
  ])("%s → %s", (text, correction, expected) => {
    expect(corrected(text, correction)).toBe(expected);
  });

  it.each([
    ["hora de Bogotá", "America/Bogota"],
    ["por favor, eso es UTC", "UTC"],
    ["gracias, es que es hora de Tokio", "Asia/Tokyo"],
    ["disculpa, eso es UTC, a las 9 am", "UTC"],
  ])("moves to the zone of %j and keeps the clock time", (correction, timezone) => {
    const read = amend(interpret("Cada lunes a las 9 am corre", options), correction, options);
    expect(read).toMatchObject({ schedules: [{ expression: "0 9 * * 1", timezone }] });
  });

  it("offers the days with a time of their own beside the others, or alone", () => {
    const read = amend(interpret("De lunes a viernes a las 5 am corre", options), "los viernes a las 6", options);
    const labels = read.outcome === "ambiguous" ? read.question.options.map(({ label }) => label) : [];
    expect(labels).toEqual([
      "De lunes a jueves a las 05:00; Todos los viernes a las 06:00",
      "Todos los viernes a las 06:00",
    ]);
  });

  it("asks where a reason names a zone that the rest does not", () => {
    expect(corrected("Cada lunes a las 9 am corre", "a las 8, porque estamos en hora de Bogotá")).toBe(
      "¡not-understood!",
    );
  });
});
