/** A doorbell: it says that a run is waiting, and nothing else. The store knows what the run is. */
export interface Bell {
  runId: string;
  /** Whose turn it is, for engines that are fair between groups: the owner. */
  group: string;
  /** Lower rings first. */
  priority: number;
  /** Not to ring before this instant, epoch ms UTC. */
  notBefore?: number;
}

/** Ends listening; resolves once the bells that were already taken have been answered. */
export type Stop = () => Promise<void>;

/**
 * What carries the bells from those who plan to those who work.
 *
 * A bell may be lost, come twice, late or in another order: a sweep finds runs whose bell was lost, and a second bell
 * finds the run already claimed. So a queue needs no durability and no retries of its own.
 */
export interface Queue {
  ring(bells: readonly Bell[]): Promise<void>;
  /** Calls `onBell` for each bell, at most `concurrency` at a time. One listener a queue object. */
  listen(onBell: (runId: string) => Promise<void>, options: { concurrency: number; perGroup?: number }): Promise<Stop>;
  close?(): Promise<void>;
}
