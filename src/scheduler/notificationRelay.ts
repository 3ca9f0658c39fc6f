import type { EventRow } from "../ports/store.ts";
import type { Core } from "./core.ts";
import { notificationFor, notifiedEvents } from "./notification.ts";

/** The name under which the store keeps how far the owners have been told. */
const READER = "notifications";
/** How many notifications are on their way at the same time. */
const WINDOW = 100;
/** How long after somebody else's write it is looked whether there is something to tell. */
const CHANGE_MS = 50;
/** How long a notifier may take: one that never answers would in the end keep everybody from being told. */
const NOTIFIER_MS = 300_000;
/** How long a failing store is left alone. */
const STORE_PAUSE_MS = 1_000;

/** A notification on its way. */
interface Telling {
  position: number;
  isOver: boolean;
}

/**
 * Tells owners what stands in the events, whichever process wrote it: each at least once, with the same `dedupeKey` each time.
 *
 * How far they were told is kept in the store, and moves on only once all before it are told. So a process that dies between
 * writing and telling, or in the midst of telling, leaves the rest to the next one. One process tells at a time.
 */
export class NotificationRelay {
  readonly #core: Core;
  #alarm = new AbortController();
  #stopped = new AbortController();
  #isStopping = false;
  #isLookingSoon = false;
  #loop: Promise<void> | undefined;
  #unsubscribe: (() => void) | undefined;
  /** Up to where events were told or are being told; unknown while no place was ever held. */
  #readUpTo: number | undefined;
  /** Up to where everything is told. */
  #toldUpTo = 0;
  /** Until when this process alone tells. */
  #heldUntil = Number.NEGATIVE_INFINITY;
  /** Until when another one does, as far as we know. */
  #refusedUntil = Number.NEGATIVE_INFINITY;
  #tellings: Telling[] = [];

  constructor(core: Core) {
    this.#core = core;
  }

