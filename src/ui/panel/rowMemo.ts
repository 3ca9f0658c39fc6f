import { noChange, type TemplateResult } from "lit";
import type { Times } from "../times.ts";

interface Said {
  /** What the row was made of. */
  of: readonly unknown[];
  /** When one of its relative times reads differently. */
  until: number;
}

/** Rows that would read as they do are left alone: a key in the composer costs no row. */
export class RowMemo {
  #before = new Map<string, Said>();
  #now = new Map<string, Said>();

  /** A new turn: what is not asked for in it is forgotten. */
  turn(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }
  /** No row is in the document any more. */
  forget(): void {
    this.#now = new Map();
  }
  /** The row, or word that it stays as it is. */
  row(id: string, of: readonly unknown[], times: Times, make: () => TemplateResult): TemplateResult | typeof noChange {
    const before = this.#before.get(id);
    const later = times.nextChangeAt;
    const isSame =
      before !== undefined && times.now().getTime() < before.until && of.every((one, n) => one === before.of[n]);
    times.nextChangeAt = isSame ? before.until : Infinity;
    const row = isSame ? noChange : make();
    this.#now.set(id, { of, until: times.nextChangeAt });
    times.nextChangeAt = Math.min(later, times.nextChangeAt);
    return row;
  }
}
