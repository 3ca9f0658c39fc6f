import * as z from "zod";
import type { Bell } from "../../../ports/queue.ts";

/** How many bells one message carries at most: enough that the engine's price for a message hardly counts. */
export const BELLS = 25;
/** Few bells are spread over so many messages, so that several processes have something to do. */
const SPREAD = 8;
/** How much further back a bell stands that is not due now but made up. */
const MADE_UP = 64;

/** What an engine carries: some bells, and how urgent they are; lower numbers go first. */
export interface Message {
  bells: readonly Bell[];
  urgency: number;
}

/** What is written into an engine; fields that a later version adds are ignored. */
export const payloadSchema = z.object({
  bells: z.array(z.tuple([z.string(), z.string(), z.string(), z.number()])),
});
export type Payload = z.infer<typeof payloadSchema>;

export const payloadOf = ({ bells }: Message): Payload => ({
  bells: bells.map(({ runId, owner, factory, priority }) => [runId, owner, factory, priority]),
});

/** @returns nothing where the message was not written by a queue of ours */
export function bellsOf(payload: unknown): Bell[] | undefined {
  const read = payloadSchema.safeParse(payload);
  return read.data?.bells.map(([runId, owner, factory, priority]) => ({ runId, owner, factory, priority }));
}

/** Puts bells into as few messages as leaves work for several processes; bells of one message are equally urgent. */
export function messagesOf(bells: readonly Bell[], urgencyOf: (bell: Bell) => number): Message[] {
  const byUrgency = new Map<number, Bell[]>();
  for (const bell of bells) {
    const urgency = urgencyOf(bell);
    const others = byUrgency.get(urgency);
    if (others === undefined) byUrgency.set(urgency, [bell]);
    else others.push(bell);
  }
  const size = Math.min(BELLS, Math.ceil(bells.length / SPREAD));
  return [...byUrgency].flatMap(([urgency, equals]) =>
    Array.from({ length: Math.ceil(equals.length / size) }, (_, index) => ({
      urgency,
      bells: equals.slice(index * size, (index + 1) * size),
    })),
  );
}

/** How long an owner is remembered to have rung much. */
const MEMORY_MS = 10_000;

/**
 * How urgent bells are: the more an owner has rung lately, the further back their next bells stand. So an owner with one bell
 * goes before all but the first of an owner with thousands.
 */
export class Urgency {
  #rung = new Map<string, number>();
  #since = Number.NEGATIVE_INFINITY;

  /** Even numbers; the odd ones are for bells that were given back and go before their equals. */
  of(bell: Bell): number {
    const now = performance.now();
    if (now - this.#since > MEMORY_MS) {
      this.#rung = new Map();
      this.#since = now;
    }
    const before = this.#rung.get(bell.owner) ?? 0;
    this.#rung.set(bell.owner, before + 1);
    const level = Math.min(MADE_UP / 2 - 2, Math.floor(Math.log2(1 + before)));
    return 2 + 2 * level + (bell.priority > 0 ? MADE_UP : 0);
  }
}

/** How urgent bells are that were taken and not answered, since there was no room: they are next. */
export const urgencyOfNext = (bell: Bell): number => 1 + (bell.priority > 0 ? MADE_UP : 0);

/** How urgent bells are whose owner or factory has as many answered as it may: all others go first. */
export const urgencyOfLast = (bell: Bell): number => MADE_UP - 1 + (bell.priority > 0 ? MADE_UP : 0);
