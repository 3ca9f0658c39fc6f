/** `npm run start:cluster [-- --seconds 30]`: three processes on one Postgres and one Redis, killed and started again at random. */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Counts, countRuns } from "./counts.ts";
import { Members } from "./members.ts";
import { ada, clusterScheduler } from "./scheduler.ts";
import { startPostgres, startRedis } from "./servers.ts";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "30" } } });
const JOBS = 5;

const postgres = await startPostgres();
const redis = await startRedis();
process.env["DATABASE_URL"] = postgres.url;
process.env["REDIS_URL"] = redis.url;

// This process only serves its callers: it confirms jobs and reads what became of them.
const scheduler = clusterScheduler([]);
await scheduler.start();
const dexter = scheduler.as(ada);
for (let made = 1; made <= JOBS; made += 1) {
  const schedules = [{ kind: "interval", everyMs: 1_000, anchor: new Date() } as const];
  const { id, revision } = await dexter.propose({ schedules, prompt: "check the line", name: `Line ${made}` });
  await dexter.confirm(id, { revision });
}

const members = new Members(3);
const report = ({ occurrences, missing, twice, states }: Counts, kills: number): string =>
  `${occurrences} occurrences, ${missing} missing, ${twice} twice, after ${kills} kills: ${
    missing + twice === 0 ? "exact" : "BROKEN"
  } ${JSON.stringify(states)}`;

const stopping = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopping.abort());
const endsAt = performance.now() + Number(values.seconds) * 1_000;
while (performance.now() < endsAt && !stopping.signal.aborted) {
  await sleep(1_000 + Math.random() * 2_000, undefined, { signal: stopping.signal }).catch(() => {});
  members.killOne();
  console.log(report(await countRuns(dexter), members.kills));
}

// What was begun is finished; what a killed process held is taken over first.
for (const { id, revision } of (await dexter.jobs.list({ limit: 100 })).items)
  await dexter.jobs.pause(id, { revision });
for (let waited = 0; waited < 100; waited += 1) {
  const { queuedRuns, runningRuns } = await scheduler.health();
  if (queuedRuns + runningRuns === 0) break;
  await sleep(200);
}
await members.stop();
const last = await countRuns(dexter);
const { queuedRuns, runningRuns } = await scheduler.health();
const isExact = last.missing + last.twice + queuedRuns + runningRuns === 0;
console.log(report(last, members.kills));
console.log(isExact ? "All of them are over; each occurrence has one row." : "BROKEN: not all of them are over.");
await scheduler.stop();
await redis.stop();
await postgres.stop();
process.exitCode = isExact ? 0 : 1;
