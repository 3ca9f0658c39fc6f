import { describe, expect, it } from "vitest";
import type { ScheduleOf } from "../model/schedule.ts";
import { nextOccurrences } from "./occurrences.ts";
import { localOf, getZone } from "./zone.ts";
import { formatLocal } from "./civil.ts";

/** Reads "1997-09 2 4, 1998-01 1" as days, all at the same time; a year and a month stay until the next are given. */
function days(text: string, time = "09:00:00"): string[] {
  return text.split(", ").flatMap((group) => {
    const [month, ...numbers] = group.split(" ");
    return numbers.flatMap((number) => {
      const [from = 0, to = from] = number.split("-").map(Number);
      const list = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      return list.map((day) => `${month}-${String(day).padStart(2, "0")}T${time}`);
    });
  });
}

const everyTwentyMinutes = ["09", "10", "11", "12", "13", "14", "15", "16"].flatMap((hour) =>
  ["00", "20", "40"].map((minute) => `1997-09-02T${hour}:${minute}:00`),
);

const tuesday = "1997-09-02T09:00:00";

/** What it is called, where it starts, the rule, its dates, and whether it goes on after them. */
const examples: readonly (readonly [string, string, string, string[], ("forever" | undefined)?])[] = [
  ["daily for 10 occurrences", tuesday, "FREQ=DAILY;COUNT=10", days("1997-09 2-11")],
  [
    "daily until December 24, 1997",
    tuesday,
    "FREQ=DAILY;UNTIL=19971224T000000Z",
    days("1997-09 2-30, 1997-10 1-31, 1997-11 1-30, 1997-12 1-23"),
  ],
  [
    "every other day",
    tuesday,
    "FREQ=DAILY;INTERVAL=2",
    days(
      "1997-09 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30, 1997-10 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30, 1997-11 1 3",
    ),
    "forever",
  ],
  ["every 10 days, 5 occurrences", tuesday, "FREQ=DAILY;INTERVAL=10;COUNT=5", days("1997-09 2 12 22, 1997-10 2 12")],
  [
    "every day in January, for 3 years, by year",
    "1998-01-01T09:00:00",
    "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
    days("1998-01 1-31, 1999-01 1-31, 2000-01 1-31"),
  ],
  [
    "every day in January, for 3 years, by day",
    "1998-01-01T09:00:00",
    "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1",
    days("1998-01 1-31, 1999-01 1-31, 2000-01 1-31"),
  ],
  [
    "weekly for 10 occurrences",
    tuesday,
    "FREQ=WEEKLY;COUNT=10",
    days("1997-09 2 9 16 23 30, 1997-10 7 14 21 28, 1997-11 4"),
  ],
  [
    "weekly until December 24, 1997",
    tuesday,
    "FREQ=WEEKLY;UNTIL=19971224T000000Z",
    days("1997-09 2 9 16 23 30, 1997-10 7 14 21 28, 1997-11 4 11 18 25, 1997-12 2 9 16 23"),
  ],
  [
    "every other week",
    tuesday,
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
    days("1997-09 2 16 30, 1997-10 14 28, 1997-11 11 25, 1997-12 9 23, 1998-01 6 20, 1998-02 3 17"),
    "forever",
  ],
  [
    "weekly on Tuesday and Thursday for five weeks, by date",
    tuesday,
    "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
    days("1997-09 2 4 9 11 16 18 23 25 30, 1997-10 2"),
  ],
  [
    "weekly on Tuesday and Thursday for five weeks, by count",
    tuesday,
    "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
    days("1997-09 2 4 9 11 16 18 23 25 30, 1997-10 2"),
  ],
  [
    "every other week on Monday, Wednesday and Friday until December 24, 1997",
    "1997-09-01T09:00:00",
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
    days("1997-09 1 3 5 15 17 19 29, 1997-10 1 3 13 15 17 27 29 31, 1997-11 10 12 14 24 26 28, 1997-12 8 10 12 22"),
  ],
  [
    "every other week on Tuesday and Thursday, for 8 occurrences",
    tuesday,
    "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
    days("1997-09 2 4 16 18 30, 1997-10 2 14 16"),
  ],
  [
    "monthly on the first Friday for 10 occurrences",
    "1997-09-05T09:00:00",
    "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
    days(
      "1997-09 5, 1997-10 3, 1997-11 7, 1997-12 5, 1998-01 2, 1998-02 6, 1998-03 6, 1998-04 3, 1998-05 1, 1998-06 5",
    ),
  ],
  [
    "monthly on the first Friday until December 24, 1997",
    "1997-09-05T09:00:00",
    "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
    days("1997-09 5, 1997-10 3, 1997-11 7, 1997-12 5"),
  ],
  [
    "every other month on the first and last Sunday for 10 occurrences",
    "1997-09-07T09:00:00",
    "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
    days("1997-09 7 28, 1997-11 2 30, 1998-01 4 25, 1998-03 1 29, 1998-05 3 31"),
  ],
  [
    "monthly on the second-to-last Monday for 6 months",
    "1997-09-22T09:00:00",
    "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
    days("1997-09 22, 1997-10 20, 1997-11 17, 1997-12 22, 1998-01 19, 1998-02 16"),
  ],
  [
    "monthly on the third-to-the-last day",
    "1997-09-28T09:00:00",
    "FREQ=MONTHLY;BYMONTHDAY=-3",
    days("1997-09 28, 1997-10 29, 1997-11 28, 1997-12 29, 1998-01 29, 1998-02 26"),
    "forever",
  ],
  [
    "monthly on the 2nd and 15th for 10 occurrences",
    tuesday,
    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
    days("1997-09 2 15, 1997-10 2 15, 1997-11 2 15, 1997-12 2 15, 1998-01 2 15"),
  ],
  [
    "monthly on the first and last day for 10 occurrences",
    "1997-09-30T09:00:00",
    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
    days("1997-09 30, 1997-10 1 31, 1997-11 1 30, 1997-12 1 31, 1998-01 1 31, 1998-02 1"),
  ],
  [
    "every 18 months on the 10th to the 15th for 10 occurrences",
    "1997-09-10T09:00:00",
    "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
    days("1997-09 10-15, 1999-03 10-13"),
  ],
  [
    "every Tuesday, every other month",
    tuesday,
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
    days("1997-09 2 9 16 23 30, 1997-11 4 11 18 25, 1998-01 6 13 20 27, 1998-03 3 10 17 24 31"),
    "forever",
  ],
  [
    "yearly in June and July for 10 occurrences",
    "1997-06-10T09:00:00",
    "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
    [1997, 1998, 1999, 2000, 2001].flatMap((year) => days(`${year}-06 10, ${year}-07 10`)),
  ],
  [
    "every other year in January, February and March for 10 occurrences",
    "1997-03-10T09:00:00",
    "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
    [
      "1997-03-10T09:00:00",
      ...[1999, 2001, 2003].flatMap((year) => days(`${year}-01 10, ${year}-02 10, ${year}-03 10`)),
    ],
  ],
  [
    "every third year on the 1st, 100th and 200th day for 10 occurrences",
    "1997-01-01T09:00:00",
    "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
    days(
      "1997-01 1, 1997-04 10, 1997-07 19, 2000-01 1, 2000-04 9, 2000-07 18, 2003-01 1, 2003-04 10, 2003-07 19, 2006-01 1",
    ),
  ],
  [
    "every 20th Monday of the year",
    "1997-05-19T09:00:00",
    "FREQ=YEARLY;BYDAY=20MO",
    days("1997-05 19, 1998-05 18, 1999-05 17"),
    "forever",
  ],
  [
    "Monday of week number 20",
    "1997-05-12T09:00:00",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    days("1997-05 12, 1998-05 11, 1999-05 17"),
    "forever",
  ],
  [
    "every Thursday in March",
    "1997-03-13T09:00:00",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
    days("1997-03 13 20 27, 1998-03 5 12 19 26, 1999-03 4 11 18 25"),
    "forever",
  ],
  [
    "every Thursday, but only during June, July and August",
    "1997-06-05T09:00:00",
    "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
    days(
      "1997-06 5 12 19 26, 1997-07 3 10 17 24 31, 1997-08 7 14 21 28, 1998-06 4 11 18 25, 1998-07 2 9 16 23 30, 1998-08 6 13 20 27",
    ),
    "forever",
  ],
  [
    "the first Saturday that follows the first Sunday of the month",
    "1997-09-13T09:00:00",
    "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
    days(
      "1997-09 13, 1997-10 11, 1997-11 8, 1997-12 13, 1998-01 10, 1998-02 7, 1998-03 7, 1998-04 11, 1998-05 9, 1998-06 13",
    ),
    "forever",
  ],
  [
    "every 4 years, the first Tuesday after a Monday in November",
    "1996-11-05T09:00:00",
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    days("1996-11 5, 2000-11 7, 2004-11 2"),
    "forever",
  ],
  [
    "the third Tuesday, Wednesday or Thursday of the month, for 3 months",
    "1997-09-04T09:00:00",
    "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
    days("1997-09 4, 1997-10 7, 1997-11 6"),
  ],
  [
    "the second-to-last weekday of the month",
    "1997-09-29T09:00:00",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    days("1997-09 29, 1997-10 30, 1997-11 27, 1997-12 30, 1998-01 29, 1998-02 26, 1998-03 30"),
    "forever",
  ],
  [
    "every 3 hours from 9:00 AM to 5:00 PM on one day (with erratum 3883: 5:00 PM is 21:00 UTC)",
    tuesday,
    "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z",
    ["1997-09-02T09:00:00", "1997-09-02T12:00:00", "1997-09-02T15:00:00"],
  ],
  [
    "every 15 minutes for 6 occurrences",
    tuesday,
    "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
    ["09:00", "09:15", "09:30", "09:45", "10:00", "10:15"].map((time) => `1997-09-02T${time}:00`),
  ],
  [
    "every hour and a half for 4 occurrences",
    tuesday,
    "FREQ=MINUTELY;INTERVAL=90;COUNT=4",
    ["09:00", "10:30", "12:00", "13:30"].map((time) => `1997-09-02T${time}:00`),
  ],
  [
    "every 20 minutes from 9:00 AM to 4:40 PM every day, by hours and minutes",
    tuesday,
    "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
    [...everyTwentyMinutes, "1997-09-03T09:00:00"],
    "forever",
  ],
  [
    "every 20 minutes from 9:00 AM to 4:40 PM every day, by steps",
    tuesday,
    "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
    [...everyTwentyMinutes, "1997-09-03T09:00:00"],
    "forever",
  ],
  [
    "every other week with weeks from Monday",
    "1997-08-05T09:00:00",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
    days("1997-08 5 10 19 24"),
  ],
  [
    "every other week with weeks from Sunday",
    "1997-08-05T09:00:00",
    "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
    days("1997-08 5 17 19 31"),
  ],
  [
    "the 15th and the 30th, where February has none",
    "2007-01-15T09:00:00",
    "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
    days("2007-01 15 30, 2007-02 15, 2007-03 15 30"),
  ],
];

const newYork = getZone("America/New_York");

function datesOf(schedule: ScheduleOf<"rrule">, limit: number): string[] {
  const occurrences = nextOccurrences(schedule, { after: new Date("1990-01-01T00:00:00Z"), limit });
  return occurrences.map((occurrence) => formatLocal(localOf(occurrence.getTime(), newYork)));
}

describe("the examples of RFC 5545, section 3.8.5.3", () => {
  for (const [name, start, rule, dates, end] of examples) {
    it(`${name}: ${rule}`, () => {
      const schedule: ScheduleOf<"rrule"> = { kind: "rrule", rule, start, timezone: "America/New_York" };
      const found = datesOf(schedule, dates.length + 1);
      expect(found.slice(0, dates.length)).toEqual(dates);
      expect(found.length).toBe(end === "forever" ? dates.length + 1 : dates.length);
    });
  }

  it("every Friday the 13th, without the start", () => {
    const schedule: ScheduleOf<"rrule"> = {
      kind: "rrule",
      rule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
      start: tuesday,
      exdates: [tuesday],
      timezone: "America/New_York",
    };
    expect(datesOf(schedule, 5)).toEqual(days("1998-02 13, 1998-03 13, 1998-11 13, 1999-08 13, 2000-10 13"));
  });
});
