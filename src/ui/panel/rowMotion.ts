import type { ReactiveController, ReactiveControllerHost } from "lit";

const durationMs = 160;

/**
 * Lets rows move to their new places when their order changes. The list holds its order while the pointer or the focus is on it,
 * so nothing moves under either; who wants less motion sees none.
 */
export class RowMotion implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #jobs: () => readonly { id: string }[];
  #shown: readonly { id: string }[] = [];
  #order: readonly string[] = [];
  #before: ReadonlyMap<string, number> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, jobs: () => readonly { id: string }[]) {
    this.#host = host;
    this.#jobs = jobs;
  }

  hostUpdate(): void {
    const jobs = this.#jobs();
    const isSame = jobs === this.#shown;
    this.#shown = jobs;
    if (isSame || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.#before = new Map(this.#rows().map((row) => [row.dataset["id"] ?? "", row.getBoundingClientRect().top]));
  }
  hostUpdated(): void {
    const before = this.#before;
    this.#before = undefined;
    const rows = this.#rows();
    const order = rows.map((row) => row.dataset["id"] ?? "");
    const stayed = new Set(this.#order.filter((id) => order.includes(id)));
    const hasMoved = !sameOrder(order, this.#order, stayed);
    this.#order = order;
    if (before === undefined || !hasMoved) return;
    for (const row of rows) {
      const top = before.get(row.dataset["id"] ?? "");
      const by = top === undefined ? 0 : top - row.getBoundingClientRect().top;
      if (by === 0) continue;
      row.animate({ translate: [`0 ${by}px`, "0 0"] }, { duration: durationMs, easing: "ease-out" });
    }
  }

  #rows(): HTMLElement[] {
    return [...(this.#host.shadowRoot?.querySelectorAll<HTMLElement>(".job[data-id]") ?? [])];
  }
}

/** Whether those that were there before still follow one another as they did. */
function sameOrder(now: readonly string[], before: readonly string[], stayed: ReadonlySet<string>): boolean {
  const kept = before.filter((id) => stayed.has(id));
  return now.filter((id) => stayed.has(id)).every((id, place) => id === kept[place]);
}
