import { brokenPromises, type Ended, eventsWithoutGaps, hanging } from "./promises.ts";
import { day, World } from "./world.ts";

/** What one seed did, and what it broke. */
export interface Simulation {
  seed: number;
  broken: string[];
  /** How many runs there are in the end. */
  runs: number;
  attempts: number;
  crashes: number;
  jumps: number;
}

/** How far back the check after each step looks; the one at the end looks at everything. */
const LOOK_BACK = 8 * day;

/** A year, by default, of one seed's world; ends at the first step after which a promise is broken. */
export async function simulate(seed: number, { days = 365, jobs = 5 } = {}): Promise<Simulation> {
  const world = new World(seed);
  const ended: Ended = new Map();
  const until = world.clock.monotonic() + days * day;
  await world.begin(jobs);
  let broken: string[] = [];
  while (broken.length === 0 && world.clock.monotonic() < until) {
    await world.step();
    broken = await brokenPromises(world, ended, world.clock.now() - LOOK_BACK);
  }
  if (broken.length === 0) {
    await world.calmDown();
    broken = [
      ...(await brokenPromises(world, ended, 0)),
      ...(await eventsWithoutGaps(world)),
      ...(await hanging(world.store, world.clock.now())),
    ];
    await world.end();
  }
  let runs = 0;
  for await (const count of pages(world)) runs += count;
  const { attempts, crashes, jumps } = world.counts;
  return { seed, broken, runs, attempts, crashes, jumps };
}

async function* pages({ store }: World): AsyncGenerator<number> {
  let cursor: string | undefined;
  do {
    const page = await store.listRuns({ limit: 500, ...(cursor !== undefined && { cursor }) });
    yield page.items.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
