import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScheduler, SchedulerError } from "@dexter/scheduled-jobs";
import { postgresStore } from "@dexter/scheduled-jobs/postgres";
import { sqliteStore } from "@dexter/scheduled-jobs/sqlite";
import { describe, expect, it, onTestFinished } from "vitest";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "misuse-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("a store that cannot be made", () => {
  const cases: [what: string, make: () => unknown, ...named: string[]][] = [
    ["without a path", () => sqliteStore(undefined as never), "database undefined"],
    ["from a number", () => sqliteStore(5 as never), "database 5"],
    ["from nothing", () => sqliteStore(""), "path of a file"],
    ["with another durability", () => sqliteStore(":memory:", { durability: "ful" as never }), '"ful"', "normal"],
    ["with a misspelt option", () => sqliteStore(":memory:", { busyTimeout: 5 } as never), "options.busyTimeout"],
    ["that waits in letters", () => sqliteStore(":memory:", { busyTimeoutMs: "5" as never }), "busyTimeoutMs"],
    ["on Postgres, without an address", () => postgresStore(undefined as never), "environment"],
    ["on Postgres, in a schema that breaks its SQL", () => postgresStore("postgres://x", { schema: "a?b" }), '"a?b"'],
    [
      "on Postgres, in a schema of another type",
      () => postgresStore("postgres://x", { schema: 5 as never }),
      "schema 5",
    ],
    [
      "on Postgres, with a misspelt option",
      () => postgresStore("postgres://x", { shema: "a" } as never),
      "options.shema",
    ],
  ];
  for (const [what, make, ...named] of cases)
    it(`${what}, says what is wrong with which option`, () => {
      expect(make).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
      for (const part of named) expect(make).toThrow(part);
    });
});

describe("a SQLite file that cannot be opened", () => {
  it("is named where it is a folder", async () => {
    const scheduler = createScheduler({ store: sqliteStore(aFolder()) });
    const error = await scheduler.health().catch((thrown: unknown) => thrown);
    expect(SchedulerError.is(error, "STORE_FAILED")).toBe(true);
    expect((error as Error).message).toContain("EISDIR");
  });

  it("is opened at the next try, once what was in the way is gone", async () => {
    const folder = aFolder();
    const file = join(folder, "later", "dexter.db");
    const scheduler = createScheduler({ store: sqliteStore(file) });
    await expect(scheduler.start()).rejects.toMatchObject({ code: "STORE_FAILED" });
    mkdirSync(join(folder, "later"));
    await scheduler.start();
    expect(await scheduler.health()).toMatchObject({ state: "running" });
    await scheduler.stop();
  });
});

describe("two schedulers that were given one store", () => {
  it("learn why the second cannot go on, once the first was stopped", async () => {
    const store = sqliteStore(join(aFolder(), "dexter.db"));
    const [first, second] = [createScheduler({ store }), createScheduler({ store })];
    await Promise.all([first.start(), second.start()]);
    await first.stop();
    await expect(second.health()).rejects.toThrow("a store of its own");
    await second.stop();
  });
});
