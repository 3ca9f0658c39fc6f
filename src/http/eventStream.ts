import type { EventOf } from "../model/events.ts";
import type { ActorScheduler } from "../scheduler/actorScheduler.ts";
import type { Scheduler } from "../scheduler/createScheduler.ts";
import type { PlacedEvent } from "../scheduler/events.ts";
import { entryView } from "./views.ts";

/** How often a quiet stream says that it is still there, so that nothing in between cuts it. */
const HEARTBEAT_MS = 15_000;
/** How much a reader may be behind before it is cut off; it comes back with its last position. */
const MAX_WAITING_BYTES = 1_000_000;

/**
 * What happens to the caller's jobs as Server-Sent Events: every stored event after a position with that position as its id,
 * and, without an id, what runs in this process write into their conversations as they write it.
 */
export function eventStream(
  scheduler: Scheduler,
  dexter: ActorScheduler,
  options: { after: number; base: string; signal: AbortSignal; onClose: () => void },
): Response {
  const { base, signal } = options;
  const encoder = new TextEncoder();
  const over = new AbortController();
  const close = () => over.abort();
  signal.addEventListener("abort", close, { once: true });
  const ownRuns = new Map<string, Promise<boolean>>();

  const stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const send = (text: string) => {
          if (over.signal.aborted) return;
          if ((controller.desiredSize ?? 0) < -MAX_WAITING_BYTES) return close();
          controller.enqueue(encoder.encode(text));
        };
        const heartbeat = setInterval(send, HEARTBEAT_MS, ": still here\n\n");
        const onAppended = (event: EventOf<"conversation.appended">) => void sendAppended(event);
        const sendAppended = async (event: EventOf<"conversation.appended">) => {
          if (!(await isOwn(event.runId))) return;
          const at = `${base}/conversations/${event.conversationId}`;
          const entries = event.entries.map((entry) => entryView(entry, at));
          send(`event: ${event.name}\ndata: ${JSON.stringify({ at: new Date(), event: { ...event, entries } })}\n\n`);
        };
        const isOwn = (runId: string): Promise<boolean> => {
          const known = ownRuns.get(runId);
          if (known !== undefined) return known;
          const asked = dexter.runs.get(runId).then(
            () => true,
            () => false,
          );
          ownRuns.set(runId, asked);
          if (ownRuns.size > 1_000) ownRuns.delete(ownRuns.keys().next().value ?? "");
          return asked;
        };
        over.signal.addEventListener("abort", () => {
          clearInterval(heartbeat);
          scheduler.off("conversation.appended", onAppended);
          signal.removeEventListener("abort", close);
          options.onClose();
          try {
            controller.close();
          } catch {
            // The reader has closed it already.
          }
        });
        scheduler.on("conversation.appended", onAppended);
        send(`retry: 1000\n\n`);
        void forward(send);
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );

  async function forward(send: (text: string) => void): Promise<void> {
    try {
      for await (const placed of dexter.events({ after: options.after, signal: over.signal })) send(textOf(placed));
    } catch {
      // The store could not be read: the reader comes back with its last position.
    } finally {
      close();
    }
  }

  return new Response(stream, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
  });
}

function textOf({ position, at, jobId, event }: PlacedEvent): string {
  return `id: ${position}\nevent: ${event.name}\ndata: ${JSON.stringify({ position, at, jobId, event })}\n\n`;
}
