import * as fc from "fast-check";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import { postgresStore } from "../../src/adapters/stores/postgres/postgresStore.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import type { RunState, StoredRun } from "../../src/model/run.ts";
import type { DueJob, JobPlan, Store } from "../../src/ports/store.ts";
import { NOON, plannedEvent } from "../../src/testing/samples.ts";
import { confirmed, ended, runOf, started } from "../../src/testing/stores/steps.ts";
import { aPostgres, aSchema, type TestPostgres } from "../postgres.ts";

/** What both stores are asked, decided from what the memory store holds. */
type Ask = (store: Store) => Promise<unknown>;
interface World {
  memory: Store;
  now: number;
}

class Call implements fc.AsyncCommand<World, Store> {
  readonly #name: string;
  readonly #values: unknown;
  readonly #decide: (world: World) => Promise<Ask> | Ask;

  constructor(name: string, values: unknown, decide: (world: World) => Promise<Ask> | Ask) {
    this.#name = name;
    this.#values = values;
    this.#decide = decide;
  }

  check(): boolean {
    return true;
  }

  async run(world: World, real: Store): Promise<void> {
    const ask = await this.#decide(world);
    const [expected, answer] = [await outcome(ask(world.memory)), await outcome(ask(real))];
    expect(answer).toEqual(expected);
  }

  toString(): string {
    return `${this.#name}(${JSON.stringify(this.#values)})`;
  }
}

/** An answer, or the code of the refusal. Released runs come in any order. */
async function outcome(asked: Promise<unknown>): Promise<unknown> {
  try {
    const answer = (await asked) as { released?: StoredRun[] } | undefined;
    if (answer?.released === undefined) return answer;
    return { ...answer, released: answer.released.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
  } catch (error) {
    return { refused: (error as { code?: string }).code ?? String(error) };
  }
}

const command = <V>(name: string, values: fc.Arbitrary<V>, decide: (values: V, world: World) => Promise<Ask> | Ask) =>
  values.map((drawn) => new Call(name, drawn, (world) => decide(drawn, world)));

const index = fc.nat({ max: 9 });
const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(1, items.length)];
const nothing: Ask = async () => undefined;
const runsOf = async ({ memory }: World, ...states: RunState[]) =>
  (await memory.listRuns({ limit: 1_000, ...(states.length > 0 && { states }) })).items;
const jobsOf = async ({ memory }: World) => (await memory.listJobs({ limit: 1_000 })).items;
const claimOf = (run: StoredRun, isStale: boolean) => ({ runId: run.id, token: run.fencingToken - (isStale ? 1 : 0) });
const states: RunState[] = ["succeeded", "failed", "needs_input", "queued", "interrupted", "cancelled"];

/** The four things that a plan does about a run that is in the way. */
const plans = {
  allow: ({ job, active }) => plan(job, active, {}),
  skip: ({ job, active }) => plan(job, active, active.length > 0 ? { state: "skipped", finishedAt: job.nextAt! } : {}),
  wait: ({ job, active }) => plan(job, active, active[0] === undefined ? {} : { waitsFor: active[0].id }),
  cancel: ({ job, active }) => ({
    ...plan(job, active, active[0] === undefined ? {} : { waitsFor: active[0].id }),
    changed: active.map((run) =>
      run.state === "queued"
        ? { ...run, state: "cancelled" as const, finishedAt: run.dueAt }
        : { ...run, cancelRequestedAt: job.nextAt! },
    ),
  }),
} satisfies Record<string, (due: DueJob) => JobPlan>;

function plan(job: DueJob["job"], active: DueJob["active"], values: Partial<StoredRun>): JobPlan {
  const run = runOf(job, { ...values, summary: `saw ${active.map(({ id }) => id).join()}` });
  return { job: { ...job, nextAt: job.nextAt! + 1_000 }, runs: [run], changed: [], events: [plannedEvent(run)] };
}

