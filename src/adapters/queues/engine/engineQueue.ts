import { setTimeout as sleep } from "node:timers/promises";
import { SchedulerError } from "../../../errors/schedulerError.ts";
import type { Bell, Concurrency, Queue, RunSql, Stop } from "../../../ports/queue.ts";
import { Answering } from "../answering.ts";
import { FairLine } from "../fairLine.ts";
import { BELLS, type Message, messagesOf, Urgency, urgencyOfLast, urgencyOfNext } from "./message.ts";

/** How long a bell that was taken may wait here, at the pace of the last answers, and not be given back for another process. */
const SOON_MS = 1_000;
/** How often that is looked at. */
const LOOK_MS = 50;
/** How long an engine that cannot be reached is left alone. */
const PAUSE_MS = 1_000;
/** How long an engine may take for what takes milliseconds. */
const DEADLINE_MS = 5_000;

/** Takes messages from an engine; each goes to one process, and is gone from the engine once it was taken. */
export interface Taker {
  /** Waits a while for messages where there is none; then gives none. */
  take(want: { bells: number; ownersAtLimit: readonly string[] }): Promise<readonly Bell[]>;
  /** Ends what `take` waits for, and takes no more. */
  close(): Promise<void>;
}

/** An existing queue that carries messages between processes. */
export interface Engine {
  readonly name: string;
  readonly databaseId?: string | undefined;
  open(report: (problem: unknown) => void): Promise<void>;
  push(messages: readonly Message[], runSql?: RunSql): Promise<void>;
  taker(): Promise<Taker>;
  /** How many messages wait, counted no further than is needed. */
  waiting(): Promise<number>;
  close(): Promise<void>;
}

/**
 * A queue over an engine. A message carries several bells and is done with as soon as it was taken: retries and leases are the
 * store's. A process takes a message when it has room for a bell, and gives back what it cannot answer soon.
 */
export function engineQueue(engine: Engine): Queue {
  const urgency = new Urgency();
  let reportTo: ((problem: unknown) => void) | undefined;
  const report = (problem: unknown) => reportTo?.(problem);
  let opening: Promise<void> | undefined;
  const open = async (): Promise<void> => {
    opening ??= soon(engine, () => engine.open(report)).catch(async (error: unknown) => {
      // What was half open would go on connecting for ever.
      await engine.close().catch(() => {});
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const messages = (bells: readonly Bell[]) => messagesOf(bells, (bell) => urgency.of(bell));

  return {
    canTellOwnersApart: true,
    open: (to) => {
      reportTo = to;
      return open();
    },
    get databaseId() {
      return engine.databaseId;
    },
    ring: async (bells) => {
      if (bells.length === 0) return [];
      await open();
      await soon(engine, () => engine.push(messages(bells)));
      return [];
    },
    ringWithin: async (bells, runSql) => {
      if (bells.length > 0) await engine.push(messages(bells), runSql);
    },
    listen: async (onBell, concurrency) => {
      await open();
      return listen(engine, onBell, concurrency, report);
    },
    waiting: async () => {
      await open();
      return BELLS * (await soon(engine, () => engine.waiting()));
    },
    close: async () => {
      if (opening === undefined) return;
      await opening.catch(() => {});
      opening = undefined;
      await engine.close();
    },
  };
}

async function listen(
  engine: Engine,
  onBell: (runId: string) => Promise<void>,
  concurrency: Concurrency,
  report: (problem: unknown) => void,
): Promise<Stop> {
  const line = new FairLine();
  const answering = new Answering(line, onBell, concurrency);
  const taker = await engine.taker();
  const stopping = new AbortController();
  const { signal } = stopping;

  /** Bells that wait for others of their owner go to the end, the others are next. */
  const giveBack = async (): Promise<void> => {
    const bells: Bell[] = [];
    for (let bell = line.take(() => true); bell !== undefined; bell = line.take(() => true)) bells.push(bell);
    if (bells.length === 0) return;
    const isFull = answering.room === 0 || signal.aborted;
    const urgencyOf = isFull ? urgencyOfNext : urgencyOfLast;
    await soon(engine, () => engine.push(messagesOf(bells, urgencyOf)));
  };
  const takeOnce = async (): Promise<void> => {
    while (answering.room <= 0 && !signal.aborted) await answering.changed();
    if (signal.aborted) return;
    for (const bell of await taker.take({ bells: answering.room, ownersAtLimit: answering.ownersAtLimit })) {
      if (!line.has(bell.runId)) line.add(bell);
    }
    answering.pump();
    const giveBackAt = performance.now() + SOON_MS;
    for (let before = Number.POSITIVE_INFINITY; line.size > 0 && line.size < before;) {
      before = line.size;
      const look = sleep(LOOK_MS, true, { signal }).catch(() => true);
      while (line.size > 0 && !(await Promise.race([answering.changed(), look])));
      if (!answering.isSoon(SOON_MS) || performance.now() > giveBackAt || signal.aborted) break;
    }
    await giveBack();
  };
  const loop = async (): Promise<void> => {
    let isBroken = false;
    while (!signal.aborted) {
      try {
        await takeOnce();
        isBroken = false;
      } catch (error) {
        if (!isBroken && !signal.aborted) report(error);
        isBroken = true;
        await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
      }
    }
  };

  const looping = loop();
  return async () => {
    stopping.abort();
    const answered = answering.stop();
    await taker.close().catch(report);
    await looping;
    await giveBack().catch(report);
    await answered;
  };
}

/** What an engine says, or the named error for what it threw, or that it said nothing. */
async function soon<T>(engine: Engine, what: () => Promise<T>): Promise<T> {
  const late = new AbortController();
  const tooLate = sleep(DEADLINE_MS, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error(`${engine.name} did not answer within ${DEADLINE_MS / 1_000} s`);
  });
  tooLate.catch(() => {});
  try {
    return await Promise.race([what(), tooLate]);
  } catch (cause) {
    if (SchedulerError.is(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const hint = `See that ${engine.name} is reachable. Bells that could not ring are rung again from the store.`;
    throw new SchedulerError("QUEUE_FAILED", { queue: engine.name, reason, hint }, { cause });
  } finally {
    late.abort();
  }
}
