import type { SqlDatabase } from "../sql/sqlStore.ts";
import { SchedulerError } from "../../../errors/schedulerError.ts";
import { select, type Steps } from "../sql/steps.ts";
import { isConflict, postgresFailure } from "./failures.ts";
import type { PostgresClientLike, PostgresStatements } from "./statements.ts";

/** How often a call is made that another transaction gets in the way of. */
const CALL_TRIES = 5;

/** One client in a transaction of the host's: calls wait for each other, and one that fails is undone alone. */
export class HostTransaction implements SqlDatabase {
  readonly name = "postgres";
  readonly canListen = false;
  readonly #client: PostgresClientLike;
  readonly #statements: PostgresStatements;
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: PostgresClientLike, statements: PostgresStatements) {
    this.#client = client;
    this.#statements = statements;
  }

  // The host opened the connection, and its store the schema.
  async open(): Promise<void> {}
  async close(): Promise<void> {}

  async now(): Promise<number> {
    return this.#inTurn(() => readClock(this.#client, this.#statements));
  }

  subscribe(): () => void {
    return () => {};
  }

  async read<T>(steps: () => Steps<T>): Promise<T> {
    return this.#inTurn(() => this.#carryOut(steps));
  }

  async write<T>(steps: () => Steps<T>): Promise<T> {
    return this.#inTurn(async () => {
      const answer = await this.#carryOut(steps);
      // Heard when the host commits, and not when it does not.
      await this.#client.query({ text: "SELECT pg_notify($1, '')", values: [channelOf(this.#statements.schema)] });
      return answer;
    });
  }

  async #carryOut<T>(steps: () => Steps<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      await this.#client.query({ text: "SAVEPOINT one_call" });
      try {
        const answer = await this.#statements.carryOut(this.#client, this.#carefully(steps()));
        await this.#client.query({ text: "RELEASE SAVEPOINT one_call" });
        return answer;
      } catch (error) {
        await this.#client.query({ text: "ROLLBACK TO SAVEPOINT one_call" });
        if (!isConflict(error) || tries === CALL_TRIES) throw postgresFailure(error, this.#statements.schema);
      }
    }
  }

  /** Where every statement sees what the first one saw, a reader would pass by events that were committed since. */
  *#carefully<T>(steps: Steps<T>): Steps<T> {
    let next = steps.next();
    while (!next.done) {
      if (next.value.type === "horizon") {
        const [row] = yield* select<{ isolation: string }>(
          `SELECT current_setting('transaction_isolation') AS "isolation"`,
        );
        const { isolation } = row!;
        const hint = "Read events outside of the transaction, or begin it with READ COMMITTED.";
        if (!isolation.startsWith("read ")) throw new SchedulerError("STORE_FAILED", { isolation, hint });
      }
      next = steps.next(yield next.value);
    }
    return next.value;
  }

  #inTurn<T>(what: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(what, what);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

export const channelOf = (schema: string): string => `${schema} changed`.slice(0, 63);

/** The database's clock: when this is asked, not when a transaction began. */
export async function readClock(client: PostgresClientLike, statements: PostgresStatements): Promise<number> {
  const sql = `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS "now"`;
  const [row] = (await statements.all(client, sql, [])) as { now: number }[];
  return row?.now ?? Number.NaN;
}
