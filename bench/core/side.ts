/** One way to carry out scheduled work: each run becomes due, is recorded, carried out and completed. */
export interface Side {
  readonly name: string;
  /** Carries out so many runs, and comes back when the last one is recorded as completed. */
  carryOut(runs: number): Promise<void>;
  /** What of its promise its rows do not keep, in words. */
  check?(): Promise<string[]> | string[];
  close(): Promise<void>;
}

/** Sides that take turns, the first of which is ours. */
export interface Contest {
  readonly where: string;
  /** How many runs a side is given at a time. */
  readonly step: number;
  readonly sides: readonly Side[];
}

/** Does `work` so many times, `atOnce` of them at any moment. */
export async function inFlight(times: number, atOnce: number, work: () => Promise<void>): Promise<void> {
  let left = times;
  const line = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, line));
}

/** Counts what is done, and resolves when it is as many as were asked for. */
export class Tally {
  #done = 0;
  #wanted = 0;
  #resolve: () => void = () => {};

  readonly add = (): void => {
    this.#done += 1;
    if (this.#done === this.#wanted) this.#resolve();
  };

  /** To be called before what is counted begins. */
  expect(more: number): Promise<void> {
    this.#wanted += more;
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }
}
