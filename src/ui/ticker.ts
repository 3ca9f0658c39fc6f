/** Something with relative times on it. */
interface Ticking {
  requestUpdate(): void;
}

const due = new Map<Ticking, number>();
let isListening = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** One timer for all relative times of a page: it fires when the first of them reads differently, and rests while the page is hidden. */
export const ticker = {
  /** Renders `ticking` again at this instant (epoch ms); `Infinity` for never. */
  schedule(ticking: Ticking, at: number): void {
    if (at === Infinity) due.delete(ticking);
    else due.set(ticking, at);
    listen();
    plan();
  },
  forget(ticking: Ticking): void {
    due.delete(ticking);
    plan();
  },
};

function plan(): void {
  clearTimeout(timer);
  timer = undefined;
  if (due.size === 0 || document.hidden) return;
  const wait = Math.min(...due.values()) - Date.now();
  timer = setTimeout(tick, Math.min(Math.max(wait, 250), 10 * 60_000));
}
function tick(): void {
  const now = Date.now();
  const late = [...due].filter(([, at]) => at <= now + 50).map(([ticking]) => ticking);
  for (const ticking of late) {
    due.delete(ticking);
    ticking.requestUpdate();
  }
  plan();
}
function listen(): void {
  if (isListening) return;
  isListening = true;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) plan();
    else tick();
  });
}
