import { isSameOnDial, minuteOf } from "./correctedFields.ts";
import type { Which } from "./correction.ts";
import type { Said } from "./saying.ts";
import { isIn } from "./times.ts";

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

/** A part for each of its times, or for each of its weekdays where it has one time and no hour is named. */
function each(part: Said, which: Which): Said[] {
  const { saying, where } = part;
  const { times = [], weekdays = [] } = saying;
  if (times.length > 1) return times.map((time) => ({ saying: { ...saying, times: [time] }, where }));
  const isHour = "said" in which && which.said.weekdays === undefined;
  if (weekdays.length > 1 && !isHour) return weekdays.map((day) => ({ saying: { ...saying, weekdays: [day] }, where }));
  return [part];
}

/** What is left of a part without one of its times or weekdays. */
function rest({ saying, where }: Said, { saying: run }: Said): Said[] {
  const { times = [], weekdays = [] } = saying;
  if (times.length > 1)
    return [{ saying: { ...saying, times: times.filter((time) => time !== run.times?.[0]) }, where }];
  if (weekdays.length > 1)
    return [{ saying: { ...saying, weekdays: weekdays.filter((day) => day !== run.weekdays?.[0]) }, where }];
  return [];
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
