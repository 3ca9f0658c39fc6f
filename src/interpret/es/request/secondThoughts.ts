import { either, type Line, type Match, maybe, sequence, type Shape, word, words } from "../../phrases/shape.ts";

/** "Perdón", "digo", "mejor dicho": said alone, they take back what stands before. */
const strong = either(
  words(
    "no espera",
    "no espere",
    "mejor dicho",
    "mas bien",
    "quiero decir",
    "quise decir",
    "queria decir",
    "me equivoque",
    "me confundi",
  ),
  word("perdon", "perdona", "perdone", "digo", "corrijo", "rectifico", "miento", "mejor", "disculpa", "disculpe"),
);
/** Words that go with them, and take nothing back by themselves. */
const weak = either(
  words("ah no", "uy no", "ay no", "no no", "que sea", "que sean", "que digo", "si no"),
  word("bueno", "no", "ay", "uy", "ah", "eh", "espera", "o", "pues", "y", "pero", "ponle", "ponlo", "hazlo", "ok"),
);
const sign = maybe(word(",", ";", "…", ".", "-", "–", "—", "(", "!"));

const aThought: Shape<boolean> = either(
  (line, at) => marked(strong(line, at), true),
  (line, at) => marked(weak(line, at), false),
);

function marked(match: Match<unknown> | undefined, isStrong: boolean): Match<boolean> | undefined {
  return match && { value: isStrong, next: match.next };
}

const thought = sequence(aThought, sign);

/** "Todos los lunes, | perdón, mejor | todos los martes", "los jueves | bueno | los viernes", "a las 8, | no, | a las 9". */
export const takesBack: Shape<unknown> = (line: Line, at) => {
  let next = at;
  let isClear = false;
  for (;;) {
    const match = thought(line, next);
    if (!match) break;
    const { text } = line.tokens[next] ?? {};
    // "no" between two days leaves the second one out, unless a comma parts it from that
    isClear ||= match.value[0] || text === "bueno" || text === "espera" || (text === "no" && match.value[1] === ",");
    next = match.next;
  }
  return next > at && isClear ? { value: true, next } : undefined;
};
