import { addPart, dropFrom } from "./addedParts.ts";
import {
  all,
  dayFields,
  inHalf,
  inHalfOf,
  inPartOf,
  isOnce,
  isSameOnDial,
  minuteOf,
  pick,
  timeFields,
} from "./correctedFields.ts";
import type { Change, Correction, Edit, Which } from "./correction.ts";
import { pickOut } from "./pickOut.ts";
import { besideOthers, daysOfTheirOwn, isOfTime, minutes } from "./someDays.ts";
import { addTo, isElapsed, type Said, type Saying, saysTime, saysWhichDays, without } from "../phrases/saying.ts";
import { setPart } from "./setPart.ts";
import type { Weekday } from "../tokens/token.ts";

type Changed = { parts: Said[] } | { unclear: true };
/** The parts, or the two ways in which some of the days with a time of their own can be meant. */
type Corrected = Changed | { ways: readonly [Said[], Said[]] };
const unclear: Changed = { unclear: true };

/** The parts of a request with a correction applied, to the one that it names or to all of them. */
export function applyCorrection(
  parts: readonly Said[],
  correction: Extract<Correction, { kind: "change" }>,
  isOpenHalf: boolean,
): Corrected {
  const { another } = correction;
  if (another) return applyToBoth(parts, correction, another, isOpenHalf);
  const only = correction.only ?? daysOfTheirOwn(parts, correction);
  if (only) return applyToRun(parts, correction, only, isOpenHalf);
  const kept = onlyRuns(parts, correction);
  if (kept) return { parts: kept };
  const applied = applyToAll(parts, correction, isOpenHalf);
  const beside =
    "unclear" in applied
      ? undefined
      : (besideOthers(parts, correction, applied.parts) ?? onDaysOfReason(parts, correction, isOpenHalf));
  return beside && !("unclear" in applied) ? { ways: [beside, applied.parts] } : applied;
}

/** "The first one at 6:30, the second one at 8": each by itself, and both as they were when that was said. */
function applyToBoth(
  parts: readonly Said[],
  one: Extract<Correction, { kind: "change" }>,
  two: Extract<Correction, { kind: "change" }>,
  isOpenHalf: boolean,
): Changed {
  const [first, second] = [one.only, two.only].map((which) => {
    const picked = which && pickOut(parts, which);
    return picked && { ...picked, which };
  });
  if (!first || !second) return unclear;
  // the second one as it is called there, and not by its place among those that are left
  const isByDay = "said" in second.which && second.which.said.weekdays !== undefined;
  const left = pickOut(first.others, isByDay ? second.which : { said: pick(second.named.saying, ["times"]) });
  const [a, b] = [applyToAll([first.named], one, isOpenHalf), applyToAll([second.named], two, isOpenHalf)];
  return !left || "unclear" in a || "unclear" in b ? unclear : { parts: [...left.others, ...a.parts, ...b.parts] };
}

const isOf = (named: readonly Weekday[]) => (part: Said) =>
  part.saying.weekdays?.every((day) => named.includes(day)) === true;

/** "Only Thursday", of two runs; and "move Thursday to Friday". */
function onlyRuns(
  parts: readonly Said[],
  { changes, edits, isOpenDays }: Extract<Correction, { kind: "change" }>,
): Said[] | undefined {
  const [change, ...more] = changes;
  const days = change?.said.saying.weekdays;
  const isPlain =
    more.length === 0 && edits.every(({ kind }) => kind === "nothing") && change?.said.saying.times === undefined;
  if (!change || !days || !isPlain || parts.length < 2 || isOpenDays === true) return undefined;
  const { from, mode } = change;
  if (mode === "set") {
    const kept = parts.filter(isOf(days));
    return kept.length > 0 && kept.length < parts.length ? kept : undefined;
  }
  const old = from?.saying.weekdays;
  const [named, ...others] = mode === "swap" && old ? parts.filter(isOf(old)) : [];
  if (!named || others.length > 0) return undefined;
  return parts.map((part) => (part === named ? { ...part, saying: { ...part.saying, weekdays: days } } : part));
}

const isOfHour = ({ mode, said }: Change) =>
  mode === "set" && Object.keys(said.saying).every((slot) => slot === "times" || slot === "dayparts");

