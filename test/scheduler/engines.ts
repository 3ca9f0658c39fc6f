import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll } from "vitest";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { bullmqQueue } from "../../src/bullmq.ts";
import { pgBossQueue } from "../../src/pg-boss.ts";
import type { Bell, Concurrency, Queue } from "../../src/ports/queue.ts";
import type { RunnerFunction } from "../../src/ports/runner.ts";
import type { Store } from "../../src/ports/store.ts";
import { postgresStore } from "../../src/postgres.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { aSchema } from "../postgres.ts";
import { faultyLine } from "../simulation/faultyStore.ts";
import { Random } from "../simulation/random.ts";
import { aRedis, isRedisSkipped, type TestRedis } from "../redis.ts";
import { aHarness, type Harness, thursday } from "./harness.ts";
import { aLastingStore, aPool, aServer, stores } from "./stores.ts";

let redis: TestRedis | undefined;
// In each test file that imports this.
beforeAll(async () => {
  redis = isRedisSkipped ? undefined : await aRedis();
}, 60_000);
afterAll(async () => redis?.stop(), 60_000);

/** A store, and the queue of each scheduler on it: every process has its own. */
interface Ground {
  store: Store;
  queue: (clock: VirtualClock) => HeardQueue;
}
interface HeardQueue extends Queue {
  /** Takes no more bells, as when the process is gone. */
  deafen?: () => void;
}
type Options = NonNullable<Parameters<typeof aHarness>[0]>;

/** A store that outlives the schedulers on it. */
export async function aFleet(create: () => Ground, clock: VirtualClock) {
  const ground = create();
  const store = await aLastingStore(() => ground.store, clock);
  const join = (options: Options = {}): Harness => aHarness({ store, clock, queue: ground.queue(clock), ...options });
  return {
    store,
    /** One more scheduler. */
    join,
    /** One whose runner ends the process: what it called never comes back, and it hears nothing any more. */
    joinMortal: (runner: (die: () => void) => RunnerFunction) => {
      const line = faultyLine(store, new Random(1), clock, { before: 0, after: 0, slow: 0 });
      const queue = ground.queue(clock);
      const die = () => {
        line.cut();
        queue.deafen?.();
      };
      return { ...join({ store: line.store, queue, runner: runner(die) }), die };
    },
  };
}

/** One scheduler on a fresh store and queue. */
export async function aStageOn(create: () => Ground, options: Options = {}): Promise<Harness> {
  const { join } = await aFleet(create, options.clock ?? new VirtualClock(thursday));
  return join(options);
}

/** How long, in real time, no bell is answered before those on their way are taken for lost. */
const LOST_AFTER_MS = 5_000;

/** The bells of one store that are on their way through an engine, whichever process hears them: the clock waits for them. */
class Bells {
  readonly #onTheirWay = new Set<string>();
  readonly #ears = new Set<{ room: number }>();
  #heardAt = 0;

  /** A process that can answer so many at a time. */
  listen(room: number): { room: number; deafen: () => void } {
    const ear = { room, deafen: () => void this.#ears.delete(ear) };
    this.#ears.add(ear);
    return ear;
  }

  send(runIds: readonly string[]): void {
    for (const runId of runIds) this.#onTheirWay.add(runId);
    this.#heardAt = performance.now();
  }

  hear(runId: string): void {
    this.#onTheirWay.delete(runId);
    this.#heardAt = performance.now();
  }

  /** Resolves when none is on its way any more that somebody could answer now. */
  async quiet(): Promise<void> {
    const canBeHeard = () => this.#onTheirWay.size > 0 && [...this.#ears].some(({ room }) => room > 0);
    while (canBeHeard() && performance.now() < this.#heardAt + LOST_AFTER_MS) await sleep(2);
    if (canBeHeard()) this.#onTheirWay.clear();
  }
}

/** A queue outside of the process, of which the clock waits for the bells that are on their way. */
function heardBy(clock: VirtualClock, queue: Queue, bells: Bells): HeardQueue {
  let deafen = () => {};
  const watched = clock.watch(queue);
  const waiting = clock.watch({ quiet: () => bells.quiet() });
  const send = (name: "ring" | "ringWithin", args: readonly unknown[]): unknown => {
    // Before it rings: it may be heard before that is answered.
    bells.send((args[0] as readonly Bell[]).map(({ runId }) => runId));
    void waiting.quiet();
    return (watched[name] as (...given: unknown[]) => unknown)(...args);
  };
  return new Proxy(watched, {
    get: (target, key) => {
      if (key === "deafen") return () => deafen();
      if ((key === "ring" || key === "ringWithin") && target[key] !== undefined)
        return (...args: unknown[]) => send(key, args);
      if (key !== "listen") return Reflect.get(target, key) as unknown;
      return async (onBell: (runId: string) => Promise<void>, concurrency: Concurrency) => {
        const ear = bells.listen(concurrency.total);
        const stop = await target.listen(async (runId) => {
          ear.room -= 1;
          bells.hear(runId);
          await onBell(runId);
          ear.room += 1;
          void waiting.quiet();
        }, concurrency);
        const end = () => {
          ear.deafen();
          return stop();
        };
        deafen = () => void end();
        return end;
      };
    },
  });
}

/** What everything that has to hold with every queue is shown on: each store with the local queue, and Postgres with each engine. */
export const grounds: readonly { name: string; isSkipped: boolean; create: () => Ground }[] = [
  ...stores.map(([name, create]) => {
    return {
      name: `the store ${name}`,
      isSkipped: false,
      create: () => ({ store: create(), queue: () => localQueue() }),
    };
  }),
  ...(["BullMQ", "pg-boss"] as const).map((engine) => ({
    name: `Postgres with ${engine}`,
    isSkipped: engine === "BullMQ" && isRedisSkipped,
    create: (): Ground => {
      const schema = aSchema();
      const queue = () =>
        engine === "BullMQ"
          ? bullmqQueue({ connection: redis?.url ?? "", prefix: schema })
          : pgBossQueue({ connectionString: aServer().url, schema: `${schema}_bells`, connections: 2 });
      const store = postgresStore(aPool(), { schema, listen: false });
      const bells = new Bells();
      return { store, queue: (clock) => heardBy(clock, queue(), bells) };
    },
  })),
];
