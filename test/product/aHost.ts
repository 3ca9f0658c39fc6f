import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Actor,
  createScheduler,
  memoryStore,
  type Runner,
  type RunnerFunction,
  type SchedulerOptions,
  type Store,
} from "@dexter/scheduled-jobs";
import { sqliteStore } from "@dexter/scheduled-jobs/sqlite";
import { VirtualClock } from "@dexter/scheduled-jobs/testing";
import { describe, onTestFinished } from "vitest";

const stores: Record<string, () => Store> = {
  memory: () => memoryStore(),
  SQLite: () => sqliteStore(join(mkdtempSync(join(tmpdir(), "product-")), "dexter.db")),
};

/** The same tests on every store that is inside the package. */
export function onEachStore(tests: (open: () => Store) => void): void {
  for (const [name, open] of Object.entries(stores)) {
    describe(`on the ${name} store`, () => {
      tests(open);
    });
  }
}

/** Thursday, March 11, 2027, 10:12 AM in New York: three days before the clocks go forward there. */
export const aThursday = "2027-03-11T15:12:00Z";

/** A scheduler under a virtual clock, with its owner at work in New York. */
export function aHost(
  store: Store,
  options: Partial<SchedulerOptions> & { now?: string; timezone?: string; runner?: Runner | RunnerFunction } = {},
) {
  const { now = aThursday, timezone = "America/New_York", runner = async () => "Done.", ...rest } = options;
  const clock = new VirtualClock(now);
  const watched = typeof runner === "function" ? runner : clock.watch(runner);
  const scheduler = createScheduler({ store, runner: watched, clock, maxSleepMs: 7 * 86_400_000, ...rest });
  onTestFinished(() => scheduler.stop());
  const as = (change: Partial<Actor> = {}) =>
    scheduler.as({ ownerId: "u1", factoryId: "monterrey", timezone, locale: "en-US", ...change });
  const dexter = as();

  /** Says a sentence and confirms what was understood. */
  async function create(sentence: string, by = dexter) {
    const { id, revision, question } = await by.propose(sentence);
    if (question !== undefined) throw new Error(`“${sentence}” was answered with “${question.text}”`);
    return by.confirm(id, { revision });
  }
  /** The same for a sentence that makes one job. */
  async function createOne(sentence: string, by = dexter) {
    const [job, ...others] = await create(sentence, by);
    if (job === undefined || others.length > 0) throw new Error(`“${sentence}” made ${others.length} jobs too many`);
    return job;
  }
  /** The runs of a job, oldest first. */
  async function runsOf(jobId: string, by = dexter) {
    const { items } = await by.runs.list({ jobId, limit: 100 });
    return items.toReversed();
  }
  return { clock, scheduler, as, dexter, create, createOne, runsOf };
}
