import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { Pool } from "pg";
import { PgBoss } from "pg-boss";
import { bullmqQueue } from "../../src/bullmq.ts";
import { pgBossQueue } from "../../src/pg-boss.ts";
import { postgresStore } from "../../src/postgres.ts";
import { aSchema } from "../../test/postgres.ts";
import { planRuns } from "./work.ts";

/** What carries out the same number of runs, or of a bare engine's empty jobs. */
export const sides = ["the store alone", "local", "BullMQ", "pg-boss", "bare BullMQ", "bare pg-boss"] as const;
export type Side = (typeof sides)[number];

/** Where the servers are, and the program of one process. */
export interface Place {
  database: string;
  redis: string;
  program: string;
}

/** What carrying out took: processor milliseconds for each run, by whose they were. */
export interface Measured {
  perSecond: number;
  cpuMs: { store: number; engine: number; node: number };
  /** Of the time of all processors, how much was spent on this. */
  busy: number;
}

/** `total` runs by `processes`: all are there before the clock starts, and it stops when the last one is over. */
export async function measure(
  side: Side,
  processes: number,
  total: number,
  place: Place,
  cores: number,
): Promise<Measured> {
  const schema = aSchema();
  const { database, redis, program } = place;
  await prepare(side, schema, total, place);
  const pool = new Pool({ connectionString: database, max: 1 });
  await pool.query("CHECKPOINT");
  await pool.query("VACUUM ANALYZE");
  const members = await Promise.all(
    Array.from({ length: processes }, async (_, index) => {
      const where = [`--database=${database}`, `--redis=${redis}`, `--schema=${schema}`];
      const member = fork(
        program,
        [`--side=${side}`, ...where, `--index=${index}`, `--of=${processes}`, `--total=${total}`],
        {
          execArgv: ["--disable-warning=ExperimentalWarning", "--disable-warning=DeprecationWarning"],
        },
      );
      await once(member, "message");
      return member;
    }),
  );
  const before = await serverCpu(pool, redis);
  const startedAt = performance.now();
  await allDone(members, total);
  const tookMs = performance.now() - startedAt;
  const after = await serverCpu(pool, redis);
  const node = (await Promise.all(members.map(cpuOf))).reduce((sum, ms) => sum + ms, 0);
  await pool.query(`DROP SCHEMA "${schema}" CASCADE`).catch(() => {});
  await pool.query(`DROP SCHEMA IF EXISTS "${schema}_bells" CASCADE`);
  await pool.end();
  const store = after.store - before.store;
  const engine = after.engine - before.engine;
  return {
    perSecond: total / (tookMs / 1_000),
    cpuMs: { store: store / total, engine: engine / total, node: node / total },
    busy: (store + engine + node) / (tookMs * cores),
  };
}

async function prepare(side: Side, schema: string, total: number, { database, redis }: Place): Promise<void> {
  if (side === "bare BullMQ") {
    const connection = new Redis(redis, { maxRetriesPerRequest: null });
    const queue = new Queue(schema, { connection });
    for (let added = 0; added < total; added += 500)
      await queue.addBulk(
        Array.from({ length: 500 }, (_, index) => ({
          name: "ring",
          data: { runId: `job-${added + index}-run` },
          opts: { removeOnComplete: true },
        })),
      );
    await queue.close();
    connection.disconnect();
    return;
  }
  if (side === "bare pg-boss") {
    const boss = new PgBoss({ connectionString: database, schema: `${schema}_bells`, schedule: false });
    await boss.start();
    await boss.createQueue("bare");
    for (let added = 0; added < total; added += 500)
      await boss.insert(
        "bare",
        Array.from({ length: 500 }, (_, index) => ({ data: { runId: `job-${added + index}-run` } })),
      );
    await boss.stop({ graceful: false });
    return;
  }
  const store = postgresStore(database, { schema, listen: false });
  await store.open();
  const bells = await planRuns(store, total);
  await store.close();
  if (side !== "BullMQ" && side !== "pg-boss") return;
  const queue =
    side === "BullMQ"
      ? bullmqQueue({ connection: redis, prefix: schema })
      : pgBossQueue({ connectionString: database, schema: `${schema}_bells` });
  for (let rung = 0; rung < bells.length; rung += 200) await queue.ring(bells.slice(rung, rung + 200));
  await queue.close?.();
}

/** Tells all to begin, and waits until what they did together is everything. */
async function allDone(members: readonly ChildProcess[], total: number): Promise<void> {
  const done = new Map<ChildProcess, number>();
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`only ${[...done.values()].join(" + ")} of ${total} were done`)),
      120_000,
    );
    for (const member of members) {
      member.on("message", (message: { done?: number }) => {
        done.set(member, message.done ?? done.get(member) ?? 0);
        if ([...done.values()].reduce((sum, count) => sum + count, 0) < total) return;
        clearTimeout(limit);
        resolve();
      });
      member.send("go");
    }
  });
}

async function cpuOf(member: ChildProcess): Promise<number> {
  const ended = once(member, "exit");
  const said = new Promise<number>((resolve) => {
    member.on("message", (message: { cpuMs?: number }) => message.cpuMs !== undefined && resolve(message.cpuMs));
  });
  member.send("end");
  const cpuMs = await said;
  await ended;
  return cpuMs;
}

/** Processor milliseconds so far of the connections of the store, and of the engine: Redis or pg-boss' connections. */
async function serverCpu(pool: Pool, redis: string): Promise<{ store: number; engine: number }> {
  const { rows } = await pool.query<{ pid: number; name: string }>(
    `SELECT pid, application_name AS name FROM pg_stat_activity WHERE backend_type = 'client backend'`,
  );
  let store = 0;
  let engine = 0;
  for (const { pid, name } of rows) {
    if (name.startsWith("pgboss")) engine += processCpu(pid);
    else if (name === "scheduled-jobs") store += processCpu(pid);
  }
  const client = new Redis(redis);
  const info = await client.info("cpu");
  client.disconnect();
  for (const kind of ["sys", "user"])
    engine += Number(new RegExp(`used_cpu_${kind}:([\\d.]+)`).exec(info)?.[1]) * 1_000;
  return { store, engine };
}

/** In ticks of a hundredth of a second; zero where the system does not tell. */
function processCpu(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
