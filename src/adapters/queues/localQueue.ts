import type { Bell, Concurrency, Queue } from "../../ports/queue.ts";
import { FairLine } from "./fairLine.ts";

/** What catch-up may not take, so that what is due now always finds room. */
const RESERVE = 0.1;

function count(counts: Map<string, number>, key: string, by: number): void {
  const next = (counts.get(key) ?? 0) + by;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}

/**
 * A queue inside the process: fair between owners, and within an owner between factories.
 *
 * It holds at most `capacity` bells. When it is full, the owner with the longest line gives way: their last bell is handed
 * back, to be rung again later.
 */
export function localQueue({ capacity = 10_000 }: { capacity?: number } = {}): Queue {
  const line = new FairLine();
  let listener: ((runId: string) => Promise<void>) | undefined;
  let limits: Concurrency = { total: 0, perOwner: 0, perFactory: 0 };
  const running = { total: 0, owners: new Map<string, number>(), factories: new Map<string, number>() };
  let idle: (() => void) | undefined;

  const account = (bell: Bell, by: number) => {
    running.total += by;
    count(running.owners, bell.owner, by);
    count(running.factories, bell.factory, by);
  };
  const mayRun = (owner: string, factory: string) =>
    (running.owners.get(owner) ?? 0) < limits.perOwner && (running.factories.get(factory) ?? 0) < limits.perFactory;
  const next = () => (running.total < limits.total ? line.take(mayRun) : undefined);

  const answer = async (bell: Bell, onBell: (runId: string) => Promise<void>) => {
    try {
      await onBell(bell.runId);
    } finally {
      account(bell, -1);
      pump();
    }
  };
  function pump(): void {
    const onBell = listener;
    if (onBell !== undefined) {
      for (let bell = next(); bell !== undefined; bell = next()) {
        account(bell, 1);
        // The listener answers for its own errors; a bell has nobody to tell.
        answer(bell, onBell).catch(() => undefined);
      }
    }
    if (running.total === 0) idle?.();
  }

  return {
    ring: async (bells) => {
      const refused: Bell[] = [];
      for (const bell of bells) {
        const room = bell.priority > 0 ? Math.floor(capacity * (1 - RESERVE)) : capacity;
        if (line.has(bell.runId)) continue;
        if (line.size >= room) {
          const longest = line.dropFromLongest(bell.owner);
          refused.push(longest ?? bell);
          if (longest === undefined) continue;
        }
        line.add(bell);
      }
      pump();
      return refused;
    },
    listen: async (onBell, concurrency) => {
      listener = onBell;
      limits = concurrency;
      pump();
      return async () => {
        listener = undefined;
        if (running.total === 0) return;
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
      };
    },
  };
}
