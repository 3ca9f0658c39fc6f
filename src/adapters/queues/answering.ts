import type { Bell, Concurrency } from "../../ports/queue.ts";
import type { FairLine } from "./fairLine.ts";

function count(counts: Map<string, number>, key: string, by: number): void {
  const next = (counts.get(key) ?? 0) + by;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}

/** Answers the bells of a line within the limits of one process. */
export class Answering {
  readonly #line: FairLine;
  readonly #onBell: (runId: string) => Promise<void>;
  readonly #limits: Concurrency;
  readonly #owners = new Map<string, number>();
  readonly #factories = new Map<string, number>();
  #going = 0;
  /** How long an answer takes, where the latest count most. */
  #paceMs = 0;
  #isStopped = false;
  #onChange: (() => void)[] = [];

  constructor(line: FairLine, onBell: (runId: string) => Promise<void>, limits: Concurrency) {
    this.#line = line;
    this.#onBell = onBell;
    this.#limits = limits;
  }

  /** How many more could be answered now. */
  get room(): number {
    return this.#limits.total - this.#going;
  }

  /** Whether what stands in line will be answered within this time, if answers go on as the latest did. */
  isSoon(ms: number): boolean {
    return (this.#line.size * this.#paceMs) / this.#limits.total <= ms;
  }

  /** Owners who have as many answered as they may. */
  get ownersAtLimit(): string[] {
    return [...this.#owners].filter(([, going]) => going >= this.#limits.perOwner).map(([owner]) => owner);
  }

  /** Answers what may be answered now; to be called when bells were added to the line. */
  pump(): void {
    while (!this.#isStopped && this.room > 0) {
      const bell = this.#line.take((owner, factory) => this.#mayAnswer(owner, factory));
      if (bell === undefined) return;
      this.#account(bell, 1);
      // The listener answers for its own errors; a bell has nobody to tell.
      this.#answer(bell).catch(() => undefined);
    }
  }

  /** Resolves at the next moment at which something was answered, or it was stopped. */
  async changed(): Promise<void> {
    await new Promise<void>((resolve) => void this.#onChange.push(resolve));
  }

  /** Begins nothing more, and waits for what was begun. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#tell();
    while (this.#going > 0) await this.changed();
  }

  async #answer(bell: Bell): Promise<void> {
    const begunAt = performance.now();
    try {
      await this.#onBell(bell.runId);
    } finally {
      this.#paceMs += (performance.now() - begunAt - this.#paceMs) / 10;
      this.#account(bell, -1);
      this.pump();
      this.#tell();
    }
  }

  #mayAnswer(owner: string, factory: string): boolean {
    const { perOwner, perFactory } = this.#limits;
    return (this.#owners.get(owner) ?? 0) < perOwner && (this.#factories.get(factory) ?? 0) < perFactory;
  }

  #account(bell: Bell, by: number): void {
    this.#going += by;
    count(this.#owners, bell.owner, by);
    count(this.#factories, bell.factory, by);
  }

  #tell(): void {
    const told = this.#onChange;
    this.#onChange = [];
    for (const tell of told) tell();
  }
}
