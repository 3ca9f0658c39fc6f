import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SchedulerError } from "../../../errors/schedulerError.ts";
import { aProposal } from "../../../testing/samples.ts";
import { claimed, confirmed, DUE, ended, planOne, queued, started } from "../../../testing/stores/steps.ts";
import { migrations } from "../sql/schema.ts";
import { sqliteStore } from "./sqliteStore.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
  file = join(folder, "jobs.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const fails = (code: string) => expect.objectContaining({ code });

/** What `open` says, and whether the file is byte for byte as it was. */
async function opening(path = file) {
  const before = readFileSync(path);
  const error: unknown = await sqliteStore(path)
    .open()
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  return { error, isUntouched: readFileSync(path).equals(before) };
}

async function aFileWithJobs(): Promise<void> {
  const store = sqliteStore(file);
  await store.open();
  for (let index = 0; index < 50; index += 1) await queued(store, { id: `job-${index}`, prompt: "x".repeat(500) });
  await store.close();
}

describe("opening a file", () => {
  it("keeps everything from one process to the next", async () => {
    const store = sqliteStore(file);
    await store.open();
    const { run } = await claimed(store);
    await store.close();
    const again = sqliteStore(file);
    await again.open();
    expect(await again.findRun(run.id)).toEqual(run);
    expect((await again.listEntries(run.conversationId!, { limit: 9 })).items).toHaveLength(1);
    await again.close();
  });

  it("refuses a file that is no database, and leaves it as it is", async () => {
    writeFileSync(file, "name,schedule\nreport,every day\n");
    expect(await opening()).toEqual({ error: fails("STORE_CORRUPT"), isUntouched: true });
    expect(readdirSync(folder)).toEqual(["jobs.db"]);
  });

  it("refuses a database with overwritten pages, and leaves it as it is", async () => {
    await aFileWithJobs();
    const bytes = readFileSync(file);
    bytes.fill(0xab, 4096 * 3, 4096 * 12);
    writeFileSync(file, bytes);
    expect(await opening()).toEqual({ error: fails("STORE_CORRUPT"), isUntouched: true });
  });

  it("refuses a database that was cut off, and leaves it as it is", async () => {
    await aFileWithJobs();
    truncateSync(file, 4096 * 5 + 17);
    expect(await opening()).toEqual({ error: fails("STORE_CORRUPT"), isUntouched: true });
  });

  it("refuses a database of a newer version, says which, and leaves it as it is", async () => {
    await aFileWithJobs();
    const database = new DatabaseSync(file);
    database.exec("UPDATE scheduler_meta SET value = 999 WHERE name = 'schema'");
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    const { error, isUntouched } = await opening();
    expect(isUntouched).toBe(true);
    expect(error).toMatchObject({ code: "STORE_NEWER", details: { found: 999, known: migrations.length } });
  });

  it("begins anew in an empty file, and stands beside the tables of somebody else", async () => {
    writeFileSync(file, "");
    expect((await opening()).error).toBeUndefined();
    const other = join(folder, "host.db");
    const database = new DatabaseSync(other);
    database.exec("CREATE TABLE jobs (mine TEXT); INSERT INTO jobs VALUES ('kept')");
    database.close();
    const store = sqliteStore(other);
    await store.open();
    await confirmed(store);
    await store.close();
    expect(new DatabaseSync(other).prepare("SELECT mine FROM jobs").all()).toMatchObject([{ mine: "kept" }]);
  });

  it("says which folder is missing", async () => {
    const store = sqliteStore(join(folder, "missing", "jobs.db"));
    await expect(store.open()).rejects.toMatchObject({ code: "STORE_FAILED", details: { reason: "SQLITE_CANTOPEN" } });
  });

  it("says that a store was not opened", async () => {
    await expect(sqliteStore(file).findJob("job-1")).rejects.toMatchObject({ code: "STORE_FAILED" });
  });

  it("opens one file from ten stores at once", async () => {
    const stores = Array.from({ length: 10 }, () => sqliteStore(file));
    await Promise.all(stores.map((store) => store.open()));
    await confirmed(stores[0]!);
    for (const store of stores) expect(await store.findJob("job-1")).toBeDefined();
    await Promise.all(stores.map((store) => store.close()));
  });
});

describe("a database that the host hands in", () => {
  it("is used as it is, and stays open", async () => {
    const database = new DatabaseSync(file);
    const store = sqliteStore(database);
    await store.open();
    await confirmed(store);
    await store.close();
    expect(database.prepare("SELECT count(*) AS jobs FROM scheduler_jobs").get()).toMatchObject({ jobs: 1 });
    expect(database.prepare("PRAGMA journal_mode").get()).toMatchObject({ journal_mode: "delete" });
  });

  it("fails by name where the host is in a transaction of its own, and goes on after it", async () => {
    const database = new DatabaseSync(file);
    const store = sqliteStore(database);
    await store.open();
    database.exec("BEGIN");
    await expect(confirmed(store)).rejects.toMatchObject({ code: "STORE_FAILED" });
    database.exec("ROLLBACK");
    await confirmed(store);
    expect(await store.findJob("job-1")).toBeDefined();
  });
});

describe("several stores on one file", () => {
  it("give each due job to one of them, while all of them write", async () => {
    const stores = Array.from({ length: 4 }, () => sqliteStore(file, { durability: "normal" }));
    for (const store of stores) await store.open();
    for (let index = 0; index < 100; index += 1) await confirmed(stores[0]!, { id: `job-${index}` });
    const plans = await Promise.all(
      stores.flatMap((store) => Array.from({ length: 25 }, () => store.planDue(DUE, 3, (due) => planOne(due)))),
    );
    const inserted = plans.flatMap((plan) => plan.inserted.map(({ id }) => id));
    expect(inserted).toHaveLength(100);
    expect(new Set(inserted).size).toBe(100);
    const claims = await Promise.all(stores.map((store) => store.claim(inserted, DUE, started)));
    expect(claims.flatMap((claim) => claim.claimed)).toHaveLength(100);
    await Promise.all(stores.map((store) => store.close()));
  });

  it("hear of what another one wrote", async () => {
    const [one, other] = [sqliteStore(file), sqliteStore(file)];
    await one.open();
    await other.open();
    expect(other.canListen).toBe(true);
    const heard = vi.fn<() => void>();
    const stop = other.subscribe(heard);
    await one.saveProposal(undefined, aProposal({ id: crypto.randomUUID() }), []);
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce(), { timeout: 5_000, interval: 20 });
    stop();
    await Promise.all([one.close(), other.close()]);
  });

  it("wait for a process that writes, and go on when it is done", async () => {
    const store = sqliteStore(file);
    await store.open();
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    let isDone = false;
    const writing = confirmed(store).then(() => (isDone = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isDone).toBe(false);
    other.exec("COMMIT");
    await writing;
    await store.close();
  });

  it("give up by name when another process holds the file for too long", async () => {
    const store = sqliteStore(file, { busyTimeoutMs: 50 });
    await store.open();
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    await expect(confirmed(store)).rejects.toMatchObject({ code: "STORE_FAILED", details: { reason: "SQLITE_BUSY" } });
    other.exec("ROLLBACK");
    await confirmed(store);
    await store.close();
  });
});

describe("a disk that is full", () => {
  it("fails by name, writes nothing of it, and goes on when there is space again", async () => {
    const database = new DatabaseSync(file);
    const store = sqliteStore(database);
    await store.open();
    const { claim, run } = await claimed(store);
    const { page_count: pages } = database.prepare("PRAGMA page_count").get() as { page_count: number };
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const items = [{ type: "note", text: "y".repeat(100_000) }] as const;
    await expect(store.append([{ claim, items }], DUE)).rejects.toMatchObject({
      code: "STORE_FAILED",
      details: { reason: "SQLITE_FULL" },
    });
    // One call that does not fit does not take the others of its moment with it.
    const [small, large] = await Promise.allSettled([
      store.append([{ claim, items: [{ type: "note", text: "fits" }] }], DUE),
      store.append([{ claim, items }], DUE),
    ]);
    expect([small.status, large.status]).toEqual(["fulfilled", "rejected"]);
    database.exec("PRAGMA max_page_count = 100000");
    await store.finish([{ claim, end: ended("succeeded") }], DUE);
    const { items: entries } = await store.listEntries(run.conversationId!, { limit: 9 });
    expect(entries.map(({ item }) => (item.type === "note" ? item.text : item.type))).toEqual(["message", "fits"]);
    expect((await store.findRun(run.id))?.state).toBe("succeeded");
  });
});

describe("a call that fails half way", () => {
  it("takes nothing of it, and none of the calls of the same moment", async () => {
    const store = sqliteStore(file);
    await store.open();
    await confirmed(store, { id: "a" });
    const broken = { ...aProposal({ id: "broken" }), createdAt: "not a number" as unknown as number };
    const settled = await Promise.allSettled([
      store.planDue(DUE, 10, (due) => planOne(due)),
      store.saveProposal(undefined, broken, []),
      store.saveProposal(undefined, aProposal({ id: "good" }), []),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await store.findProposal("good")).toBeDefined();
    expect(await store.findProposal("broken")).toBeUndefined();
    expect((await store.listRuns({ limit: 9 })).items).toHaveLength(1);
    await store.close();
  });
});

describe("a row that cannot be read", () => {
  it("is a named error with the row's id, and no other row suffers", async () => {
    const store = sqliteStore(file);
    await store.open();
    await confirmed(store, { id: "good" });
    await confirmed(store, { id: "bad", nextAt: DUE - 1 });
    const database = new DatabaseSync(file);
    database.exec(`UPDATE scheduler_jobs SET schedule = '{"kind":"lunar"}' WHERE id = 'bad'`);
    await expect(store.findJob("bad")).rejects.toMatchObject({ code: "STORE_ROW_UNREADABLE", details: { id: "bad" } });
    expect(SchedulerError.is(await store.findJob("bad").catch((error: unknown) => error))).toBe(true);
    expect((await store.findJob("good"))?.id).toBe("good");
    await store.close();
  });

  it("holds its job, and lets the others occur", async () => {
    const store = sqliteStore(file);
    await store.open();
    await confirmed(store, { id: "bad", nextAt: DUE - 1 });
    await confirmed(store, { id: "good" });
    const database = new DatabaseSync(file);
    database.exec("UPDATE scheduler_jobs SET policies = '{' WHERE id = 'bad'");
    const { inserted } = await store.planDue(DUE, 10, (due) => planOne(due));
    expect(inserted.map(({ jobId }) => jobId)).toEqual(["good"]);
    const held = database.prepare("SELECT state, suspension ->> 'code' AS code FROM scheduler_jobs WHERE id = 'bad'");
    expect(held.get()).toMatchObject({ state: "suspended", code: "schedule-unreadable" });
    expect((await store.planDue(DUE, 10, (due) => planOne(due))).inserted).toEqual([]);
    await store.close();
  });
});
