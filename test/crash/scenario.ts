import { setTimeout as sleep } from "node:timers/promises";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { postgresStore } from "../../src/adapters/stores/postgres/postgresStore.ts";
import { bullmqQueue } from "../../src/bullmq.ts";
import { pgBossQueue } from "../../src/pg-boss.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import type { Queue } from "../../src/ports/queue.ts";
import type { RunContext } from "../../src/ports/runner.ts";
import type { Store } from "../../src/ports/store.ts";
import type { SchedulerOptions } from "../../src/scheduler/options.ts";

/** Where a process can be killed: the steps between an occurrence and its notification (T20 to T26 of the torture list). */
export const points = [
  "before-plan", // T20
  "in-plan",
  "after-plan",
  "before-ring", // T21
  "after-ring",
  "in-claim", // T22
  "after-claim",
  "before-first-step", // T23
  "after-first-step",
  "after-effect", // T24
  "after-result", // T25
  "in-finish",
  "after-finish",
  "in-notify", // T26
] as const;
export type Point = (typeof points)[number];

export type StoreKind = "sqlite" | "postgres";
export type QueueKind = "local" | "bullmq" | "pg-boss";

/** Where a queue is: of pg-boss the connection string and schema of the database, of BullMQ the address of a Redis. */
export interface QueuePlace {
  kind: QueueKind;
  place: string;
}

export function openQueue({ kind, place }: QueuePlace): Queue {
  if (kind === "bullmq") return bullmqQueue({ connection: place, allowEviction: true });
  const [connectionString = "", schema = "crash"] = place.split("#");
  // The bells have tables of their own beside those of the store.
  if (kind === "pg-boss") return pgBossQueue({ connectionString, schema: `${schema}_bells`, connections: 3 });
  return localQueue();
}

/** Short, so that what a killed process held is soon taken over. */
export const LEASE_MS = 1_500;

export const actor = { ownerId: "owner-1", factoryId: "factory-1", timezone: "UTC" };

/** @param place a file, or the connection string of a database; then the schema is the part after `#` */
export function openStore(kind: StoreKind, place: string): Store {
  if (kind === "sqlite") return sqliteStore(place);
  const [url = "", schema = "crash"] = place.split("#");
  return postgresStore(url, { schema, connections: 5 });
}

/** A scheduler's options in which `reach` hears of each point, `effect` is something done outside, and `told` what an owner heard. */
export function scenario(
  inner: Store,
  carrier: Queue,
  {
    reach,
    effect,
    told,
  }: { reach: (point: Point) => void; effect: (key: string) => void; told: (key: string) => void },
): SchedulerOptions {
  const store: Store = {
    ...inner,
    get databaseId() {
      return inner.databaseId;
    },
    planDue: async (now, limit, plan, within) => {
      reach("before-plan");
      const decide: typeof plan = (due) => {
        const plans = plan(due);
        reach("in-plan");
        return plans;
      };
      const planned = await inner.planDue(now, limit, decide, within);
      reach("after-plan");
      return planned;
    },
    claim: async (runIds, now, begin) => {
      const claimed = await inner.claim(runIds, now, (run, job) => {
        const change = begin(run, job);
        reach("in-claim");
        return change;
      });
      reach("after-claim");
      return claimed;
    },
    finish: async (endings, now) => {
      reach("after-result");
      const finished = await inner.finish(
        endings.map(({ claim, end }) => ({
          claim,
          end: (run, job) => {
            const change = end(run, job);
            reach("in-finish");
            return change;
          },
        })),
        now,
      );
      reach("after-finish");
      return finished;
    },
  };
  const queue: Queue = {
    ...carrier,
    get databaseId() {
      return carrier.databaseId;
    },
    ring: async (bells) => {
      reach("before-ring");
      const refused = await carrier.ring(bells);
      reach("after-ring");
      return refused;
    },
    ...(carrier.ringWithin !== undefined && {
      ringWithin: async (bells, runSql) => {
        reach("before-ring");
        await carrier.ringWithin?.(bells, runSql);
        reach("after-ring");
      },
    }),
  };
  const runner = async (context: RunContext): Promise<string> => {
    reach("before-first-step");
    const { fencingToken: token } = context.run;
    await context.emit({ type: "note", text: `token ${token}` });
    reach("after-first-step");
    await sleep(Math.random() * 20, undefined, { signal: context.signal });
    await context.declareSideEffect();
    effect(context.idempotencyKey);
    reach("after-effect");
    await context.emit({ type: "note", text: `token ${token}` });
    return "Done.";
  };
  return {
    store,
    queue,
    runner,
    notifiers: [
      {
        notify: async ({ dedupeKey }) => {
          reach("in-notify");
          told(dedupeKey);
        },
      },
    ],
    concurrency: 20,
    lease: { lengthMs: LEASE_MS, renewMs: 400 },
    maxSleepMs: 1_000,
    lostBellMs: 2_000,
    limits: { minIntervalMs: 1_000, jobsPerOwner: 10_000 },
    // The host crashes all the time here; that must not hold the jobs.
    defaults: { breakerCrashes: 1_000_000, breakerFailures: 1_000_000, retry: { backoffMs: 200, maxBackoffMs: 500 } },
  };
}
