import * as z from "zod";

/** How many there are in each state; a state without any is left out. */
export function countsOf<State extends string>(state: z.ZodType<State, State>) {
  return z.partialRecord(state, z.int().positive());
}

/** A page of a list; `cursor` is where the next one begins. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), cursor: z.string().optional() });
}
