import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bullmqQueue } from "../../src/bullmq.ts";
import { pgBossQueue } from "../../src/pg-boss.ts";
import type { Queue } from "../../src/ports/queue.ts";
import type { RunnerFunction } from "../../src/ports/runner.ts";
import { postgresStore } from "../../src/postgres.ts";
import { createScheduler, type Scheduler } from "../../src/scheduler/createScheduler.ts";
import type { SchedulerOptions } from "../../src/scheduler/options.ts";
import { aPostgres, aSchema, type TestPostgres } from "../postgres.ts";
import { aRedis, isRedisSkipped, skipNote, type TestRedis } from "../redis.ts";

let server: TestPostgres;
let redis: TestRedis | undefined;
let pool: Pool;
beforeAll(async () => {
  server = await aPostgres();
  pool = new Pool({ connectionString: server.url });
  redis = isRedisSkipped ? undefined : await aRedis({ own: true });
}, 60_000);
afterAll(async () => {
  await pool.end();
  await redis?.stop();
  await server.stop();
});

interface Engine {
  name: string;
  isSkipped: boolean;
  queue: (schema: string) => Queue;
  /** Throws away every bell that waits. */
  forget: (schema: string) => Promise<void>;
}
const engines: readonly Engine[] = [
  {
    name: `BullMQ${skipNote}`,
    isSkipped: isRedisSkipped,
    queue: (schema) => bullmqQueue({ connection: redis?.url ?? "", prefix: schema }),
    forget: async () => {
      const client = new Redis(redis?.url ?? "");
      await client.flushall();
      client.disconnect();
    },
  },
  {
    name: "pg-boss",
    isSkipped: false,
    queue: (schema) => pgBossQueue({ connectionString: server.url, schema: `${schema}_bells`, connections: 2 }),
    forget: async (schema) =>
      void (await pool.query(`DELETE FROM "${schema}_bells".job WHERE name = 'scheduled-jobs'`)),
  },
];

const owner = { ownerId: "u1", factoryId: "f1", timezone: "UTC" };

/** Schedulers on one store and one queue, each as in a process of its own. */
function aFleet(engine: Engine) {
  const schema = aSchema();
  const members: Scheduler[] = [];
  const carriedOut: string[] = [];
  const join = (options: Partial<SchedulerOptions> = {}, runner?: RunnerFunction): Scheduler => {
    const scheduler = createScheduler({
      store: postgresStore(server.url, { schema, connections: 3 }),
      queue: engine.queue(schema),
      runner: runner ?? (async ({ run }) => void carriedOut.push(run.id)),
      limits: { minIntervalMs: 1_000, jobsPerOwner: 100_000 },
      lostBellMs: 500,
      maxSleepMs: 500,
      ...options,
    });
    members.push(scheduler);
    return scheduler;
  };
  return { schema, join, carriedOut, end: async () => void (await Promise.all(members.map((each) => each.stop()))) };
}

/** Jobs of one owner that are all due once, at the same instant. */
async function confirmMany(scheduler: Scheduler, count: number, at: Date, ownerId = "u1"): Promise<void> {
  const dexter = scheduler.as({ ...owner, ownerId });
  // As many as one proposal may have.
  for (let made = 0; made < count; made += 20) {
    const schedules = Array.from({ length: Math.min(20, count - made) }, () => ({ kind: "once", at }) as const);
    const { id, revision } = await dexter.propose({ schedules, prompt: "check the line", name: `Job of ${ownerId}` });
    await dexter.confirm(id, { revision });
  }
}

const soon = (ms: number): Date => new Date(Date.now() + ms);
const within = { timeout: 20_000, interval: 20 };

