import * as z from "zod";
import { spanSchema } from "../model/interpretation.ts";
import { givenPoliciesSchema } from "../model/policies.ts";
import { scheduleSchemaWith, strict } from "../model/schedule.ts";

/** An instant as JSON carries it: ISO 8601 with its offset. */
export const isoInstantSchema = z.codec(z.iso.datetime({ offset: true }), z.date(), {
  decode: (text) => new Date(text),
  encode: (instant) => instant.toISOString(),
});

/** A schedule as JSON carries it. */
export const wireScheduleSchema = strict(scheduleSchemaWith(isoInstantSchema));

export const literalSchema = z.array(spanSchema).max(100);

/** Either a sentence, or a form that says everything itself. */
export const requestSchema = z.union([
  z.strictObject({ text: z.string(), literal: literalSchema.optional() }),
  z.strictObject({
    schedules: z.array(wireScheduleSchema).min(1).max(20),
    prompt: z.string().nullable(),
    name: z.string().optional(),
    policies: givenPoliciesSchema.optional(),
  }),
]);

/** What a page of a list is asked for with. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).optional(),
  cursor: z.string().max(500).optional(),
});

const parts = (text: string): string[] => text.split(",").filter((part) => part !== "");

/** `?states=queued,running` */
export function listOf<Item extends string>(item: z.ZodType<Item, Item>) {
  return z
    .string()
    .transform(parts)
    .pipe(z.array(z.string().pipe(item as z.ZodType<Item, string>)));
}
