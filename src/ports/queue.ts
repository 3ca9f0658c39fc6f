/** A doorbell: it says that a run may be started now, and nothing else. The store knows what the run is. */
export interface Bell {
  runId: string;
  /** Whose turn it is: owners take turns where the queue can tell them apart. */
  owner: string;
  factory: string;
  /** Lower rings first: 0 for what is due now, 1 for what is made up. */
  priority: number;
}

/** How many bells are answered at the same time, by one listener. */
export interface Concurrency {
  total: number;
  perOwner: number;
  perFactory: number;
}

/** Ends listening; resolves once the bells that were already taken have been answered. */
export type Stop = () => Promise<void>;

/** Runs a statement within a transaction of the store's, with values as `$1`, `$2`. */
export type RunSql = (text: string, values?: readonly unknown[]) => Promise<{ rows: unknown[] }>;

/**
 * What carries the bells from those who plan to those who work.
 *
 * A bell may be lost, come twice, late or in another order: a sweep finds runs whose bell was lost, and a second bell
 * finds the run already claimed. So a queue needs no durability, no delays and no retries of its own.
 */
export interface Queue {
  /**
   * Whether an owner with many bells lets others go before them. Where it is false, bells are answered as they rang, and an owner
   * with one bell may wait for one with thousands.
   */
  readonly canTellOwnersApart: boolean;
  /**
   * Connects to what carries the bells, and checks what would break it. Called before anything else, and may be called again.
   *
   * @param report hears of what goes wrong later on, such as a connection that is lost
   * @throws SchedulerError `PEER_MISSING`, `QUEUE_UNFIT`, `QUEUE_FAILED`
   */
  open?(report: (problem: unknown) => void): Promise<void>;
  /**
   * @returns the bells for which there was no room; they are rung again later
   * @throws where nothing could ring; the bells are rung again later, too
   */
  ring(bells: readonly Bell[]): Promise<readonly Bell[]>;
  /**
   * The same within a transaction of a Postgres store: nobody hears the bells before it is committed, and nobody ever does
   * when it is not. Only where `databaseId` is that of the store.
   */
  ringWithin?(bells: readonly Bell[], runSql: RunSql): Promise<void>;
  /** Names the Postgres database that the bells are in, once it is open; `undefined` where it cannot be told. */
  readonly databaseId?: string | undefined;
  /**
   * Calls `onBell` for each bell, at most `concurrency.total` at a time, and of one owner or factory no more than it says. One
   * listener a queue object.
   *
   * @param onShort called by a queue inside the process when fewer bells wait than are answered at a time: the rest of a backlog
   * may ring now
   */
  listen(onBell: (runId: string) => Promise<void>, concurrency: Concurrency, onShort?: () => void): Promise<Stop>;
  /**
   * How many bells wait at most, counted no further than some thousands; given by a queue that outlives the process. The sweep
   * passes over so many silent runs, so that bells which merely wait do not pile up.
   */
  waiting?(): Promise<number>;
  close?(): Promise<void>;
}