for (const engine of engines)
  describe.skipIf(engine.isSkipped)(`Postgres with ${engine.name}`, () => {
    it("T37 bells that the engine forgot are rung again from the store", async () => {
      const { schema, join, carriedOut, end } = aFleet(engine);
      const planner = join({ roles: ["plan"] });
      await planner.start();
      await confirmMany(planner, 40, soon(1_000));
      await vi.waitFor(async () => expect(await planner.health()).toMatchObject({ queuedRuns: 40 }), within);
      await engine.forget(schema);
      await join({ roles: ["work"] }).start();
      await vi.waitFor(() => expect(carriedOut).toHaveLength(40), within);
      expect(new Set(carriedOut).size).toBe(40);
      await end();
    }, 60_000);

    it("T38 bells that come many times and in any order start each run once", async () => {
      const { schema, join, carriedOut, end } = aFleet(engine);
      const planner = join({ roles: ["plan"] });
      await planner.start();
      await confirmMany(planner, 40, soon(1_000));
      await vi.waitFor(async () => expect(await planner.health()).toMatchObject({ queuedRuns: 40 }), within);
      const { items } = await planner.as(owner).runs.list({ limit: 100 });
      const bells = items.map(({ id }) => ({ runId: id, owner: "u1", factory: "f1", priority: 0 }));
      const again = engine.queue(schema);
      await again.ring([...bells, ...bells.toReversed()]);
      await again.ring(bells.toReversed());
      await again.close?.();
      await join({ roles: ["work"] }).start();
      await join({ roles: ["work"] }).start();
      await vi.waitFor(
        async () => expect(await planner.health()).toMatchObject({ queuedRuns: 0, runningRuns: 0 }),
        within,
      );
      expect(carriedOut.toSorted()).toEqual(items.map(({ id }) => id).toSorted());
      await end();
    }, 60_000);

    it("T39 a bell for a job that was deleted, or for a run that never was, starts nothing", async () => {
      const { schema, join, carriedOut, end } = aFleet(engine);
      const planner = join({ roles: ["plan"] });
      await planner.start();
      await confirmMany(planner, 2, soon(1_000));
      await vi.waitFor(async () => expect(await planner.health()).toMatchObject({ queuedRuns: 2 }), within);
      const dexter = planner.as(owner);
      const [first, second] = (await dexter.runs.list({ limit: 2 })).items;
      await dexter.jobs.delete(first!.jobId);
      const stray = engine.queue(schema);
      await stray.ring([{ runId: randomUUID(), owner: "u1", factory: "f1", priority: 0 }]);
      await stray.close?.();
      await join({ roles: ["work"] }).start();
      await vi.waitFor(() => expect(carriedOut).toEqual([second!.id]), within);
      expect(await dexter.runs.get(first!.id)).toMatchObject({ state: "cancelled", attempt: 0 });
      await end();
    }, 60_000);

    it("T48 an owner with one job does not wait for an owner with hundreds", async () => {
      const { join, end } = aFleet(engine);
      const served: string[] = [];
      const runner: RunnerFunction = async ({ job }) => void served.push(job.ownerId);
      const planner = join({ roles: ["plan"] });
      await planner.start();
      const at = soon(4_000);
      await confirmMany(planner, 500, at, "big");
      await confirmMany(planner, 1, at, "small");
      await vi.waitFor(async () => expect(await planner.health()).toMatchObject({ queuedRuns: 501 }), within);
      await join({ roles: ["work"], concurrency: 5 }, runner).start();
      await vi.waitFor(() => expect(served).toHaveLength(501), within);
      // As if they took turns, give or take what had been begun.
      expect(served.indexOf("small")).toBeLessThan(50);
      await end();
    }, 60_000);

    it("T49 a herd of the same instant is carried out by several processes, each run once", async () => {
      const { join, carriedOut, end } = aFleet(engine);
      const herd = 600;
      const perMember: number[] = [0, 0, 0];
      const fleet = perMember.map((_count, index) =>
        join({ concurrency: 20 }, async ({ run }) => {
          perMember[index]! += 1;
          carriedOut.push(run.id);
        }),
      );
      await confirmMany(fleet[0]!, herd, soon(4_000));
      for (const each of fleet) await each.start();
      await vi.waitFor(() => expect(carriedOut.length).toBeGreaterThanOrEqual(herd), within);
      expect(carriedOut).toHaveLength(herd);
      expect(new Set(carriedOut).size).toBe(herd);
      expect(Math.min(...perMember)).toBeGreaterThan(0);
      await end();
    }, 60_000);

    it("T34 goes on with old processes while a newer version adds to the schema, and refuses one that starts then", async () => {
      const { schema, join, carriedOut, end } = aFleet(engine);
      const old = join();
      await old.start();
      await confirmMany(old, 10, soon(1_000));
      await vi.waitFor(() => expect(carriedOut).toHaveLength(10), within);
      // What the next release does to the tables: it only adds, and says that it was there.
      await pool.query(`ALTER TABLE "${schema}".runs ADD COLUMN later_field text`);
      await pool.query(`ALTER TABLE "${schema}".jobs ADD COLUMN later_field text DEFAULT 'later'`);
      await pool.query(`UPDATE "${schema}".meta SET value = value + 1 WHERE name = 'schema'`);
      await confirmMany(old, 10, soon(1_000));
      await vi.waitFor(() => expect(carriedOut).toHaveLength(20), within);
      expect(new Set(carriedOut).size).toBe(20);
      // An old process that starts only now could misread what it finds.
      await expect(join().start()).rejects.toMatchObject({ code: "STORE_NEWER" });
      await end();
    }, 60_000);
  });
