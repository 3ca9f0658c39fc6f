import type { SqlDatabase } from "../sql/sqlStore.ts";
import type { Steps } from "../sql/steps.ts";
import { postgresFailure } from "./failures.ts";
import type { PostgresClientLike, PostgresStatements } from "./statements.ts";

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
    await this.#client.query({ text: "SAVEPOINT one_call" });
    try {
      const answer = await this.#statements.carryOut(this.#client, steps());
      await this.#client.query({ text: "RELEASE SAVEPOINT one_call" });
      return answer;
    } catch (error) {
      await this.#client.query({ text: "ROLLBACK TO SAVEPOINT one_call" });
      throw postgresFailure(error, this.#statements.schema);
    }
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
