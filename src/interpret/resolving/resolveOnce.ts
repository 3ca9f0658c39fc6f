import type { Schedule } from "../../model/schedule.ts";
import { type DayNumber, SECONDS_PER_DAY } from "../../occurrences/civil.ts";
import { instantOf } from "../../occurrences/zone.ts";
import { isoWeekday } from "./days.ts";
import { dayOfWords, isoDay, type Reading, type Stop, timesOf } from "./reading.ts";
import { leavesOut, type Saying } from "../phrases/saying.ts";

/** The instants of what happens once, one for each of its times. */
export function resolveOnce(reading: Reading): Schedule[] | Stop {
  const { saying, context, zone, today, nowLocal } = reading;
  const { messages } = context.language;
  if (saying.window) return { ask: "which-time", slot: "window" };
  if (saying.count !== undefined || saying.lasting)
    return { ask: "how-often", slot: saying.count === undefined ? "lasting" : "count" };
  if (!saying.day && !saying.times && !saying.dayparts)
    return { ask: "how-often", slot: saying.until ? "until" : "from" };
  if (saying.from || saying.until) return { ask: "how-often", slot: saying.until ? "until" : "from" };
  if (leavesOut(saying)) return { ask: "how-often", slot: "exceptWeekdays" };
  const isToday = saying.day?.kind === "day" && saying.day.offset === 0;
  const times = timesOf(reading, isToday ? "none" : "default");
  if (!Array.isArray(times)) return times;
  if (times.length === 0) return { ask: "which-time", slot: "day" };
  const schedules: Schedule[] = [];
  for (const time of times) {
    const second = time.minute * 60 + time.second;
    const isOver = (day: DayNumber) => day * SECONDS_PER_DAY + second <= nowLocal;
    let day: DayNumber;
    if (saying.day) {
      const found = dayOfWords(reading, saying.day, "day", isOver, (words) => ({ day: words }));
      if (!("day" in found)) return found;
      if (found.last !== found.day) return { ask: "which-day", slot: "day" };
      day = found.day;
      if (saying.weekdays && !saying.weekdays.includes(isoWeekday(day)))
        return { refuse: "conflict", slot: "weekdays" };
      // "tonight at midnight" is when this day ends
      if (isToday && time.minute === 0 && time.named === "midnight") day++;
    } else {
      day = isOver(today) ? today + 1 : today;
      if (day > today)
        reading.assume("date", "times", isoDay(day), messages.why.date(messages.day(day, context.locale)));
    }
    if (isOver(day)) {
      const tomorrow: Saying = { day: { kind: "day", offset: 1 } };
      return { refuse: "past", slot: "times", alternatives: isToday ? [tomorrow] : [] };
    }
    schedules.push({ kind: "once", at: new Date(instantOf(day * SECONDS_PER_DAY + second, zone)) });
  }
  return schedules;
}
