import { setTimeout as sleep } from "node:timers/promises";
import { databaseIdOf } from "../../databaseId.ts";
import { SchedulerError } from "../../../errors/schedulerError.ts";
import { givenObject } from "../../../model/given.ts";
import type { Bell, RunSql } from "../../../ports/queue.ts";
import type { Engine, Taker } from "../engine/engineQueue.ts";
import { BELLS, bellsOf, type Message, payloadOf } from "../engine/message.ts";
import { loadPeer } from "../../loadPeer.ts";
import type { PgBossDatabaseLike, PgBossLike, PgBossOptions, SqlPoolLike } from "./pgBossQueue.ts";

/** The schema version of pg-boss 12.30, the first whose fetch keeps the order of priorities at no price. */
const LEAST_SCHEMA = 40;
/** How many waiting messages are counted. */
const COUNTED = 100;

/** What pg-boss is told about our messages: it repeats nothing, and keeps nothing for long. */
const KEEPING = { retryLimit: 0, expireInSeconds: 60, retentionSeconds: 86_400, deleteAfterSeconds: 60 };

interface OwnBoss extends PgBossLike {
  start(): Promise<unknown>;
  stop(options: { graceful: boolean; timeout: number }): Promise<void>;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** pg-boss as an engine: a message is a job of its queue. */
export class PgBossEngine implements Engine {
  readonly name = "pg-boss";
  readonly #options: PgBossOptions;
  readonly #queueName: string;
  readonly #schema: string;
  readonly #channel: string;
  readonly #wakers = new Set<() => void>();
  #boss: PgBossLike | undefined;
  #own: OwnBoss | undefined;
  #databaseId: string | undefined;

  constructor(options: PgBossOptions) {
    const hint = "Give one of connectionString, pool and boss (is the variable of the environment set?).";
    const {
      connectionString,
      pool,
      boss,
      name = "scheduled-jobs",
      schema = "pgboss",
    } = givenObject("options", options, hint);
    if ([connectionString, pool, boss].filter((given) => given !== undefined).length !== 1)
      throw new SchedulerError("INPUT_INVALID", { hint });
    this.#options = options;
    this.#queueName = name;
    this.#schema = schema;
    this.#channel = `${schema} ${name} rang`.slice(0, 63);
  }

  get databaseId(): string | undefined {
    return this.#databaseId;
  }

  async open(report: (problem: unknown) => void): Promise<void> {
    const boss = this.#options.boss ?? (await this.#startOwn(report));
    try {
      const version = await boss.schemaVersion();
      if (version === null || version < LEAST_SCHEMA) {
        const hint = "Start the pg-boss instance before the scheduler, in version 12 or later, and name its schema.";
        throw new SchedulerError("QUEUE_UNFIT", { queue: this.name, schema: this.#schema, version, hint });
      }
      await boss.createQueue(this.#queueName, KEEPING);
      this.#databaseId = await databaseIdOf((text) => boss.getDb().executeSql(text));
    } catch (error) {
      await this.#stopOwn();
      throw error;
    }
    this.#boss = boss;
  }

  async push(messages: readonly Message[], runSql?: RunSql): Promise<void> {
    const boss = this.#opened();
    const database: PgBossDatabaseLike =
      runSql === undefined ? boss.getDb() : { executeSql: (text, values) => runSql(text, values) };
    const jobs = messages.map((message) => ({
      data: payloadOf(message),
      priority: -message.urgency,
      ...groupOf(message),
    }));
    await boss.insert(this.#queueName, jobs, { db: database });
    await database.executeSql("SELECT pg_notify($1, '')", [this.#channel]);
    for (const wake of this.#wakers) wake();
  }

  async taker(): Promise<Taker> {
    const boss = this.#opened();
    let alarm = new AbortController();
    let isClosed = false;
    const wake = () => alarm.abort();
    this.#wakers.add(wake);
    // Without this, which some databases cannot do, messages are found by looking.
    const listening = await boss
      .getDb()
      .listen?.(this.#channel, wake, wake)
      .catch(() => undefined);
    return {
      take: async ({ bells, ownersAtLimit }) => {
        if (isClosed) return [];
        alarm = new AbortController();
        const taken = await this.#fetch(boss, bells, ownersAtLimit);
        if (taken.length === 0 && !isClosed)
          await sleep(this.#options.pollMs ?? 500, undefined, { signal: alarm.signal }).catch(() => {});
        return taken;
      },
      close: async () => {
        isClosed = true;
        this.#wakers.delete(wake);
        wake();
        await listening?.close();
      },
    };
  }

  async #fetch(boss: PgBossLike, bells: number, ownersAtLimit: readonly string[]): Promise<readonly Bell[]> {
    const batchSize = Math.ceil(bells / BELLS);
    const ignored = ownersAtLimit.length > 0 ? { ignoreGroups: [...ownersAtLimit] } : {};
    const jobs = await boss.fetch(this.#queueName, { batchSize, ...ignored });
    if (jobs.length === 0) return [];
    await boss.deleteJob(
      this.#queueName,
      jobs.map(({ id }) => id),
    );
    return jobs.flatMap(({ data }) => bellsOf(data) ?? []);
  }

  async waiting(): Promise<number> {
    const { rows } = await this.#opened()
      .getDb()
      .executeSql(
        `SELECT count(*)::int AS waiting FROM (SELECT 1 FROM "${this.#schema.replaceAll('"', '""')}".job
          WHERE name = $1 AND state < 'active' AND NOT blocked LIMIT ${COUNTED}) counted`,
        [this.#queueName],
      );
    return (rows[0] as { waiting: number }).waiting;
  }

  async close(): Promise<void> {
    this.#boss = undefined;
    await this.#stopOwn();
  }

  #opened(): PgBossLike {
    if (this.#boss === undefined) throw new Error("the queue is not open");
    return this.#boss;
  }

  async #startOwn(report: (problem: unknown) => void): Promise<PgBossLike> {
    const { PgBoss } = await loadPeer("pg-boss", () => import("pg-boss"));
    const { connectionString, pool, connections = 4 } = this.#options;
    const own: OwnBoss = new PgBoss({
      schema: this.#schema,
      // It keeps its own tables tidy, and schedules nothing.
      schedule: false,
      ...(connectionString !== undefined && { connectionString, max: connections }),
      ...(pool !== undefined && { db: overPool(pool) }),
    });
    own.on("error", report);
    this.#own = own;
    await own.start();
    return own;
  }

  async #stopOwn(): Promise<void> {
    const own = this.#own;
    this.#own = undefined;
    await own?.stop({ graceful: false, timeout: 1_000 });
  }
}

const overPool = (pool: SqlPoolLike) => ({
  executeSql: async (text: string, values?: unknown[]) => pool.query(text, values),
});

/** A message of one owner's bells can be left where it is while that owner has as many answered as they may. */
function groupOf({ bells }: Message): { group?: { id: string } } {
  const [first] = bells;
  return first !== undefined && bells.every(({ owner }) => owner === first.owner) ? { group: { id: first.owner } } : {};
}
