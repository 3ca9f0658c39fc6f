import type { Queue } from "../../../ports/queue.ts";
import { engineQueue } from "../engine/engineQueue.ts";
import { PgBossEngine } from "./pgBossEngine.ts";

/** The database of a pg-boss instance. */
export interface PgBossDatabaseLike {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  listen?(
    channel: string,
    onNotice: (payload: string) => void,
    onReconnect: () => void,
  ): Promise<{ close(): Promise<void> }>;
}

/** A message as pg-boss takes it. */
export interface PgBossInsertLike {
  data: object;
  priority: number;
  group?: { id: string };
}

/** The part of a pg-boss 12 instance that is used. */
export interface PgBossLike {
  schemaVersion(): Promise<number | null>;
  getDb(): PgBossDatabaseLike;
  createQueue(
    name: string,
    options: { retryLimit: number; expireInSeconds: number; retentionSeconds: number; deleteAfterSeconds: number },
  ): Promise<void>;
  insert(name: string, jobs: PgBossInsertLike[], options?: { db: PgBossDatabaseLike }): Promise<unknown>;
  fetch(
    name: string,
    options: { batchSize: number; ignoreGroups?: string[] },
  ): Promise<{ id: string; data: object; groupId?: string | null }[]>;
  deleteJob(name: string, ids: string[]): Promise<unknown>;
}

/** The part of a node-postgres pool that is used. */
export interface SqlPoolLike {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** How a queue on pg-boss is kept. */
export interface PgBossOptions {
  /** Of the database that pg-boss is in; a pg-boss instance is made for it. */
  connectionString?: string;
  /** A pool of the host's, in place of a connection string; it stays the host's to end. */
  pool?: SqlPoolLike;
  /** A pg-boss instance of the host's that was started; it stays the host's to stop. */
  boss?: PgBossLike;
  /** The schema that pg-boss is in: `pgboss` unless set. */
  schema?: string;
  /** The name of the queue: `scheduled-jobs` unless set. Schedulers on one store need the same. */
  name?: string;
  /** How often a process that has nothing to do looks for bells, in case it was not told of them: every 500 ms unless set. */
  pollMs?: number;
  /** How many connections there are at most, where a connection string is given: four unless set. */
  connections?: number;
}

/**
 * A queue on pg-boss 12, in a Postgres database. Needs the package `pg-boss`.
 *
 * Where the store is in the same database, bells ring in the transaction that plans their runs, and none is lost.
 *
 * @throws `SchedulerError` `INPUT_INVALID`; when opened: `PEER_MISSING`, `QUEUE_UNFIT`, `QUEUE_FAILED`
 * @example
 * const url = process.env.DATABASE_URL;
 * const scheduler = createScheduler({ store: postgresStore(url), queue: pgBossQueue({ connectionString: url }), runner });
 */
export function pgBossQueue(options: PgBossOptions): Queue {
  return engineQueue(new PgBossEngine(options));
}
