import * as z from "zod";
import { describe } from "../interpret/describe.ts";
import type { Actor } from "../model/actor.ts";
import { conversationEntrySchema, type ConversationEntry } from "../model/conversation.ts";
import { scheduledJobSchema, type ScheduledJob } from "../model/job.ts";
import { previewSchema } from "../model/proposal.ts";
import { type Run, runSchema, type RunState } from "../model/run.ts";
import { scheduleSchema } from "../model/schedule.ts";
import type { ActorScheduler } from "../scheduler/actorScheduler.ts";

/** A job with its schedule in the reader's words. */
export const jobViewSchema = scheduledJobSchema.extend({ description: z.string() });
/** A run with what a list shows of it. */
export const runViewSchema = runSchema.extend({ timezone: z.string(), isEarly: z.boolean().optional() });
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

/** The first runs of a job are worth a look: so many of them. */
const EARLY = 2;
const carriedOut: RunState[] = [
  "running",
  "succeeded",
  "failed",
  "needs_input",
  "timed_out",
  "interrupted",
  "cancelled",
];

/** Runs in the zones of their jobs, in the account's where a job is gone; and which of them are a job's first. */
export async function runViews(
  runs: readonly Run[],
  dexter: ActorScheduler,
  actor: Actor,
): Promise<z.output<typeof runViewSchema>[]> {
  const views = await Promise.all(
    [...new Set(runs.map(({ jobId }) => jobId))].map(async (jobId) => {
      const ofJob = runs.filter((run) => run.jobId === jobId);
      const [job, early] = await Promise.all([
        dexter.jobs.get(jobId).catch(() => undefined),
        earlyRuns(ofJob, dexter, jobId),
      ]);
      const timezone = job?.timezone ?? actor.timezone;
      return ofJob.map((run) => ({ ...run, timezone, ...(early.has(run.id) && { isEarly: true }) }));
    }),
  );
  const byId = new Map(views.flat().map((view) => [view.id, view]));
  return runs.flatMap(({ id }) => byId.get(id) ?? []);
}

/** The ids of those before which fewer than two runs of their job were carried out. */
async function earlyRuns(runs: readonly Run[], dexter: ActorScheduler, jobId: string): Promise<Set<string>> {
  const oldest = runs
    .filter(({ state }) => carriedOut.includes(state))
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .slice(0, EARLY);
  const isEarly = await Promise.all(
    oldest.map(async ({ id, dueAt }) => {
      const { items } = await dexter.runs.list({ jobId, states: carriedOut, dueTo: dueAt, limit: EARLY + 1 });
      return items.filter((before) => before.id !== id).length < EARLY;
    }),
  );
  return new Set(oldest.filter((_, place) => isEarly[place]).map(({ id }) => id));
}

/** An entry without the bytes of its output. `at` is the address of the conversation. */
export function entryView(entry: ConversationEntry, at: string): z.output<typeof entryViewSchema> {
  const { item, ...place } = entry;
  if (item.type !== "output") return { ...place, item };
  const { content, ...output } = item;
  const own = `${at}/outputs/${entry.sequence}`;
  if (content instanceof Uint8Array) return { ...place, item: { ...output, url: own, size: content.byteLength } };
  return { ...place, item: { ...output, url: webAddress(content.url) ?? own } };
}

/** An address that a browser may be led to: a path of the host's own, or one of the web. A script or a file of the server is none. */
export function webAddress(url: string): string | undefined {
  if (/^\/(?![/\\])/.test(url)) return url;
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}
