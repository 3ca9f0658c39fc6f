import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { postgresStore } from "../../src/postgres.ts";
import { createScheduler, type Scheduler } from "../../src/scheduler/createScheduler.ts";
import { bundle } from "../bundle.ts";
import { aPostgres } from "../postgres.ts";
import { aRedis, type TestRedis } from "../redis.ts";
import { cutLine, type Faults, killAtRandom, troubleRedis } from "./faults.ts";
import { aLine } from "./line.ts";
import { clusterOptions } from "./setting.ts";
import { type Verdict, verify } from "./verify.ts";

export interface ClusterOptions {
  queue: "bullmq" | "pg-boss";
  seconds: number;
  /** How many processes plan and work; their clocks differ by up to 90 s either way. */
  processes: number;
  /** How many jobs there are, and how often each is due. */
  jobs: number;
  everyMs: number;
  /** How often a process is killed, on average. */
  killEveryMs: number;
  say?: (text: string) => void;
}

export interface ClusterReport extends Verdict {
  queue: string;
  processes: number;
  faults: Faults;
  /** Processes that ended by themselves, or not well when they were told to. */
  accidents: number;
  tookMs: number;
}

const SCHEMA = "cluster";
const OWNERS = 10;
const IN_A_PROPOSAL = 20;
const PATIENCE_MS = 60_000;

