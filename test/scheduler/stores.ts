import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import type { Store } from "../../src/ports/store.ts";
import { sqliteStore } from "../../src/sqlite.ts";
import type { VirtualClock } from "../../src/testing/virtualClock.ts";

/** The stores that need nothing outside the process. */
export const stores: readonly (readonly [name: string, create: () => Store])[] = [
  ["memory", memoryStore],
  ["sqlite", () => sqliteStore(":memory:")],
];

/** An open store that outlives the schedulers on it, whose calls the clock waits for. */
export async function aLastingStore(create: () => Store, clock: VirtualClock): Promise<Store> {
  const store = create();
  await store.open();
  return new Proxy(clock.watch(store), {
    get: (target, key) => (key === "close" || key === "open" ? async () => undefined : Reflect.get(target, key)),
  });
}
