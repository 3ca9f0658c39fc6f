/** Wakes everybody who waits; what rings while nobody waits is not kept. */
export class Bell {
  #waiting: (() => void)[] = [];

  ring(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** Resolves when it rings next. */
  heard(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
