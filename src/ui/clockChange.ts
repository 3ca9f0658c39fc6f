import type { Preview } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";
import type { Messages } from "./messages/en.ts";
import { offsetMs, type Times } from "./times.ts";

const week = 7 * 86_400_000;

/** The clocks of a zone are set to another offset at this instant. */
interface ClockChange {
  at: Date;
  /** How far they are set forward; below zero where they are set back. */
  byMs: number;
}

/** When the clocks of a zone are changed between two instants; at most two changes, within about a year. */
export function clockChanges(zone: string, from: Date, to: Date): ClockChange[] {
  const found: ClockChange[] = [];
  const end = Math.min(to.getTime(), from.getTime() + 57 * week);
  for (let low = from.getTime(); low < end && found.length < 2; low += week) {
    const high = Math.min(low + week, end);
    const byMs = offsetMs(new Date(high), zone) - offsetMs(new Date(low), zone);
    if (byMs !== 0) found.push({ at: firstAfter(zone, low, high), byMs });
  }
  return found;
}
function firstAfter(zone: string, from: number, to: number): Date {
  const before = offsetMs(new Date(from), zone);
  let [low, high] = [from, to];
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(new Date(middle), zone) === before) low = middle;
    else high = middle;
  }
  return new Date(Math.round(high / 60_000) * 60_000);
}

/** A change that has to be told, before the occurrence with this place in the list, or after the last one. */
export interface ClockNote {
  before: number;
  text: string;
}

/** What the clock changes do to the occurrences that are shown. */
export function clockNotes(
  next: readonly Preview[],
  about: { schedule: Schedule; zone: string; times: Times; words: Messages },
): ClockNote[] {
  const { schedule, zone, times, words } = about;
  const last = next.at(-1);
  if (last === undefined) return [];
  const moved = next.flatMap((one, before): ClockNote[] => {
    if (one.clockChange === undefined) return [];
    const day = times.date(one.dueAt, zone);
    const at = times.clock(one.dueAt, zone);
    if (one.clockChange !== "shifted")
      return [{ before, text: words.doubleTime(day, at, one.clockChange === "first-of-two") }];
    // moved out of the gap by the jump: the wall time that does not exist is as much earlier on the wall
    const jump = clockChanges(zone, new Date(one.dueAt.getTime() - 86_400_000), one.dueAt)[0]?.byMs ?? 3_600_000;
    const missing = new Date(one.dueAt.getTime() + offsetMs(one.dueAt, zone) - jump);
    return [{ before, text: words.missingTime(day, times.clock(missing, "UTC"), at) }];
  });
  if (moved.length > 0 || schedule.kind === "once") return moved;

  const isElapsed = schedule.kind === "interval";
  const horizon = isElapsed ? new Date(last.dueAt.getTime() + week) : last.dueAt;
  return clockChanges(zone, times.now(), horizon).flatMap(({ at, byMs }): ClockNote[] => {
    const after = next.findIndex((one) => one.dueAt >= at);
    const before = after === -1 ? next.length : after;
    const day = times.date(at, zone);
    if (isElapsed) {
      const hours = Math.abs(byMs) / 3_600_000;
      const by = Number.isInteger(hours) ? words.hoursLong(hours) : words.minutesLong(hours * 60);
      return [{ before, text: words.clockMoves(day, by, byMs > 0, lengthOf(schedule.everyMs, words)) }];
    }
    const clocks = new Set(next.map((one) => times.clock(one.dueAt, zone)));
    const stays = clocks.size === 1 ? ` ${words.runsStayAt([...clocks][0] ?? "")}` : "";
    return [{ before, text: `${byMs > 0 ? words.clockForward(day) : words.clockBack(day)}${stays}` }];
  });
}

function lengthOf(ms: number, words: Messages): string {
  return ms % 3_600_000 === 0 ? words.hoursLong(ms / 3_600_000) : words.minutesLong(Math.round(ms / 60_000));
}
