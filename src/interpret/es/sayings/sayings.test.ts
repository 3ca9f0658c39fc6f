import { describe as about, expect, it } from "vitest";
import { describe } from "../../describe.ts";
import { interpret } from "../../interpret.ts";

const now = new Date("2027-01-13T16:07:00Z");
const timezone = "America/Mexico_City";
const locale = "es-ES";

/** What was understood, in words, and what remains for the work; or what is asked; or why not. */
function heard(text: string): string {
  const read = interpret(text, { now, timezone, locale });
  if (read.outcome === "ambiguous") return `¿${read.question.code}?`;
  if (read.outcome === "unsupported") return `¡${read.reason.code}!`;
  if (read.outcome === "no-schedule") return "-";
  const schedules = read.schedules.map((schedule) => describe(schedule, { locale, now, timezone }));
  return `${schedules.join(" + ")} | ${read.prompt ?? "-"}`;
}

about("a sentence in Spanish", () => {
  it.each([
    ["De lunes a viernes a las 5am, corre la simulación", "De lunes a viernes a las 05:00 | corre la simulación"],
    ["cada día hábil a las 10 de la mañana revisa los paros", "De lunes a viernes a las 10:00 | revisa los paros"],
    [
      "L/X/V a las 7:30 comprueba la cobertura",
      "Todos los lunes, miércoles y viernes a las 07:30 | comprueba la cobertura",
    ],
    ["Todos los viernes 13 a las 9:00 imprime la lista", "Cada viernes 13 a las 09:00 | imprime la lista"],
    ["Dos días antes del 1 de mayo imprime la lista", "El 29 de abril de 2027 a las 09:00 | imprime la lista"],
    [
      "El día antes de Navidad a las 10:00 imprime la lista",
      "El 24 de diciembre de 2027 a las 10:00 | imprime la lista",
    ],
    [
      "El 5 y el 19 de marzo a las 10:00 imprime la lista",
      "El 5 de marzo de 2027 a las 10:00 + El 19 de marzo de 2027 a las 10:00 | imprime la lista",
    ],
    ["Ahora todos los lunes a las 9:00 imprime la lista", "Todos los lunes a las 09:00 | imprime la lista"],
    ["Manda el OEE los findes a las 10:00", "Todos los sábados y domingos a las 10:00 | Manda el OEE"],
    ["Cada mañana imprime la lista", "Todos los días a las 09:00 | imprime la lista"],
    ["Mañana por la mañana imprime la lista", "El 14 de enero de 2027 a las 09:00 | imprime la lista"],
    [
      "Los lunes por la mañana revisa el programa de mañana",
      "Todos los lunes a las 09:00 | revisa el programa de mañana",
    ],
    [
      "Buenas, Marta está de baja, así que te toca a ti: los lunes a las 16:00 revisa la cola",
      "Todos los lunes a las 16:00 | Marta está de baja, así que te toca a ti: revisa la cola",
    ],
    [
      "Ayer los carros perdieron la red a las 14:12, a las 14:40 y a las 15:05, cada 5 minutos hazles ping",
      "Cada 5 minutos | Ayer los carros perdieron la red a las 14:12, a las 14:40 y a las 15:05, hazles ping",
    ],
    ["Buenas, Marta, los lunes a las 16:00 revisa la cola", "Todos los lunes a las 16:00 | revisa la cola"],
    ["Hola Marta los lunes a las 16:00 revisa la cola", "Todos los lunes a las 16:00 | revisa la cola"],
    ["Cada tercer día a las 7 am revisa el enfriador", "¿every-n-or-nth?"],
    ["Cada madrugada purga los registros", "¿which-time?"],
    ["De madrugada, a las 3, purga los registros", "El 14 de enero de 2027 a las 03:00 | purga los registros"],
    ["Revisa la cola a las 8 am los miércoles.", "Todos los miércoles a las 08:00 | Revisa la cola."],
    ["Revisa la cola a las 8 am, de lunes a viernes.", "De lunes a viernes a las 08:00 | Revisa la cola."],
    ["De lun. a vie., 07:10: contraste de básculas", "De lunes a viernes a las 07:10 | contraste de básculas"],
    ["todos los días a las cinco y media de la tarde cierra", "Todos los días a las 17:30 | cierra"],
    ["todos los días a las ocho menos cuarto de la noche cierra", "Todos los días a las 19:45 | cierra"],
    ["cada tarde a las 5 y veinte cierra", "Todos los días a las 17:20 | cierra"],
    ["todos los días a diez para las ocho de la mañana cierra", "Todos los días a las 07:50 | cierra"],
    [
      "todos los días a las 6, 14 y 22 h cuenta cajas",
      "Todos los días a las 06:00 + Todos los días a las 14:00 + Todos los días a las 22:00 | cuenta cajas",
    ],
    ["todos los días a las 8 y 20 cuenta cajas", "¿which-times?"],
    ["todos los días a las 5 cuenta cajas", "¿half-of-day?"],
    ["Cada hora y media mira la tendencia", "Cada 90 minutos | mira la tendencia"],
    ["Muestrea la cola a y media de cada hora", "Cada hora, en el minuto 30 | Muestrea la cola"],
    [
      "Cada 30 minutos, de 7:00 a 15:00, de lunes a viernes, actualiza el tablero",
      "Cada 30 minutos de 07:00 a 15:00, de lunes a viernes | actualiza el tablero",
    ],
    ["Un martes sí y otro no a las 8:30 genera el plan", "Cada 2 semanas, los martes a las 08:30 | genera el plan"],
    ["Quincenalmente los viernes a las 15h cierra", "Cada 2 semanas, los viernes a las 15:00 | cierra"],
    ["Cada quincena cierra las hojas", "¿two-weeks-or-half-month?"],
    ["Los días 1 y 15 de cada mes a las 8 am cierra", "Los días 1 y 15 de cada mes a las 08:00 | cierra"],
    ["El penúltimo día hábil del mes a las 16 h cierra", "El penúltimo día laborable de cada mes a las 16:00 | cierra"],
    [
      "El 1er y 3er miércoles de cada mes a las 7 am cierra",
      "El primer y el tercer miércoles de cada mes a las 07:00 | cierra",
    ],
    ["El primer día de cada trimestre a las 8 am cierra", "El primer día de cada trimestre a las 08:00 | cierra"],
    ["Todos los 15 de junio al mediodía cierra", "Cada año, el 15 de junio a las 12:00 | cierra"],
    [
      "Todos los lunes a las 8 am a partir del próximo mes, cierra",
      "Todos los lunes a las 08:00, desde el 1 de febrero de 2027 | cierra",
    ],
    [
      "Todos los días a las 17:00 hasta el 3 de febrero cierra",
      "Todos los días a las 17:00, hasta el 3 de febrero de 2027 | cierra",
    ],
    ["Cada lunes a las 9 am durante las próximas 3 semanas cierra", "Todos los lunes a las 09:00, 3 veces | cierra"],
    ["Diario a las 7 am menos sábados y domingos imprime", "De lunes a viernes a las 07:00 | imprime"],
    [
      "Todos los lunes a las 9 am excepto en agosto imprime",
      "Todos los lunes a las 09:00, excepto en agosto | imprime",
    ],
    ["De lunes a viernes a las 8 am excepto festivos, imprime", "¡holiday-calendar!"],
    ["Cada vez que el OEE baje de 60% avísame", "¡event!"],
    ["Cada 10 segundos consulta la temperatura", "¡interval-too-short!"],
    ["Ayer a las 17:00 corre el reporte", "¡past!"],
    ["El 30 de febrero a las 9 am haz la auditoría", "¡impossible-date!"],
    ["El próximo lunes a las 8 am reconstruye", "El 18 de enero de 2027 a las 08:00 | reconstruye"],
    ["El 03/11 a las 16:00 compara", "El 3 de noviembre de 2027 a las 16:00 | compara"],
    [
      "Corre la auditoría semanal todos los lunes a las 06:00",
      "Todos los lunes a las 06:00 | Corre la auditoría semanal",
    ],
    ["Manda el reporte semanal", "-"],
    ["Lista los pedidos que vencen el próximo martes", "-"],
    [
      "Crea un recordatorio para mañana a las 9 am para llamar al proveedor",
      "El 14 de enero de 2027 a las 09:00 | llamar al proveedor",
    ],
    ["¿Podrías enviarme la gráfica todos los días a las 7 am?", "Todos los días a las 07:00 | enviarme la gráfica"],
    [
      "Cada dos semanas, los miércoles a las 11:00, resume las quejas; la primera el 20 de enero",
      "Cada 2 semanas, los miércoles a las 11:00, desde el 20 de enero de 2027 | resume las quejas",
    ],
    [
      "Cada día a las 19:00 mide el pH; empieza el 1 de febrero y termina el 28 de febrero",
      "Todos los días a las 19:00, desde el 1 de febrero de 2027 hasta el 28 de febrero de 2027 | mide el pH",
    ],
    [
      "Quiero un resumen diario a las 19:00 de los paros",
      "Todos los días a las 19:00 | Quiero un resumen de los paros",
    ],
    [
      "Cada 1 de enero y 15 de julio a las 9:00 revisa los extintores",
      "Cada año, el 1 de enero a las 09:00 + Cada año, el 15 de julio a las 09:00 | revisa los extintores",
    ],
    ["El parte diario a las 6 pm", "¿once-or-recurring?"],
    ["A las 8 am revisa los hornos, también los fines de semana", "Todos los días a las 08:00 | revisa los hornos"],
    [
      "Cada hora de lunes a jueves 8-17 lista los correos",
      "Cada hora de 08:00 a 17:00, de lunes a jueves | lista los correos",
    ],
    ["todos los lunes a las 8, bueno, mejor a las 8:30, manda el plan", "Todos los lunes a las 08:30 | manda el plan"],
    [
      "los jueves digo los viernes a las 11 am revisa los extintores",
      "Todos los viernes a las 11:00 | revisa los extintores",
    ],
    ["cada 30 minutos, perdón, cada 20 minutos mide la vibración", "Cada 20 minutos | mide la vibración"],
    [
      "Quiero la merma los lunes a las 8 y no los jueves como hasta ahora",
      "Todos los lunes a las 08:00 | Quiero la merma",
    ],
    [
      "Todas las mañanas menos la del domingo a las 7:30 mide la cámara",
      "De lunes a sábado a las 07:30 | mide la cámara",
    ],
    ["hasta entonces mándale todos los días a las 9 el parte", "¡not-understood!"],
    [
      "De lunes a jueves de 8 a 18 y los viernes de 8 a 14 revisa la cola cada media hora",
      "Cada 30 minutos de 08:00 a 18:00, de lunes a jueves + Cada 30 minutos de 08:00 a 14:00, todos los viernes | revisa la cola",
    ],
    [
      "Avisa el 1 de enero y el 15 de julio de cada año a las 9:00",
      "Cada año, el 1 de enero a las 09:00 + Cada año, el 15 de julio a las 09:00 | Avisa",
    ],
    ["Cada quincena, el 15 y el último, a las 10 cierra", "El día 15 y el último día de cada mes a las 10:00 | cierra"],
    [
      "lunes 7am miércoles 7am cuenta cajas",
      "Todos los lunes a las 07:00 + Todos los miércoles a las 07:00 | cuenta cajas",
    ],
    [
      "Buenos días Carlos, ¿me recordás todos los jueves a las 16 enviar la planilla? Un saludo, Jorge",
      "Todos los jueves a las 16:00 | ¿me recordás enviar la planilla?",
    ],
    [
      "¿Sería posible que cada lunes a las 9:00 llegara el listado?",
      "Todos los lunes a las 09:00 | llegara el listado",
    ],
    [
      "Necesitaría, si no es molestia, que los martes a las 17:30 se enviara el parte. Saludos, Ana",
      "Todos los martes a las 17:30 | se enviara el parte.",
    ],
    ["todos los luens a las 9am corre la revisión", "Todos los lunes a las 09:00 | corre la revisión"],
  ])("%s", (text, expected) => {
    expect(heard(text)).toBe(expected);
  });

  it("names the zone that it says", () => {
    const read = interpret("De lunes a viernes a las 9 am, hora de Madrid, lista los pedidos", {
      now,
      timezone,
      locale,
    });
    expect(read).toMatchObject({
      outcome: "understood",
      schedules: [{ timezone: "Europe/Madrid" }],
      prompt: "lista los pedidos",
    });
  });

  it("is answered in Spanish, with the clock of its region", () => {
    const asked = interpret("Cada martes a las 3 revisa los planos", { now, timezone, locale: "es-MX" });
    expect(asked).toMatchObject({
      question: {
        text: "¿Las 3 de la mañana o de la tarde?",
        options: [{ label: "3:00 a.m." }, { label: "3:00 p.m." }],
      },
    });
    const assumed = interpret("Cada martes revisa los planos", { now, timezone, locale: "es-ES" });
    expect(assumed).toMatchObject({
      assumptions: [{ code: "time", value: "09:00", why: "No diste hora: las 09:00." }, { code: "timezone" }],
    });
  });
});

about("what was filled in, in Spanish", () => {
  it("ends with one full stop, where the clock has one of its own, too", () => {
    const read = interpret("cada lunes por la mañana revisa la línea", { now, timezone, locale: "es-MX" });
    const why = read.outcome === "understood" ? read.assumptions.map((assumption) => assumption.why) : [];
    expect(why[0]).toBe("«Por la mañana» se lee como las 9:00 a.m. No diste hora.");
  });
});
