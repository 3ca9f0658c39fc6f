import { setTimeout as sleep } from "node:timers/promises";
import { givenFields, notAsExpected } from "../../../model/given.ts";
import { databaseIdOf } from "../../databaseId.ts";
import { loadPeer } from "../../loadPeer.ts";
import { notOpen } from "../sql/notOpen.ts";
import type { SqlDatabase, Weight, Within } from "../sql/sqlStore.ts";
import type { Steps } from "../sql/steps.ts";
import { isPassing, isUnreachable, postgresFailure } from "./failures.ts";
import { channelOf, readClock } from "./hostTransaction.ts";
import { Listening } from "./listening.ts";
import { migrate } from "./migrate.ts";
import { type PostgresClientLike, PostgresStatements, sendTogether } from "./statements.ts";
import { isCommitted, UncertainCommit, WHICH, xidOf } from "./uncertainCommit.ts";
import { quoted } from "./writings.ts";

/** A client that a pool has lent. */
export interface PooledClientLike extends PostgresClientLike {
  release(error?: boolean | Error): void;
  on(event: "error" | "notification", listener: () => void): unknown;
  removeListener(event: "error" | "notification", listener: () => void): unknown;
}
/** The part of a node-postgres pool that is used. */
export interface PostgresPoolLike {
  connect(): Promise<PooledClientLike>;
  readonly options?: { max?: number | undefined };
}

interface OwnPool extends PostgresPoolLike {
  on(event: "error", listener: (error: Error) => void): unknown;
  end(): Promise<void>;
}

function checkPool(pool: PostgresPoolLike | undefined, listen: boolean): void {
  if (typeof pool?.connect !== "function") {
    const hint = "Give a connection string (is the variable of the environment set?) or a pool.";
    throw notAsExpected("database", pool, hint);
  }
  // The one that listens is kept: nothing would be left, and every call would wait for ever.
  if (listen && pool.options?.max === 1) {
    throw notAsExpected("max", 1, "One connection listens: give the pool two or more, or set `listen: false`.");
  }
}

/** A connection that breaks says so by an event, too, and to the call that uses it; an event that nobody hears ends the process. */
const ignore = (): void => {};

/** How long after a write the others are told: many writes are one notice. */
const NOTICE_MS = 20;

/** Each statement sees what was committed before it, whatever the role's default is: what is read after a lock is as it is then. */
const BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED";
/**
 * What is written is looked up by indexes, whatever the values are, so each statement is planned once a connection; a plan that was
 * made while a table was small must not read all of it later.
 */
const PLANNED_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off";

