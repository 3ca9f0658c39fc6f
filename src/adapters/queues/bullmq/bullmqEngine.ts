import type { Queue, Worker } from "bullmq";
import { SchedulerError } from "../../../errors/schedulerError.ts";
import { givenObject, notAsExpected } from "../../../model/given.ts";
import type { Bell } from "../../../ports/queue.ts";
import type { Engine, Taker } from "../engine/engineQueue.ts";
import { BELLS, bellsOf, type Message, payloadOf } from "../engine/message.ts";
import { loadPeer } from "../../loadPeer.ts";
import type { BullmqOptions, RedisClientLike, RedisOptionsLike } from "./bullmqQueue.ts";
import { checkRedis } from "./checkRedis.ts";

/** How long a worker waits at Redis for a message before it asks again, in seconds. */
const BLOCK_S = 5;
/** BullMQ's own record of what happened is not read by anybody. */
const KEPT_EVENTS = 100;

/** BullMQ as an engine: a message is a job of its queue. */
export class BullmqEngine implements Engine {
  readonly name = "BullMQ";
  readonly #options: BullmqOptions;
  readonly #queueName: string;
  readonly #prefix: string;
  #report: (problem: unknown) => void = () => {};
  #client: RedisClientLike | undefined;
  #own: RedisClientLike | undefined;
  #queue: Queue | undefined;

  constructor(options: BullmqOptions) {
    const hint = "Give a connection: an address like redis://localhost:6379, options, or a client of ioredis.";
    const { connection, prefix = "scheduled-jobs", name = "bells" } = givenObject("options", options, hint);
    if (typeof connection !== "string" && (typeof connection !== "object" || connection === null))
      throw notAsExpected("connection", connection, hint);
    if (name === "" || name.includes(":"))
      throw new SchedulerError("INPUT_INVALID", { name, hint: "Give the queue a name without a colon." });
    this.#options = options;
    this.#queueName = name;
    this.#prefix = prefix;
  }

  async open(report: (problem: unknown) => void): Promise<void> {
    this.#report = report;
    const bullmq = await loadPeer("bullmq", () => import("bullmq"));
    const client = await this.#connect();
    try {
      if (client.status !== "ready") await ready(client);
      checkRedis(await client.info(), this.#options.allowEviction ?? false);
    } catch (error) {
      this.#own?.disconnect();
      this.#own = undefined;
      throw error;
    }
    this.#client = client;
    this.#queue = new bullmq.Queue(this.#queueName, {
      connection: client,
      prefix: this.#prefix,
      skipVersionCheck: true,
      streams: { events: { maxLen: KEPT_EVENTS } },
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
    });
    this.#queue.on("error", report);
  }

  async push(messages: readonly Message[]): Promise<void> {
    const { queue } = this.#opened();
    await queue.addBulk(
      messages.map((message) => ({ name: "ring", data: payloadOf(message), opts: { priority: message.urgency } })),
    );
  }

  async taker(): Promise<Taker> {
    const { client } = this.#opened();
    const bullmq = await loadPeer("bullmq", () => import("bullmq"));
    const worker = new bullmq.Worker(this.#queueName, null, {
      connection: client,
      prefix: this.#prefix,
      skipVersionCheck: true,
      autorun: false,
      drainDelay: BLOCK_S,
    });
    worker.on("error", this.#report);
    await worker.waitUntilReady();
    // Messages of a process that died between taking one and being done with it.
    await worker.startStalledCheckTimer();
    return { take: ({ bells }) => this.#take(worker, bells), close: () => worker.close(true) };
  }

  async #take(worker: Worker, wanted: number): Promise<readonly Bell[]> {
    const first = await this.#next(worker, true);
    // Behind a full message there are probably others, and the store likes to be asked about many runs at once.
    const others = first.length < BELLS ? 0 : Math.ceil(wanted / BELLS) - 1;
    const more = await Promise.all(Array.from({ length: others }, async () => this.#next(worker, false)));
    return [first, ...more].flat();
  }

  async #next(worker: Worker, block: boolean): Promise<readonly Bell[]> {
    const job = await worker.getNextJob(worker.id, { block });
    if (job === undefined) return [];
    // Nobody waits for this: where it fails, the message comes once more.
    job.moveToCompleted(null, worker.id, false).catch(this.#report);
    return bellsOf(job.data) ?? [];
  }

  async waiting(): Promise<number> {
    const { queue } = this.#opened();
    return queue.getJobCountByTypes("wait", "prioritized");
  }

  async close(): Promise<void> {
    await this.#queue?.close();
    this.#queue = undefined;
    this.#client = undefined;
    this.#own?.disconnect();
    this.#own = undefined;
  }

  /** Where the connection is gone, what is sent would wait in memory until it is back. */
  #opened(): { queue: Queue; client: RedisClientLike } {
    const [queue, client] = [this.#queue, this.#client];
    if (queue === undefined || client === undefined) throw new Error("the queue is not open");
    if (client.status !== "ready") throw new Error(`the connection to Redis is ${client.status}`);
    return { queue, client };
  }

  async #connect(): Promise<RedisClientLike> {
    const { connection } = this.#options;
    if (isClient(connection)) return connection;
    const { Redis } = await loadPeer("ioredis", () => import("ioredis"));
    // BullMQ's blocking commands may wait for as long as they like.
    const always = { maxRetriesPerRequest: null, lazyConnect: true };
    const options = connection as object;
    const own = typeof connection === "string" ? new Redis(connection, always) : new Redis({ ...options, ...always });
    own.on("error", (error) => this.#report(error));
    this.#own = own;
    return own;
  }
}

function isClient(connection: string | RedisOptionsLike | RedisClientLike): connection is RedisClientLike {
  return typeof connection === "object" && "duplicate" in connection && typeof connection.duplicate === "function";
}

/** Until a client that may be connecting already is connected; a Redis that is just starting is waited for. */
async function ready(client: RedisClientLike): Promise<void> {
  if (client.status === "wait") await client.connect().catch(() => {});
  await client.info();
}
