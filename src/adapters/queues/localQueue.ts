import type { Bell, Queue } from "../../ports/queue.ts";
import { Answering } from "./answering.ts";
import { FairLine } from "./fairLine.ts";

/** What catch-up may not take, so that what is due now always finds room. */
const RESERVE = 0.1;

/**
 * A queue inside the process: fair between owners, and within an owner between factories.
 *
 * It holds at most `capacity` bells. When it is full, the owner with the longest line gives way: their last bell is handed
 * back, to be rung again later.
 */
export function localQueue({ capacity = 10_000 }: { capacity?: number } = {}): Queue {
  const line = new FairLine();
  let answering: Answering | undefined;

  return {
    canTellOwnersApart: true,
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
      answering?.pump();
      return refused;
    },
    listen: async (onBell, concurrency, onShort) => {
      const answer = (runId: string) => {
        if (line.size < concurrency.total) onShort?.();
        return onBell(runId);
      };
      const mine = new Answering(line, answer, concurrency);
      answering = mine;
      mine.pump();
      return () => mine.stop();
    },
  };
}
