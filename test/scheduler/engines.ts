import { afterAll, beforeAll } from "vitest";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { bullmqQueue } from "../../src/bullmq.ts";
import { pgBossQueue } from "../../src/pg-boss.ts";
import type { Queue } from "../../src/ports/queue.ts";
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

/** How long a bell may be on its way, in real time: one that nobody can answer now is not waited for any longer. */
const ON_ITS_WAY_MS = 1_000;

/** A queue outside of the process, of which the clock waits for the bells that are on their way. */
function heardBy(clock: VirtualClock, queue: Queue): HeardQueue {
  let deafen = () => {};
  const onTheirWay = new Map<string, () => void>();
  const { delivered } = clock.watch({
    delivered: (runId: string) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ON_ITS_WAY_MS);
        onTheirWay.set(runId, () => {
          clearTimeout(timer);
          resolve();
        });
      }),
  });
  const watched = clock.watch(queue);
  return new Proxy(watched, {
    get: (target, key) => {
      if (key === "ring" || key === "ringWithin")
        return async (...args: Parameters<NonNullable<Queue["ringWithin"]>>) => {
          for (const { runId } of args[0]) void delivered(runId);
          return (target[key] as (...given: unknown[]) => Promise<unknown>)(...args);
        };
      if (key === "listen")
        return async (onBell: (runId: string) => Promise<void>, concurrency: Parameters<Queue["listen"]>[1]) => {
          const stop = await target.listen((runId) => {
            const answered = onBell(runId);
            onTheirWay.get(runId)?.();
            return answered;
          }, concurrency);
          deafen = () => void stop();
          return stop;
        };
      if (key === "deafen") return () => deafen();
      return Reflect.get(target, key) as unknown;
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
      return { store, queue: (clock) => heardBy(clock, queue()) };
    },
  })),
];
