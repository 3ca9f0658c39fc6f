import type { Token } from "../token.ts";
import { formsOfAll, isFormOf } from "./verbs.ts";

/** Verbs that change one thing for another. */
export const exchanging = formsOfAll(
  "cambiar pasar reemplazar trasladar",
  "mueve move mueva mover sustituye sustitui sustituya sustituir recorre",
);
/** Verbs that only ask for the change: "hazlo", "que corra", "ponelo". */
export const carrying = formsOfAll(
  "cambiar pasar adelantar atrasar retrasar dejar programar agendar usar ejecutar lanzar mandar arrancar ajustar modificar corregir recorrer bajar subir",
  "pon pone ponga ponle ponlo poner mueve move mueva mover haz hace haga hagas hacer repite repita repeti repetir corre corra correr salga llegue suene envia envie enviar empieza empece inicia sea sean fuera quede quede va vaya toque repitase hagase dale baja bajale subele dejemoslo pongamoslo hagamoslo cambiemoslo pasemoslo",
);
const wishing = new Set(
  "quiero quiere necesito preferiria prefiero quisiera gustaria seria sea sean debe deberia agrega agregale suma sumale quita quitale anade incluye elimina borra cancela".split(
    " ",
  ),
);
const ambiguous = new Set("va hace recorre corre dan pasa".split(" "));

/** Whether a word asks for a change. */
export const isRequesting = ({ text, shape }: Token): boolean =>
  shape === "word" &&
  !ambiguous.has(text) &&
  (isFormOf(text, wishing) || isFormOf(text, carrying) || isFormOf(text, exchanging));
