import * as z from "zod";
import { conversationEntrySchema, conversationSchema } from "./conversation.ts";
import { instantSchema } from "./instant.ts";
import { scheduledJobSchema } from "./job.ts";
import { proposalSchema } from "./proposal.ts";
import { runSchema } from "./run.ts";

const job = scheduledJobSchema;
const run = runSchema;
const conversation = conversationSchema;
const proposal = proposalSchema;
const name = <Name extends string>(value: Name) => z.literal(value);

/** Everything a host can listen to. One line is the name, the payload and the listener's type of one event. */
export const schedulerEventSchema = z.discriminatedUnion("name", [
  z.object({ name: name("proposal.opened"), proposal }),
  z.object({ name: name("proposal.amended"), proposal }),
  z.object({ name: name("proposal.confirmed"), proposal, jobs: z.array(job) }),
  z.object({ name: name("proposal.declined"), proposal }),
  z.object({ name: name("proposal.expired"), proposal }),
  z.object({ name: name("job.created"), job }),
  z.object({ name: name("job.updated"), job, changed: z.array(z.string()) }),
  z.object({ name: name("job.moved"), job, from: z.string(), to: z.string() }),
  z.object({ name: name("job.paused"), job }),
  z.object({ name: name("job.resumed"), job, skipped: z.int().nonnegative() }),
  z.object({ name: name("job.suspended"), job }),
  z.object({ name: name("job.completed"), job }),
  z.object({ name: name("job.deleted"), job }),
  z.object({ name: name("run.planned"), run }),
  z.object({ name: name("run.started"), run, conversation }),
  z.object({ name: name("run.retried"), run }),
  z.object({ name: name("run.asked"), run, conversation, question: z.string() }),
  z.object({ name: name("run.answered"), run }),
  z.object({ name: name("run.succeeded"), run, conversation, tookMs: z.number() }),
  z.object({ name: name("run.failed"), run, conversation, tookMs: z.number() }),
  z.object({ name: name("run.timed_out"), run, conversation, tookMs: z.number() }),
  z.object({ name: name("run.cancelled"), run }),
  z.object({ name: name("run.interrupted"), run }),
  z.object({ name: name("run.skipped"), run }),
  z.object({ name: name("run.missed"), run }),
  z.object({
    name: name("conversation.appended"),
    conversationId: z.string(),
    runId: z.string(),
    entries: z.array(conversationEntrySchema),
  }),
  z.object({ name: name("clock.jumped"), byMs: z.number(), at: instantSchema }),
]);
/** Something that happened, by its name. */
export type SchedulerEvent = z.output<typeof schedulerEventSchema>;
/** @see {@link SchedulerEvent} */
export type StoredSchedulerEvent = z.input<typeof schedulerEventSchema>;

/** The name of an event: `noun.pastTense`. */
export type EventName = SchedulerEvent["name"];
/** The event with this name. */
export type EventOf<Name extends EventName> = Extract<SchedulerEvent, { name: Name }>;

/** Typed listeners, by event name, as eventemitter3 takes them. */
export type EventListeners = { [Name in EventName]: EventListener<Name> };
/** What listens to an event of this name, or to one of several names. */
export type EventListener<Name extends EventName> = (event: EventOf<Name>) => void | Promise<void>;
