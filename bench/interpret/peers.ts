import later from "@breejs/later";
import { DateTimeRecognizer } from "@microsoft/recognizers-text-date-time";
import { parse as chronoParse } from "chrono-node/en";
import type * as rrule from "rrule";
import { Temporal } from "temporal-polyfill";
import type { Answer, Row } from "../../test/corpus/scoring.ts";

/** At run time rrule has only a default export, whatever its types say. */
const { RRule } = ((await import("rrule")) as unknown as { default: typeof rrule }).default;

/** A library that reads a sentence, and what it takes the schedule to be. It says nothing of the prompt. */
export interface Peer {
  name: string;
  read(row: Row): Answer;
}

const refused: Answer = { kind: "unsupported" };
const recurrence = /\b(?:every|each|daily|nightly|hourly|weekly|monthly|quarterly|yearly|annually|\w+days)\b/i;

/** The wall clock of a row as if it were UTC: what libraries without zones calculate with. */
const floating = ({ now, timezone }: Row) =>
  new Date(
    Temporal.Instant.from(new Date(now).toISOString())
      .toZonedDateTimeISO(timezone)
      .toPlainDateTime()
      .toString({ smallestUnit: "second" }) + "Z",
  );
/** The instant of a wall time that was calculated so. */
const instantOf = (wall: Date, timezone: string) =>
  Temporal.PlainDateTime.from(wall.toISOString().slice(0, 19)).toZonedDateTime(timezone).toInstant().toString();
const recurring = (runs: readonly Date[], { timezone }: Row): Answer =>
  runs.length === 0 ? refused : { kind: "recurring", next: [runs.map((wall) => instantOf(wall, timezone))] };

/** chrono-node reads dates; where a word of recurrence stands it is taken to refuse. */
const chrono: Peer = {
  name: "chrono-node",
  read: (row) => {
    const text = row.text ?? "";
    if (recurrence.test(text)) return refused;
    const [found] = chronoParse(text, floating(row), { forwardDate: true });
    if (!found) return refused;
    const {
      year = 0,
      month = 1,
      day = 1,
      hour = 9,
      minute = 0,
    } = Object.fromEntries(
      (["year", "month", "day", "hour", "minute"] as const).map((part) => [part, found.start.get(part) ?? undefined]),
    );
    const sure = found.start.isCertain("hour") ? hour : 9;
    return { kind: "once", at: instantOf(new Date(Date.UTC(year, month - 1, day, sure, minute)), row.timezone) };
  },
};

const rruleText: Peer = {
  name: "rrule.fromText",
  read: (row) => {
    const start = floating(row);
    const { origOptions } = RRule.fromText(row.text ?? "");
    if (origOptions.freq === undefined) return refused;
    const hours = origOptions.byhour === undefined ? {} : { byminute: 0, bysecond: 0 };
    const rule = new RRule({ ...origOptions, ...hours, dtstart: start });
    return recurring(
      rule
        .all((date, index) => index < 6 && date.getTime() < start.getTime() + 2e11)
        .filter((date) => date > start)
        .slice(0, 5),
      row,
    );
  },
};

const laterText: Peer = {
  name: "later text",
  read: (row) => {
    later.date.UTC();
    const parsed = later.parse.text(row.text ?? "");
    if (parsed.error !== -1) return refused;
    const found = later.schedule(parsed).next(6, floating(row));
    return Array.isArray(found) ? recurring(found.filter((date) => date > floating(row)).slice(0, 5), row) : refused;
  },
};

const model = new DateTimeRecognizer("en-us").getDateTimeModel("en-us");
const units: Readonly<Record<string, number>> = { S: 1e3, M: 6e4, H: 36e5, D: 864e5, W: 7 * 864e5 };

/** The first five days of a Recognizers' set such as `XXXX-WXX-1T08`, from today on. */
function walls(timex: string, start: Date): Date[] {
  const length = /^P(T)?(\d+(?:\.\d+)?)([SMHDW])$/.exec(timex);
  if (length) {
    const step = Number(length[2]) * (units[length[3] ?? ""] ?? 0);
    if ((length[3] === "M" && !length[1]) || !(step > 0)) return [];
    return [1, 2, 3, 4, 5].map((n) => new Date(start.getTime() + n * step));
  }
  const [date = "", clock = ""] = timex.split("T");
  const [hour = 9, minute = 0] = clock === "" ? [] : clock.split(":").map(Number);
  if (Number.isNaN(hour) || Number.isNaN(minute)) return [];
  const weekday = /^XXXX-WXX-(\d)$/.exec(date)?.[1];
  const monthDay = /^XXXX-(\d\d|XX)-(\d\d)$/.exec(date);
  if (date !== "" && weekday === undefined && !monthDay) return [];
  const found: Date[] = [];
  for (let day = 0; day < 2500 && found.length < 5; day++) {
    const wall = new Date(
      Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate() + day, hour, minute),
    );
    const fits =
      (weekday === undefined || wall.getUTCDay() === Number(weekday) % 7) &&
      (!monthDay ||
        (Number(monthDay[2]) === wall.getUTCDate() &&
          (monthDay[1] === "XX" || Number(monthDay[1]) === wall.getUTCMonth() + 1)));
    if (fits && wall > start) found.push(wall);
  }
  return found;
}

const recognizers: Peer = {
  name: "Recognizers-Text",
  read: (row) => {
    const start = floating(row);
    const local = new Date(
      start.getUTCFullYear(),
      start.getUTCMonth(),
      start.getUTCDate(),
      start.getUTCHours(),
      start.getUTCMinutes(),
    );
    const found = model.parse(row.text ?? "", local);
    const set = found.filter(({ typeName }) => typeName.endsWith(".set"));
    const values = (result: (typeof found)[number]) =>
      (result.resolution as { values?: { timex?: string; value?: string }[] } | null)?.values ?? [];
    const days = set.flatMap((result) => values(result).map(({ timex = "" }) => timex));
    if (days.length > 0)
      return recurring(
        days
          .flatMap((timex) => walls(timex, start))
          .toSorted((a, b) => a.getTime() - b.getTime())
          .slice(0, 5),
        row,
      );
    const once = found.find(({ typeName }) => typeName.endsWith(".datetime"));
    // a past and a future reading: the last one is ahead
    const value = once && values(once).at(-1)?.value;
    return value === undefined
      ? refused
      : { kind: "once", at: instantOf(new Date(`${value.replace(" ", "T")}Z`), row.timezone) };
  },
};

/** What a library says of a row; one that throws has refused. */
export function answerOfPeer(peer: Peer, row: Row): Answer {
  try {
    return peer.read(row);
  } catch {
    return refused;
  }
}

export const peers: readonly Peer[] = [recognizers, chrono, rruleText, laterText];