const commands = [
  command(
    "confirm",
    fc.record({ id: index, nextAt: fc.nat({ max: 5_000 }), isExclusive: fc.boolean() }),
    ({ id, nextAt, isExclusive }) =>
      (store) =>
        confirmed(store, {
          id: `job-${id}`,
          nextAt: NOON + nextAt,
          createdAt: NOON + (id % 4),
          // A job never changes its factory.
          factoryId: `factory-${id % 2}`,
          policies: isExclusive ? { overlap: { scope: "factory" } } : {},
        }),
  ),
  command(
    "plan",
    fc.record({
      ms: fc.nat({ max: 2_000 }),
      limit: fc.integer({ min: 1, max: 4 }),
      how: fc.constantFrom("allow", "skip", "wait", "cancel"),
    }),
    ({ ms, limit, how }, world) => {
      world.now += ms;
      const { now } = world;
      return (store) => store.planDue(now, limit, plans[how]);
    },
  ),
  command(
    "claim",
    fc.record({ first: index, count: fc.integer({ min: 1, max: 4 }) }),
    async ({ first, count }, world) => {
      const ids = (await runsOf(world)).slice(first, first + count).map(({ id }) => id);
      const { now } = world;
      return (store) => store.claim([...ids, "nobody", ...ids], now, started);
    },
  ),
  command(
    "append",
    fc.record({ at: index, isStale: fc.boolean(), count: fc.nat({ max: 3 }) }),
    async (values, world) => {
      const run = pick(await runsOf(world, "running"), values.at);
      if (run === undefined) return nothing;
      const items = Array.from({ length: values.count }, (_, i) => ({ type: "note", text: `note ${i}` }) as const);
      const { now } = world;
      return (store) =>
        store.append(
          [
            { claim: claimOf(run, values.isStale), items },
            { claim: claimOf(run, false), items },
          ],
          now,
        );
    },
  ),
  command("renew", fc.record({ isStale: fc.boolean(), ms: fc.nat({ max: 3_000 }) }), async ({ isStale, ms }, world) => {
    const claims = (await runsOf(world, "running")).map((run, i) => claimOf(run, isStale && i % 2 === 0));
    const { now } = world;
    return (store) => store.renew(claims, now + ms);
  }),
  command("declareSideEffect", index, async (at, world) => {
    const run = pick(await runsOf(world), at);
    return run === undefined ? nothing : (store) => store.declareSideEffect(claimOf(run, false), world.now);
  }),
  command(
    "finish",
    fc.record({
      at: index,
      count: fc.integer({ min: 1, max: 3 }),
      to: fc.constantFrom(...states),
      isStale: fc.boolean(),
    }),
    async ({ at, count, to, isStale }, world) => {
      const runs = (await runsOf(world, "running")).slice(at % 3, (at % 3) + count);
      const { now } = world;
      const end = (run: StoredRun, job: Parameters<ReturnType<typeof ended>>[1]) => {
        const change = ended(to, { now, items: [{ type: "note", text: to }] })(run, job);
        return { ...change, run: { ...change.run, ...(to === "needs_input" && { answerBy: now + 1_500 }) } };
      };
      const endings = runs.map((run) => ({ claim: claimOf(run, isStale), end }));
      return (store) => store.finish([...endings, ...endings], now);
    },
  ),
  command(
    "edit",
    fc.record({ at: index, isStale: fc.boolean(), isHeld: fc.boolean() }),
    async ({ at, isStale, isHeld }, world) => {
      const job = pick(await jobsOf(world), at);
      if (job === undefined) return nothing;
      const from = isStale ? { ...job, revision: job.revision + 1 } : job;
      const { nextAt, ...rest } = { ...job, prompt: `edited ${at}`, revision: job.revision + 1 };
      const next = isHeld
        ? { ...rest, state: "paused" as const }
        : { ...rest, state: "active" as const, nextAt: nextAt ?? world.now };
      const { now } = world;
      return (store) => store.replace({ jobs: [{ from, next }], events: [] }, now);
    },
  ),
  command("delete", index, async (at, world) => {
    const job = pick(await jobsOf(world), at);
    return job === undefined ? nothing : (store) => store.replace({ jobs: [{ from: job }], events: [] }, world.now);
  }),
  command("trigger", fc.record({ at: index, waits: fc.boolean() }), async ({ at, waits }, world) => {
    const job = pick(await jobsOf(world), at);
    if (job === undefined) return nothing;
    const blocker = waits ? pick(await runsOf(world), at) : undefined;
    const next = runOf(job, {
      id: `manual-${at}`,
      trigger: "manual",
      notBefore: world.now,
      ...(blocker && { waitsFor: blocker.id }),
    });
    const { now } = world;
    return (store) => store.replace({ runs: [{ next }], events: [plannedEvent(next)] }, now);
  }),
  command(
    "change a run",
    fc.record({
      at: index,
      isStale: fc.boolean(),
      to: fc.constantFrom("cancelled" as const, "queued" as const, "ask to stop" as const),
    }),
    async ({ at, isStale, to }, world) => {
      const run = pick(await runsOf(world, "queued", "running", "needs_input"), at);
      if (run === undefined) return nothing;
      const { now } = world;
      const next: StoredRun = to === "ask to stop" ? { ...run, cancelRequestedAt: now } : { ...run, state: to };
      const from = isStale ? { ...run, notBefore: run.notBefore + 1 } : run;
      const items = [{ type: "note", text: to } as const];
      return (store) => store.replace({ runs: [{ from, next, items }], events: [plannedEvent(next)] }, now);
    },
  ),
  command(
    "look",
    fc.record({ limit: fc.integer({ min: 1, max: 5 }), state: fc.constantFrom(...states), at: index }),
    async ({ limit, state, at }, world) => {
      const { now } = world;
      const job = pick(await jobsOf(world), at);
      const scope = { ownerId: "owner-1", factoryId: `factory-${at % 2}` };
      return async (store) => ({
        wakes: await store.nextWakes(now - 500),
        health: await store.measure(now),
        expired: await store.expired(now, limit),
        unrung: await store.unrung({ after: now - 2_000, upTo: now }, limit),
        ripened: await store.unrung({ after: now - 2_000, upTo: now, haveRipened: true }, limit),
        jobs: await twoPages((page) => store.listJobs({ scope, ...page }), limit),
        runs: await twoPages((page) => store.listRuns({ states: [state, "queued"], ...page }), limit),
        runsOfJob: await store.listRuns({ ...(job && { jobId: job.id }), dueTo: now, limit }),
        conversations: await twoPages((page) => store.listConversations({ scope, ...page }), limit),
        events: await store.listEvents({ after: at, limit, ...(job && { jobId: job.id }) }),
      });
    },
  ),
  command(
    "hold or move a place",
    fc.record({ holder: fc.constantFrom("a", "b"), ms: fc.nat({ max: 2_000 }), isMove: fc.boolean(), at: index }),
    ({ holder, ms, isMove, at }, { now }) => {
      const heldUntil = now + ms;
      return (store) =>
        isMove
          ? store.movePlace("readers", holder, { position: at, heldUntil })
          : store.holdPlace("readers", holder, { now, heldUntil });
    },
  ),
  command(
    "prune",
    fc.record({ ms: fc.nat({ max: 2_000 }), limit: fc.integer({ min: 1, max: 5 }) }),
    ({ ms, limit }, { now }) => {
      const before = { runs: now - ms, events: now - ms, proposals: now - ms };
      return (store) => store.prune(before, limit);
    },
  ),
];

