/** Where desktop notifications stand in this browser. */
export type NotificationState = "on" | "off" | "asking" | "blocked" | "unsupported";

const key = "sj-notifications";
const listeners = new Set<() => void>();
let isAsking = false;

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off: the choice lasts as long as the page
  }
}
function store(value: "on" | "off" | "not-now"): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // see `stored`
  }
}

/** Whether this browser shows notifications for this site. Off until a person turns them on; the browser is asked at that click and at no other time. */
export const notificationPermission = {
  get state(): NotificationState {
    if (!("Notification" in globalThis) || !isSecureContext) return "unsupported";
    if (isAsking) return "asking";
    if (Notification.permission === "denied") return "blocked";
    return Notification.permission === "granted" && stored() === "on" ? "on" : "off";
  },
  /** Whether they may be offered: they could be shown, and nobody has been asked before. */
  get isOfferable(): boolean {
    return this.state === "off" && Notification.permission === "default" && stored() === null;
  },
  /** Call it at a click, nowhere else. */
  async turnOn(): Promise<NotificationState> {
    if (this.state === "unsupported" || this.state === "blocked") return this.state;
    store("on");
    if (Notification.permission === "default") {
      isAsking = true;
      tell();
      const answer = await Notification.requestPermission();
      isAsking = false;
      if (answer !== "granted") store("off");
    }
    tell();
    return this.state;
  },
  turnOff(): void {
    store("off");
    tell();
  },
  /** They are not offered again. */
  notNow(): void {
    store("not-now");
    tell();
  },
  /** @returns what ends it */
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function tell(): void {
  for (const listener of listeners) listener();
}