/** Runs jobs on several processes while everything around them goes wrong, and looks at what is left. */
export async function cluster(options: ClusterOptions): Promise<ClusterReport> {
  const { queue, seconds, processes, killEveryMs, say = () => {} } = options;
  const startedAt = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "cluster-"));
  const effects = join(folder, "effects.txt");
  writeFileSync(effects, "");
  const program = join(folder, "worker.mjs");
  await bundle(fileURLToPath(new URL("./worker.ts", import.meta.url)), program);
  const database = await aPostgres();
  const address = new URL(database.url);
  const line = await aLine({ host: address.hostname, port: Number(address.port) });
  const cutUrl = database.url.replace(address.host, `127.0.0.1:${line.port}`);
  const redis = queue === "bullmq" ? await aRedis({ own: true, policy: "allkeys-lru", memory: "8mb" }) : undefined;
  const members = new Members(
    (index) => [
      program,
      `--skew=${Math.round(((index / Math.max(1, processes - 1)) * 2 - 1) * 90_000)}`,
      `--database=${cutUrl}`,
      `--schema=${SCHEMA}`,
      `--effects=${effects}`,
      ...(redis === undefined ? [] : ["--redis", redis.url]),
    ],
    say,
  );
  const host = createScheduler({
    ...clusterOptions,
    store: postgresStore(database.url, { schema: SCHEMA }),
    roles: [],
  });
  try {
    await host.start();
    await confirmJobs(host, options);
    for (let index = 0; index < processes; index += 1) members.start(index);
    const faults = await goWrong({ line, redis, members, killEveryMs, seconds, host, say });
    await drain(host, say);
    await members.stop();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const verdict = await verify(client, SCHEMA, effects);
    await client.end();
    const tookMs = Math.round(performance.now() - startedAt);
    return { queue, processes, faults, accidents: members.accidents, tookMs, ...verdict };
  } finally {
    members.kill();
    await host.stop();
    await line.close();
    await redis?.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The processes of the cluster; one that is killed is followed by another in its place. */
class Members {
  readonly #argsOf: (index: number) => string[];
  readonly #say: (text: string) => void;
  readonly #children = new Map<number, ChildProcess>();
  #isEnding = false;
  accidents = 0;

  constructor(argsOf: (index: number) => string[], say: (text: string) => void) {
    this.#argsOf = argsOf;
    this.#say = say;
  }

  start(index: number): void {
    if (this.#isEnding) return;
    const flags = ["--disable-warning=ExperimentalWarning", "--disable-warning=DeprecationWarning"];
    const child = spawn(process.execPath, [...flags, ...this.#argsOf(index)], { stdio: ["ignore", "ignore", "pipe"] });
    this.#children.set(index, child);
    let said = "";
    child.stderr.on("data", (text: Buffer) => (said = (said + text.toString()).slice(-2_000)));
    child.once("exit", (code, signal) => {
      if (signal !== "SIGKILL" && !(this.#isEnding && code === 0)) {
        this.accidents += 1;
        this.#say(`process ${index} ended with ${code ?? signal}: ${said}`);
      }
      if (!this.#isEnding) setTimeout(() => this.start(index), 100);
    });
  }

  killOne(): void {
    const children = [...this.#children.values()];
    children[Math.floor(Math.random() * children.length)]?.kill("SIGKILL");
  }

  async stop(): Promise<void> {
    this.#isEnding = true;
    await Promise.all(
      [...this.#children.values()].map(async (child) => {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill("SIGTERM");
        await ended;
      }),
    );
  }

  kill(): void {
    this.#isEnding = true;
    for (const child of this.#children.values()) child.kill("SIGKILL");
  }
}

/** Jobs that end by themselves when the time is over, so that it is known beforehand how often each has to occur. */
async function confirmJobs(host: Scheduler, { jobs, everyMs, seconds }: ClusterOptions): Promise<void> {
  for (let made = 0; made < jobs; made += IN_A_PROPOSAL) {
    const dexter = host.as(ownerOf(made / IN_A_PROPOSAL));
    const anchor = new Date();
    const times = Math.floor((seconds * 1_000) / everyMs);
    const until = new Date(anchor.getTime() + (times + 0.5) * everyMs);
    const schedule = { kind: "interval", everyMs, anchor, until } as const;
    const schedules = Array.from({ length: Math.min(IN_A_PROPOSAL, jobs - made) }, () => schedule);
    const { id, revision } = await dexter.propose({ schedules, prompt: "check the line", name: `Jobs from ${made}` });
    await dexter.confirm(id, { revision });
  }
}

const ownerOf = (index: number) => ({ ownerId: `owner-${index % OWNERS}`, factoryId: "factory-1", timezone: "UTC" });

async function goWrong(parts: {
  line: Parameters<typeof cutLine>[0];
  redis: TestRedis | undefined;
  members: Members;
  killEveryMs: number;
  seconds: number;
  host: Scheduler;
  say: (text: string) => void;
}): Promise<Faults> {
  const { line, redis, members, killEveryMs, seconds, host, say } = parts;
  const faults: Faults = { kills: 0, cuts: 0, flushes: 0, restarts: 0, evictions: 0 };
  const stopping = new AbortController();
  const { signal } = stopping;
  const going = [
    cutLine(line, faults, signal),
    killAtRandom(() => members.killOne(), killEveryMs, faults, signal),
    ...(redis === undefined ? [] : [troubleRedis(redis, faults, signal)]),
  ];
  const endsAt = performance.now() + seconds * 1_000;
  while (performance.now() < endsAt) {
    await sleep(Math.min(10_000, endsAt - performance.now()));
    const { lagMs, queuedRuns, runningRuns } = await host.health();
    say(`late ${lagMs} ms, ${queuedRuns} queued, ${runningRuns} running, ${JSON.stringify(faults)}`);
  }
  stopping.abort();
  await Promise.all(going);
  return faults;
}

/** Waits until every job has ended and every run is over, as long as there is any progress. */
async function drain(host: Scheduler, say: (text: string) => void): Promise<void> {
  let left = "";
  for (let progressAt = performance.now(); performance.now() - progressAt < PATIENCE_MS;) {
    const { queuedRuns, runningRuns, dueJobs } = await host.health();
    if (queuedRuns + runningRuns === 0 && (await areAllCompleted(host))) return;
    const now = `${queuedRuns} queued runs, ${runningRuns} running ones, ${dueJobs} due jobs`;
    if (now !== left) progressAt = performance.now();
    left = now;
    await sleep(500);
  }
  say(`nothing moves any more: ${left}`);
}

async function areAllCompleted(host: Scheduler): Promise<boolean> {
  for (let owner = 0; owner < OWNERS; owner += 1) {
    const { items } = await host.as(ownerOf(owner)).jobs.list({ limit: 1, states: ["active"] });
    if (items.length > 0) return false;
  }
  return true;
}
