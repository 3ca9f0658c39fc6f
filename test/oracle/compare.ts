import { compile } from "../../src/occurrences/compile.ts";
import { cronTruth } from "./cronTruth.ts";
import { recurrenceTruth } from "./recurrenceTruth.ts";
import type { Spec } from "./specs.ts";
import { instantsOf, type OffsetFrom } from "./zoneTruth.ts";

/** The first place where the engine says something else than the walk. */
export interface Difference {
  readonly spec: Spec;
  readonly zone: string;
  readonly direction: "next" | "previous";
  readonly ours: string | undefined;
  readonly truth: string | undefined;
}

/** The wall times of a spec in a range of days, and what it does at clock changes. */
export interface Walls {
  readonly walls: readonly number[];
  readonly gap: "shift" | "skip";
  readonly fold: "first" | "second" | "both";
}

export function wallsOf(spec: Spec, fromDay: number, toDay: number): Walls {
  const { walls, isElapsed } =
    spec.kind === "cron" ? cronTruth(spec.expression, fromDay, toDay) : recurrenceTruth(spec.rule, spec.start, toDay);
  const near = walls.filter((wall) => wall >= fromDay * 86_400);
  return {
    walls: near,
    gap: spec.gap ?? (isElapsed ? "skip" : "shift"),
    fold: spec.fold ?? (isElapsed ? "both" : "first"),
  };
}

/** Compares both directions with the walk, from one second to another, both included. */
export function differencesOf(
  spec: Spec,
  zone: string,
  truth: readonly number[],
  from: number,
  to: number,
): Difference[] {
  const compiled = compile({ ...spec, timezone: zone });
  const inside = truth.filter((second) => second >= from && second <= to);
  const differences: Difference[] = [];
  const say = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());
  let at: number | undefined = from * 1000 - 1;
  for (const second of inside) {
    at = compiled.next(at);
    if (at === second * 1000) continue;
    differences.push({ spec, zone, direction: "next", ours: say(at), truth: say(second * 1000) });
    break;
  }
  if (differences.length === 0) {
    const beyond = compiled.next(at ?? 0);
    if (beyond !== undefined && beyond <= to * 1000) {
      differences.push({ spec, zone, direction: "next", ours: say(beyond), truth: undefined });
    }
  }
  at = to * 1000 + 1;
  for (const second of inside.toReversed()) {
    at = compiled.previous(at);
    if (at === second * 1000) continue;
    differences.push({ spec, zone, direction: "previous", ours: say(at), truth: say(second * 1000) });
    break;
  }
  return differences;
}

/** The truth of a spec for one history of offsets after another; it is worked out once for equal ones in a row. */
export function truthTable({ walls, gap, fold }: Walls): (history: History) => readonly number[] {
  let last: { key: string; truth: readonly number[] } | undefined;
  return ({ key, offsets }) => {
    if (last?.key !== key) last = { key, truth: instantsOf(walls, offsets, { gap, fold }) };
    return last.truth;
  };
}

/** The offsets of a zone, and a text that is the same for zones with the same offsets. */
export interface History {
  readonly zone: string;
  readonly key: string;
  readonly offsets: readonly OffsetFrom[];
}

export function historyOf(zone: string, offsets: readonly OffsetFrom[]): History {
  return { zone, key: offsets.map(({ at, offset }) => `${at}:${offset}`).join(" "), offsets };
}
