import type { Queue } from "../../../ports/queue.ts";
import { engineQueue } from "../engine/engineQueue.ts";
import { BullmqEngine } from "./bullmqEngine.ts";

/** The part of an ioredis client that is used here; BullMQ makes further connections of its own from it. */
export interface RedisClientLike {
  readonly status: string;
  connect(): Promise<unknown>;
  disconnect(): void;
  duplicate(): unknown;
  info(): Promise<string>;
}

/** The options of an ioredis client, such as these. */
export interface RedisOptionsLike {
  host?: string;
  port?: number;
  username?: string;
  password?: string;
  db?: number;
  tls?: object;
  [option: string]: unknown;
}

/** How a queue on BullMQ is kept. */
export interface BullmqOptions {
  /**
   * An address like `redis://localhost:6379`, the options of an ioredis client, or a client that is connected already and stays
   * the host's to end. Such a client needs `maxRetriesPerRequest: null`.
   */
  connection: string | RedisOptionsLike | RedisClientLike;
  /** What the keys in Redis begin with: `scheduled-jobs` unless set. Schedulers on one store need the same. */
  prefix?: string;
  /** The name of the queue under that prefix: `bells` unless set. */
  name?: string;
  /**
   * Whether a Redis that may evict keys is good enough. Bells that were evicted are rung again from the store, up to half a minute
   * late; unless this is set, such a Redis is refused.
   */
  allowEviction?: boolean;
}

/**
 * A queue on BullMQ 6 and Redis 6.2 or later. Needs the packages `bullmq` and `ioredis`.
 *
 * Redis may lose everything at any time: what was planned is in the store, and rings again.
 *
 * @throws `SchedulerError` when opened: `PEER_MISSING`, `QUEUE_UNFIT`, `QUEUE_FAILED`
 * @example
 * const queue = bullmqQueue({ connection: "redis://localhost:6379" });
 * const scheduler = createScheduler({ store: postgresStore(process.env.DATABASE_URL), queue, runner });
 */
export function bullmqQueue(options: BullmqOptions): Queue {
  return engineQueue(new BullmqEngine(options));
}
