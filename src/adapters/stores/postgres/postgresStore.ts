import type { Store } from "../../../ports/store.ts";
import { sqlStore } from "../sql/sqlStore.ts";
import { PostgresConnections, type PostgresPoolLike } from "./connections.ts";
import { HostTransaction } from "./hostTransaction.ts";
import type { PostgresClientLike } from "./statements.ts";

/** How a store on Postgres is kept. */
export interface PostgresOptions {
  /** The schema that the tables are in, made if it is not there: `scheduled_jobs` unless set. */
  schema?: string;
  /**
   * What survives a crash of the database server. `full` (the default): everything that was answered. `normal`: what a person
   * was told; of the work in progress the last moments may be lost, and an occurrence is then carried out again.
   */
  durability?: "full" | "normal";
  /** Whether to keep one connection to hear at once of what other processes wrote: yes, unless set to `false`. */
  listen?: boolean;
  /** How many connections there are at most, where a connection string is given: ten unless set. */
  connections?: number;
  /** How long to try to reach the database before a call fails with `STORE_FAILED`: 10 s unless set. */
  patienceMs?: number;
}

/** A store on Postgres. */
export interface PostgresStore extends Store {
  /**
   * The same store within a transaction of the host's: what is written is there when the host commits, and gone when it
   * does not. The host begins and ends it, and asks nothing else of the client meanwhile. While it is open, nobody reads events
   * that were written after its first ones; writers do not wait for it.
   *
   * @example
   * await client.query("BEGIN");
   * const dexter = createScheduler({ store: store.withTransaction(client) }).as(actor);
   * await dexter.confirm(proposal.id, { revision: proposal.revision });
   * await client.query("INSERT INTO audit …");
   * await client.query("COMMIT");
   */
  withTransaction(client: PostgresClientLike): Store;
}

/**
 * A store on Postgres 14 or later, for several machines: the database's clock counts, and the others hear of changes by
 * `LISTEN`. Needs the package `pg` where a connection string is given; a pool that is handed in is not ended.
 *
 * @throws `SchedulerError` `INPUT_INVALID`; when opened: `PEER_MISSING`, `STORE_NEWER`, `STORE_FAILED`
 * @example
 * const scheduler = createScheduler({ store: postgresStore(process.env.DATABASE_URL, { schema: "jobs" }), runner });
 */
export function postgresStore(database: string | PostgresPoolLike, options: PostgresOptions = {}): PostgresStore {
  const connections = new PostgresConnections(database, options);
  const store = sqlStore(connections);
  let lastAppend: Promise<unknown> = Promise.resolve();
  return {
    ...store,
    get databaseId() {
      return connections.databaseId;
    },
    // Transactions overtake each other; what a run writes must not.
    append: (writes, now) => {
      const appended = lastAppend.then(() => store.append(writes, now));
      lastAppend = appended.catch(() => {});
      return appended;
    },
    withTransaction: (client) => sqlStore(new HostTransaction(client, connections.statements)),
  };
}
