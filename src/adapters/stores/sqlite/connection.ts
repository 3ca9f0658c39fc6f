import { setTimeout as sleep } from "node:timers/promises";
import { notOpen } from "../sql/notOpen.ts";
import type { SqlDatabase, Weight } from "../sql/sqlStore.ts";
import type { Steps } from "../sql/steps.ts";
import { isBusy, sqliteFailure } from "./failures.ts";
import { openDatabase } from "./nodeSqlite.ts";
import { inspectFile, migrate } from "./sqliteFile.ts";
import { type SqliteDatabaseLike, SqliteStatements } from "./statements.ts";

/** How long one transaction may hold up everything else in this process. */
const GROUP_MS = 15;

/** How often a look is taken whether another process wrote: a look is one number, and reads nothing from the disk. */
const LOOK_MS = 250;

interface Call {
  /** After a call of its group failed half way, so that only that one fails. */
  isAlone: boolean;
  steps: () => Steps<unknown>;
  weight: Weight;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * One connection to a SQLite database. Calls that write in the same turn of the event loop share one transaction, so that
 * they share one flush to the disk; a call that fails is undone alone.
 */
export class SqliteConnection implements SqlDatabase {
  readonly name = "sqlite";
  readonly canListen = true;
  readonly #given: string | SqliteDatabaseLike;
  readonly #isDurable: boolean;
  readonly #busyTimeoutMs: number;
  readonly #listeners = new Set<() => void>();
  #opening: Promise<void> | undefined;
  #database: SqliteDatabaseLike | undefined;
  /** The same, where it was opened here. */
  #own: { close(): void } | undefined;
  #statements: SqliteStatements | undefined;
  #waiting: Call[] = [];
  #flushing: Promise<void> | undefined;
  #looking: NodeJS.Timeout | undefined;
  #seenVersion: unknown;
  #wasClosed = false;

  constructor(given: string | SqliteDatabaseLike, options: { durability?: "full" | "normal"; busyTimeoutMs?: number }) {
    this.#given = given;
    this.#isDurable = options.durability !== "normal";
    this.#busyTimeoutMs = options.busyTimeoutMs ?? 10_000;
  }

