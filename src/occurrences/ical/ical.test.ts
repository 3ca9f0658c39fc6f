import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import type { Schedule } from "../../model/schedule.ts";
import { nextOccurrences } from "../occurrences.ts";
import { type CalendarJob, calendarOf } from "./calendarOf.ts";
import { readCalendar } from "./readCalendar.ts";

const now = new Date("2026-11-23T12:00:00Z");
/** As far as a feed describes its zones. */
const decade = Date.parse("2036-11-23T00:00:00Z");
const aJob = (schedule: Schedule, more: Partial<CalendarJob> = {}): CalendarJob => ({
  id: "j1",
  name: "Throughput report",
  prompt: "Run the simulation;\nemail me a PDF, please",
  state: "active",
  createdAt: now,
  updatedAt: now,
  schedule,
  ...more,
});
const cron = (expression: string, timezone = "America/New_York"): Schedule => ({ kind: "cron", expression, timezone });

/** What a calendar shows of a feed: ical.js goes through the events, with the zones that the feed itself brings. */
function shown(feed: string, limit: number): string[] {
  const calendar = new ICAL.Component(ICAL.parse(feed));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), String(zone.getFirstPropertyValue("tzid")));
  }
  const instants = calendar.getAllSubcomponents("vevent").flatMap((component) => {
    const expansion = new ICAL.RecurExpansion({
      component,
      dtstart: component.getFirstPropertyValue("dtstart") as ICAL.Time,
    });
    // ical.js leaves the start out where there are only dates; calendars show it.
    const found = component.hasProperty("rrule") ? [] : [expansion.dtstart.toUnixTime() * 1000];
    for (let at = expansion.next(); at && found.length < limit; at = expansion.next()) {
      if (!found.includes(at.toUnixTime() * 1000)) found.push(at.toUnixTime() * 1000);
    }
    return found;
  });
  ICAL.TimezoneService.reset();
  return instants
    .toSorted((a, b) => a - b)
    .slice(0, limit)
    .filter((instant) => instant < decade)
    .map((instant) => new Date(instant).toISOString());
}

