import * as z from "zod";

/** Wall time of the person who asks, `YYYY-MM-DDTHH:mm`. */
const wallTimeSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/)
  .describe("Wall time of the person, YYYY-MM-DDTHH:mm, without an offset");

const bounds = {
  from: wallTimeSchema.optional().describe("No occurrence before this, where the words say so"),
  until: wallTimeSchema.optional().describe("No occurrence after this, where the words say so"),
  maxOccurrences: z.int().positive().optional().describe("How many times, where the words say so"),
};

/**
 * What a language model says about a sentence: which letters say when, and what they mean. It is not trusted: the letters
 * must be in the sentence, the schedules must occur, and a clock time or weekday among the letters must agree with them.
 */
export const modelReadingSchema = z.object({
  words: z
    .array(z.string().min(1))
    .max(5)
    .describe("The words of the sentence that say when, copied letter for letter, in their order; empty if none do"),
  schedules: z
    .array(
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("once"), at: wallTimeSchema }),
        z.object({ kind: z.literal("interval"), everyMinutes: z.int().positive(), ...bounds }),
        z.object({ kind: z.literal("cron"), expression: z.string().max(200), ...bounds }),
        z.object({ kind: z.literal("rrule"), rule: z.string().max(500), start: wallTimeSchema, ...bounds }),
      ]),
    )
    .max(5)
    .describe("One for each schedule the words say; several times of a day are several; empty if unsure"),
});
export type ModelReading = z.infer<typeof modelReadingSchema>;
