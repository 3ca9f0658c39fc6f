import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { bundle } from "../bundle.ts";
import { aPostgres, aSchema } from "../postgres.ts";
import { aRedis } from "../redis.ts";
import {
  actor,
  openQueue,
  openStore,
  type Point,
  points,
  type QueueKind,
  scenario,
  type StoreKind,
} from "./scenario.ts";
import { type Verdict, verify } from "./verify.ts";

export interface CrashOptions {
  kills: number;
  store: StoreKind;
  /** What carries the bells: inside the process unless set. */
  queue?: QueueKind;
  /** Where the database is, unless one is made for it. */
  place?: string;
  jobs: number;
  /** How many processes work at a time; one of them is killed while the others go on. */
  workers: number;
  /** Kill at this point only, or at each point in turn, instead of at random points and moments. */
  point?: Point | "each";
  say?: (text: string) => void;
}

export interface CrashReport extends Verdict {
  kills: number;
  /** Kills by point; `random` are those by the clock. */
  at: Record<string, number>;
  tookMs: number;
}

type Start = (...args: string[]) => ChildProcessWithoutNullStreams;

/** Runs one-second jobs in processes that are killed with -9, again and again, and looks at what is left. */
export async function crash(options: CrashOptions): Promise<CrashReport> {
  const startedAt = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "crash-"));
  const effects = join(folder, "effects.txt");
  const told = join(folder, "told.txt");
  for (const file of [effects, told]) writeFileSync(file, "");
  const server = options.store === "postgres" && options.place === undefined ? await aPostgres() : undefined;
  const place = options.place ?? (server === undefined ? join(folder, "jobs.db") : `${server.url}#${aSchema()}`);
  const worker = join(folder, "worker.mjs");
  await bundle(fileURLToPath(new URL("./worker.ts", import.meta.url)), worker);
  const { queue = "local" } = options;
  const redis = queue === "bullmq" ? await aRedis() : undefined;
  const bells = ["--queue", queue, "--bells", redis?.url ?? place];
  const args = [worker, "--store", options.store, "--place", place, ...bells, "--effects", effects, "--told", told];
  // Half of the short life of such a process would go into compiling what it is made of.
  const start = (...more: string[]): ChildProcessWithoutNullStreams =>
    spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args, ...more], {
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") },
    });
  try {
    await createJobs(options, place);
    const at = await killAgainAndAgain(options, start);
    await drain(start);
    const store = openStore(options.store, place);
    await store.open();
    const verdict = await verify(store, { effects, told });
    await store.close();
    return { kills: options.kills, at, tookMs: Math.round(performance.now() - startedAt), ...verdict };
  } finally {
    await redis?.stop();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function createJobs({ store, jobs }: CrashOptions, place: string): Promise<void> {
  const nothing = () => {};
  const queue = openQueue({ kind: "local", place: "" });
  const scheduler = createScheduler(
    scenario(openStore(store, place), queue, { reach: nothing, effect: nothing, told: nothing }),
  );
  const dexter = scheduler.as(actor);
  for (let index = 0; index < jobs; index += 1) {
    const proposal = await dexter.propose({
      schedules: [{ kind: "interval", everyMs: 1_000, anchor: new Date() }],
      prompt: "check the line",
      name: `Job ${index}`,
      // Half of them are tried again after a crash, half are left to a person.
      policies: { retry: { afterCrash: index % 2 === 0 } },
    });
    await dexter.confirm(proposal.id, { revision: proposal.revision });
  }
  await scheduler.stop();
}

async function killAgainAndAgain(options: CrashOptions, start: Start): Promise<Record<string, number>> {
  const at: Record<string, number> = {};
  let killed = 0;
  const one = async () => {
    while (killed < options.kills) {
      const point = options.point === "each" ? points[killed % points.length] : options.point;
      killed += 1;
      const where = await killOne(point, start);
      at[where] = (at[where] ?? 0) + 1;
      if (killed % 100 === 0) options.say?.(`${killed} kills`);
    }
  };
  await Promise.all(Array.from({ length: options.workers }, one));
  return at;
}

/** One process, from its start to its death. @returns where it was killed */
async function killOne(point: Point | undefined, start: Start): Promise<string> {
  const isNamed = point !== undefined || Math.random() < 0.4;
  const named = point ?? points[Math.floor(Math.random() * points.length)]!;
  const passes = Math.floor(Math.random() * 12);
  const aimed = isNamed ? ["--point", named, "--passes", `${passes}`] : [];
  const child = start(...aimed);
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
  // A named point is reached within a few seconds, even on a slow machine.
  const patience = new AbortController();
  const limit = sleep(isNamed ? 20_000 : 50 + Math.random() * 1_000, "limit", { signal: patience.signal });
  const first = await Promise.race([ended, limit.catch(() => "ended")]);
  if (first === "limit") child.kill("SIGKILL");
  patience.abort();
  if ((await ended) !== "SIGKILL") throw new Error(`A worker ended by itself: ${said}`);
  return /killed at (\S+)/.exec(said)?.[1] ?? "random";
}

async function drain(start: Start): Promise<void> {
  const child = start("--drain");
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`The last worker failed: ${said}`);
}
