import { describe as about, expect, it } from "vitest";
import { describe } from "./describe.ts";

const timezone = "America/New_York";
const cron = (expression: string, bounds = {}) => ({ kind: "cron" as const, expression, timezone, ...bounds });
const rrule = (rule: string, start = "2027-01-15T15:00:00", more = {}) => ({
  kind: "rrule" as const,
  rule,
  start,
  timezone,
  ...more,
});
const interval = (everyMs: number, bounds = {}) => ({
  kind: "interval" as const,
  everyMs,
  anchor: new Date(0),
  ...bounds,
});
const minute = 60_000;
const hour = 60 * minute;
const workdays = "BYDAY=MO,TU,WE,TH,FR";
const days = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i).join();

about("a schedule in English", () => {
  it("says the rows of the product's table", () => {
    expect(describe(cron("0 7 * * 1-5"))).toBe("Monday through Friday at 7:00 AM");
    expect(describe(cron("0 9 * * 1"))).toBe("Every Monday at 9:00 AM");
    expect(describe(cron("0 0 1 * *"))).toBe("The 1st of every month at 12:00 AM");
    expect(describe(interval(6 * hour))).toBe("Every 6 hours");
    expect(describe({ kind: "once", at: new Date("2027-01-15T13:00:00Z") }, { timezone })).toBe(
      "January 15, 2027 at 8:00 AM",
    );
  });

  it.each([
    ["0 6,18 * * *", "Every day at 6:00 AM and 6:00 PM"],
    ["30 0 9 * * *", "Every day at 9:00:30 AM"],
    ["0 9 * * 0,6", "Every Saturday and Sunday at 9:00 AM"],
    ["0 6 * * 1,3,5", "Every Monday, Wednesday, and Friday at 6:00 AM"],
    ["0 12 LW * *", "The last weekday of every month at 12:00 PM"],
    ["0 12 15W * *", "The weekday nearest the 15th of every month at 12:00 PM"],
    ["0 9 15,L * *", "The 15th and the last day of every month at 9:00 AM"],
    ["0 9 * * 1#2", "The second Monday of every month at 9:00 AM"],
    ["0 17 * * 5L", "The last Friday of every month at 5:00 PM"],
    ["0 9 L 3,6,9,12 *", "The last day of every quarter at 9:00 AM"],
    ["0 9 1 1,7 *", "Every year on the 1st of January and July at 9:00 AM"],
    ["0 9 1 1-7,9-12 *", "The 1st of every month at 9:00 AM, except in August"],
    ["0 9 2 1 *", "Every year on January 2 at 9:00 AM"],
    ["0 9 13 * 5", "The 13th of every month and every Friday at 9:00 AM"],
    ["0 9 * 1-7,9-12 1", "Every Monday at 9:00 AM, except in August"],
    ["0 9 2-31 * *", "Every day at 9:00 AM, except the 1st of the month"],
    ["*/30 9-11 1-14,16-31 * *", "Every 30 minutes from 9:00 AM to 11:30 AM, except the 15th of the month"],
    ["* * * * *", "Every minute on the minute"],
    ["*/10 * * * * *", "Every 10 seconds, starting on the minute"],
    ["*/15 * * * *", "Every 15 minutes, starting on the hour"],
    ["5/15 * * * *", "Every 15 minutes, starting 5 minutes past the hour"],
    ["@hourly", "Every hour on the hour"],
    ["15 * * * *", "Every hour at 15 minutes past the hour"],
    ["*/15 9-17 * * 1-5", "Every 15 minutes from 9:00 AM to 5:45 PM, Monday through Friday"],
    ["0 8-18/2 * * 6", "Every 2 hours from 8:00 AM to 6:00 PM, every Saturday"],
    ["*/30 9-11 L * *", "Every 30 minutes from 9:00 AM to 11:30 AM, on the last day of every month"],
    ["*/7 * * * *", "At 0, 7, 14, 21, 28, 35, 42, 49, and 56 minutes past every hour"],
    ["0-5,30 9,17,20 * * *", "At 0 through 5 and 30 minutes past 9:00 AM, 5:00 PM, and 8:00 PM"],
  ])("says cron %s as %s", (expression, text) => {
    expect(describe(cron(expression))).toBe(text);
  });

  it.each([
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "Every other Friday at 3:00 PM"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "Every other week on Monday and Wednesday at 3:00 PM"],
    ["FREQ=DAILY;INTERVAL=3", "Every 3 days at 3:00 PM"],
    [`FREQ=MONTHLY;${workdays};BYSETPOS=-1`, "The last weekday of every month at 3:00 PM"],
    [`FREQ=MONTHLY;${workdays};BYSETPOS=-2;BYHOUR=6,18`, "The last weekday of every month at 6:00 AM"],
    [`FREQ=MONTHLY;${workdays};BYSETPOS=1;BYMONTH=1,4,7,10`, "The first weekday of every quarter at 3:00 PM"],
    ["FREQ=MONTHLY;BYDAY=1MO,3MO", "The first and third Monday of every month at 3:00 PM"],
    ["FREQ=MONTHLY;BYDAY=1MO,-1FR", "The first Monday and the last Friday of every month at 3:00 PM"],
    ["FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", "Every other month on the 1st at 3:00 PM"],
    [
      "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
      "The 30th of every month (the last day of shorter months) at 3:00 PM",
    ],
    ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "Every Friday the 13th at 3:00 PM"],
    ["FREQ=MONTHLY;BYDAY=2MO,3MO,4MO,5MO", "Every Monday at 3:00 PM, except the first Monday of the month"],
    ["FREQ=MONTHLY;BYDAY=1MO,3MO,5MO", "The first, third, and fifth Monday of every month at 3:00 PM"],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,-2FR,-3FR,-4FR,-5FR",
      "Monday through Friday at 3:00 PM, except the last Friday of the month",
    ],
    [
      `FREQ=MONTHLY;${workdays};BYMONTHDAY=${days(2, 31)}`,
      "Monday through Friday at 3:00 PM, except the 1st day of the month",
    ],
    ["FREQ=MONTHLY;BYMONTHDAY=-1;BYDAY=FR", "By the recurrence rule FREQ=MONTHLY;BYMONTHDAY=-1;BYDAY=FR"],
    ["FREQ=MONTHLY;BYDAY=MO,1TU", "By the recurrence rule FREQ=MONTHLY;BYDAY=MO,1TU"],
    ["FREQ=MONTHLY;INTERVAL=24;BYMONTH=1;BYMONTHDAY=2", "Every other year on January 2 at 3:00 PM"],
    ["FREQ=YEARLY;INTERVAL=2", "Every other year on January 15 at 3:00 PM"],
    ["FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,30;BYSETPOS=1,2,3,4,5", "Every 30 minutes from 9:00 AM to 11:00 AM"],
    ["FREQ=WEEKLY;BYDAY=MO;COUNT=10", "Every Monday at 3:00 PM, 10 times"],
    ["FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231T235959Z", "Every Monday at 3:00 PM, until December 31, 2027"],
    ["FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=-1", "By the recurrence rule FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=-1"],
  ])("says rule %s as %s", (rule, text) => {
    expect(describe(rrule(rule))).toBe(text);
  });

  it("says how long elapsed time is, and calls a single day 24 hours", () => {
    const said = [hour, 90 * minute, 150 * minute, 24 * hour, 72 * hour, 10_000].map((everyMs) =>
      describe(interval(everyMs)),
    );
    expect(said).toEqual([
      "Every hour",
      "Every 90 minutes",
      "Every 2 hours and 30 minutes",
      "Every 24 hours",
      "Every 3 days",
      "Every 10 seconds",
    ]);
  });

  it("says bounds as dates where they leave out nothing of their day, and with a time where they do", () => {
    const bounds = { from: new Date("2027-03-01T05:00:00Z"), until: new Date("2027-06-01T03:59:59Z") };
    expect(describe(cron("0 9 * * 1", bounds))).toBe(
      "Every Monday at 9:00 AM, starting March 1, 2027, until May 31, 2027",
    );
    expect(describe(cron("0 9 * * 1", { until: new Date("2027-03-01T05:00:00Z") }))).toBe(
      "Every Monday at 9:00 AM, until February 28, 2027",
    );
    expect(
      describe(interval(2 * hour, { from: new Date("2027-03-01T13:00:00Z"), maxOccurrences: 4 }), { timezone }),
    ).toBe("Every 2 hours, starting March 1, 2027 at 8:00 AM, 4 times");
  });

  it("does not mention a start that has passed", () => {
    const job = cron("0 9 * * 1", { from: new Date("2027-03-01T05:00:00Z") });
    expect(describe(job, { now: new Date("2027-03-02T00:00:00Z") })).toBe("Every Monday at 9:00 AM");
    expect(describe(job, { now: new Date("2027-02-02T00:00:00Z") })).toBe(
      "Every Monday at 9:00 AM, starting March 1, 2027",
    );
  });

  it("says the days that are left out and added", () => {
    const more = { exdates: ["2027-03-05T15:00:00"], rdates: ["2027-03-06T10:00:00"] };
    expect(describe(rrule("FREQ=WEEKLY;BYDAY=FR", "2027-01-15T15:00:00", more))).toBe(
      "Every Friday at 3:00 PM, except on March 5, 2027, and also on March 6, 2027 at 10:00 AM",
    );
  });

  it("names the zone where it is asked to, and UTC where it was told no other for a moment", () => {
    expect(describe(cron("0 5 * * 1-5"), { withTimezone: true })).toBe(
      "Monday through Friday at 5:00 AM (America/New_York)",
    );
    expect(describe({ kind: "once", at: new Date("2027-01-15T13:00:00Z") })).toBe("January 15, 2027 at 1:00 PM (UTC)");
    expect(describe(interval(hour))).toBe("Every hour");
  });

  it("follows the locale's clock and order of dates", () => {
    const once = { kind: "once" as const, at: new Date("2027-01-15T13:00:00Z") };
    expect(describe(once, { locale: "en-GB", timezone })).toBe("15 January 2027 at 08:00");
    expect(describe(cron("0 17 * * 1"), { locale: "en-GB" })).toBe("Every Monday at 17:00");
    expect(describe(cron("0 17 * * 1"), { locale: "fr-CA" })).toBe("Every Monday at 5:00 PM");
    expect(describe(once, { locale: "es_MX", timezone })).toBe("El 15 de enero de 2027 a las 08:00");
    expect(describe(once, { locale: "en-x", timezone })).toBe("January 15, 2027 at 8:00 AM");
  });

  it("refuses what cannot be read", () => {
    expect(() => describe(cron("61 * * * *"))).toThrow(/The schedule cannot be read/);
    expect(() => describe(rrule("FREQ=SOMETIMES"))).toThrow(/The schedule cannot be read/);
  });
});

