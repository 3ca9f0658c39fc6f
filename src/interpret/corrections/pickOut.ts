import { all, isSameOnDial, minuteOf } from "./correctedFields.ts";
import type { Which } from "./correction.ts";
import { type Said, type Saying, without } from "../phrases/saying.ts";
import { isIn } from "../phrases/times.ts";
import type { Weekday } from "../tokens/token.ts";

/** The run that "the evening one" or "the Thursday run" means, as a part of its own, and what is left without it. */
export function pickOut(parts: readonly Said[], which: Which): { named: Said; others: readonly Said[] } | undefined {
  const apart = parts.flatMap((part) => each(part, which).map((run) => ({ run, part })));
  const isNamed = meantBy(
    apart.map(({ run }) => run),
    which,
  );
  const [found, ...more] = apart.filter(({ run }) => isNamed(run));
  if (!found || more.length > 0) return undefined;
  const { run, part } = found;
  const left = parts.flatMap((other) => (other === part ? (run === part ? [] : rest(part, run)) : [other]));
  return { named: run, others: left };
}

/** On which weekdays it is, where these are told or are all of them. */
const daysOf = ({ weekdays, every }: Saying) => weekdays ?? (every?.unit === "day" && every.n === 1 ? all : []);
const on = ({ saying, where }: Said, weekdays: readonly Weekday[]): Said => ({
  saying: { ...without(saying, ["every"]), weekdays, recurs: true },
  where,
});

/** A part for each of its times, or for the weekdays that are named and for each of the others, where it has one time. */
function each(part: Said, which: Which): Said[] {
  const { saying, where } = part;
  const { times = [] } = saying;
  if (times.length > 1) return times.map((time) => ({ saying: { ...saying, times: [time] }, where }));
  const named = "said" in which ? which.said.weekdays : [];
  const days = daysOf(saying);
  if (!named || days.length < 2) return [part];
  const isSome = named.length > 1 && named.length < days.length && named.every((day) => days.includes(day));
  return isSome ? [on(part, named), on(part, apartFrom(days, named))] : days.map((day) => on(part, [day]));
}

const apartFrom = (days: readonly Weekday[], less: readonly Weekday[]) => days.filter((day) => !less.includes(day));

/** What is left of a part without one of its times or some of its weekdays. */
function rest(part: Said, { saying: run }: Said): Said[] {
  const { saying, where } = part;
  const { times = [] } = saying;
  if (times.length > 1)
    return [{ saying: { ...saying, times: times.filter((time) => time !== run.times?.[0]) }, where }];
  const left = apartFrom(daysOf(saying), run.weekdays ?? []);
  return left.length > 0 ? [on(part, left)] : [];
}

const minutes = ({ saying }: Said) => (saying.times ?? []).map(minuteOf);

function meantBy(parts: readonly Said[], which: Which): (part: Said) => boolean {
  if ("nth" in which) {
    const ordered = parts.toSorted((a, b) => (minutes(a)[0] ?? 0) - (minutes(b)[0] ?? 0));
    // "that one": which of several, nobody knows
    if (which.nth === 0) return () => parts.length === 1;
    const chosen = parts.length > 1 ? ordered.at(which.nth > 0 ? which.nth - 1 : which.nth) : undefined;
    return (part) => part === chosen;
  }
  const { weekdays, times, dayparts } = which.said;
  const [time] = times ?? [];
  // "the 9 one", of 9 and 21: the one that is written so
  const isExact = time !== undefined && parts.some((part) => minutes(part)[0] === minuteOf(time));
  return (part) => {
    const [minute, ...more] = minutes(part);
    if (weekdays) return part.saying.weekdays?.join() === weekdays.join();
    if (minute === undefined || more.length > 0) return false;
    const [own] = part.saying.times ?? [];
    if (time && isExact) return minute === minuteOf(time);
    if (time) return own !== undefined && isSameOnDial(time, own);
    return dayparts?.some((name) => isIn(name, minute)) === true;
  };
}
