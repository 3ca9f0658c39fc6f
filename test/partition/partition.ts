import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { actor, openStore, scenario } from "../crash/scenario.ts";
import { type Verdict, verify } from "../crash/verify.ts";
import { aPostgres, aSchema } from "../postgres.ts";
import { cutLine } from "./cutLine.ts";

export interface Partition extends Verdict {
  /** How many connections were cut. */
  cut: number;
}

/** One-second jobs on Postgres while the line to it is down for 2 s of every 5 s, and what is left afterwards. */
export async function partition({ seconds, jobs }: { seconds: number; jobs: number }): Promise<Partition> {
  const folder = mkdtempSync(join(tmpdir(), "partition-"));
  const files = { effects: join(folder, "effects.txt"), told: join(folder, "told.txt") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  const server = await aPostgres();
  const straight = new URL(server.url);
  const schema = aSchema();
  const line = await cutLine({ host: straight.hostname, port: Number(straight.port) }, 2_000, 5_000);
  const shaky = new URL(server.url);
  shaky.port = String(line.port);
  const options = scenario(openStore("postgres", `${shaky.href}#${schema}`), localQueue(), {
    reach: () => {},
    effect: (key) => appendFileSync(files.effects, `${key}\n`),
    told: (key) => appendFileSync(files.told, `${key}\n`),
  });
  // Nobody dies here: a worker keeps what it holds while the line is down.
  const scheduler = createScheduler({ ...options, lease: { lengthMs: 15_000, renewMs: 3_000 } });
  const dexter = scheduler.as(actor);
  try {
    const ids: string[] = [];
    for (let made = 0; made < jobs; made += 1) {
      const proposal = await dexter.propose({
        schedules: [{ kind: "interval", everyMs: 1_000, anchor: new Date() }],
        prompt: "check the line",
        name: `Job ${made}`,
        policies: { overlap: { policy: "allow" } },
      });
      const [job] = await dexter.confirm(proposal.id, { revision: proposal.revision });
      ids.push(job!.id);
    }
    await scheduler.start();
    await sleep(seconds * 1_000);
    line.mend();
    for (const id of ids) await dexter.jobs.pause(id);
    for (;;) {
      const { queuedRuns, runningRuns } = await scheduler.health();
      if (queuedRuns + runningRuns === 0) break;
      await sleep(100);
    }
    await scheduler.stop();
    const store = openStore("postgres", `${server.url}#${schema}`);
    await store.open();
    const verdict = await verify(store, files);
    await store.close();
    return { ...verdict, cut: line.counts.cut };
  } finally {
    await scheduler.stop({ waitMs: 0 });
    await line.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