/** Everything a store holds. */
async function everything(store: Store): Promise<unknown> {
  const conversations = (
    await Promise.all(
      ["factory-0", "factory-1"].map((factoryId) =>
        store.listConversations({ scope: { ownerId: "owner-1", factoryId }, limit: 1_000 }),
      ),
    )
  ).flatMap(({ items }) => items);
  return {
    proposals: await store.listProposals({ limit: 1_000 }),
    jobs: await store.listJobs({ limit: 1_000 }),
    runs: await store.listRuns({ limit: 1_000 }),
    conversations,
    entries: await Promise.all(
      conversations.map(async ({ id }) => [
        await store.listEntries(id, { limit: 1_000 }),
        await twoPages((page) => store.listEntries(id, { after: 1, ...page }), 2),
      ]),
    ),
    events: await store.listEvents({ after: 0, limit: 10_000 }),
  };
}

async function twoPages<T>(
  list: (page: { limit: number; cursor?: string }) => Promise<{ items: T[]; cursor?: string }>,
  limit: number,
) {
  const first = await list({ limit });
  return [first, first.cursor === undefined ? undefined : await list({ limit, cursor: first.cursor })];
}

/** `STORES_RUNS=5000` searches further than the regular run; `STORES_SEED` repeats what a failure printed. */
const { STORES_RUNS, STORES_SEED } = process.env;

/** Asks both the same random calls. @throws what differs after the shortest sequence, with the seed that drew it */
async function compare(create: () => Store, numRuns: number): Promise<void> {
  const details = await fc.check(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 60, size: "max" }), async (drawn) => {
      const real = create();
      await real.open();
      try {
        const world: World = { memory: memoryStore(), now: NOON };
        await fc.asyncModelRun(() => ({ model: world, real }), drawn);
        expect(await everything(real)).toEqual(await everything(world.memory));
      } finally {
        await real.close();
      }
    }),
    {
      numRuns: STORES_RUNS === undefined ? numRuns : Number(STORES_RUNS),
      ...(STORES_SEED !== undefined && { seed: Number(STORES_SEED) }),
    },
  );
  if (!details.failed) return;
  const { errorInstance } = details;
  if (!(errorInstance instanceof Error)) throw new Error(fc.defaultReportMessage(details));
  errorInstance.message = `${fc.defaultReportMessage(details)}\n${errorInstance.message}`;
  throw errorInstance;
}

describe("a store answers as the memory store does, whatever it is asked", () => {
  it("SQLite", async () => {
    await expect(compare(() => sqliteStore(":memory:"), 400)).resolves.toBeUndefined();
  }, 3_600_000);

  describe("on a server", () => {
    let server: TestPostgres;
    let pool: Pool;
    beforeAll(async () => {
      server = await aPostgres();
      pool = new Pool({ connectionString: server.url, max: 4 });
    }, 60_000);
    afterAll(async () => {
      await pool.end();
      await server.stop();
    }, 60_000);
    it("Postgres", async () => {
      await expect(
        compare(() => postgresStore(pool, { schema: aSchema(), listen: false }), 15),
      ).resolves.toBeUndefined();
    }, 3_600_000);
  });
});
