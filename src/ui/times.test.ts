import { describe, expect, it } from "vitest";
import { en as first } from "./messages/en.ts";
import { enLater } from "./messages/enLater.ts";
import { es } from "./messages/es.ts";
import { cityOf, dayNumber, offsetMs, Times } from "./times.ts";

const en = { ...first, ...enLater };
const zone = "America/New_York";
const now = new Date("2027-03-11T15:12:00Z");
class FixedTimes extends Times {
  override now(): Date {
    return now;
  }
}
const english = new FixedTimes("en-US", en);
const spanish = new FixedTimes("es", es);
const after = (ms: number): Date => new Date(now.getTime() + ms);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("a relative time", () => {
  for (const [ms, said, dicho] of [
    [44_000, "now", "ahora"],
    [-44_000, "now", "ahora"],
    [50_000, "in 1 min", "en 1 min"],
    [12 * minute + 59_000, "in 12 min", "en 12 min"],
    [-2 * minute, "2 min ago", "hace 2 min"],
    [59 * minute + 59_000, "in 59 min", "en 59 min"],
    [hour, "in 1 h", "en 1 h"],
    [19 * hour + 20 * minute, "in 19 h", "en 19 h"],
    [-5 * hour - 12 * minute, "5 h ago", "hace 5 h"],
    [23 * hour + 50 * minute, "tomorrow", "mañana"],
    [-27 * hour, "yesterday", "ayer"],
    [4 * day, "in 4 days", "en 4 días"],
    [13 * day, "in 13 days", "en 13 días"],
    [14 * day, "Mar 25", "25 mar"],
    [-3 * day, "3 days ago", "hace 3 días"],
    [-8 * day, "Mar 3", "3 mar"],
    [400 * day, "Apr 14, 2028", "14 abr 2028"],
  ] as const) {
    it(`${ms / minute} minutes away is “${said}”`, () => {
      expect(plain(english.relative(after(ms), zone))).toBe(said);
      expect(plain(spanish.relative(after(ms), zone))).toBe(dicho);
    });
  }

  it("counts days on the calendar of the job's zone", () => {
    const at = new Date("2027-03-13T03:30:00Z"); // Friday evening in New York, Saturday noon in Tokyo
    expect(english.relative(at, zone)).toBe("tomorrow");
    expect(english.relative(at, "Asia/Tokyo")).toBe("tomorrow");
    expect(plain(english.relative(new Date("2027-03-13T05:30:00Z"), zone))).toBe("in 2 days");
  });

  it("of what should have come tells how late it is, and never says in 0 min", () => {
    expect(english.upcoming(after(-10_000), zone)).toBe("starting");
    expect(plain(english.upcoming(after(-3.5 * minute), zone))).toBe("late by 3 min");
  });

  it("says when it will read differently", () => {
    const times = new FixedTimes("en-US", en);
    times.relative(after(12 * minute + 30_000), zone);
    expect(times.nextChangeAt).toBe(after(30_000).getTime());
  });
});

describe("a date", () => {
  it("names its weekday, and its year only where it is another one", () => {
    expect(english.date(new Date("2027-03-12T10:00:00Z"), zone)).toBe("Fri, Mar 12");
    expect(english.date(new Date("2028-03-12T10:00:00Z"), zone)).toBe("Sun, Mar 12, 2028");
    expect(spanish.date(new Date("2027-03-12T10:00:00Z"), zone)).toBe("vie, 12 mar");
  });
  it("keeps the half of the day with its hour", () => {
    expect(english.clock(new Date("2027-03-12T10:00:00Z"), zone)).toBe("5:00\u00a0AM");
    expect(english.moment(new Date("2027-03-11T17:12:00Z"), zone)).toBe("today, 12:12\u00a0PM");
  });
});

it("a duration has its two largest units", () => {
  expect([0, 4_000, 252_000, 3_600_000, 7_500_000, 90_000_000].map((ms) => plain(english.duration(ms)))).toEqual([
    "< 1 s",
    "4 s",
    "4 min 12 s",
    "1 h",
    "2 h 5 min",
    "1 d 1 h",
  ]);
});

it("zones of a quarter of an hour have their offset and their day", () => {
  expect(offsetMs(now, "Asia/Kathmandu")).toBe(5.75 * hour);
  expect(
    dayNumber(new Date("2027-03-11T18:20:00Z"), "Asia/Kathmandu") -
      dayNumber(new Date("2027-03-11T18:10:00Z"), "Asia/Kathmandu"),
  ).toBe(1);
  expect(cityOf("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
});
