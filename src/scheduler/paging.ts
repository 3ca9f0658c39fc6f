import * as z from "zod";
import type { Page } from "../ports/store.ts";

/** Which part of a list is wanted. */
export interface PageRequest {
  /** How many: 50 unless set, at most 500. */
  limit?: number;
  /** Where the last page ended. */
  cursor?: string;
}

/** @see {@link PageRequest} */
export const pageRequestSchema = z.object({
  limit: z.int().min(1).max(500).default(50),
  cursor: z.string().optional(),
});

/** The same page with its items in another form. */
export function mapPage<From, To>({ items, cursor }: Page<From>, map: (item: From) => To): Page<To> {
  return { items: items.map(map), ...(cursor !== undefined && { cursor }) };
}