/** "Fridays we close early, make it 3pm" of Monday to Friday: all of it can be meant, or those days alone. */
function onDaysOfReason(
  [part, ...more]: readonly Said[],
  correction: Extract<Correction, { kind: "change" }>,
  isOpenHalf: boolean,
): Said[] | undefined {
  const { changes, edits, besides = [] } = correction;
  const isHourOnly = changes.every(isOfHour) && edits.every(isOfTime);
  const every = part?.saying.every;
  const days = part?.saying.weekdays ?? (every?.unit === "day" && every.n === 1 ? all : []);
  const named = days.filter((day) => besides.includes(day));
  if (!part || more.length > 0 || !isHourOnly || named.length === 0 || named.length === days.length) return undefined;
  const on = (weekdays: readonly Weekday[]): Said => ({
    ...part,
    saying: { ...without(part.saying, ["every"]), weekdays, recurs: true },
  });
  const applied = applyToAll([on(named)], correction, isOpenHalf);
  return "unclear" in applied ? undefined : [on(days.filter((day) => !named.includes(day))), ...applied.parts];
}

/** Each edit to the run that is named, and to no other. */
function applyToRun(
  parts: readonly Said[],
  correction: Extract<Correction, { kind: "change" }>,
  only: Which,
  isOpenHalf: boolean,
): Changed {
  const picked = pickOut(parts, only);
  if (!picked) return unclear;
  if (correction.isKept) return { parts: [picked.named] };
  if (correction.isRemoved) return picked.others.length > 0 ? { parts: [...picked.others] } : unclear;
  const applied = applyToAll([picked.named], correction, isOpenHalf);
  return "unclear" in applied ? applied : { parts: [...picked.others, ...applied.parts] };
}

/** Each edit to every part that it fits. */
function applyToAll(
  parts: readonly Said[],
  correction: Extract<Correction, { kind: "change" }>,
  isOpenHalf: boolean,
): Changed {
  let current: Said[] = parts.map((part) => ({ saying: { ...part.saying }, where: {} }));
  const shiftsDay = correction.edits.some((edit) => edit.kind === "shift-days");
  const changes = swapped(current, isOnce(current[0]?.saying ?? {}) ? moved(correction.changes) : correction.changes);
  if (!changes) return unclear;
  const { sets, adds, drops: refused } = grouped(changes);
  // "not tomorrow, Saturday": one day takes the place of the other
  const isMoved = current.every(({ saying }) => isOnce(saying)) && sets.some(({ said }) => saysWhichDays(said.saying));
  const drops = isMoved ? refused.filter(({ said }) => !saysWhichDays(said.saying)) : refused;
  if (isOnlySomeDays(current, sets)) return unclear;
  // several times, or several days, replace what all parts have; a part of its own is not told which it replaces
  if (
    current.length > 1 &&
    !correction.isOfAll &&
    sets.some(({ said }) => said.saying.times || said.saying.every || saysWhichDays(said.saying))
  ) {
    const first = current[0];
    if (!first || sets.length === 0) return unclear;
    const isWhole =
      sets.some(({ said }) => said.saying.every ?? saysWhichDays(said.saying)) &&
      sets.some(({ said }) => said.saying.times ?? said.saying.window);
    if (!isWhole) return unclear;
    current = [first];
  }
  for (const change of sets) {
    const next = current.map((part) => setPart(part, change, sets, isOpenHalf));
    if (!next.every((part) => part !== undefined)) return unclear;
    current = next;
  }
  const run = ownRun(adds, current);
  if (run) current = [...current, run];
  for (const { said } of run ? [] : daysOnly(adds, current)) {
    const next = current.map((part) => addPart(part, said));
    if (!next.every((part) => part !== undefined)) return unclear;
    current = next;
  }
  if (!shiftsDay) {
    // "at 9, but not every day": on which ones, nobody says
    const saysOthers = sets.some(({ said: { saying } }) => saying.every ?? saysWhichDays(saying));
    if (!saysOthers && drops.some(({ said }) => current.some(({ saying }) => isSameEvery(said.saying, saying))))
      return unclear;
    for (const { said } of drops) {
      const next = dropFrom(current, said, sets.length > 0 || correction.edits.some(({ kind }) => kind !== "nothing"));
      if (!next) return unclear;
      current = next;
    }
  }
  for (const edit of correction.edits) {
    const next = current.map((part) => editPart(part, edit));
    if (!next.every((part) => part !== undefined)) return unclear;
    current = next;
  }
  return { parts: current };
}

const isSameEvery = ({ every: a }: Saying, { every: b }: Saying) =>
  a !== undefined && a.unit === b?.unit && a.n === b.n;

const isDroppedDay = ({ mode, said }: Change) => mode === "drop" && saysWhichDays(said.saying);

