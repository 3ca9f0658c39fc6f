import type { Claim } from "../ports/store.ts";
import type { Attempt } from "./attempt.ts";
import type { Core } from "./core.ts";

/** Keeps an eye on the runs that are being carried out: renews their leases and stops those that take too long. */
export class Watch {
  readonly #core: Core;
  readonly #attempts: ReadonlyMap<string, Attempt>;
  #isWatching = false;
  #alarm = new AbortController();
  /** Until when, by the monotonic clock, it sleeps. */
  #sleepsUntil = Number.POSITIVE_INFINITY;
  /** When leases were last renewed, by the monotonic clock. */
  #renewedAt = 0;

  constructor(core: Core, attempts: ReadonlyMap<string, Attempt>) {
    this.#core = core;
    this.#attempts = attempts;
  }

  /** To be called when an attempt begins, or has to be looked at earlier than before. */
  look(attempt: Attempt): void {
    if (!this.#isWatching) void this.#run();
    else if (attempt.dueAt < this.#sleepsUntil) this.#alarm.abort();
  }

  /** Ends the watch at once where there is nothing to watch any more. */
  rest(): void {
    this.#alarm.abort();
  }

  async #run(): Promise<void> {
    const { clock, logger } = this.#core.settings;
    this.#isWatching = true;
    this.#renewedAt = clock.monotonic();
    while (this.#attempts.size > 0) {
      this.#alarm = new AbortController();
      this.#sleepsUntil = this.#nextLook();
      await clock.sleep(Math.max(0, this.#sleepsUntil - clock.monotonic()), this.#alarm.signal);
      const monotonic = clock.monotonic();
      for (const attempt of this.#attempts.values()) attempt.check(monotonic);
      if (this.#attempts.size === 0 || monotonic < this.#renewedAt + this.#core.settings.lease.renewMs) continue;
      try {
        await this.#renew(monotonic);
      } catch (error) {
        logger.warn({ error }, "Leases could not be renewed");
        this.#giveUpLost(monotonic);
        await clock.sleep(this.#core.settings.lease.renewMs / 10, new AbortController().signal);
      }
    }
    this.#isWatching = false;
  }

  async #renew(monotonic: number): Promise<void> {
    const { store, settings } = this.#core;
    const claims = [...this.#attempts.values()].filter((attempt) => !attempt.isLost).map(({ claim }) => claim);
    const { lost, cancelled } = await store.renew(claims, this.#core.now() + settings.lease.lengthMs);
    this.#renewedAt = monotonic;
    for (const claim of lost) this.#attemptOf(claim)?.stop("lost");
    for (const claim of cancelled) this.#attemptOf(claim)?.stop("cancel");
  }

  /** Where nothing could be renewed for a whole lease, others may have taken over: nothing more is done here. */
  #giveUpLost(monotonic: number): void {
    if (monotonic < this.#renewedAt + this.#core.settings.lease.lengthMs) return;
    for (const attempt of this.#attempts.values()) attempt.stop("lost");
  }

  /** The attempt of this very claim; a later claim of the same run is not meant. */
  #attemptOf({ runId, token }: Claim): Attempt | undefined {
    const attempt = this.#attempts.get(runId);
    return attempt?.claim.token === token ? attempt : undefined;
  }

  #nextLook(): number {
    const { renewMs } = this.#core.settings.lease;
    return Math.min(this.#renewedAt + renewMs, ...[...this.#attempts.values()].map(({ dueAt }) => dueAt));
  }
}
