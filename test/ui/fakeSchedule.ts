import type { Interpretation, Span } from "../../src/model/interpretation.ts";
import type { Preview } from "../../src/model/proposal.ts";
import type { Schedule } from "../../src/model/schedule.ts";
import { offsetMs, wallTime } from "../../src/ui/times.ts";

const zone = "America/New_York";
const day = 86_400_000;
const names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** Enough of an engine to stand for the server's: daily, weekly and monthly cron, intervals, once. */
export function occurrences(schedule: Schedule, after: Date, limit: number): Preview[] {
  if (schedule.kind === "once") return schedule.at > after ? [preview(schedule.at)] : [];
  if (schedule.kind === "interval") {
    const anchor = schedule.anchor.getTime();
    const first = Math.floor((after.getTime() - anchor) / schedule.everyMs) + 1;
    return Array.from({ length: limit }, (_, n) =>
      preview(new Date(anchor + Math.max(1, first + n) * schedule.everyMs)),
    );
  }
  if (schedule.kind === "rrule") return [];
  const [minute = "0", hour = "0", date = "*", , weekday = "*"] = schedule.expression.split(" ");
  const days = new Set(
    weekday.split(",").flatMap((part) => {
      const [a = 0, b = a] = part.split("-").map(Number);
      return Array.from({ length: b - a + 1 }, (_, n) => (a + n) % 7);
    }),
  );
  const wall = wallTime(after, schedule.timezone);
  const found: Preview[] = [];
  for (let n = 0; n < 800 && found.length < limit; n++) {
    const local = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + n, Number(hour), Number(minute)));
    const isLast = new Date(local.getTime() + day).getUTCDate() === 1;
    if (weekday !== "*" && !days.has(local.getUTCDay())) continue;
    if (date === "L" ? !isLast : date !== "*" && local.getUTCDate() !== Number(date)) continue;
    const at = new Date(local.getTime() - offsetMs(new Date(local.getTime() + 5 * 3_600_000), schedule.timezone));
    if (at > after && (schedule.until === undefined || at <= schedule.until)) found.push(preview(at));
  }
  return found;
}
function preview(dueAt: Date): Preview {
  return { dueAt, local: new Date(dueAt.getTime() + offsetMs(dueAt, zone)).toISOString().slice(0, 19) };
}

export function describeFake(schedule: Schedule, locale = "en"): string {
  const isSpanish = locale.startsWith("es");
  const clock = (hour: number, minute: number): string =>
    isSpanish
      ? `${hour}:${String(minute).padStart(2, "0")}`
      : `${hour % 12 || 12}:${String(minute).padStart(2, "0")}\u00a0${hour < 12 ? "AM" : "PM"}`;
  if (schedule.kind === "once") {
    const { hour, minute } = wallTime(schedule.at, zone);
    const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: zone }).format(schedule.at);
    return isSpanish ? `El ${date} a las ${clock(hour, minute)}` : `${date} at ${clock(hour, minute)}`;
  }
  if (schedule.kind === "interval") {
    const minutes = schedule.everyMs / 60_000;
    const n = minutes % 60 === 0 ? minutes / 60 : minutes;
    const unit = minutes % 60 === 0 ? (isSpanish ? "hora" : "hour") : isSpanish ? "minuto" : "minute";
    if (n === 1) return isSpanish ? `Cada ${unit}` : `Every ${unit}`;
    return isSpanish ? `Cada ${n} ${unit}s` : `Every ${n} ${unit}s`;
  }
  if (schedule.kind === "rrule") return "By a rule";
  const [minute = "0", hour = "0", date = "*", , weekday = "*"] = schedule.expression.split(" ");
  const at = clock(Number(hour), Number(minute));
  if (date === "1") return isSpanish ? `El día 1 de cada mes a las ${at}` : `1st of every month at ${at}`;
  if (date === "L") return `The last day of every month at ${at}`;
  if (weekday === "*") return isSpanish ? `Cada día a las ${at}` : `Every day at ${at}`;
  if (weekday === "1-5") return isSpanish ? `De lunes a viernes a las ${at}` : `Monday through Friday at ${at}`;
  if (weekday === "1-4") return `Monday through Thursday at ${at}`;
  if (isSpanish) return `Los ${weekday === "5" ? "viernes" : "lunes"} a las ${at}`;
  return `${weekday
    .split(",")
    .map((one) => `${names[Number(one) % 7] ?? ""}s`)
    .join(" and ")} at ${at}`;
}

