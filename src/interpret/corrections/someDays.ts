import { all, minuteOf } from "./correctedFields.ts";
import type { Correction, Edit } from "./correction.ts";
import { type Said, type Saying, saysTime, without } from "../phrases/saying.ts";

/** Times, told apart from others by their minutes. */
export const minutes = (times: Saying["times"] = []) => times.map(minuteOf).join();

/** Whether an edit is about the time of the day alone. */
export const isOfTime = ({ kind }: Edit) => /^(?:time|shift|minute|half|nothing)$/.test(kind);
const daysOf = ({ weekdays, day }: Saying) => weekdays ?? (day?.kind === "weekday" ? [day.weekday] : undefined);

/** "Fridays at 6" of Monday to Friday at 5: the other days as they were, and those. */
export function besideOthers(
  [part, ...more]: readonly Said[],
  { changes, edits, isOpenDays }: Extract<Correction, { kind: "change" }>,
  applied: readonly Said[],
): Said[] | undefined {
  const sets = changes.map(({ said: { saying } }) => saying);
  const isPlain =
    edits.every(isOfTime) &&
    changes.every(({ mode, renews }) => mode === "set" && !renews) &&
    sets.every((saying) => Object.keys(saying).every((slot) => /^(?:weekdays|day|recurs|times)$/.test(slot)));
  const [next, ...others] = applied;
  if (!isOpenDays || !isPlain || !part || !next || more.length > 0 || others.length > 0) return undefined;
  const { every, weekdays = all } = part.saying;
  const days = sets.map(daysOf).find((named) => named !== undefined);
  const isWeekly = part.saying.weekdays ? every === undefined : every?.unit === "day" && every.n === 1;
  const isTimed = part.saying.times !== undefined && minutes(next.saying.times) !== minutes(part.saying.times);
  if (!days || !isWeekly || !isTimed || !part.saying.recurs) return undefined;
  // "weekdays at 6" of every day is most of it
  const isSome = days.length * 2 <= weekdays.length && days.every((day) => weekdays.includes(day));
  if (!isSome) return undefined;
  const left = weekdays.filter((day) => !days.includes(day));
  return [{ ...part, saying: { ...without(part.saying, ["every"]), weekdays: left } }, next];
}

/** "6:30 on Mondays, the rest stays": some of the days get a time of their own. */
export function daysOfTheirOwn(parts: readonly Said[], { changes, edits }: Extract<Correction, { kind: "change" }>) {
  if (!edits.some(({ kind }) => kind === "rest")) return undefined;
  const days = changes.find(({ mode, said }) => mode === "set" && daysOf(said.saying))?.said.saying;
  const weekdays = days && daysOf(days);
  const isTimed =
    changes.some(({ said }) => saysTime(said.saying)) || edits.some(({ kind }) => kind === "time" || kind === "shift");
  const isSome = parts.some(({ saying }) => (saying.weekdays ?? all).length > (weekdays?.length ?? 7));
  return weekdays && isTimed && isSome ? { said: { weekdays } } : undefined;
}
