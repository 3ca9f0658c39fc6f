import type { Edit } from "../../corrections/correction.ts";
import type { PointWords } from "../../phrases/saying.ts";
import { ahead, as, boundary, either, maybe, sequence, type Shape, word, words } from "../../phrases/shape.ts";
import { boundDay, endPoint } from "../sayings/points.ts";
import { amount, duration, monthList, weekdayList } from "../sayings/shapes.ts";
import { begins, verb } from "../verbs.ts";

const ends = ["until", "count", "lasting"] as const;
const noun = word("fin", "termino", "final", "cierre", "limite", "caducidad", "vencimiento", "terminacion", "corte");
const the = maybe(word("el", "al", "la", "en"));

/** A day from which it runs. */
const from = (point: PointWords): Edit | undefined =>
  point.day === undefined ? undefined : { kind: "say", says: { from: point } };

/** What corrections do to the first and to the last day. */
export const bounds: readonly Shape<Edit>[] = [
  as(
    either(
      sequence(
        word("sin", "quita", "quitale", "elimina", "borra", "quitar"),
        maybe(word("la", "el", "una")),
        maybe(words("fecha de", "fecha")),
        noun,
      ),
      sequence(
        either(word("dejalo", "dejala", "dejenlo"), words("que siga", "que continue")),
        maybe(word("asi", "que")),
        word("corriendo", "indefinidamente", "siempre", "indefinido"),
      ),
      words("que no termine", "que no acabe", "que no pare", "sin parar", "que siga siempre", "no le pongas fin"),
      words(
        "hasta nuevo aviso",
        "sin fin",
        "sin limite",
        "sin caducidad",
        "para siempre",
        "indefinidamente",
        "por tiempo indefinido",
      ),
    ),
    (): Edit => ({ kind: "clear", slots: ends }),
  ),
  // "fecha de término: 18 de diciembre"
  as(
    sequence(
      either(
        sequence(maybe(word("con", "ponle", "pon", "y", "la")), words("fecha de", "fecha")),
        word("con", "ponle", "pon"),
      ),
      noun,
      maybe(word(":", ",", "es", "sea")),
      the,
      endPoint,
    ),
    ([, , , , end]): Edit | undefined => end.day && { kind: "say", says: { until: { ...end, inclusive: true } } },
  ),
  // "no arranques hasta el 1 de septiembre", "no lo mandes antes del lunes"
  as(
    sequence(
      word("no"),
      maybe(word("lo", "la", "me", "te")),
      maybe(
        either(
          begins,
          words("hace falta", "es necesario"),
          word("mandes", "corras", "hagas", "ejecutes", "envies", "lances", "corra", "mande"),
        ),
      ),
      either(words("hasta", "antes de", "antes del")),
      the,
      boundDay,
    ),
    ([, , , , , point]) => from(point),
  ),
  // "quita diciembre", "que no corra en agosto"
  as(
    sequence(
      either(
        verb(
          "quitar sacar eliminar saltar borrar descartar",
          "omite omiti omita omitir excluye exclui excluya excluir",
        ),
        word("fuera"),
        sequence(
          word("que"),
          word("no"),
          maybe(word("se")),
          word("corra", "ejecute", "mande", "salga", "llegue", "sea", "caiga"),
        ),
      ),
      maybe(word("en", "todo")),
      maybe(word("el", "todo")),
      maybe(words("mes de", "meses de")),
      monthList,
    ),
    ([, , , , exceptMonths]): Edit => ({ kind: "say", says: { exceptMonths } }),
  ),
  // "arrancamos el 7 de septiembre", "recién a partir del lunes"
  as(
    sequence(
      either(
        word("arrancamos", "empezamos", "comenzamos", "iniciamos"),
        words(
          "recien a partir de",
          "recien a partir del",
          "recien desde",
          "recien",
          "apenas a partir de",
          "apenas desde",
        ),
      ),
      the,
      boundDay,
    ),
    ([, , point]) => from(point),
  ),
  // "la primera que sea la próxima semana"
  as(
    sequence(
      words("la primera vez", "la primera", "el primero", "la primera corrida", "el primer envio"),
      maybe(word("que", ",")),
      maybe(word("sea", "es", "sera", "seria", "va", "vaya")),
      the,
      boundDay,
    ),
    ([, , , , point]) => from(point),
  ),
  // "con cuatro viernes tenemos", "solo cuatro lunes"
  as(
    sequence(word("con", "solo", "solamente", "nomas", "unicamente"), amount, weekdayList),
    ([, count, weekdays]): Edit | undefined =>
      weekdays.length === 1 && Number.isInteger(count) && count > 1 ? { kind: "say", says: { count } } : undefined,
  ),
  // "que dure tres meses"
  as(sequence(maybe(word("que")), word("dure", "duren"), maybe(word("solo")), duration), ([, , , length]): Edit => ({
    kind: "say",
    says: { lasting: length },
  })),
  // "son solo 4 días"
  as(
    sequence(
      maybe(word("son", "seran", "es", "fueron")),
      word("solo", "solamente", "unicamente", "nomas"),
      duration,
      maybe(word("mas")),
      either(boundary, ahead(word("y", "porque", "que"))),
    ),
    ([, , length]): Edit | undefined =>
      length.unit === "minute" || length.unit === "hour" ? undefined : { kind: "say", says: { lasting: length } },
  ),
  // "dame 10 minutos más", "ponle una hora más"
  as(
    sequence(
      word("dame", "dale", "ponle", "sumale", "agregale", "danos", "deme"),
      duration,
      maybe(words("mas", "de mas", "extra", "mas tarde")),
    ),
    ([, { n, unit }]): Edit | undefined => {
      const minutes = unit === "minute" ? 1 : unit === "hour" ? 60 : undefined;
      return minutes === undefined ? undefined : { kind: "shift", minutes: n * minutes };
    },
  ),
];
