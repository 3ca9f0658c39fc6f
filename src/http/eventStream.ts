import type { EventOf } from "../model/events.ts";
import type { ActorScheduler } from "../scheduler/actorScheduler.ts";
import type { Scheduler } from "../scheduler/createScheduler.ts";
import type { PlacedEvent } from "../scheduler/events.ts";
import { RunningConversations } from "./runningConversations.ts";
import { entryView } from "./views.ts";

/** How often a quiet stream says that it is still there, so that nothing in between cuts it. */
const HEARTBEAT_MS = 15_000;
/** How many bytes a reader may be behind before it is cut off; it comes back with its last position. */
const MAX_WAITING_BYTES = 1_000_000;
/** Of how many runs it is remembered whose they are. */
const MAX_KNOWN_RUNS = 1_000;

/**
 * What happens to the caller's jobs as Server-Sent Events: every stored event after a position, with that position as its id;
 * and, without an id, what its runs write into their conversations while they go on, in whatever process.
 */
export function eventStream(
  scheduler: Scheduler,
  dexter: ActorScheduler,
  options: { after: number; isFromNow?: boolean; base: string; signal: AbortSignal; onClose: () => void },
): Response {
  const over = new AbortController();
  const close = () => over.abort();
  options.signal.addEventListener("abort", close, { once: true });
  const encoder = new TextEncoder();
  const isOwn = ownRuns(dexter);
  const openedAt = new Date();

  const stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const send = (text: string) => {
          if (over.signal.aborted) return;
          if ((controller.desiredSize ?? 0) < -MAX_WAITING_BYTES) close();
          else controller.enqueue(encoder.encode(text));
        };
        const running = new RunningConversations(dexter, (appended) =>
          send(appendedText({ name: "conversation.appended", ...appended }, options.base)),
        );
        const onAppended = (event: EventOf<"conversation.appended">) => {
          void isOwn(event.runId).then((isTheirs) => isTheirs && running.hearHere(event));
        };
        const heartbeat = setInterval(send, HEARTBEAT_MS, ": still here\n\n");
        over.signal.addEventListener("abort", () => {
          clearInterval(heartbeat);
          running.stop();
          scheduler.off("conversation.appended", onAppended);
          options.signal.removeEventListener("abort", close);
          options.onClose();
          try {
            controller.close();
          } catch {
            // The reader has closed it already.
          }
        });
        scheduler.on("conversation.appended", onAppended);
        send("retry: 1000\n\n");
        void forward(send, running);
      },
      cancel: close,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  );

  async function forward(send: (text: string) => void, running: RunningConversations): Promise<void> {
    try {
      await running.begin();
      for await (const placed of dexter.events({ after: options.after, signal: over.signal })) {
        if (options.isFromNow === true && placed.at < openedAt) continue;
        running.hear(placed.event);
        send(placedText(placed));
      }
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

/** Whether a run is the caller's, asked once for each. */
function ownRuns(dexter: ActorScheduler): (runId: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (runId) => {
    const answer =
      known.get(runId) ??
      dexter.runs.get(runId).then(
        () => true,
        () => false,
      );
    known.set(runId, answer);
    if (known.size > MAX_KNOWN_RUNS) known.delete(known.keys().next().value ?? "");
    return answer;
  };
}

function appendedText(event: EventOf<"conversation.appended">, base: string): string {
  const at = `${base}/conversations/${event.conversationId}`;
  const entries = event.entries.map((entry) => entryView(entry, at));
  return `event: ${event.name}\ndata: ${JSON.stringify({ at: new Date(), event: { ...event, entries } })}\n\n`;
}

function placedText({ position, at, jobId, event }: PlacedEvent): string {
  return `id: ${position}\nevent: ${event.name}\ndata: ${JSON.stringify({ position, at, jobId, event })}\n\n`;
}
