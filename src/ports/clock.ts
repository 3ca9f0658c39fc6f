/** Time as the scheduler sees it. `VirtualClock` in `./testing` is its twin for tests. */
export interface Clock {
  /** Epoch milliseconds UTC; may jump when the machine's clock is set. */
  now(): number;
  /** Milliseconds since some start; never jumps back. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds or at once when `signal` aborts; never rejects. Any length is allowed. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