/** Connections to a Postgres database: each call is one transaction, begun anew where the connection was lost before its end. */
export class PostgresConnections implements SqlDatabase {
  readonly name = "postgres";
  readonly canListen: boolean;
  readonly statements: PostgresStatements;
  readonly #given: string | PostgresPoolLike;
  readonly #isDurable: boolean;
  readonly #maximum: number;
  readonly #patienceMs: number;
  readonly #listening: Listening;
  #pool: PostgresPoolLike | undefined;
  #databaseId: string | undefined;
  #own: OwnPool | undefined;
  #opening: Promise<void> | undefined;
  #notice: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(
    given: string | PostgresPoolLike,
    options: {
      schema?: string;
      durability?: "full" | "normal";
      listen?: boolean;
      connections?: number;
      patienceMs?: number;
    },
  ) {
    const {
      schema = "scheduled_jobs",
      durability = "full",
      listen = true,
      connections = 10,
      patienceMs = 10_000,
    } = options;
    givenFields("options", options, ["schema", "durability", "listen", "connections", "patienceMs"]);
    if (typeof given !== "string") checkPool(given, listen);
    if (typeof schema !== "string" || !/^[^"?{}[\]\0]{1,40}$/.test(schema))
      throw notAsExpected("schema", schema, "Give the schema a name of 1 to 40 characters, such as scheduled_jobs.");
    if (!["full", "normal"].includes(durability))
      throw notAsExpected("durability", durability, "It is full or normal.");
    this.#given = given;
    this.#isDurable = durability === "full";
    this.#maximum = connections;
    this.#patienceMs = patienceMs;
    this.canListen = listen;
    this.statements = new PostgresStatements(schema);
    this.#listening = new Listening(() => this.#lend(), channelOf(schema), listen);
  }

  get databaseId(): string | undefined {
    return this.#databaseId;
  }

  async open(): Promise<void> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #open(): Promise<void> {
    this.#isClosed = false;
    this.#pool = typeof this.#given === "string" ? await this.#makePool(this.#given) : this.#given;
    await this.#patiently(() =>
      this.#withClient(async (client) => {
        await migrate(client, this.statements.schema);
        this.#databaseId = await databaseIdOf((text) => client.query({ text }));
      }),
    );
    this.#listening.start();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#notice !== undefined) {
      clearTimeout(this.#notice);
      await this.#tellOthers();
    }
    await this.#listening.stop();
    await this.#own?.end();
    this.#own = undefined;
    this.#pool = undefined;
    this.#opening = undefined;
  }

  async now(): Promise<number> {
    return this.#patiently(() => this.#withClient((client) => readClock(client, this.statements)));
  }

  subscribe(onChange: () => void): () => void {
    return this.#listening.subscribe(onChange);
  }

  async read<T>(steps: () => Steps<T>): Promise<T> {
    return this.#patiently(() => this.#withClient((client) => this.statements.carryOut(client, steps())));
  }

  async write<T>(steps: () => Steps<T>, weight: Weight, within?: Within<T>): Promise<T> {
    // One message, since none of it has values. Without waiting for the disk, where the host wants it so.
    const isPatient = this.#isDurable || weight === "told";
    const begin = `${BEGIN}; ${PLANNED_ONCE}; ${isPatient ? "" : "SET LOCAL synchronous_commit = off; "}${WHICH}`;
    let hasWritten = false;
    const write = async (client: PooledClientLike): Promise<T> => {
      let xid: string | undefined;
      let committing: { answer: T } | undefined;
      const commit = (answer: T) => {
        committing = { answer };
        return client.query({ text: "COMMIT" });
      };
      sendTogether(client);
      const begun = client.query({ text: begin }).then((results) => (xid = xidOf(results)));
      if (client.pipeline !== true) await begun;
      begun.catch(() => {});
      try {
        // Sent behind the last statement: where one of them fails, a commit takes everything back.
        const last = within === undefined ? commit : undefined;
        const answer = await this.statements.carryOut(client, steps(), { onWrite: () => (hasWritten = true), last });
        await begun;
        if (within === undefined) return answer;
        await within(answer, (text, values = []) => client.query({ text, values: [...values] }));
        await commit(answer);
        return answer;
      } catch (error) {
        // Whether it was committed is not known here, so it must not simply be done again.
        if (committing !== undefined)
          throw isUnreachable(error) ? new UncertainCommit(error, xid, committing.answer) : error;
        if (!isUnreachable(error)) await client.query({ text: "ROLLBACK" });
        throw error;
      }
    };
    const answer = await this.#patiently(async () => {
      try {
        return await this.#withClient(write);
      } catch (error) {
        if (!(error instanceof UncertainCommit)) throw error;
        if (await this.#learn(error)) return error.answer as T;
        throw error.cause;
      }
    });
    if (!hasWritten) return answer;
    this.#listening.tell();
    this.#notice ??= this.canListen ? setTimeout(() => void this.#tellOthers(), NOTICE_MS) : undefined;
    return answer;
  }

  /** Whether a transaction was committed whose connection broke. @throws the uncertainty, where nobody can tell in time */
  async #learn(uncertain: UncertainCommit): Promise<boolean> {
    const giveUpAt = performance.now() + this.#patienceMs;
    while (uncertain.xid !== undefined && !this.#isClosed && performance.now() < giveUpAt) {
      try {
        const answer = await this.#withClient((client) => isCommitted(client, uncertain));
        if (answer !== undefined) return answer;
      } catch (error) {
        if (!isPassing(error)) throw uncertain;
      }
      await sleep(50 + Math.random() * 100);
    }
    throw uncertain;
  }

  /** Tells the other processes that something was written; a notice that is lost is made up for by their own looks. */
  async #tellOthers(): Promise<void> {
    this.#notice = undefined;
    // A notice takes part in commits like a write, and is not worth a flush of the disk.
    const notice = `SET LOCAL synchronous_commit = off; NOTIFY ${quoted(channelOf(this.statements.schema))}`;
    await this.#withClient((client) => client.query({ text: `BEGIN; ${notice}; COMMIT` })).catch(() => {});
  }

  async #withClient<T>(what: (client: PooledClientLike) => Promise<T>): Promise<T> {
    const client = await this.#lend();
    client.on("error", ignore);
    try {
      const answer = await what(client);
      client.removeListener("error", ignore);
      client.release();
      return answer;
    } catch (error) {
      const isBroken = isUnreachable(error) || error instanceof UncertainCommit;
      if (!isBroken) client.removeListener("error", ignore);
      client.release(isBroken);
      throw error;
    }
  }

  async #lend(): Promise<PooledClientLike> {
    if (this.#pool === undefined) throw notOpen({ schema: this.statements.schema }, this.#isClosed);
    return this.#pool.connect();
  }

  /** Does it again where the connection is gone or another transaction was in the way, until patience ends. */
  async #patiently<T>(what: () => Promise<T>): Promise<T> {
    const giveUpAt = performance.now() + this.#patienceMs;
    for (let tries = 1; ; tries += 1) {
      try {
        return await what();
      } catch (error) {
        if (error instanceof UncertainCommit)
          throw postgresFailure(error.cause, this.statements.schema, { isUncertain: true });
        const isOver = this.#isClosed || performance.now() > giveUpAt;
        if (!isPassing(error) || isOver) throw postgresFailure(error, this.statements.schema);
      }
      await sleep(Math.min(1_000, 5 * 2 ** tries) * (0.5 + Math.random()));
    }
  }

  async #makePool(connectionString: string): Promise<PostgresPoolLike> {
    const pg = await loadPeer("pg", () => import("pg"));
    const own = new pg.default.Pool({
      connectionString,
      max: this.#maximum,
      connectionTimeoutMillis: 5_000,
      // Statements are sent while earlier ones are still being carried out.
      pipeline: true,
      application_name: "scheduled-jobs",
    });
    // A connection that breaks while nobody uses it is replaced by the pool.
    own.on("error", ignore);
    this.#own = own as unknown as OwnPool;
    return this.#own;
  }
}
