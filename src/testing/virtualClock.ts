import { notAsExpected } from "../model/given.ts";
import type { Clock } from "../ports/clock.ts";

interface Sleeper {
  /** On the monotonic clock. */
  wakesAt: number;
  order: number;
  wake(): void;
}

/** How many turns of the event loop without any activity count as quiet. */
const QUIET_TURNS = 6;

/**
 * Time that moves only when a test says so, the twin of the machine's clock.
 *
 * Whoever sleeps on it is woken in the order of their instants, and between two of them all work that became due settles:
 * what is still going after `advanceTo` waits for time, for something outside the process, or for ever. Ports that do real
 * I/O are made known by {@link VirtualClock.watch}, so that their calls are waited for.
 *
 * @example
 * const clock = new VirtualClock("2027-03-12T09:59:00Z");
 * const scheduler = createScheduler({ store: memoryStore(), runner, clock });
 * await scheduler.start();
 * await clock.advanceTo("2027-03-12T10:00:00Z"); // the 5:00 AM job of New York has run
 */
export class VirtualClock implements Clock {
  #wall: number;
  #monotonic = 0;
  #sleepers: Sleeper[] = [];
  #count = 0;
  #activity = 0;
  #inFlight = 0;

  constructor(start: Date | string | number) {
    this.#wall = epochMs(start);
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.#activity += 1;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = {
        wakesAt: this.#monotonic + Math.max(0, ms),
        order: (this.#count += 1),
        wake: () => {
          this.#activity += 1;
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          signal.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      signal.addEventListener("abort", sleeper.wake, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  /** Moves on to an instant, waking who sleeps until then; an instant that has passed only lets work settle. */
  async advanceTo(instant: Date | string | number): Promise<void> {
    await this.advanceBy(epochMs(instant) - this.#wall);
  }

  /** Moves on by `ms` milliseconds, waking who sleeps until then. */
  async advanceBy(ms: number): Promise<void> {
    if (!Number.isFinite(ms)) throw notAsExpected("ms", ms, "Give a number of milliseconds.");
    const until = this.#monotonic + Math.max(0, ms);
    await this.settle();
    for (;;) {
      const next = this.#nextSleeper();
      if (next === undefined || next.wakesAt > until) break;
      this.#move(next.wakesAt);
      next.wake();
      await this.settle();
    }
    this.#move(until);
    await this.settle();
  }

  /** Sets the wall clock, as an administrator or a time server does: nobody is woken, and the monotonic clock does not notice. */
  setWallClock(instant: Date | string | number): void {
    this.#wall = epochMs(instant);
  }

  /** Resolves once everything that can go on without more time has gone on. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS;) {
      const before = this.#activity;
      await turn();
      quiet = this.#activity === before && this.#inFlight === 0 ? quiet + 1 : 0;
    }
  }

  /** The same port, with its calls waited for by {@link VirtualClock.settle}. Not for ports that sleep on this clock. */
  watch<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => this.#watched(Reflect.apply(value, target, args));
      },
    });
  }

  #watched(result: unknown): unknown {
    if (!(result instanceof Promise)) return result;
    this.#inFlight += 1;
    return result.finally(() => {
      this.#inFlight -= 1;
      this.#activity += 1;
    });
  }

  #nextSleeper(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) {
      if (next === undefined || sleeper.wakesAt < next.wakesAt) next = sleeper;
    }
    return next;
  }

  #move(monotonic: number): void {
    this.#wall += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }
}

function epochMs(instant: Date | string | number): number {
  const ms = new Date(instant).getTime();
  if (Number.isNaN(ms)) throw notAsExpected("instant", instant, "Give a Date, or ISO 8601: 2027-03-12T10:00:00Z.");
  return ms;
}

/** One turn of the event loop: every promise that can be settled is settled in it. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