/** "Not tomorrow, Saturday", of what happens once: the second day is the new one. */
function moved(changes: readonly Change[]): readonly Change[] {
  const [old, next, ...more] = changes;
  return old && next && more.length === 0 && isDroppedDay(old) && isDroppedDay(next)
    ? [old, { ...next, mode: "set" }]
    : changes;
}

/** "Change 6pm to 7pm": of several times one goes and one comes; of one time it is simply another. What is not there cannot go. */
function swapped(parts: readonly Said[], changes: readonly Change[]): Change[] | undefined {
  const result: Change[] = [];
  for (const change of changes) {
    const { from, ...rest } = change;
    if (change.mode !== "swap" || !from) {
      result.push(change);
      continue;
    }
    const slot = swappable.find((name) => from.saying[name] !== undefined && rest.said.saying[name] !== undefined);
    // "change Monday to Thursday", of every day: perhaps from Monday to Thursday
    if (slot === "weekdays" && parts.some(({ saying: { every, weekdays } }) => every?.unit === "day" && !weekdays))
      return undefined;
    if (slot === undefined || parts.every(({ saying }) => (saying[slot]?.length ?? 0) < 2)) {
      result.push({ ...rest, mode: "set" });
      continue;
    }
    const old = existing(from.saying, parts);
    const { saying, where } = rest.said;
    // "the 5pm one to 6": 6pm
    const times = saying.times && inHalfOf(saying.times, old, false);
    const said: Said = { saying: times ? { ...saying, times } : saying, where };
    if (holds(parts, old, slot))
      result.push({ ...rest, said: { saying: old, where: {} }, mode: "drop" }, { ...rest, said, mode: "add" });
    else if (!holds(parts, existing(saying, parts), slot)) return undefined;
  }
  return result;
}

const swappable = ["weekdays", "times", "monthDays"] as const;

/** "1:30 instead of 1", and 1pm it is: a bare hour is the one that there is. */
function existing(saying: Saying, parts: readonly Said[]): Saying {
  const known = parts.flatMap(({ saying: { times = [] } }) => times);
  const times = saying.times?.map((time) => known.find((other) => isSameOnDial(time, other)) ?? time);
  return times ? { ...saying, times } : saying;
}

const holds = (parts: readonly Said[], saying: Saying, slot: (typeof swappable)[number]) =>
  parts.some((part) =>
    slot === "times"
      ? saying.times?.every((time) => part.saying.times?.some((other) => minuteOf(other) === minuteOf(time)))
      : saying[slot]?.every((day) => part.saying[slot]?.some((other) => other === day)),
  );

/** "On weekends only at 1pm", of three times a day: what is left of the other days, nobody knows. */
function isOnlySomeDays(parts: readonly Said[], sets: readonly Change[]): boolean {
  const days = sets.find(({ said }) => said.saying.weekdays)?.said.saying;
  const times = sets.find(({ said }) => said.saying.times ?? said.saying.dayparts)?.said.saying;
  return (
    days !== undefined &&
    times !== undefined &&
    parts.some(
      ({ saying }) => (saying.times?.length ?? 0) > 1 && (saying.weekdays?.length ?? 7) > (days.weekdays?.length ?? 7),
    ) &&
    (times.dayparts !== undefined || holds(parts, times, "times"))
  );
}

/** "Also on Friday at 6pm": days with a time that the others do not have are a part of their own. */
function ownRun(adds: readonly Change[], [base]: readonly Said[]): Said | undefined {
  let added: Said = { saying: {}, where: {} };
  for (const { said } of adds) {
    const more = addTo(added, said, true);
    if (!more) return undefined;
    added = more;
  }
  const { saying } = added;
  if (!base || !saysWhichDays(saying) || isElapsed(base.saying)) return undefined;
  // "also on Friday", of what happens once
  const { times } = base.saying;
  if (!saysTime(saying) && isOnce(base.saying) && times && !saying.every)
    return { saying: { ...onceOn(saying), times }, where: {} };
  if (!saysTime(saying)) return undefined;
  if (saying.times && minutes(saying.times) === minutes(base.saying.times)) return undefined;
  const rest = without(base.saying, [...dayFields, ...timeFields]);
  if (!isOnce(base.saying)) return { saying: { ...rest, ...saying, recurs: true }, where: {} };
  return { saying: { ...rest, ...onceOn(saying) }, where: {} };
}