const cron = (expression: string): Schedule => ({ kind: "cron", expression, timezone: zone });
const zoneAssumed = { code: "timezone", text: "", value: zone, why: "New York time, from your account." } as const;
const morningAssumed = {
  code: "time",
  text: "morning",
  value: "09:00",
  why: "“Morning” is 9:00 AM. You gave no time.",
} as const;

type Reading = { schedules: Schedule[]; assumed: "none" | "morning" };
/** What the fake understands: a phrase, and the schedules it means. */
const phrases: [RegExp, (found: RegExpExecArray, now: Date) => Reading | "half-of-day" | "event"][] = [
  [/\bevery weekday morning\b/i, () => ({ schedules: [cron("0 9 * * 1-5")], assumed: "morning" })],
  [
    /\bevery weekday at (\d+)(am|pm)\b/i,
    (found) => ({ schedules: [cron(`0 ${clock(found)} * * 1-5`)], assumed: "none" }),
  ],
  [/\bevery monday morning\b/i, () => ({ schedules: [cron("0 9 * * 1")], assumed: "morning" })],
  [/\bevery monday at (\d+)(am|pm)\b/i, (found) => ({ schedules: [cron(`0 ${clock(found)} * * 1`)], assumed: "none" })],
  [
    /\b(?:every friday|fridays) at (\d+)(am|pm)\b/i,
    (found) => ({ schedules: [cron(`0 ${clock(found)} * * 5`)], assumed: "none" }),
  ],
  [/\bevery friday at 5\b/i, () => "half-of-day"],
  [/\btwice a day at 6am and 6pm\b/i, () => ({ schedules: [cron("0 6 * * *"), cron("0 18 * * *")], assumed: "none" })],
  [/\bon the first of every month\b/i, () => ({ schedules: [cron("0 0 1 * *")], assumed: "none" })],
  [
    /\bevery 6 hours\b/i,
    (_, now) => ({ schedules: [{ kind: "interval", everyMs: 6 * 3_600_000, anchor: now }], assumed: "none" }),
  ],
  [
    /\bin 2 hours\b/i,
    (_, now) => ({ schedules: [{ kind: "once", at: new Date(now.getTime() + 2 * 3_600_000) }], assumed: "none" }),
  ],
  [/\bwhenever a machine stops(?: for 10 minutes)?/i, () => "event"],
];
const clock = ([, hour, half]: RegExpExecArray): number =>
  (Number(hour) % 12) + (half?.toLowerCase() === "pm" ? 12 : 0);

export function interpretFake(text: string, now: Date, literal: readonly Span[] = []): Interpretation {
  for (const [phrase, read] of phrases) {
    const found = phrase.exec(text);
    if (found === null) continue;
    const start = found.index;
    const end = start + found[0].length;
    if (literal.some((span) => span.start < end && span.end > start)) continue;
    const spans: Span[] = [{ start, end, kind: "schedule" }];
    const rest = `${text.slice(0, start)}${text.slice(end)}`.replaceAll(/^[\s,]+|[\s,]+$/g, "");
    const prompt = rest === "" ? null : rest.charAt(0).toUpperCase() + rest.slice(1);
    const reading = read(found, now);
    if (reading === "half-of-day") {
      const option = (hour: number, label: string) => ({
        label,
        interpretation: {
          text,
          outcome: "understood" as const,
          schedules: [cron(`0 ${hour} * * 5`)],
          prompt,
          assumptions: [],
          spans,
        },
      });
      const options = [option(5, "5:00\u00a0AM, Fridays"), option(17, "5:00\u00a0PM, Fridays")];
      return {
        text,
        outcome: "ambiguous",
        question: { code: "half-of-day", text: "5 in the morning or 5 in the afternoon?", options },
        prompt,
        spans,
      };
    }
    if (reading === "event") {
      const every = (minutes: number): Interpretation => ({
        text: `Every ${minutes} minutes`,
        outcome: "understood",
        schedules: [{ kind: "interval", everyMs: minutes * 60_000, anchor: now }],
        prompt,
        assumptions: [],
        spans: [],
      });
      return {
        text,
        outcome: "unsupported",
        reason: { code: "event", message: "Jobs start at a time, not at an event." },
        alternatives: [every(15), every(60)],
        prompt,
        spans,
      };
    }
    const assumptions = reading.assumed === "morning" ? [morningAssumed, zoneAssumed] : [zoneAssumed];
    return { text, outcome: "understood", schedules: reading.schedules, prompt, assumptions, spans };
  }
  return { text, outcome: "no-schedule", prompt: text };
}
