import { strict } from "chrono-node/en";
import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import type { Line, Match } from "../../phrases/shape.ts";
import { zoneOfOffset } from "../../tokens/zones.ts";

/** The longest stretch of letters that chrono is given. */
const LONGEST = 60;

/**
 * Dates as machines and mail write them, which our own shapes of dates do not read: "2027 Jan 05", "10-Aug 2027", "Sun 15Sep",
 * "Thu, 13 Aug 2026 14:30:00 +0100". Anything else is not worth asking chrono for.
 */
const machineDate =
  /^(?:[a-z]{3,9}\.?,? {1,2})?(?:\d{4}[ -][a-z]{3,9}[ -]\d{1,2}\b|\d{1,2}-[a-z]{3,9} \d{4}\b|\d{1,2}[a-z]{3,9}\b|\d{1,2}\. [a-z]{3,9}\.? \d{4}\b|[a-z]{3}[-/]\d{1,2}\b|\d{1,2}-[a-z]{3}\b|\d{1,2} [a-z]{3,9} \d{4} \d{1,2}:\d\d|[a-z]{3,9} \d{1,2} \d{4} \d{1,2}:\d\d)/i;

/** No month and no day but those that chrono is certain of; the year and the time only where they are written. */
export const writtenDate: Rule = {
  name: "en.writtenDate",
  kinds: ["weekday", "month", "number"],
  words: ["on"],
  span: "schedule",
  read: (line, at): Match<{ says: Saying; bare?: true }> | undefined => {
    const first = line.tokens[at]?.text === "on" ? at + 1 : at;
    const start = line.tokens[first]?.start;
    if (start === undefined) return undefined;
    const letters = line.text.slice(start, start + LONGEST);
    const shape = machineDate.exec(letters)?.[0];
    if (shape === undefined) return undefined;
    // a time behind the date is for our own shapes, which know when a bare hour is open; a timestamp is read whole
    const [found] = strict.parse(shape.includes(":") ? letters : shape, new Date(0));
    if (!found || found.index !== 0 || found.end) return undefined;
    const next = tokenBehind(line, first, start + found.text.trimEnd().length);
    const [month, day] = [found.start.get("month"), found.start.get("day")];
    if (next === undefined || !found.start.isCertain("month") || !found.start.isCertain("day")) return undefined;
    const says: Saying = { day: { kind: "date", month: month ?? 0, day: day ?? 0 } };
    if (found.start.isCertain("year"))
      says.day = { kind: "date", month: month ?? 0, day: day ?? 0, year: found.start.get("year") ?? 0 };
    if (found.start.isCertain("hour")) {
      const [hour, minute] = [found.start.get("hour") ?? 0, found.start.get("minute") ?? 0];
      says.times = [{ hour, minute, is24: true }];
    }
    if (found.start.isCertain("timezoneOffset")) {
      const id = zoneOfMinutes(found.start.get("timezoneOffset") ?? 0);
      if (id === undefined) return undefined;
      says.zone = { id, exact: true };
    }
    return { value: first > at ? { says } : { says, bare: true }, next };
  },
};

/** The token behind these letters, if they end where a token ends. */
function tokenBehind({ tokens }: Line, from: number, end: number): number | undefined {
  let next = from;
  while (tokens[next] !== undefined && (tokens[next]?.end ?? 0) < end) next++;
  return tokens[next]?.end === end ? next + 1 : undefined;
}

function zoneOfMinutes(minutes: number): string | undefined {
  const size = Math.abs(minutes);
  return zoneOfOffset(`${minutes < 0 ? "-" : "+"}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`);
}
