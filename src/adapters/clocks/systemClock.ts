import type { Clock } from "../../ports/clock.ts";

/** The longest delay that `setTimeout` keeps; a longer one would fire at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const endsAt = performance.now() + ms;
      let timer: ReturnType<typeof setTimeout>;
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const wait = () => {
        const left = endsAt - performance.now();
        if (left <= 0) end();
        else timer = setTimeout(wait, Math.min(left, LONGEST_TIMEOUT_MS));
      };
      signal.addEventListener("abort", end, { once: true });
      wait();
    }),
};
