import { dateOf } from "../../occurrences/civil.ts";
import { isoWeekday } from "../resolving/days.ts";
import type { Messages } from "../messages.ts";
import type { DayPart, Weekday } from "../tokens/token.ts";

const weekdayNames = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const shortWeekdays = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const shortMonths = ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** English-speaking regions that write 17:00 rather than 5:00 PM. */
const region24 = new Set([
  "en-GB",
  "en-IE",
  "en-ZA",
  "en-DE",
  "en-NL",
  "en-SE",
  "en-DK",
  "en-FI",
  "en-CH",
  "en-AT",
  "en-BE",
  "en-150",
]);

function time(minute: number, locale: string): string {
  const hour = Math.floor(minute / 60) % 24;
  const minutes = String(minute % 60).padStart(2, "0");
  if (region24.has(locale)) return `${String(hour).padStart(2, "0")}:${minutes}`;
  return `${hour % 12 || 12}:${minutes} ${hour < 12 ? "AM" : "PM"}`;
}

function day(dayNumber: number): string {
  const { year, month, day: ofMonth } = dateOf(dayNumber);
  return `${shortWeekdays[isoWeekday(dayNumber)]}, ${shortMonths[month] ?? ""} ${ofMonth}, ${year}`;
}

function shortDay(dayNumber: number): string {
  const { month, day: ofMonth } = dateOf(dayNumber);
  return `${shortMonths[month] ?? ""} ${ofMonth}`;
}

function ordinal(n: number): string {
  const rest = n % 100;
  const suffix = rest >= 11 && rest <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${suffix}`;
}

const city = (id: string) =>
  id.startsWith("Etc/") || !id.includes("/") ? id : id.slice(id.lastIndexOf("/") + 1).replaceAll("_", " ");

const partNames: Record<DayPart, string> = {
  morning: "“Morning” is",
  afternoon: "“Afternoon” is",
  evening: "“Evening” is",
  night: "“Night” is",
  "small-hours": "The small hours are",
  "end-of-day": "The end of the day is",
};

const weekdays = (list: readonly Weekday[]) => list.map((it) => weekdayNames[it]).join(", ");
const times = (n: number | undefined) =>
  n === 2 ? "Twice" : n === 3 ? "Three times" : n === undefined ? "Several times" : `${n} times`;

/** What the interpreter says in English. */
export const englishMessages: Messages = {
  time,
  day: (dayNumber) => day(dayNumber),
  weekday: (weekday) => weekdayNames[weekday],
  weekdays,
  and: "and",
  monthDay: (n) => (n === -1 ? "On the last day of the month" : `On the ${ordinal(n)}`),
  zone: (id) => `${city(id)} time`,
  option: (code) =>
    ({
      "skip-month": "Skip months without it",
      "last-day": "Use the last day of the month",
      "every-n-weeks": "Every so many weeks",
      "nth-of-month": "On that day of every month",
      "twice-a-week": "Twice a week, on Monday and Thursday",
      "every-two-weeks": "Every two weeks, on Monday",
      "every-two-months": "Every two months",
      "twice-a-month": "Twice a month, on the 1st and 15th",
      "every-year": "Every year",
      "once-then": "Once, as that time begins",
      "each-hour": "Every hour in that time",
      "nine-to-five": "From 9 in the morning to 5 in the afternoon",
      "every-week": "Every week on that day",
      "only-once": "Only once",
      begins: "As the day begins",
      ends: "As the day ends",
    })[code],
  ask: {
    "half-of-day": ({ hour }) => `${hour ?? ""} in the morning or ${hour ?? ""} in the afternoon?`,
    "which-weekday": ({ unit }) => (unit === "week" ? "Weekly: on which day?" : "On which day of the week?"),
    "which-weekdays": ({ n }) => `${times(n)} a week: on which days?`,
    "which-day": ({ unit }) => (unit === "month" ? "Monthly: on which day?" : "On which day?"),
    "which-days": ({ n }) => `${times(n)} a month: on which days?`,
    "which-date": ({ unit }) => (unit === "year" ? "Yearly: on which date?" : "On which date?"),
    "which-times": ({ n }) => `${times(n)} a day: at what times?`,
    "which-time": () => "At what time?",
    "which-week": ({ days, said }) =>
      `${said === "" ? "Which one" : capital(said)}: ${(days ?? []).map(shortDay).join(" or ")}?`,
    "which-zone": ({ said, zones }) =>
      `Which ${said === "" ? "time zone" : said}${zones ? `: ${zones.map(city).join(", ")}` : ""}?`,
    "how-often": () => "How often should it run?",
    "month-or-day-first": ({ days }) => `${(days ?? []).map(shortDay).join(" or ")}?`,
    "short-months": ({ day: n }) => `Months without a ${ordinal(n ?? 31)}: skip them or use the last day?`,
    midnight: () => "Midnight: as the day begins or ends?",
    "twice-or-every-two": ({ unit }) =>
      unit === "month" ? "Bimonthly: twice a month or every two months?" : "Biweekly: twice a week or every two weeks?",
    "two-weeks-or-half-month": () => "Every two weeks, or twice a month?",
    "every-n-or-nth": () => "Every so many weeks, or on that weekday of the month?",
    "business-hours": () => "From what time to what time?",
    "fiscal-year": () => "In which months do your fiscal quarters begin?",
    "start-or-window": () => "Between what times, or starting at what time?",
    "several-schedules": () => "Two schedules in one sentence: which one should this job have?",
    "once-or-recurring": () => "Just once, or again and again?",
    "some-days-or-only-these": () => "Do only these days get the new time, or do the other days go?",
    "prompt-edit": () => "Is this what it should do?",
    "not-understood": () => "Part of the schedule was not clear. When should it run?",
  },
  reason: {
    event: "Jobs start at a time, not at an event.",
    past: "That time is already past.",
    "impossible-date": "That date never occurs.",
    "impossible-time": "There is no such time of day.",
    "interval-too-short": "The shortest gap is 1 minute.",
    "interval-out-of-range": "That gap is too long, or no gap at all.",
    "holiday-calendar": "Dexter doesn't know your holidays.",
    astronomical: "Sunrise and tides can't be scheduled.",
    conflict: "These two times contradict each other.",
    "not-expressible": "One schedule can't hold this.",
    cancellation: "This asks to stop something, not to schedule it.",
    immediate: "That is now: just ask Dexter, without a schedule.",
    "no-change": "That changes nothing.",
    "not-understood": "That was not understood.",
    "too-long": "That's over 2,000 characters.",
    "several-factories": "One factory per job: make one in each factory.",
  },
  why: {
    daypart: (part, clock) => `${partNames[part]} ${clock}. You gave no time.`,
    noTime: (clock) => `You gave no time: ${clock}.`,
    half: (clock) => `Read as ${clock}.`,
    approximate: (clock) => `Exactly at ${clock}.`,
    accountZone: (id) => `${city(id)} time, from your account.`,
    namedZone: (id) => `${city(id)} time.`,
    model: "Read by the language model: check it closely.",
    holidays: "Weekdays are Monday to Friday; holidays count as workdays.",
    passedOver: "Taken as a remark: it changed nothing.",
    start: (first) => `Starts on ${first}.`,
    anchor: "Counted from when the job is created.",
    grid: "By the clock, not from when the job is created.",
    date: (it) => `That is ${it}.`,
    end: (last) => `Ends on ${last}.`,
    spelling: (it) => `Read as “${it}”.`,
    count: (n) => `${n} times in all.`,
    midnight: (weekday) => `Midnight as ${weekday} begins.`,
  },
};

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