describe("a list of jobs as a calendar", () => {
  const schedules: readonly [string, Schedule][] = [
    ["weekdays at 5", cron("0 5 * * 1-5")],
    ["twice a day", cron("30 6,18 * * *", "Europe/Berlin")],
    ["the last day of the month", cron("0 9 L * *")],
    ["the first Monday and no other", cron("0 9 * * 1#1")],
    ["the last Friday", cron("0 17 * * 5L", "Australia/Lord_Howe")],
    ["the first of a quarter", cron("0 0 1 1,4,7,10 *", "Asia/Kolkata")],
    ["the weekday nearest to the 15th, as dates", cron("0 9 15W * *")],
    ["the 13th or a Friday, as dates", cron("0 9 13 * 5")],
    ["every 6 hours", { kind: "interval", everyMs: 6 * 3_600_000, anchor: now }],
    ["once", { kind: "once", at: new Date("2026-12-24T18:00:00Z") }],
    [
      "an alternating rule",
      {
        kind: "rrule",
        rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
        start: "2026-11-23T09:00:00",
        timezone: "America/New_York",
      },
    ],
    [
      "a rule whose start is no occurrence",
      {
        kind: "rrule",
        rule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        start: "2026-11-23T09:00:00",
        timezone: "America/New_York",
      },
    ],
    [
      "a rule with exceptions",
      {
        kind: "rrule",
        rule: "FREQ=DAILY",
        start: "2026-11-24T09:00:00",
        timezone: "Europe/Berlin",
        exdates: ["2026-11-25T09:00:00"],
        rdates: ["2026-11-25T10:00:00"],
      },
    ],
    ["three times", { ...cron("0 7 * * *"), from: now, maxOccurrences: 3 }],
    ["until new year", { ...cron("0 7 * * *"), until: new Date("2026-12-31T23:59:59Z") }],
  ];

  for (const [name, schedule] of schedules) {
    it(`shows ${name} when it is`, () => {
      const limit = 60;
      const next = nextOccurrences(schedule, { after: new Date(now.getTime() - 1), limit });
      const ours = next.filter((at) => at.getTime() < decade).map((at) => at.toISOString());
      expect(shown(calendarOf([aJob(schedule)], { now }), limit)).toEqual(ours);
    });
  }

  it("has one event for each time of the day, with a name of its own that stays", () => {
    const feed = calendarOf([aJob(cron("0 6,18 * * *"))], { now });
    expect(feed.match(/^UID:.*$/gm)?.map((line) => line.trim())).toEqual([
      "UID:j1-0@scheduled-jobs",
      "UID:j1-1@scheduled-jobs",
    ]);
    expect(feed).not.toContain("BYHOUR");
  });

  it("folds long lines, escapes what must be, and ends lines with CRLF", () => {
    const feed = calendarOf([aJob(cron("0 6 * * *"), { prompt: `a;b,c\\d\n${"x".repeat(200)}` })], { now });
    expect(feed).toContain(String.raw`DESCRIPTION:a\;b\,c\\d\n`);
    expect(feed.split("\r\n").every((line) => line.length <= 76 && !line.includes("\n"))).toBe(true);
  });

  it("leaves out jobs that are not active", () => {
    expect(calendarOf([aJob(cron("0 6 * * *"), { state: "paused" })], { now })).not.toContain("VEVENT");
  });

  it("describes each zone once, with every change of ten years", () => {
    const feed = calendarOf([aJob(cron("0 6 * * *")), aJob(cron("0 7 * * *"), { id: "j2" })], { now });
    expect(feed.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
    const calendar = new ICAL.Component(ICAL.parse(feed));
    const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone")!);
    for (let day = 0; day < 3000; day += 7) {
      const at = Temporal.Instant.from("2026-11-23T12:00Z")
        .add({ hours: 24 * day })
        .toZonedDateTimeISO("America/New_York");
      const local = ICAL.Time.fromDateTimeString(at.toPlainDateTime().toString({ smallestUnit: "second" }));
      expect(zone.utcOffset(local)).toBe(at.offsetNanoseconds / 1e9);
    }
  });
});

describe("a schedule taken from a calendar", () => {
  const read = (text: string) => readCalendar(text, { timezone: "Europe/Berlin" });

  it("reads a rule with its zone, its exceptions and its additions", () => {
    const text = [
      "DTSTART;TZID=America/New_York:20261124T090000",
      "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270101T000000Z",
      "EXDATE;TZID=America/New_York:20261126T090000",
      "EXDATE:20261201T140000Z",
      "RDATE;TZID=Europe/Berlin:20261205T150000",
      "SUMMARY:Standup",
    ].join("\n");
    expect(read(text)).toEqual([
      {
        uid: undefined,
        name: "Standup",
        description: "",
        schedule: {
          kind: "rrule",
          rule: "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270101T000000Z",
          start: "2026-11-24T09:00:00",
          timezone: "America/New_York",
          exdates: ["2026-11-26T09:00:00", "2026-12-01T09:00:00"],
          rdates: ["2026-12-05T09:00:00"],
        },
      },
    ]);
  });

  it("reads what it wrote", () => {
    const schedule: Schedule = {
      kind: "rrule",
      rule: "FREQ=MONTHLY;BYDAY=-1FR",
      start: "2026-11-27T09:00:00",
      timezone: "Asia/Tokyo",
    };
    const [entry] = read(calendarOf([aJob(schedule)], { now }));
    expect(entry).toEqual({
      uid: "j1-0@scheduled-jobs",
      name: "Throughput report",
      description: aJob(schedule).prompt,
      schedule,
    });
  });

  it("adds the start where the rule does not give it, as calendars do", () => {
    const schedule = read("DTSTART:20261124T090000\nRRULE:FREQ=WEEKLY;BYDAY=MO")[0]?.schedule;
    expect(schedule).toMatchObject({ start: "2026-11-24T09:00:00", rdates: ["2026-11-24T09:00:00"] });
  });

  it("reads a single event as once, a day without a time from midnight, and a time without a zone in the zone given", () => {
    expect(read("DTSTART:20261124T090000")[0]?.schedule).toEqual({
      kind: "once",
      at: new Date("2026-11-24T08:00:00Z"),
    });
    expect(read("DTSTART:20261124T090000Z")[0]?.schedule).toEqual({
      kind: "once",
      at: new Date("2026-11-24T09:00:00Z"),
    });
    expect(read("DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=YEARLY")[0]?.schedule).toMatchObject({
      start: "2026-11-24T00:00:00",
      timezone: "Europe/Berlin",
    });
  });

  it("finds a zone by the end of its name, and by the place that it says", () => {
    const place = [
      "BEGIN:VCALENDAR",
      "BEGIN:VTIMEZONE",
      "TZID:Eastern",
      "X-LIC-LOCATION:America/New_York",
      "END:VTIMEZONE",
      "BEGIN:VEVENT",
      "DTSTART;TZID=Eastern:20261124T090000",
      "RRULE:FREQ=DAILY",
      "END:VEVENT",
      "END:VCALENDAR",
    ];
    expect(read(place.join("\n"))[0]?.schedule).toMatchObject({ timezone: "America/New_York" });
    expect(
      read("DTSTART;TZID=/citadel.org/20240205_1/Europe/Paris:20261124T090000\nRRULE:FREQ=DAILY")[0]?.schedule,
    ).toMatchObject({ timezone: "Europe/Paris" });
  });

  it("says what it cannot hold", () => {
    const code = (text: string) => {
      try {
        return read(text);
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const start = "DTSTART:20261124T090000";
    expect(code("hello")).toBe("SCHEDULE_INVALID");
    expect(code("RRULE:FREQ=DAILY")).toBe("SCHEDULE_INVALID");
    expect(code(`${start}\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY`)).toBe("SCHEDULE_UNSUPPORTED");
    expect(code(`${start}\nRRULE:FREQ=DAILY\nEXRULE:FREQ=WEEKLY`)).toBe("SCHEDULE_UNSUPPORTED");
    expect(code(`${start}\nRECURRENCE-ID:20261124T090000`)).toBe("SCHEDULE_UNSUPPORTED");
    expect(code("DTSTART;TZID=Customized Time Zone:20261124T090000")).toBe("TIMEZONE_UNKNOWN");
    expect(code(`${start}\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30`)).toBe("SCHEDULE_NEVER_OCCURS");
  });
});
