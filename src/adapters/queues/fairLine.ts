import type { Bell } from "../../ports/queue.ts";

/** First in, first out, without moving what is left each time one is taken. */
class Fifo {
  #items: (Bell | undefined)[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }
  push(bell: Bell): void {
    this.#items.push(bell);
  }
  pop(): Bell | undefined {
    return this.size === 0 ? undefined : this.#items.pop();
  }
  shift(): Bell | undefined {
    const bell = this.#items[this.#head];
    if (bell === undefined) return undefined;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head > 1_000 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return bell;
  }
}

/** One owner's bells, by factory; the factory whose turn it is stands first. */
interface OwnerLine {
  factories: Map<string, Fifo>;
  size: number;
}

/** Bells in line: lower priority numbers first; among equals, owners take turns, and so do the factories of an owner. */
export class FairLine {
  /** By priority, then by owner; the owner whose turn it is stands first. */
  #levels = new Map<number, Map<string, OwnerLine>>();
  #waiting = new Set<string>();

  get size(): number {
    return this.#waiting.size;
  }

  has(runId: string): boolean {
    return this.#waiting.has(runId);
  }

  add(bell: Bell): void {
    if (!this.#levels.has(bell.priority)) {
      const levels = [...this.#levels, [bell.priority, new Map<string, OwnerLine>()] as const];
      this.#levels = new Map(levels.toSorted(([a], [b]) => a - b));
    }
    const owners = this.#levels.get(bell.priority) ?? new Map<string, OwnerLine>();
    const owner = owners.get(bell.owner) ?? { factories: new Map<string, Fifo>(), size: 0 };
    owners.set(bell.owner, owner);
    const line = owner.factories.get(bell.factory) ?? new Fifo();
    owner.factories.set(bell.factory, line);
    line.push(bell);
    owner.size += 1;
    this.#waiting.add(bell.runId);
  }

  /** The next bell among those of owners and factories that may have another one answered now. */
  take(mayRun: (owner: string, factory: string) => boolean): Bell | undefined {
    for (const owners of this.#levels.values()) {
      for (const [ownerId, owner] of owners) {
        for (const [factoryId, line] of owner.factories) {
          if (!mayRun(ownerId, factoryId)) continue;
          const bell = line.shift();
          if (bell === undefined) continue;
          this.#waiting.delete(bell.runId);
          owner.size -= 1;
          // Whoever was served goes to the end.
          owner.factories.delete(factoryId);
          if (line.size > 0) owner.factories.set(factoryId, line);
          owners.delete(ownerId);
          if (owner.size > 0) owners.set(ownerId, owner);
          return bell;
        }
      }
    }
    return undefined;
  }

  /** Takes out the last bell of the owner with the longest line, unless `newcomer`'s own would then be as long. */
  dropFromLongest(newcomer: string): Bell | undefined {
    const sizes = new Map<string, number>();
    for (const owners of this.#levels.values()) {
      for (const [ownerId, { size }] of owners) sizes.set(ownerId, (sizes.get(ownerId) ?? 0) + size);
    }
    let longest: string | undefined;
    for (const [ownerId, size] of sizes) {
      if (longest === undefined || size > (sizes.get(longest) ?? 0)) longest = ownerId;
    }
    if (longest === undefined || (sizes.get(longest) ?? 0) <= (sizes.get(newcomer) ?? 0) + 1) return undefined;
    return this.#popLast(longest);
  }

  #popLast(ownerId: string): Bell | undefined {
    for (const owners of [...this.#levels.values()].toReversed()) {
      const owner = owners.get(ownerId);
      for (const [factoryId, line] of [...(owner?.factories ?? [])].toReversed()) {
        const bell = line.pop();
        if (owner === undefined || bell === undefined) continue;
        this.#waiting.delete(bell.runId);
        owner.size -= 1;
        if (line.size === 0) owner.factories.delete(factoryId);
        if (owner.size === 0) owners.delete(ownerId);
        return bell;
      }
    }
    return undefined;
  }
}
