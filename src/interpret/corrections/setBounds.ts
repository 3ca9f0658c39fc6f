import { inHalfOf, isOnce } from "./correctedFields.ts";
import type { Change } from "./correction.ts";
import { type DayWords, isElapsed, type PointWords, type Saying, without } from "../phrases/saying.ts";
import type { ClockWords } from "../tokens/token.ts";

/** "Start at 8am", "the end of April instead": what looks like a bound is the time or the day, and the other way round. */
export function bounded(more: Saying, base: Saying, sets: readonly Change[]): Saying | undefined {
  const { from, until, day, ...rest } = more;
  const isElapsedNow = isElapsed(base) || sets.some(({ said }) => isElapsed(said.saying));
  const isOnceNow = isOnce(base) && !sets.some(({ said }) => said.saying.every ?? said.saying.recurs);
  // "until 8pm", "from 9 on", of what is from 8am to 6pm
  if (base.window && !rest.window && isHourOnly(from) && isHourOnly(until) && (from ?? until))
    return { ...rest, window: { from: hourOf(from, base.window.from), to: hourOf(until, base.window.to) } };
  // what happens once begins when it happens, and has no end
  if (isOnceNow && until) return undefined;
  if (from?.afterMs === undefined && from && isOnceNow) {
    const begun: Saying = { ...rest };
    if (from.day) begun.day = from.day;
    if (from.time) begun.times = [from.time];
    if (from.daypart) begun.dayparts = [from.daypart];
    return begun;
  }
  if (!isElapsedNow && until?.time && !until.day) return undefined;
  if (!isElapsedNow && from?.time) {
    const { time, ...first } = from;
    return { ...rest, ...(first.day && { from: first }), times: [time] };
  }
  const isBounded = base.from !== undefined || base.until !== undefined;
  const [month, ...months] = more.months ?? [];
  const isMonthEnd = month !== undefined && months.length === 0 && more.monthDays?.join() === "-1" && !more.recurs;
  const date: DayWords | undefined = isMonthEnd ? { kind: "month", month } : day;
  if (date && isBounded && !isOnceNow && !more.once && date.kind !== "weekday") {
    const isEnd = date.kind === "month" || (date.kind === "edge" && date.edge === "end");
    // a date beside one of the bounds: nobody knows which of them it moves
    if (!isEnd || !base.until || base.from) return undefined;
    return { ...without(rest, ["months", "monthDays"]), until: { day: date, inclusive: true } };
  }
  return more;
}

/** Whether a bound, where there is one, names an hour and no day. */
const isHourOnly = (point: PointWords | undefined) =>
  point === undefined || (point.time !== undefined && point.day === undefined);

/** The hour of a bound, in the half of the day that it had; or the one that it has. */
const hourOf = (point: PointWords | undefined, former: ClockWords): ClockWords =>
  (point?.time && inHalfOf([point.time], { times: [former] }, false)[0]) ?? former;
