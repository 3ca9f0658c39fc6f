import type { Store } from "../../src/ports/store.ts";
import type { VirtualClock } from "../../src/testing/virtualClock.ts";
import type { Random } from "./random.ts";

/** How a process sees a store over an unreliable line, until it dies. */
export interface Line {
  store: Store;
  /** The process dies: what it called never comes back, and nothing that it calls arrives. */
  cut: () => void;
}

interface Faults {
  /** How often a call fails before it does anything. */
  before: number;
  /** How often a call does what it should, and the answer is lost. */
  after: number;
  /** How often a call takes a while. */
  slow: number;
}

/** One for each call: whatever waits for it is gone with its process, and not kept by a promise that all share. */
const never = (): Promise<never> => new Promise(() => {});

/** The same store behind a line that fails as the dice say. */
export function faultyLine(store: Store, random: Random, clock: VirtualClock, faults: Faults): Line {
  let isCut = false;
  const call = async (method: (...args: unknown[]) => unknown, args: unknown[]): Promise<unknown> => {
    if (isCut) return never();
    if (random.chance(faults.slow)) await clock.sleep(random.whole(1, 5_000), new AbortController().signal);
    if (isCut) return never();
    if (random.chance(faults.before)) throw new Error("the line is down");
    const result = await Reflect.apply(method, store, args);
    // A process that dies in the middle of a call may have written, and never learns of it.
    if (isCut) return never();
    if (random.chance(faults.after)) throw new Error("the answer was lost");
    return result;
  };
  const proxy = new Proxy(store, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      if (key === "open" || key === "close" || key === "now") return async () => undefined;
      if (key === "subscribe") return () => () => {};
      return (...args: unknown[]) => call(value as (...args: unknown[]) => unknown, args);
    },
  });
  return {
    store: proxy,
    cut: () => {
      isCut = true;
    },
  };
}
