import * as z from "zod";
import { describe } from "../interpret/describe.ts";
import type { Actor } from "../model/actor.ts";
import { conversationEntrySchema, type ConversationEntry } from "../model/conversation.ts";
import { scheduledJobSchema, type ScheduledJob } from "../model/job.ts";
import { previewSchema } from "../model/proposal.ts";
import { type Run, runSchema } from "../model/run.ts";
import { scheduleSchema } from "../model/schedule.ts";
import type { ActorScheduler } from "../scheduler/actorScheduler.ts";

/** A job with its schedule in the reader's words. */
export const jobViewSchema = scheduledJobSchema.extend({ description: z.string() });
/** A run with what a list shows of it. */
export const runViewSchema = runSchema.extend({ timezone: z.string() });
/** What a schedule would do. */
export const schedulePreviewSchema = z.object({
  schedule: scheduleSchema,
  timezone: z.string(),
  description: z.string(),
  next: z.array(previewSchema),
});
/** An entry, whose output is asked for by its address. */
export const entryViewSchema = conversationEntrySchema.extend({
  item: z.union([
    z.object({
      type: z.literal("output"),
      name: z.string(),
      mediaType: z.string(),
      ownerId: z.string().optional(),
      url: z.string(),
      size: z.int().optional(),
    }),
    z.looseObject({ type: z.enum(["message", "tool-call", "tool-result", "question", "note", "usage"]) }),
  ]),
});

export function jobView(job: ScheduledJob, { locale }: Pick<Actor, "locale">): z.output<typeof jobViewSchema> {
  const words = { timezone: job.timezone, ...(locale !== undefined && { locale }) };
  return { ...job, description: describe(job.schedule, words) };
}

/** Runs in the zones of their jobs; of a job that is gone, in the account's. */
export async function runViews(
  runs: readonly Run[],
  dexter: ActorScheduler,
  actor: Actor,
): Promise<z.output<typeof runViewSchema>[]> {
  const zones = new Map<string, string>();
  for (const jobId of new Set(runs.map((run) => run.jobId))) {
    const job = await dexter.jobs.get(jobId).catch(() => undefined);
    zones.set(jobId, job?.timezone ?? actor.timezone);
  }
  return runs.map((run) => ({ ...run, timezone: zones.get(run.jobId) ?? actor.timezone }));
}

/** An entry without the bytes of its output. `at` is the address of the conversation. */
export function entryView(entry: ConversationEntry, at: string): z.output<typeof entryViewSchema> {
  const { item, ...place } = entry;
  if (item.type !== "output") return { ...place, item };
  const { content, ...output } = item;
  const isHere = content instanceof Uint8Array;
  return {
    ...place,
    item: {
      ...output,
      url: isHere ? `${at}/outputs/${entry.sequence}` : content.url,
      ...(isHere && { size: content.byteLength }),
    },
  };
}
