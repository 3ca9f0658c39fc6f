/** A doorbell: it says that a run may be started now, and nothing else. The store knows what the run is. */
export interface Bell {
  runId: string;
  /** Whose turn it is: engines are fair between owners where they can be. */
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

/**
 * What carries the bells from those who plan to those who work.
 *
 * A bell may be lost, come twice, late or in another order: a sweep finds runs whose bell was lost, and a second bell
 * finds the run already claimed. So a queue needs no durability, no delays and no retries of its own.
 */
export interface Queue {
  /** @returns the bells for which there was no room; they are rung again later */
  ring(bells: readonly Bell[]): Promise<readonly Bell[]>;
  /**
   * Calls `onBell` for each bell, at most `concurrency.total` at a time; a queue that cannot tell owners or factories apart
   * leaves the other two numbers alone. One listener a queue object.
   */
  listen(onBell: (runId: string) => Promise<void>, concurrency: Concurrency): Promise<Stop>;
  close?(): Promise<void>;
}
