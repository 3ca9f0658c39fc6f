import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { SubscribeRequestSchema, UnsubscribeRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import type { Actor } from "../model/actor.ts";
import { type EventName, type SchedulerEvent, schedulerEventSchema } from "../model/events.ts";
import type { Scheduler } from "../scheduler/createScheduler.ts";
import { addressOf, readResource } from "./resources.ts";

const names = schedulerEventSchema.options.map((option): EventName => option.shape.name.value);
/** The events after which the list of resources is another one. */
const changesList = new Set<EventName>(["job.created", "job.deleted", "run.planned", "run.started"]);
/** How many resources one client may subscribe to. */
const MOST = 1_000;

/**
 * Tells a client of what changes while it is connected: of the resources that it subscribed to, and of their list. It hears of
 * what this process writes.
 */
export function tellChanges(server: Server, scheduler: Scheduler, actorNow: () => Actor): void {
  const subscribed = new Set<string>();
  server.setRequestHandler(SubscribeRequestSchema, async ({ params: { uri } }) => {
    // What somebody may not read, they may not hear of either.
    await readResource(scheduler.forAgent(actorNow()), actorNow(), uri);
    if (subscribed.size < MOST) subscribed.add(uri);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params: { uri } }) => {
    subscribed.delete(uri);
    return {};
  });

  const listener = (event: SchedulerEvent) => {
    for (const uri of addressesIn(event)) if (subscribed.has(uri)) tell(server.sendResourceUpdated({ uri }));
    if (changesList.has(event.name) && isAbout(event, actorNow())) tell(server.sendResourceListChanged());
  };
  // oxlint-disable unicorn/prefer-add-event-listener -- the SDK has no other hooks
  server.oninitialized = () => {
    for (const name of names) scheduler.on(name, listener);
  };
  server.onclose = () => {
    for (const name of names) scheduler.off(name, listener);
  };
  // oxlint-enable unicorn/prefer-add-event-listener
}

/** A client that is going away hears nothing any more, and that is no failure. */
function tell(telling: Promise<void>): void {
  telling.catch(() => {});
}

function addressesIn(event: SchedulerEvent): string[] {
  if ("conversationId" in event) return [addressOf("conversations", event.conversationId)];
  const ofJob = "job" in event ? [addressOf("jobs", event.job.id)] : [];
  if (!("run" in event)) return ofJob;
  const { id, jobId, conversationId } = event.run;
  const ofConversation = conversationId === undefined ? [] : [addressOf("conversations", conversationId)];
  return [addressOf("jobs", jobId), addressOf("runs", id), ...ofConversation];
}

function isAbout(event: SchedulerEvent, { ownerId, factoryId }: Actor): boolean {
  const noun = "job" in event ? event.job : "run" in event ? event.run : undefined;
  return noun?.ownerId === ownerId && noun.factoryId === factoryId;
}
