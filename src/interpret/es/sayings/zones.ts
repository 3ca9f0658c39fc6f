import type { Rule } from "../../phrases/phrase.ts";
import type { ZoneWords } from "../../phrases/saying.ts";
import {
  as,
  either,
  kind,
  type Line,
  type Match,
  maybe,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";
import { zoneOfCity, zoneOfOffset } from "../../tokens/zones.ts";

/** Names of places as Spanish writes them, where they differ from the database's. */
const places: Readonly<Record<string, string>> = {
  espana: "Europe/Madrid",
  "la peninsula": "Europe/Madrid",
  canarias: "Atlantic/Canary",
  "las canarias": "Atlantic/Canary",
  tenerife: "Atlantic/Canary",
  "las palmas": "Atlantic/Canary",
  mexico: "America/Mexico_City",
  df: "America/Mexico_City",
  puebla: "America/Mexico_City",
  queretaro: "America/Mexico_City",
  leon: "America/Mexico_City",
  saltillo: "America/Monterrey",
  "ciudad juarez": "America/Ciudad_Juarez",
  sonora: "America/Hermosillo",
  "baja california": "America/Tijuana",
  "quintana roo": "America/Cancun",
  argentina: "America/Argentina/Buenos_Aires",
  colombia: "America/Bogota",
  chile: "America/Santiago",
  "santiago de chile": "America/Santiago",
  peru: "America/Lima",
  venezuela: "America/Caracas",
  uruguay: "America/Montevideo",
  paraguay: "America/Asuncion",
  bolivia: "America/La_Paz",
  ecuador: "America/Guayaquil",
  quito: "America/Guayaquil",
  "costa rica": "America/Costa_Rica",
  guatemala: "America/Guatemala",
  panama: "America/Panama",
  "republica dominicana": "America/Santo_Domingo",
  cuba: "America/Havana",
  "la habana": "America/Havana",
  "puerto rico": "America/Puerto_Rico",
  cali: "America/Bogota",
  medellin: "America/Bogota",
  londres: "Europe/London",
  paris: "Europe/Paris",
  berlin: "Europe/Berlin",
  roma: "Europe/Rome",
  lisboa: "Europe/Lisbon",
  viena: "Europe/Vienna",
  bruselas: "Europe/Brussels",
  ginebra: "Europe/Zurich",
  varsovia: "Europe/Warsaw",
  estocolmo: "Europe/Stockholm",
  copenhague: "Europe/Copenhagen",
  atenas: "Europe/Athens",
  estambul: "Europe/Istanbul",
  moscu: "Europe/Moscow",
  praga: "Europe/Prague",
  munich: "Europe/Berlin",
  alemania: "Europe/Berlin",
  francia: "Europe/Paris",
  italia: "Europe/Rome",
  "reino unido": "Europe/London",
  inglaterra: "Europe/London",
  "paises bajos": "Europe/Amsterdam",
  sevilla: "Europe/Madrid",
  bilbao: "Europe/Madrid",
  zaragoza: "Europe/Madrid",
  vigo: "Europe/Madrid",
  "nueva york": "America/New_York",
  "los angeles": "America/Los_Angeles",
  filadelfia: "America/New_York",
  "la india": "Asia/Kolkata",
  "nueva delhi": "Asia/Kolkata",
  tokio: "Asia/Tokyo",
  pekin: "Asia/Shanghai",
  shanghai: "Asia/Shanghai",
  singapur: "Asia/Singapore",
  seul: "Asia/Seoul",
  japon: "Asia/Tokyo",
  "el cairo": "Africa/Cairo",
  dubai: "Asia/Dubai",
};

/** Regions whose name fits zones in more than one country. */
const regions: Readonly<Record<string, ZoneWords>> = {
  "del este": { id: "America/New_York" },
  "este de estados unidos": { id: "America/New_York" },
  "del atlantico": { id: "America/Halifax" },
  "del centro": { id: "America/Mexico_City", others: ["America/Chicago"] },
  central: { id: "America/Mexico_City", others: ["America/Chicago"] },
  "del pacifico": { id: "America/Los_Angeles" },
  pacifico: { id: "America/Los_Angeles" },
  "de la montana": { id: "America/Denver" },
  peninsular: { id: "Europe/Madrid" },
  "de la peninsula": { id: "Europe/Madrid" },
  espanola: { id: "Europe/Madrid" },
  mexicana: { id: "America/Mexico_City" },
  colombiana: { id: "America/Bogota" },
  chilena: { id: "America/Santiago" },
  peruana: { id: "America/Lima" },
  venezolana: { id: "America/Caracas" },
  uruguaya: { id: "America/Montevideo" },
  paraguaya: { id: "America/Asuncion" },
  boliviana: { id: "America/La_Paz" },
  ecuatoriana: { id: "America/Guayaquil" },
  guatemalteca: { id: "America/Guatemala" },
  panamena: { id: "America/Panama" },
  cubana: { id: "America/Havana" },
  dominicana: { id: "America/Santo_Domingo" },
  alemana: { id: "Europe/Berlin" },
  francesa: { id: "Europe/Paris" },
  italiana: { id: "Europe/Rome" },
  inglesa: { id: "Europe/London" },
  britanica: { id: "Europe/London" },
  portuguesa: { id: "Europe/Lisbon" },
  china: { id: "Asia/Shanghai" },
  japonesa: { id: "Asia/Tokyo" },
  india: { id: "Asia/Kolkata" },
  "de la costa este": { id: "America/New_York" },
  "de la costa oeste": { id: "America/Los_Angeles" },
  "estandar del este": { id: "America/New_York" },
  "estandar del pacifico": { id: "America/Los_Angeles" },
  argentina: { id: "America/Argentina/Buenos_Aires" },
  canaria: { id: "Atlantic/Canary" },
  "insular canaria": { id: "Atlantic/Canary" },
};

/** A place by up to four words. */
const place: Shape<ZoneWords> = ({ tokens }: Line, at): Match<ZoneWords> | undefined => {
  for (let length = 4; length > 0; length--) {
    const slice = tokens.slice(at, at + length);
    if (slice.length < length || slice.some((token) => token.shape !== "word")) continue;
    const name = slice.map((token) => token.text).join(" ");
    const id = places[name] ?? zoneOfCity(name);
    if (id !== undefined) return { value: { id }, next: at + length };
  }
  return undefined;
};

const region: Shape<ZoneWords> = ({ tokens }: Line, at): Match<ZoneWords> | undefined => {
  for (let length = 3; length > 0; length--) {
    const found =
      regions[
        tokens
          .slice(at, at + length)
          .map((token) => token.text)
          .join(" ")
      ];
    if (found) return { value: found, next: at + length };
  }
  return undefined;
};

const named = as(kind("zone"), ({ id, others, exact }): ZoneWords => ({
  id,
  ...(others && { others }),
  ...(exact && { exact }),
}));

/** `UTC+2`, `GMT-6`. */
const offset: Shape<ZoneWords> = as(
  sequence(word("utc", "gmt"), word("+", "-", "−"), kind("number")),
  ([, sign, { value }]) => {
    const id = zoneOfOffset(`${sign === "+" ? "+" : "-"}${value}`);
    return id === undefined ? undefined : { id, exact: true };
  },
);

const clockOf = words(
  "hora local de",
  "hora oficial de",
  "horario de",
  "hora de",
  "huso horario de",
  "zona horaria de",
  "tiempo de",
  "en hora de",
  "en horario de",
  "a la hora de",
  "segun la hora de",
  "zona horaria",
  "zona",
  "en zona",
);
const anyPlace = either(offset, named, place);

/** In which zone. */
export const zoneRules: readonly Rule[] = [
  {
    name: "es.zone",
    kinds: ["zone"],
    words: ["hora", "horario", "huso", "zona", "tiempo", "en", "a", "segun", "(", "utc", "gmt"],
    span: "timezone",
    read: either(
      as(sequence(maybe(word("(")), clockOf, maybe(word("la")), anyPlace, maybe(word(")"))), ([, , , zone]) => ({
        says: { zone },
      })),
      as(
        sequence(
          maybe(word("(")),
          words("hora", "en hora", "horario", "tiempo", "en horario"),
          either(region, offset, named),
          maybe(word(")")),
        ),
        ([, , zone]) => ({ says: { zone } }),
      ),
      as(sequence(maybe(word("(")), offset, maybe(word(")"))), ([, zone]) => ({ says: { zone } })),
      as(sequence(maybe(word("(")), named, maybe(word(")"))), ([, zone]) =>
        zone.id === "Europe/Madrid" && !zone.exact ? undefined : { says: { zone } },
      ),
    ),
  },
];