/** One weekday that comes once. */
function onceOn(saying: Saying): Saying {
  const [weekday, ...more] = saying.weekdays ?? [];
  if (weekday === undefined || more.length > 0) return saying;
  return { ...without(saying, ["weekdays", "recurs"]), day: { kind: "weekday", weekday, which: "plain" } };
}

/** "Add Saturday at 4pm", and 4pm it is: only the day is new. */
function daysOnly(adds: readonly Change[], [base]: readonly Said[]): readonly Change[] {
  const hasDays = adds.some(({ said }) => saysWhichDays(said.saying));
  const known = new Set(base?.saying.times?.map(minuteOf));
  return adds.filter(({ said: { saying } }) => {
    const isKnown = saying.times?.every((time) => known.has(minuteOf(time))) === true;
    return !(hasDays && isKnown && !saysWhichDays(saying));
  });
}

function grouped(changes: readonly Change[]) {
  return {
    sets: changes.filter((change) => change.mode === "set"),
    adds: changes.filter((change) => change.mode === "add"),
    drops: changes.filter((change) => change.mode === "drop"),
  };
}

function editPart(part: Said, edit: Edit): Said | undefined {
  const { saying } = part;
  const done = (next: Saying): Said => ({ ...part, saying: next });
  switch (edit.kind) {
    case "nothing":
    case "told":
    case "rest":
    case "say":
      return part;
    case "vague":
      return done({ ...saying, ask: "which-time" });
    case "clear":
      return done(without(saying, edit.slots));
    case "time":
      if (isElapsed(saying)) return undefined;
      // "in the evening instead, say 7": the part of the day was said just now
      return done({
        ...without(saying, timeFields),
        times: saying.dayparts?.[0] ? [inPartOf(edit.time, saying.dayparts[0])] : inHalfOf([edit.time], saying, false),
      });
    case "half":
      if (!saying.times) return undefined;
      return done({ ...saying, times: saying.times.map((time) => inHalf(time, edit.half)) });
    case "minute": {
      if (!saying.times || isElapsed(saying)) return undefined;
      return done({ ...saying, times: saying.times.map((time) => ({ ...time, minute: edit.minute })) });
    }
    case "shift": {
      if (!saying.times || isElapsed(saying)) return undefined;
      const times = saying.times.map((time) => minuteOf(time) + edit.minutes);
      // over midnight the day would change too, and nobody said so
      if (times.some((minute) => minute < 0 || minute >= 1440)) return undefined;
      return done({
        ...saying,
        times: times.map((minute) => ({ hour: Math.floor(minute / 60), minute: minute % 60, is24: true as const })),
      });
    }
    case "shift-days": {
      if (saying.day?.kind === "date")
        return done({ ...saying, day: { kind: "in", n: edit.days, unit: "day", from: saying.day } });
      if (saying.weekdays && saying.weekdays.length < 7 && edit.days % 7 !== 0) {
        const weekdays = saying.weekdays.map((day) => (((day - 1 + edit.days + 70) % 7) + 1) as Weekday);
        return done({ ...without(saying, ["phase"]), weekdays: weekdays.toSorted((a, b) => a - b) });
      }
      return undefined;
    }
    case "shift-start": {
      const day = saying.from?.day;
      return day && done({ ...saying, from: { day: { kind: "in", n: edit.days, unit: "day", from: day } } });
    }
    case "runs":
      return isElapsed(saying) ? undefined : done({ ...without(saying, ["until", "lasting"]), count: edit.n });
    case "last":
      return saying.nthWeekdays && done({ ...saying, nthWeekdays: [{ nth: -1, weekday: edit.weekday }] });
    case "step":
      return saying.every ? done({ ...saying, every: { ...saying.every, n: edit.n } }) : undefined;
    case "length": {
      const { every } = saying;
      if (edit.unit === undefined)
        return every && !saying.times
          ? done({ ...without(saying, ["phase"]), every: { unit: every.unit, n: edit.n } })
          : undefined;
      if (isElapsed(saying) || (saying.every?.unit === "day" && !saying.times))
        return done({ ...saying, every: { unit: edit.unit, n: edit.n } });
      if (isOnce(saying) && edit.ms !== undefined)
        return done({ ...without(saying, [...dayFields, ...timeFields]), afterMs: Math.round(edit.ms) });
      // "for 3 weeks", and then "make it 4 weeks"
      return /^(day|week|month)$/.test(edit.unit) && (saying.count ?? saying.lasting ?? saying.until)
        ? done({ ...without(saying, ["count", "until"]), lasting: { n: edit.n, unit: edit.unit } })
        : undefined;
    }
    default:
      return edit satisfies never;
  }
}
