import * as z from "zod";

/** A page of a list; `cursor` is where the next one begins. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), cursor: z.string().optional() });
}
