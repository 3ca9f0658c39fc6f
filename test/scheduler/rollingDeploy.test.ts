import { afterEach, describe, expect, it } from "vitest";
import { migrations } from "../../src/adapters/stores/sql/schema.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { databases } from "./databases.ts";
import { aHarness, every, hour, minute, thursday } from "./harness.ts";
import { aLastingStore } from "./stores.ts";

/** What the next version of the package may do to the database: add to it. */
const nextVersion: (typeof migrations)[number] = (type) => [
  `ALTER TABLE {jobs} ADD COLUMN tone ${type.text}`,
  `ALTER TABLE {runs} ADD COLUMN mood ${type.text} DEFAULT 'calm'`,
  `CREATE TABLE {moods} (id ${type.id} PRIMARY KEY) ${type.small}`,
  `CREATE INDEX [runs_mood] ON {runs} (mood) WHERE mood <> 'calm'`,
];
const versions = migrations as (typeof nextVersion)[];
afterEach(
  () => void (versions.length = versions.indexOf(nextVersion) < 0 ? versions.length : versions.indexOf(nextVersion)),
);

/** Opens a store as a process of the next version does. */
async function withNextVersion<T>(open: () => Promise<T>): Promise<T> {
  versions.push(nextVersion);
  try {
    return await open();
  } finally {
    versions.pop();
  }
}

for (const [name, createDatabase] of databases) {
  describe(`a rolling deploy, on the store ${name}`, () => {
    it("T34 processes of the old and the new version share the work: each occurrence runs once, and both carry out", async () => {
      const clock = new VirtualClock(thursday);
      const { open } = createDatabase();
      const carriedOut = { old: new Set<string>(), new: new Set<string>() };
      const count = (by: Set<string>) => ({ runner: async ({ run }: { run: { id: string } }) => void by.add(run.id) });
      const old = aHarness({
        clock,
        store: await aLastingStore(open, clock),
        concurrency: 2,
        ...count(carriedOut.old),
      });
      for (let made = 0; made < 6; made += 1) await old.aJob(every(hour));
      await old.scheduler.start();
      await clock.advanceBy(2 * hour + minute);
      const newer = await withNextVersion(async () =>
        aHarness({ clock, store: await aLastingStore(open, clock), concurrency: 2, ...count(carriedOut.new) }),
      );
      await newer.scheduler.start();
      await clock.advanceBy(6 * hour);
      // The old one is stopped; the new one goes on alone.
      await old.scheduler.stop();
      await clock.advanceBy(2 * hour);
      const { items } = await newer.dexter.runs.list({ limit: 500 });
      expect(items).toHaveLength(60);
      expect(items.every(({ state, attempt }) => state === "succeeded" && attempt === 1)).toBe(true);
      expect(carriedOut.old.size + carriedOut.new.size).toBe(60);
      expect(carriedOut.old.size).toBeGreaterThan(12);
      expect(carriedOut.new.size).toBeGreaterThan(12);
      await newer.scheduler.stop();
    });

    it("T34 the old version leaves what only the new one can read alone, and goes on with everything else", async () => {
      const clock = new VirtualClock(thursday);
      const { open, sql } = createDatabase();
      const old = aHarness({ clock, store: await aLastingStore(open, clock) });
      const often = every(20 * minute);
      const [lunar, plain] = [await old.aJob(often), await old.aJob(often)];
      const held = await old.aJob(often, { policies: { jitterMs: 10 * minute } });
      await old.scheduler.start();
      await withNextVersion(async () => open().open());
      // A kind of schedule, a reason and an event that this version does not know.
      await sql(`UPDATE {jobs} SET schedule = '{"kind":"lunar","phase":"full"}' WHERE id = '${lunar.id}'`);
      await clock.advanceBy(20 * minute);
      const [waiting] = await old.runsOf(held);
      expect(waiting).toMatchObject({ state: "queued" });
      await sql(`UPDATE {runs} SET reason = '{"code":"held-by-the-moon","message":"…"}' WHERE id = '${waiting!.id}'`);
      await sql(`UPDATE {events} SET event = '{"name":"moon.rose"}', name = 'moon.rose' WHERE job_id = '${held.id}'`);
      await clock.advanceBy(21 * minute);
      expect(await old.runsOf(plain)).toMatchObject([{ state: "succeeded" }, { state: "succeeded" }]);
      // The next occurrence of a job whose run it cannot read is left to the new version, too.
      for (const [row, state] of [
        [`{jobs} WHERE id = '${lunar.id}'`, "active"],
        [`{runs} WHERE job_id = '${held.id}'`, "queued"],
      ])
        expect(await sql(`SELECT state AS "state" FROM ${row}`)).toEqual([expect.objectContaining({ state })]);
      // A reader of events passes by what it does not know.
      const names: string[] = [];
      const reading = new AbortController();
      for await (const { event } of old.scheduler.events({ signal: reading.signal })) {
        names.push(event.name);
        if (names.filter((each) => each === "run.succeeded").length === 2) reading.abort();
      }
      expect(names).not.toContain("moon.rose");
      await old.scheduler.stop();
    });

    it("T34 a process of the old version that starts after the new one has been there is refused, and changes nothing", async () => {
      const { open, sql } = createDatabase();
      await withNextVersion(async () => open().open());
      await expect(open().open()).rejects.toMatchObject({ code: "STORE_NEWER" });
      expect(await sql(`SELECT count(*) AS "count" FROM {moods}`)).toHaveLength(1);
    });
  });
}
