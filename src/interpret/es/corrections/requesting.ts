import type { Token } from "../../tokens/token.ts";
import { formsOfAll, isFormOf } from "../verbs.ts";

/** Verbs that change one thing for another. */
export const exchanging = formsOfAll(
  "cambiar pasar reemplazar trasladar llevar mover/muev sustituir/sustituy",
  "move recorre correlo correla corramoslo corramosla",
);
/** Verbs that only ask for the change: "hazlo", "que corra", "ponelo". */
export const carrying = formsOfAll(
  "cambiar pasar adelantar atrasar retrasar dejar programar reprogramar agendar reagendar usar ejecutar lanzar mandar enviar arrancar ajustar modificar corregir/corrij recorrer bajar subir poner/pong mover/muev hacer/hag repetir/repit correr salir/salg llegar/llegu sonar/suen iniciar empezar/empiez comenzar/comienz trasladar llevar fijar colocar/coloqu acomodar marcar anotar apuntar configurar echar tirar meter tocar/toqu quedar",
  "pon hace haz sea sean fuera queda vaya da den pasa",
);
/** Verbs that take something away: "quítalo", "saltate", "exclúyelos". */
export const dropping = formsOfAll(
  "quitar sacar eliminar saltar saltear borrar descartar retirar evitar omitir excluir/excluy suprimir brincar",
);
/** Verbs that add something: "súmalos", "agrégale", "mete". */
export const adding = formsOfAll("agregar sumar anadir incluir/incluy meter incorporar aumentar");

const wishing = new Set(
  "quiero quiere queremos necesito preferiria prefiero preferimos quisiera quisieramos gustaria seria serian podria podrias podriamos debe deberia mejor cancela cancelalo".split(
    " ",
  ),
);
/** Forms in which something else does it more often than somebody is asked to: "pasa el bus", "sale tarde", "toca pintar". */
const happening = new Set(
  "va hace recorre corre corren dan da pasa pasan sale salen llega llegan toca tocan queda quedan suena lleva llevan saca sacan mete echa tira usa usan usamos hacemos salimos llegamos empieza empiezan comienza arranca cambia cambian sube baja marca sacamos termina terminan acaba acaban para paran dura duran acabamos terminamos".split(
    " ",
  ),
);

/** Verbs of an end: "que termine", but "la misa termina". */
const ending = formsOfAll("terminar acabar finalizar parar durar");

const asked = new Set([...wishing, ...[carrying, exchanging, dropping, adding, ending].flatMap((forms) => [...forms])]);

/** Whether a word asks for a change by itself: "ponlo", "pásalo", "quiero". */
export const isRequesting = ({ text, shape }: Token): boolean =>
  shape === "word" && !happening.has(text) && isFormOf(text, asked);

/** Whether a word can ask for a change where nobody is said to do it: "empieza a las 8", but "la misa empieza a las 8". */
export const canRequest = (token: Token): boolean => happening.has(token.text) || isRequesting(token);
