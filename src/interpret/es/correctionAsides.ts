import { either, kind, maybe, not, sequence, type Shape, word, words } from "../shape.ts";

const plain: Shape<true> = ({ tokens }, at) =>
  tokens[at]?.shape === "word" && tokens[at].meanings.length === 0 ? { value: true, next: at + 1 } : undefined;

const stays = sequence(
  maybe(word("queda", "quedan", "sigue", "siguen", "dejalo", "se")),
  maybe(word("queda", "quedan", "como")),
  word("igual", "iguales", "asi", "esta", "estan", "igualito"),
);
/** "Los demás igual": what is said is only for the days that are named beside it. */
export const restStays: Shape<unknown> = sequence(
  maybe(word("y", "pero")),
  maybe(word("deja", "dejame")),
  words("los demas dias", "los otros dias", "los demas", "las demas", "los otros", "el resto de los dias"),
  stays,
);

/** What is said to be enough, or to stay as it is: it changes nothing by itself. */
export const asides: Shape<unknown> = either(
  words(
    "a la misma hora",
    "la misma hora",
    "misma hora",
    "el mismo dia",
    "los mismos dias",
    "mismo dia",
    "todo lo demas igual",
    "lo demas igual",
    "el resto igual",
    "la misma instruccion",
    "nada mas",
    "no mas",
    "y ya",
    "y listo",
    "y ya estuvo",
    "despues ya no",
    "y despues ya no",
    "y luego ya no",
    "y se acabo",
    "y es todo",
    "y eso es todo",
    "me equivoque de dia",
    "me equivoque de hora",
    "me equivoque",
    "me confundi",
    "me referia a",
    "me refiero a",
    "no quise decir eso",
    "quise poner",
    "queria poner",
    "lo que queria decir es",
    "si se puede",
    "si no es molestia",
    "si puedes",
    "si podes",
    "cuando puedas",
    "como siempre",
    "como antes",
    "de una vez",
    "por fa",
    "por favor",
    "ya sabes",
    "sabes que",
    "fijate que",
    "a la de ya",
    "esta bien",
    "no la de aca",
    "no la de aqui",
    "no la de alla",
    "no la local",
    "se trabaja",
    "estaria bien",
    "estaria mejor",
    "seria mejor",
    "estaria perfecto",
    "esta mejor",
    "queda mejor",
    "nos queda mejor",
    "me queda mejor",
    "me viene mejor",
    "nos viene mejor",
    "me sirve mas",
    "me conviene mas",
  ),
  sequence(word("dejalo", "dejala", "dejemoslo"), maybe(word("en", "a", "para", "asi"))),
  // "por la cosecha ya trabajamos …"
  sequence(
    word("por", "con"),
    word("el", "la", "los", "las", "lo"),
    not(either(kind("daypart"), kind("weekday"), kind("month"), kind("unit"), kind("number"))),
    plain,
    maybe(word("ya")),
    word("trabajamos", "abrimos", "cerramos", "entramos", "salimos", "empezamos"),
  ),
  // "¿y si lo ponemos a las 8?"
  sequence(
    maybe(word("y")),
    maybe(word("que")),
    maybe(word("tal")),
    word("si"),
    maybe(word("lo", "la", "mejor")),
    word("ponemos", "pasamos", "movemos", "cambiamos", "dejamos", "hacemos", "corremos", "mandamos"),
  ),
  // "todo bien menos la hora"
  sequence(
    word("todo"),
    maybe(word("esta", "va")),
    maybe(word("bien", "perfecto", "correcto")),
    word("menos", "excepto", "salvo"),
    word("la", "el"),
    word("hora", "dia", "fecha", "horario"),
  ),
  // "con una vez a la semana | basta"
  word("basta", "bastan", "alcanza", "alcanzan", "sobra", "suficiente", "tenemos"),
  // "todo lo demás queda igual"
  words("todo igual", "todo lo demas igual"),
  sequence(
    maybe(word("y", "pero")),
    maybe(word("deja", "dejame")),
    words("todo lo demas", "lo demas", "el resto"),
    stays,
  ),
);