  /** Begins; what was written before anybody ever told is not told. */
  async start(): Promise<void> {
    if (this.#core.settings.notifiers.length === 0) return;
    await this.#hold();
    this.#unsubscribe = this.#core.store.subscribe(() => void this.#lookSoon());
    this.#loop = this.#run();
  }

  /** Tells what was written so far, for `waitMs` at most. */
  async stop(waitMs: number): Promise<void> {
    if (this.#loop === undefined) return;
    const { clock, logger } = this.#core.settings;
    this.#unsubscribe?.();
    this.#isStopping = true;
    this.wake();
    const done = new AbortController();
    const loop = this.#loop.finally(() => done.abort());
    await Promise.race([loop, clock.sleep(waitMs, done.signal)]);
    this.#stopped.abort();
    this.wake();
    try {
      await this.#core.store.movePlace(READER, this.#core.worker, { position: this.#toldUpTo, heldUntil: 0 });
    } catch (error) {
      logger.warn({ error }, "The next process that tells owners has to wait until this one's turn is over");
    }
  }

  /** To be called when there may be something to tell. */
  wake(): void {
    // It is called after every write, and an abort makes an error with its stack.
    if (this.#loop !== undefined && !this.#alarm.signal.aborted) this.#alarm.abort();
  }

  async #lookSoon(): Promise<void> {
    if (this.#isLookingSoon) return;
    this.#isLookingSoon = true;
    await this.#core.settings.clock.sleep(CHANGE_MS, this.#stopped.signal);
    this.#isLookingSoon = false;
    this.wake();
  }

  async #run(): Promise<void> {
    const { clock, logger, maxSleepMs, lease } = this.#core.settings;
    while (!this.#stopped.signal.aborted) {
      this.#alarm = new AbortController();
      let pauseMs = this.#tellings.length > 0 ? lease.renewMs : maxSleepMs;
      try {
        await this.#noteTold();
        const hasMore = await this.#tellMore();
        if (hasMore) continue;
        if (this.#isStopping && this.#tellings.length === 0) return;
        const refusedMs = this.#refusedUntil - this.#core.now();
        if (refusedMs > 0) pauseMs = Math.min(pauseMs, refusedMs);
      } catch (error) {
        logger.error({ error }, "Owners cannot be told while the store cannot be used; trying again soon");
        if (this.#isStopping) return;
        pauseMs = STORE_PAUSE_MS;
      }
      await clock.sleep(pauseMs, this.#alarm.signal);
    }
  }

  /** Begins to tell what is new, as far as there is room. @returns whether there is more */
  async #tellMore(): Promise<boolean> {
    const room = WINDOW - this.#tellings.length;
    if (room === 0) return false;
    let rows = await this.#read(room);
    const isNew = rows.length > 0 || this.#readUpTo === undefined;
    if (isNew && !this.#isHolding) {
      if (this.#core.now() < this.#refusedUntil || !(await this.#hold())) return false;
      rows = await this.#read(room);
    }
    for (const row of rows) this.#begin(row);
    return rows.length === room;
  }

  async #read(limit: number): Promise<EventRow[]> {
    if (this.#readUpTo === undefined) return [];
    return this.#core.store.listEvents({ after: this.#readUpTo, limit, names: notifiedEvents });
  }

  #begin(row: EventRow): void {
    const telling: Telling = { position: row.position, isOver: false };
    this.#readUpTo = row.position;
    this.#tellings.push(telling);
    void this.#tell(row).finally(() => {
      telling.isOver = true;
      // The first of them is what the others wait for.
      if (telling === this.#tellings[0]) this.wake();
    });
  }

  /** A notifier that throws has been told: it tries again by itself where it can. */
  async #tell({ event }: EventRow): Promise<void> {
    const { notifiers, logger, clock } = this.#core.settings;
    const notification = notificationFor(event);
    if (notification === undefined) return;
    const told = notifiers.map(async (notifier) => {
      const done = new AbortController();
      const late = clock.sleep(NOTIFIER_MS, done.signal).then(() => "late");
      try {
        const end = await Promise.race([notifier.notify(notification), late]);
        if (end === "late") logger.error({ notification, afterMs: NOTIFIER_MS }, "A notifier gave no answer");
      } catch (error) {
        logger.error({ error, notification }, "A notifier failed");
      } finally {
        done.abort();
      }
    });
    await Promise.all(told);
  }

  /** Moves on past what is told, and keeps the turn while something is still on its way. */
  async #noteTold(): Promise<void> {
    if (!this.#isHolding && this.#tellings.length === 0) return;
    const first = this.#tellings.findIndex(({ isOver }) => !isOver);
    const told = this.#tellings.splice(0, first < 0 ? this.#tellings.length : first).at(-1);
    if (told !== undefined) this.#toldUpTo = told.position;
    const { lengthMs, renewMs } = this.#core.settings.lease;
    const now = this.#core.now();
    const isRenewalDue = this.#tellings.length > 0 && this.#heldUntil - now < lengthMs - renewMs;
    if (told === undefined && !isRenewalDue) return;
    const heldUntil = now + lengthMs;
    if (await this.#core.store.movePlace(READER, this.#core.worker, { position: this.#toldUpTo, heldUntil }))
      this.#heldUntil = heldUntil;
    else this.#lose();
  }

  get #isHolding(): boolean {
    return this.#core.now() < this.#heldUntil;
  }

  /** Takes the turn, and goes on where the last one who had it stopped. */
  async #hold(): Promise<boolean> {
    const now = this.#core.now();
    const heldUntil = now + this.#core.settings.lease.lengthMs;
    const place = await this.#core.store.holdPlace(READER, this.#core.worker, { now, heldUntil });
    if (place === undefined) {
      this.#refusedUntil = now + this.#core.settings.lease.renewMs;
      return false;
    }
    this.#heldUntil = heldUntil;
    // What is on its way from here is not told twice by us.
    if (this.#tellings.length === 0 || place > this.#toldUpTo) {
      this.#tellings = [];
      this.#readUpTo = place;
      this.#toldUpTo = place;
    }
    return true;
  }

  /** Another process has taken over: it tells again what is still on its way from here. */
  #lose(): void {
    this.#heldUntil = Number.NEGATIVE_INFINITY;
    this.#refusedUntil = this.#core.now() + this.#core.settings.lease.renewMs;
    this.#readUpTo = undefined;
    this.#tellings = [];
  }
}