  async open(): Promise<void> {
    this.#opening ??= this.#patiently(() => this.#open()).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async close(): Promise<void> {
    clearInterval(this.#looking);
    this.#looking = undefined;
    while (this.#flushing !== undefined) await this.#flushing;
    this.#database = undefined;
    this.#statements = undefined;
    this.#opening = undefined;
    this.#wasClosed = true;
    this.#own?.close();
    this.#own = undefined;
  }

  async now(): Promise<undefined> {
    return undefined;
  }

  subscribe(onChange: () => void): () => void {
    const listener = () => onChange();
    this.#listeners.add(listener);
    if (this.#looking === undefined) {
      // From now on: what others write before the first look counts, too.
      this.#look();
      this.#looking = setInterval(() => this.#look(), LOOK_MS).unref();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#looking);
      this.#looking = undefined;
    };
  }

  /** Tells the listeners when another connection has written since the last look. */
  #look(): void {
    if (this.#statements === undefined) return;
    try {
      const version = this.#statements.dataVersion();
      const isChanged = this.#seenVersion !== undefined && this.#seenVersion !== version;
      this.#seenVersion = version;
      if (isChanged) this.#tell();
    } catch {
      // Somebody holds the file: the next look will tell.
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) queueMicrotask(listener);
  }

  async read<T>(steps: () => Steps<T>): Promise<T> {
    return this.#patiently(() => this.#ready().carryOut(steps()));
  }

  async write<T>(steps: () => Steps<T>, weight: Weight): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ isAlone: false, steps, weight, resolve: resolve as (value: unknown) => void, reject });
      this.#flushing ??= this.#flushSoon();
    });
  }

  #ready(): SqliteStatements {
    if (this.#statements === undefined) throw notOpen({ file: this.#file }, this.#wasClosed);
    return this.#statements;
  }

  get #file(): string {
    return typeof this.#given === "string" ? this.#given : "given by the host";
  }

  #open(): void {
    if (typeof this.#given !== "string") {
      migrate(this.#given, this.#file);
      this.#database = this.#given;
      this.#statements = new SqliteStatements(this.#given, { isOurs: false });
      return;
    }
    if (this.#given !== ":memory:") inspectFile(this.#given);
    const database = openDatabase(this.#given);
    try {
      // Waiting inside SQLite holds up the whole process, so it waits for moments only and we wait outside.
      database.exec("PRAGMA busy_timeout = 10");
      database.exec("PRAGMA journal_mode = WAL");
      database.exec(`PRAGMA synchronous = ${this.#isDurable ? "FULL" : "NORMAL"}`);
      database.exec("PRAGMA temp_store = MEMORY");
      database.exec("PRAGMA cache_size = -16000");
      // Pages that are written over and over are copied into the file, and that flushed, every 16 MB and not every 4.
      database.exec("PRAGMA wal_autocheckpoint = 4000");
      migrate(database, this.#given);
    } catch (error) {
      database.close();
      throw error;
    }
    this.#database = this.#own = database;
    this.#statements = new SqliteStatements(database, { isOurs: true });
  }

  /** Does it again while another process is writing, without holding up this one. */
  async #patiently<T>(what: () => T): Promise<T> {
    const giveUpAt = performance.now() + this.#busyTimeoutMs;
    for (;;) {
      try {
        return what();
      } catch (error) {
        if (!isBusy(error) || performance.now() > giveUpAt) throw sqliteFailure(error, this.#file);
      }
      await sleep(1 + Math.random() * 10);
    }
  }

  async #flushSoon(): Promise<void> {
    // At the end of this turn of the event loop: what else is written in it comes along.
    await new Promise((resolve) => setImmediate(resolve));
    const settled = await this.#flush();
    this.#flushing = this.#waiting.length > 0 ? this.#flushSoon() : undefined;
    for (const settle of settled) settle();
  }

  /** Writes what is waiting, as far as it is done in a short while; gives back who is to be told. */
  async #flush(): Promise<(() => void)[]> {
    let group: Call[] = [];
    let hasChanged = false;
    try {
      return await this.#patiently(() => {
        const settled: (() => void)[] = [];
        const isTold = this.#waiting.some(({ weight }) => weight === "told");
        const isRaised = isTold && !this.#isDurable && this.#database !== this.#given;
        const statements = this.#ready();
        if (isRaised) statements.run("PRAGMA synchronous = FULL");
        try {
          statements.begin();
          try {
            const endAt = performance.now() + GROUP_MS;
            hasChanged = false;
            do {
              const call = this.#waiting.shift()!;
              group.push(call);
              settled.push(this.#carryOut(statements, call));
              hasChanged ||= statements.hasWritten;
            } while (this.#waiting[0]?.isAlone === false && !group[0]!.isAlone && performance.now() < endAt);
            statements.commit();
          } catch (error) {
            statements.rollBack();
            if (isBusy(error)) this.#waiting.unshift(...group.splice(0));
            if (!isBusy(error) && group.length > 1) {
              this.#waiting.unshift(...group.splice(0).map((call) => ({ ...call, isAlone: true })));
              return [];
            }
            throw error;
          }
        } finally {
          if (isRaised) statements.run("PRAGMA synchronous = NORMAL");
        }
        if (hasChanged) this.#tell();
        return settled;
      });
    } catch (error) {
      if (group.length === 0) group = this.#waiting.splice(0);
      return group.map((call) => () => call.reject(error));
    }
  }

  /** One call within the transaction. @throws what it threw, where it had written something by then */
  #carryOut(statements: SqliteStatements, { steps, resolve, reject }: Call): () => void {
    statements.hasWritten = false;
    try {
      const value = statements.carryOut(steps());
      return () => resolve(value);
    } catch (error) {
      if (statements.hasWritten || isBusy(error)) throw error;
      return () => reject(sqliteFailure(error, this.#file));
    }
  }
}
