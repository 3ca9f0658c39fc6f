import { type AnyTable, conversations, jobs, runs } from "../sql/tables.ts";

/** How many rows of a table are kept at least, where so many were written; at most twice as many. */
const KEPT = 2_000;

type Rows = Map<unknown, object>;

/** Rows of one table: those written lately, and those written before them. */
interface Kept {
  latest: Rows;
  older: Rows;
}

/**
 * Rows as this connection wrote them: what follows soon (a run that was planned is claimed, then finished) neither reads nor
 * checks them again.
 *
 * They are what is stored as long as nobody else writes. So they count only within a transaction that holds the lock for
 * writing, and only if no other connection has written since; `forget` is for all else.
 */
export class KnownRows {
  readonly #tables: ReadonlyMap<AnyTable, Kept> = new Map(
    [jobs, runs, conversations].map((table: AnyTable) => [table, { latest: new Map(), older: new Map() }]),
  );

  find(table: AnyTable, key: unknown): object | undefined {
    const kept = this.#tables.get(table);
    return kept?.latest.get(key) ?? kept?.older.get(key);
  }

  /** @param row all of it, as it is stored now */
  note(table: AnyTable, row: object): void {
    const kept = this.#tables.get(table);
    if (kept === undefined) return;
    if (kept.latest.size >= KEPT) {
      kept.older = kept.latest;
      kept.latest = new Map();
    }
    kept.latest.set((row as Record<string, unknown>)[table.key], row);
  }

  forget(): void {
    for (const kept of this.#tables.values()) {
      kept.latest.clear();
      kept.older.clear();
    }
  }
}
