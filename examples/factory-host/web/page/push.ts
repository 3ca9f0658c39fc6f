import type { NotificationToggle } from "@dexter/scheduled-jobs/ui";

/**
 * Lets the browser be told also while no page of the host is open, as long as the switch is on. Where the browser has no push
 * service, the switch shows notifications itself while a page is open.
 */
export function keepPush(toggle: NotificationToggle): void {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return;
  toggle.addEventListener("sj-notifications-changed", ({ detail: { state } }) => follow(state === "on"));
  void toggle.updateComplete.then(() => toggle.checked && follow(true));
}

function follow(isOn: boolean): void {
  void (isOn ? subscribe() : unsubscribe()).catch(() => undefined);
}
async function subscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.register("/assets/pushWorker.js", { scope: "/", type: "module" });
  const applicationServerKey = await (await fetch("/push")).text();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  await tell("POST", { ...subscription.toJSON(), locale: document.documentElement.lang });
}
async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return;
  await tell("DELETE", { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
}
async function tell(method: string, body: object): Promise<void> {
  await fetch("/push", { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}
