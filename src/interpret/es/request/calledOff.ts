import { type CallingOff, isCalledOff, wordsOf } from "../../gathering/calledOff.ts";
import type { Line } from "../../phrases/shape.ts";

const end = "(?: gracias| porfa| por favor| por ahora| en realidad| al final)* [,.;:!?…–—-]";
const sign = " [,.;:!¡…–—§-]";
const lead = `(?: (?:bueno|no|mejor|ah|ay|uy|bah|espera|nada|perdon|pero|al final|pensandolo (?:bien|mejor))(?:${sign})?)`;
const them = "(?: l[oa]s?| me| nos)*";
const used =
  "(?:qu[ie]+r(?:[eo]|emos)|necesit(?:[ao]|amos)|us(?:[ao]|amos)|le(?:[eo]|emos)|interesa|sirve|hacen? falta)";
const forgotten = [
  "(?:olvid|cancel)al[oa]|olvidate|dejalo estar",
  "(?:ya )?no hace (?:ninguna )?falta|no hagas (?:nada|caso)|olvida(?:te de)? eso|olvida lo que dije",
  `(?:nadie )?ya no${them} ${used}(?: eso| nada| mas)?`,
  "(?:he cambiado|cambie) de (?:idea|opinion)",
].join("|");
const unsaid = "dejal[oa]|quital[oa]|borral[oa]|no|nada|da igual|no l[oa] (?:hagas|mandes)|no me avises";
const stem = "(?:quit|borr|elimin|cancel|suprim|desactiv|apag|suspend|anul|par|det[eu]n|cort)";
const stops = `${stem}(?:[aei]r|[aeinsgá]*)(?:me|nos)?`;
const sends = "(?:(?:mand|envi|pas|hac|pon|public|avis)(?:as|es|ais)|pusiste|programaste)";
const things = "(?:correo|mensaje|aviso|alerta|recordatorio|resumen|informe|boletin|reporte)(?:e?s)?";

const spanish: CallingOff = {
  takenBack: new RegExp(`(?:${sign}|${sign} [yo]|§ y)(?:${lead}* (?:${forgotten})|${lead}+ (?:${unsaid}))${end}`, "g"),
  condition: /^ ?(?:si|cuando|salvo|en|y)\b/,
  stopped: new RegExp(
    `(?:^|[,.!¡¿]|puedes|podrias|quiero que|que|favor) ${stops} [^,.;§]{0,60}?(?:\\bque${them} ${sends}\\b[^,.;§]{0,30}§|${things} [^,.;§]{0,40}\\bque${them} (?:salen?|llegan?|manda|envia)(?: al?| las?| el| los| mediodia)* §)|^ (?:es[ea]s? |aquel|lo del? |[^,§]{0,60}que${them} ${sends} )[^,]*§[^,]* , (?:${stem}\\w*l[oa]s?|fuera)${end}`,
  ),
  refused:
    /(?:^| [.!¡])(?: oye| hola| bueno)* (?:no quiero mas|basta de|no mas|dame de baja|sacame de|quitame de|ya no quiero (?!que )|no quiero (?:el|las?|los|es[ea]) )[^,.;:§]*§/,
  asks: (words) => /(?:^|[^\w§]) (?:y )?[a-z]{2,}[aei](?:me|nos|l[aeo]s?|[mst]el[oa]s?) /.test(words),
};

/** Whether the request asks to stop what runs already, or takes itself back. */
export const callsOff = (line: Line, taken: ReadonlySet<number>): boolean => isCalledOff(wordsOf(line, taken), spanish);
