import type { Edit } from "../../corrections/correction.ts";
import { as, either, type Line, maybe, sequence, type Shape, where, word, words } from "../../phrases/shape.ts";
import { certainClock } from "../sayings/clockPoint.ts";
import { city } from "../sayings/zone.ts";

const people = word(
  "office",
  "team",
  "plant",
  "site",
  "crew",
  "people",
  "folks",
  "guys",
  "colleagues",
  "branch",
  "factory",
);

const somebody = either(
  word("i'm", "we're", "they're", "he's", "she's", "it's", "everyone's", "team's"),
  sequence(
    maybe(word("the", "my", "our")),
    either(word("i", "we", "they", "everyone"), people),
    word("am", "are", "is", "sits", "sit", "live", "works", "work"),
  ),
);
/** Whether the time that people have is spoken of. */
export const speaksOfZone = ({ tokens }: Line): boolean =>
  tokens.some(
    ({ text }, at) =>
      /^(timezone|zone)$/.test(text) || (text === "time" && /^(their|local|zone)$/.test(tokens[at - 1]?.text ?? "")),
  );

/** "We're in Denver", "the Berlin office": where somebody is. */
export const place: Shape<string> = either<Shape<string>[]>(
  as(sequence(somebody, maybe(word("all", "actually", "based", "now", "over")), word("in"), city), ([, , , id]) => id),
  as(sequence(maybe(word("the", "our", "my")), city, people), ([, id]) => id),
);

/** "The timezone is wrong, we're in Denver", "it's for the Berlin office, so use their time". */
export const placeZone: Shape<Edit> = as(sequence(where(speaksOfZone), place), ([, id]): Edit => ({
  kind: "say",
  says: { zone: { id } },
}));

/** "2pm London": the hour, and where. */
export const timeThere: Shape<Edit> = as(sequence(certainClock, maybe(word(",")), city), ([time, , id]): Edit => ({
  kind: "say",
  says: { times: [time], zone: { id } },
}));

/** "Use their time", beside the place that it is the time of. */
export const theirTime: Shape<unknown> = sequence(
  where((line) =>
    line.tokens.some((token, at) => token.meanings.some((it) => it.kind === "zone") || place(line, at) !== undefined),
  ),
  word("their", "his", "her"),
  maybe(word("own", "local")),
  either(words("time zone"), word("time", "timezone")),
);
