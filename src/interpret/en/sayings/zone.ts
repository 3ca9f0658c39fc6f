import type { Rule } from "../../phrases/phrase.ts";
import type { ZoneWords } from "../../phrases/saying.ts";
import { as, either, kind, kindIf, maybe, sequence, type Shape, word } from "../../phrases/shape.ts";
import type { MeaningOf, Token } from "../../tokens/token.ts";
import { functionWords, verbs } from "../vocabulary.ts";
import { beginsCity, zoneOfCity, zoneOfOffset } from "../../tokens/zones.ts";

const zoneWords = (zone: MeaningOf<"zone">): ZoneWords => {
  const found: ZoneWords = { id: zone.id };
  if (zone.others) found.others = zone.others;
  if (zone.exact) found.exact = true;
  return found;
};

/** Zones whose letters are also words: they need "time" or capitals. */
const alsoWords = new Set([
  "pacific",
  "mountain",
  "central",
  "eastern",
  "west",
  "met",
  "mt",
  "ct",
  "pt",
  "et",
  "ist",
  "art",
]);

/** A city of one, two or three words. */
export const city: Shape<string> = ({ tokens }, at) => {
  if (!beginsCity(tokens[at]?.text ?? "")) return undefined;
  let name = "";
  let found: { value: string; next: number } | undefined;
  for (let next = at; next < Math.min(at + 3, tokens.length); next++) {
    const token = tokens[next];
    if (!token || token.shape !== "word") break;
    name += (name === "" ? "" : " ") + token.text;
    const id = zoneOfCity(name);
    if (id !== undefined) found = { value: id, next: next + 1 };
  }
  return found;
};

const time = maybe(sequence(maybe(word("standard", "daylight", "summer", "local")), word("time", "timezone", "tz")));
const theTime = sequence(maybe(word("'s", "standard", "daylight", "local")), word("time", "timezone"));

const pad = (n: number) => String(n).padStart(2, "0");
const utc = kindIf("zone", (it) => it.id === "UTC");

/** "UTC+2", "GMT -08:45", "utc+02:45": so many hours and minutes from UTC, as `+2:00`. */
const offset: Shape<string> = either<Shape<string>[]>(
  as(
    sequence(utc, word("+", "-"), kind("clock")),
    ([, sign, { value }]) => `${sign}${String(value.hour)}:${pad(value.minute)}`,
  ),
  as(
    sequence(utc, maybe(word("+", "-")), kind("number"), maybe(sequence(word(":"), kind("number")))),
    ([, sign, { value }, minutes], { tokens }, at) => {
      const isNegative = tokens[at + 1]?.text.startsWith("-") === true;
      if (!sign && !isNegative) return undefined;
      return `${isNegative ? "-" : "+"}${String(Math.abs(value))}:${pad(minutes?.[1].value ?? 0)}`;
    },
  ),
);

/** "Pacific", "PT", "UTC", "UTC+2", "Berlin time", "America/Denver", "in New York time". */
export const namedZone: Rule = {
  name: "en.namedZone",
  kinds: ["zone"],
  words: ["in", "(", "us"],
  span: "timezone",
  read: as(
    sequence(
      maybe(word("in", "(")),
      maybe(word("the", "us", "u.s.")),
      either(
        // an offset that no zone keeps is asked about
        as(offset, (written): ZoneWords | "unknown" => {
          const id = zoneOfOffset(written);
          return id === undefined ? "unknown" : { id, exact: true };
        }),
        as(sequence(kind("zone"), time), ([zone, timeWord], line, at) => {
          const token = line.tokens[at];
          const letters = token && line.text.slice(token.start, token.end);
          // "central" and "met" are words; after a clock time or in capitals they are zones
          // "in the wet" is no zone either
          const isThing = line.tokens[at - 1]?.text === "the" && (token?.text.length ?? 0) < 5;
          const isWord = token && (isThing || alsoWords.has(token.text)) && letters === token.text;
          const afterClock =
            line.tokens[at - 1]?.meanings.some(
              (it) => it.kind === "clock" || it.kind === "meridiem" || it.kind === "military",
            ) === true || line.tokens[at - 1]?.text === "us";
          return isWord && !timeWord && !afterClock ? undefined : zoneWords(zone);
        }),
      ),
    ),
    ([prefix, , zone]) => ({
      says: zone === "unknown" ? { ask: "which-zone" as const } : { zone },
      ...(prefix ? {} : { bare: true as const }),
    }),
  ),
};

/** "Berlin time", "at 9am in Tokyo": a city, which needs "time" or a clock time before it. */
export const cityZone: Rule = {
  name: "en.cityZone",
  anyWord: true,
  words: ["in"],
  span: "timezone",
  read: either(
    as(sequence(maybe(word("in")), city, theTime), ([prefix, id]) =>
      prefix ? { says: { zone: { id } } } : { says: { zone: { id } }, bare: true as const },
    ),
    as(sequence(maybe(word("in")), city), ([, id], line, at, next) => {
      const before = line.tokens[at - 1];
      const afterClock =
        before?.text === "time" ||
        before?.meanings.some((it) => it.kind === "clock" || it.kind === "meridiem" || it.kind === "daypart") === true;
      const following = line.tokens[next];
      const isWhole =
        following === undefined ||
        following.shape === "sign" ||
        verbs.has(following.text) ||
        functionWords.has(following.text);
      const first = line.tokens[line.tokens[at]?.text === "in" ? at + 1 : at];
      return afterClock && isWhole && first?.name ? { says: { zone: { id } }, bare: true as const } : undefined;
    }),
  ),
};

/** "time cards", "time sheets": the time belongs to a thing. */
const isNoun = (token: Token | undefined) =>
  token?.shape === "word" && token.meanings.length === 0 && !verbs.has(token.text) && !functionWords.has(token.text);

/** "at 9am in Mars/Base time", "at 9 Atlantis time": a zone that nobody knows is asked for. */
export const unknownZone: Rule = {
  name: "en.unknownZone",
  words: ["in"],
  anyWord: true,
  span: "timezone",
  read: (line, at) => {
    const { tokens } = line;
    const before = tokens[at - 1];
    const afterClock = before?.meanings.some(
      (it) => it.kind === "clock" || it.kind === "meridiem" || it.kind === "number" || it.kind === "military",
    );
    if (!afterClock) return undefined;
    const first = tokens[at]?.text === "in" ? at + 1 : at;
    const opener = tokens[first];
    if (opener?.name !== true || verbs.has(opener.text) || functionWords.has(opener.text)) return undefined;
    for (let next = first + 1; next < Math.min(first + 5, tokens.length); next++) {
      const token = tokens[next];
      if (token?.text === "time" || token?.text === "timezone")
        return isNoun(tokens[next + 1]) ? undefined : { value: { says: { ask: "which-zone" } }, next: next + 1 };
      if (token?.text !== "/" && (token?.shape !== "word" || functionWords.has(token.text))) return undefined;
    }
    return undefined;
  },
};

/** "my time", "local time": the account's own zone, which is the default. */
export const ownZone: Rule = {
  name: "en.ownZone",
  words: ["my", "local", "our"],
  span: "timezone",
  read: as(
    sequence(maybe(word("my", "our")), maybe(word("local", "own")), word("time", "timezone")),
    ([mine, local], line, at) => {
      const before = line.tokens[at - 1];
      const afterClock =
        before?.meanings.some(
          (it) => it.kind === "clock" || it.kind === "meridiem" || it.kind === "number" || it.kind === "military",
        ) === true;
      return (mine || local) && afterClock ? { says: {}, bare: true as const } : undefined;
    },
  ),
};
