import type { Counts, Database } from "../databases.ts";
import type { Side } from "../side.ts";

/** A side whose runs have to be found in its database afterwards: each once, with its conversation and its events. */
export function recorded(side: Omit<Side, "check">, database: Database): Side {
  let done = 0;
  return {
    ...side,
    carryOut: async (runs) => {
      await side.carryOut(runs);
      done += runs;
    },
    check: async () => {
      const wanted: Counts = { runs: done, succeeded: done, conversations: done, entries: 2 * done, events: 3 * done };
      const found = await database.count();
      const wrong = Object.entries(wanted).filter(([name, count]) => found[name as keyof Counts] !== count);
      return wrong.map(([name, count]) => `${side.name}: ${found[name as keyof Counts]} ${name} instead of ${count}`);
    },
    close: async () => {
      await side.close();
      await database.remove();
    },
  };
}
