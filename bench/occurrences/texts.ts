import type { Schedule } from "../../src/model/schedule.ts";
import { checkSchedule } from "../../src/occurrences/checkSchedule.ts";
import { compile } from "../../src/occurrences/compile.ts";
import { seeded } from "../../test/oracle/specs.ts";

const draw = seeded(5);
const pick = <Item>(items: readonly Item[]): Item => items[draw(items.length)]!;
const listed = (low: number, high: number, most: number) =>
  Array.from({ length: 1 + draw(most) }, () => low + draw(high - low + 1)).join();

const cronItems = [
  () => "*",
  () => String(draw(62)),
  () => `${draw(60)}-${draw(62)}`,
  () => `*/${1 + draw(60)}`,
  () => `${draw(32)}W`,
  () => pick(["L", "?", "LW", "H", "1#5", `${draw(8)}L`]),
];

function cronText(): string {
  const field = () =>
    draw(3) > 0
      ? pick(["*", "0", "1", "*/7", "29", "30", "31", "2", "1#5", "5L"])
      : Array.from({ length: 1 + draw(6) }, () => pick(cronItems)()).join();
  return Array.from({ length: 4 + draw(4) }, field)
    .join(" ")
    .slice(0, 200);
}

const parts: readonly (() => string)[] = [
  () => `INTERVAL=${pick([2, 7, 13, 61, 3600, 86_399, 99_999, 1_000_003, 999_999_999])}`,
  () => `COUNT=${pick([1, 10, 1000, 5000])}`,
  () => `UNTIL=${pick(["20261231", "20990101T000000Z", "20260101T000000"])}`,
  () => `BYMONTH=${listed(1, 12, 4)}`,
  () => `BYMONTHDAY=${listed(-31, 31, 4)}`,
  () => `BYYEARDAY=${listed(-366, 366, 4)}`,
  () => `BYWEEKNO=${listed(-53, 53, 4)}`,
  () =>
    `BYDAY=${Array.from({ length: 1 + draw(4) }, () => pick(["", "", "1", "-1", "5", "20"]) + pick(["MO", "WE", "SU"])).join()}`,
  () => `BYHOUR=${listed(0, 23, 8)}`,
  () => `BYMINUTE=${listed(0, 59, 12)}`,
  () => `BYSECOND=${listed(0, 59, 12)}`,
  () => `BYSETPOS=${listed(-366, 366, 4)}`,
];

function ruleText(): string {
  const frequency = pick(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]);
  return [`FREQ=${frequency}`, ...parts.filter(() => draw(4) === 0).map((part) => part())].join(";").slice(0, 200);
}

/** A text, `again` times over in letters that were not read before. */
function schedule(text: string, isCron: boolean, again: number): Schedule {
  const timezone = "America/New_York";
  if (isCron) return { kind: "cron", expression: text + " ".repeat(again), timezone };
  return { kind: "rrule", rule: text, start: "1990-05-05T01:00:00", timezone, exdates: [`190${again}-01-01T00:00:00`] };
}

function tookMs(act: () => void): number {
  const start = performance.now();
  try {
    act();
  } catch {
    // To refuse is an answer as well.
  }
  return performance.now() - start;
}

/**
 * The longest that any of so many texts of up to 200 characters takes to be accepted or refused, and to give one step, in ms. Of a
 * slow one the fastest of six times counts: the machine has other things to do, the text has not.
 */
export function slowestText(count: number): { slowestMs: number; text: string } {
  let slowest = { slowestMs: 0, text: "" };
  for (let index = 0; index < count; index++) {
    const isCron = index % 2 === 0;
    const text = isCron ? cronText() : ruleText();
    let best = Infinity;
    for (let again = 0; again < 6 && best > 0.5; again++) {
      const value = schedule(text, isCron, again);
      const read = tookMs(() => checkSchedule(value));
      const step = tookMs(() => compile(value).next(Date.UTC(2026, 0, 1)));
      best = Math.min(best, Math.max(read, step));
    }
    if (best > slowest.slowestMs) slowest = { slowestMs: best, text };
  }
  return slowest;
}

/** The median, over zones that nobody has asked for yet, of the first next occurrence in a zone, in ms. */
export function firstInZoneMs(): number {
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => /^(?:Europe|America)\//.test(zone));
  const took = zones.map((timezone) =>
    tookMs(() => compile({ kind: "cron", expression: "0 7 * * 1-5", timezone }).next(Date.UTC(2026, 10, 23))),
  );
  return took.toSorted((a, b) => a - b)[took.length >> 1]!;
}
