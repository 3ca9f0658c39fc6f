import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aJob } from "../../../testing/samples.ts";
import { claimed, DUE, ended, planOne, queued, started } from "../../../testing/stores/steps.ts";
import { jobs } from "../sql/tables.ts";
import { KnownRows } from "./knownRows.ts";
import { sqliteStore } from "./sqliteStore.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
  file = join(folder, "jobs.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const REWRITE = "UPDATE scheduler_runs SET prompt = 'rewritten', title = 'by another'";

describe("rows that a store has just written", () => {
  it("are read again where another connection wrote since", async () => {
    const store = sqliteStore(file);
    await store.open();
    const { id } = await queued(store);
    const other = new DatabaseSync(file);
    other.exec(REWRITE);
    const [first] = (await store.claim([id], DUE, started)).claimed;
    expect(first?.run).toMatchObject({ prompt: "rewritten", title: "by another", fencingToken: 1 });
    other.exec("UPDATE scheduler_runs SET fencing_token = 7");
    const endings = [{ claim: { runId: id, token: 1 }, end: ended("succeeded") }];
    expect((await store.finish(endings, DUE)).finished).toEqual([undefined]);
    other.close();
    await store.close();
  });

  it("are read again where the host writes over the connection that it gave", async () => {
    const database = new DatabaseSync(file);
    const store = sqliteStore(database);
    await store.open();
    const { id } = await queued(store);
    database.exec(REWRITE);
    expect((await store.claim([id], DUE, started)).claimed).toMatchObject([{ run: { prompt: "rewritten" } }]);
    database.close();
  });

  it("are forgotten where their transaction was undone", async () => {
    const store = sqliteStore(file);
    await store.open();
    const { id } = await queued(store);
    const unstorable = [undefined as never];
    await expect(store.claim([id], DUE, (run, job) => ({ ...started(run, job), items: unstorable }))).rejects.toThrow(
      TypeError,
    );
    expect((await store.claim([id], DUE, started)).claimed).toMatchObject([{ run: { id, fencingToken: 1 } }]);
    await store.close();
  });

  it("are those of the last write, and what the store says without them is the same", async () => {
    const store = sqliteStore(file);
    await store.open();
    const { run, claim } = await claimed(store);
    await store.finish([{ claim, end: ended("succeeded") }], DUE);
    let known: unknown;
    await store.planDue(DUE + 60_000, 1, (due) => {
      known = due.job;
      return planOne(due);
    });
    expect(known).toMatchObject({ lastRun: { runId: run.id, state: "succeeded" }, nextAt: DUE + 60_000 });
    const fresh = sqliteStore(file);
    await fresh.open();
    expect(await fresh.findJob("job-1")).toEqual({ ...(known as object), nextAt: DUE + 120_000 });
    await fresh.close();
    await store.close();
  });
});

it("rows beyond those that are kept are read from the database again, the oldest first", () => {
  const known = new KnownRows();
  for (let index = 0; index < 10_000; index += 1) known.note(jobs, aJob({ id: `job-${index}` }));
  expect(known.find(jobs, "job-9999")).toMatchObject({ id: "job-9999" });
  expect(known.find(jobs, "job-8000")).toMatchObject({ id: "job-8000" });
  expect(known.find(jobs, "job-0")).toBeUndefined();
});
