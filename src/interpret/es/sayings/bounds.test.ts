import { describe as about, expect, it } from "vitest";
import { describe } from "../../describe.ts";
import { interpret } from "../../interpret.ts";

const now = new Date("2027-01-13T16:07:00Z");
const timezone = "America/Mexico_City";
const locale = "es-ES";

/** What was understood, in words, and what remains for the work; or that it was asked, or refused. */
function heard(text: string): string {
  const read = interpret(text, { now, timezone, locale });
  if (read.outcome === "ambiguous") return `¿${read.question.code}?`;
  if (read.outcome === "unsupported") return `¡${read.reason.code}!`;
  if (read.outcome === "no-schedule") return "-";
  const schedules = read.schedules.map((schedule) => describe(schedule, { locale, now, timezone }));
  return `${schedules.join(" + ")} | ${read.prompt ?? "-"}`;
}

about("the limits of a schedule in Spanish", () => {
  it.each([
    [
      "Todos los días a las 15:00, sin los domingos, cuenta los palés",
      "De lunes a sábado a las 15:00 | cuenta los palés",
    ],
    ["Diario a las 18:00, fines de semana libres, envía el cierre", "De lunes a viernes a las 18:00 | envía el cierre"],
    [
      "De lunes a viernes, sábados incluidos, a las 7:30 arranca la caldera",
      "De lunes a sábado a las 07:30 | arranca la caldera",
    ],
    [
      "Con vigencia a partir del 1 de febrero, cada lunes a las 8 am audita la línea 4",
      "Todos los lunes a las 08:00, desde el 1 de febrero de 2027 | audita la línea 4",
    ],
    [
      "Del 1 de febrero en adelante, cada lunes a las 8 am audita la línea 4",
      "Todos los lunes a las 08:00, desde el 1 de febrero de 2027 | audita la línea 4",
    ],
    [
      "Todos los viernes a las 13:00, siendo la última vez el 26 de febrero, archiva los planos",
      "Todos los viernes a las 13:00, hasta el 26 de febrero de 2027 | archiva los planos",
    ],
    ["Cada 20 minutos excepto de 12 a 13, lee el caudalímetro", "¿not-understood?"],
    ["Cada 15 minutos mientras siga abierta la válvula, mira la presión", "¡event!"],
    ["Todos los días a las 8 am, a menos que llueva, riega el patio", "¡event!"],
    [
      "A las 9 am cada viernes resume las paradas ocurridas desde el lunes y las resueltas hasta el jueves",
      "Todos los viernes a las 09:00 | resume las paradas ocurridas desde el lunes y las resueltas hasta el jueves",
    ],
    [
      "Todos los días a las 10:00, sin falta, revisa el correo",
      "Todos los días a las 10:00 | sin falta, revisa el correo",
    ],
    [
      "De lunes a sábado a las 7:00, el miércoles no, imprime el parte",
      "Todos los lunes, martes, jueves, viernes y sábados a las 07:00 | imprime el parte",
    ],
    [
      "Todos los días a las 7:00 menos el 24 y el 31 de diciembre enciende el horno",
      "Todos los días a las 07:00, excepto el 24 de diciembre de 2027 y el 31 de diciembre de 2027 | enciende el horno",
    ],
    [
      "Cada viernes a las 16:00 lista los pedidos recibidos desde el lunes",
      "Todos los viernes a las 16:00 | lista los pedidos recibidos desde el lunes",
    ],
    ["Cada hora, fuera del horario nocturno, lee el ruido", "¿not-understood?"],
    ["Cada martes a las 9:00, no antes del 1 de marzo, envía el resumen", "¿not-understood?"],
    ["Cada lunes a las 9 am revisa todo menos el horno", "Todos los lunes a las 09:00 | revisa todo menos el horno"],
  ])("%s", (text, expected) => {
    expect(heard(text)).toBe(expected);
  });
});

about("a sentence in Spanish that is no request for a job", () => {
  it.each([
    ["Pasa la reunión del lunes al martes a las 9:00", "¡not-understood!"],
    ["Elimina todo lo que se ejecuta los lunes", "¡cancellation!"],
    [
      "Cada noche a las 23:00 borra lo que sobra en la carpeta temporal",
      "Todos los días a las 23:00 | borra lo que sobra en la carpeta temporal",
    ],
    ["¿Tengo algo agendado los viernes a las 16:00?", "¡not-understood!"],
    ["Desde el lunes el compresor falla cada mañana", "¿not-understood?"],
    [
      "Marta está fuera hasta el viernes, así que mañana a las 9 am llama al cliente",
      "El 14 de enero de 2027 a las 09:00 | Marta está fuera hasta el viernes, así que llama al cliente",
    ],
    ["¿Corre algo los sábados a las 5 am?", "¡not-understood!"],
    ["Ayer el robot se paró cada dos horas", "¿not-understood?"],
    ["Los martes a las 9 am solemos limpiar el horno", "¿not-understood?"],
    ["No mandes el informe los viernes a las 5 pm", "¡not-understood!"],
    ["No olvides regar las plantas los viernes a las 5 pm", "Todos los viernes a las 17:00 | regar las plantas"],
  ])("%s", (text, expected) => {
    expect(heard(text)).toBe(expected);
  });
});

about("lists and dates in Spanish", () => {
  it.each([
    ["3 de mar. de 2027, 18:15: revisa el extintor", "El 3 de marzo de 2027 a las 18:15 | revisa el extintor"],
    [
      "Tanto los martes como los jueves a las 16:00 purga el filtro",
      "Todos los martes y jueves a las 16:00 | purga el filtro",
    ],
    [
      "5, 13 y 21 h, cada día: cambia el turno en el tablero",
      "Todos los días a las 05:00 + Todos los días a las 13:00 + Todos los días a las 21:00 | cambia el turno en el tablero",
    ],
    ["Una tarde sí y otra no a las 18:00 riega las plantas", "Cada 2 días a las 18:00 | riega las plantas"],
    [
      "Tres veces diarias: 6 am, 2 pm y 10 pm, anota la temperatura",
      "Todos los días a las 06:00 + Todos los días a las 14:00 + Todos los días a las 22:00 | anota la temperatura",
    ],
  ])("%s", (text, expected) => {
    expect(heard(text)).toBe(expected);
  });
});
