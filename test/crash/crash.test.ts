import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../src/ports/store.ts";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { crash } from "./crashes.ts";
import { isRedisSkipped, skipNote } from "../redis.ts";
import { actor, openQueue, openStore, type Point, points, scenario } from "./scenario.ts";
import { verify } from "./verify.ts";

const isWhole = { lost: 0, duplicates: 0, staleWrites: 0, untold: 0, problems: [] };

describe("a process that is killed while one-second jobs run", () => {
  it("at random moments, with another one that goes on: each occurrence has one row and at most one conversation", async () => {
    const report = await crash({ kills: 16, store: "sqlite", jobs: 10, workers: 2 });
    expect(report).toMatchObject(isWhole);
    expect(report.runs["succeeded"]).toBeGreaterThan(0);
  }, 120_000);

  it("the same on Postgres", async () => {
    const report = await crash({ kills: 8, store: "postgres", jobs: 10, workers: 2 });
    expect(report).toMatchObject(isWhole);
    expect(report.runs["succeeded"]).toBeGreaterThan(0);
  }, 120_000);

  const named: Record<string, readonly Point[]> = {
    "T20 around the transaction that plans": ["before-plan", "in-plan", "after-plan"],
    "T21 around the bell": ["before-ring", "after-ring"],
    "T22 around the claim that opens the conversation": ["in-claim", "after-claim"],
    "T23 before and after the first step": ["before-first-step", "after-first-step"],
    "T24 after a tool changed something outside": ["after-effect"],
    "T25 between the result and its record": ["after-result", "in-finish", "after-finish"],
    "T26 while the owner is told": ["in-notify"],
  };
  for (const [queue, note] of [
    ["bullmq", skipNote],
    ["pg-boss", ""],
  ] as const)
    it.skipIf(queue === "bullmq" && isRedisSkipped).concurrent(
      `T20 to T26 at each point in turn, on Postgres with ${queue}${note}`,
      async () => {
        const kills = points.length;
        const report = await crash({ kills, store: "postgres", queue, jobs: 4, workers: 2, point: "each" });
        expect(report).toMatchObject(isWhole);
        expect(report.at).toEqual(Object.fromEntries(points.map((point) => [point, 1])));
        expect(report.runs["succeeded"]).toBeGreaterThan(0);
      },
      120_000,
    );

  it("has a name for each point", () => {
    expect(Object.values(named).flat().toSorted()).toEqual([...points].toSorted());
  });
  for (const [title, where] of Object.entries(named))
    for (const point of where)
      // These processes mostly wait for the next second.
      it.concurrent(
        `${title}: ${point}`,
        async () => {
          const report = await crash({ kills: 2, store: "sqlite", jobs: 4, workers: 1, point });
          expect(report).toMatchObject(isWhole);
          expect(report.at).toEqual({ [point]: 2 });
        },
        60_000,
      );
});

describe("what looks at the rows afterwards", () => {
  let folder: string;
  let effects: string;
  let told: string;
  let file: string;
  let store: Store;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "verify-"));
    effects = join(folder, "effects.txt");
    told = join(folder, "told.txt");
    for (const each of [effects, told]) writeFileSync(each, "");
    file = join(folder, "jobs.db");
    const clock = new VirtualClock(0);
    const options = scenario(openStore("sqlite", file), openQueue({ kind: "local", place: "" }), {
      reach: () => {},
      effect: () => {},
      told: (key) => appendFileSync(told, `${key}\n`),
    });
    const scheduler = createScheduler({ ...options, runner: twoNotes, clock });
    const dexter = scheduler.as(actor);
    const everySecond = { kind: "interval", everyMs: 1_000, anchor: new Date(0) } as const;
    const proposal = await dexter.propose({ schedules: [everySecond], prompt: "check", name: "Job" });
    await dexter.confirm(proposal.id, { revision: proposal.revision });
    await scheduler.start();
    await clock.advanceBy(5_000);
    await scheduler.stop();
    store = openStore("sqlite", file);
    await store.open();
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const broken: Record<string, [string, object]> = {
    "a row that is missing": ["DELETE FROM scheduler_runs WHERE due_at = 2000", { lost: 1 }],
    "an occurrence that has two": [
      "UPDATE scheduler_runs SET due_at = 2000, trigger = 'manual' WHERE due_at = 3000",
      { lost: 1, duplicates: 1 },
    ],
    "a run that never ended": ["UPDATE scheduler_runs SET state = 'running' WHERE due_at = 2000", {}],
    "an end without a reason": ["UPDATE scheduler_runs SET state = 'failed' WHERE due_at = 2000", {}],
    "a conversation that does not tell how its run ended": ["UPDATE scheduler_conversations SET status = 'failed'", {}],
    "a prompt that came twice": [
      "UPDATE scheduler_entries SET item = (SELECT item FROM scheduler_entries WHERE sequence = 1) WHERE sequence = 2",
      {},
    ],
    "a write of a worker that had lost its run": [
      "UPDATE scheduler_entries SET item = replace(item, 'token 1', 'token 9') WHERE sequence = 2",
      { staleWrites: 5 },
    ],
    "an event that is missing": ["DELETE FROM scheduler_events WHERE sequence = 3", {}],
  };
  it("finds nothing where nothing is wrong", async () => {
    expect(await verify(store, { effects, told })).toMatchObject({
      ...isWhole,
      occurrences: 5,
      runs: { succeeded: 5 },
    });
  });
  for (const [title, [sql, expected]] of Object.entries(broken))
    it(`finds ${title}`, async () => {
      const database = new DatabaseSync(file);
      database.exec("DROP INDEX IF EXISTS scheduler_runs_occurrence");
      // Each damage is undone by a copy of the tables.
      const tables = ["runs", "conversations", "entries", "events"].map((name) => `scheduler_${name}`);
      for (const table of tables) database.exec(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
      database.exec(sql);
      const verdict = await verify(store, { effects, told });
      for (const table of tables)
        database.exec(
          `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept_${table}; DROP TABLE kept_${table}`,
        );
      database.close();
      expect(verdict.problems.length).toBeGreaterThan(0);
      expect(verdict).toMatchObject(expected);
    });
  it("finds a notification that nobody heard", async () => {
    const heard = readFileSync(told, "utf8");
    writeFileSync(told, heard.slice(0, heard.lastIndexOf("run.succeeded")));
    expect(await verify(store, { effects, told })).toMatchObject({ notifications: 5, untold: 1 });
    writeFileSync(told, heard);
  });
  it("finds a side effect that happened twice", async () => {
    writeFileSync(effects, "one\ntwo\none\n");
    expect(await verify(store, { effects, told })).toMatchObject({ duplicates: 1 });
  });
});

const twoNotes = async (
  context: Parameters<Extract<ReturnType<typeof scenario>["runner"], (...args: never) => unknown>>[0],
) => {
  await context.emit({ type: "note", text: `token ${context.run.fencingToken}` });
  await context.emit({ type: "note", text: `token ${context.run.fencingToken}` });
};