about("a schedule in Spanish", () => {
  it.each([
    ["0 5 * * 1-5", "De lunes a viernes a las 05:00"],
    ["0 9 * * 1", "Todos los lunes a las 09:00"],
    ["0 1,13 * * *", "Todos los días a la 01:00 y a las 13:00"],
    ["0 9 * * 0,6", "Todos los sábados y domingos a las 09:00"],
    ["0 0 1 * *", "El día 1 de cada mes a las 00:00"],
    ["0 9 1,15 * *", "Los días 1 y 15 de cada mes a las 09:00"],
    ["0 12 LW * *", "El último día laborable de cada mes a las 12:00"],
    ["0 9 L 3,6,9,12 *", "El último día de cada trimestre a las 09:00"],
    ["0 9 * * 1#2", "El segundo lunes de cada mes a las 09:00"],
    ["0 9 2 1 *", "Cada año, el 2 de enero a las 09:00"],
    ["0 9 * 1-7,9-12 1", "Todos los lunes a las 09:00, excepto en agosto"],
    ["0 9 1-14,16-31 * *", "Todos los días a las 09:00, excepto el día 15 del mes"],
    ["@hourly", "Cada hora en punto"],
    ["15 * * * *", "Cada hora, en el minuto 15"],
    ["*/15 * * * *", "Cada 15 minutos, desde la hora en punto"],
    ["*/15 9-17 * * 1-5", "Cada 15 minutos de 09:00 a 17:45, de lunes a viernes"],
    ["*/7 * * * *", "En los minutos 0, 7, 14, 21, 28, 35, 42, 49 y 56 de cada hora"],
  ])("says cron %s as %s", (expression, text) => {
    expect(describe(cron(expression), { locale: "es-ES" })).toBe(text);
  });

  it.each([
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "Cada 2 semanas, los viernes a las 15:00"],
    ["FREQ=DAILY;INTERVAL=3", "Cada 3 días a las 15:00"],
    [`FREQ=MONTHLY;${workdays};BYSETPOS=-2`, "El penúltimo día laborable de cada mes a las 15:00"],
    ["FREQ=MONTHLY;BYDAY=1MO,-1FR", "El primer lunes y el último viernes de cada mes a las 15:00"],
    ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "Cada viernes 13 a las 15:00"],
    ["FREQ=MONTHLY;BYDAY=2MO,3MO,4MO,5MO", "Todos los lunes a las 15:00, excepto el primer lunes del mes"],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,-2FR,-3FR,-4FR,-5FR",
      "De lunes a viernes a las 15:00, excepto el último viernes del mes",
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
      "El día 30 de cada mes (el último en los meses más cortos) a las 15:00",
    ],
    ["FREQ=WEEKLY;BYDAY=MO;COUNT=10", "Todos los lunes a las 15:00, 10 veces"],
  ])("says rule %s as %s", (rule, text) => {
    expect(describe(rrule(rule), { locale: "es-ES" })).toBe(text);
  });

  it("has twelve hours on the clock where people do", () => {
    expect(describe(cron("0 13 * * 1"), { locale: "es-MX" })).toBe("Todos los lunes a la 1:00 p.m.");
    expect(describe({ kind: "once", at: new Date("2027-01-15T13:00:00Z") }, { locale: "es-MX", timezone })).toBe(
      "El 15 de enero de 2027 a las 8:00 a.m.",
    );
  });

  it("says bounds", () => {
    const bounds = {
      from: new Date("2027-03-01T05:00:00Z"),
      until: new Date("2027-06-01T03:59:59Z"),
      maxOccurrences: 4,
    };
    expect(describe(cron("0 9 * * 1", bounds), { locale: "es" })).toBe(
      "Todos los lunes a las 09:00, desde el 1 de marzo de 2027 hasta el 31 de mayo de 2027, 4 veces",
    );
    expect(
      describe(interval(90 * minute, { until: new Date("2027-03-01T13:00:00Z") }), { locale: "es", timezone }),
    ).toBe("Cada 90 minutos, hasta el 1 de marzo de 2027 a las 08:00");
  });
});
