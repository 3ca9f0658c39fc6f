import { createECDH, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { host, useWebHost, visit } from "./useWebHost.ts";

useWebHost();

function aSubscription() {
  const browser = createECDH("prime256v1");
  browser.generateKeys();
  const keys = { p256dh: browser.getPublicKey().toString("base64url"), auth: randomBytes(16).toString("base64url") };
  return { endpoint: "https://push.example/1", keys, locale: "es" };
}
const send = async (method: string, body: unknown, headers: Record<string, string> = {}) => {
  const cookie = await host.cookieOf("ada");
  const given = { "content-type": "application/json", origin: host.url, cookie, ...headers };
  return (await fetch(`${host.url}/push`, { method, headers: given, body: JSON.stringify(body) })).status;
};

it("a browser is taken in and let go, for its owner only and of a push service only", async () => {
  expect(await send("POST", aSubscription())).toBe(204);
  expect(await send("DELETE", { endpoint: "https://push.example/1" })).toBe(204);
  expect(await send("POST", { ...aSubscription(), endpoint: "http://push.example/1" })).toBe(400);
  expect(await send("POST", { endpoint: "https://push.example/1" })).toBe(400);
  expect(await send("POST", aSubscription(), { cookie: "" })).toBe(401);
  const foreign = { origin: "https://elsewhere.example", "content-type": "text/plain" };
  expect(await send("POST", aSubscription(), foreign)).toBe(403);
});

it("the worker shows what is pushed while no page looks, and nothing of what the run wrote", async () => {
  const { page } = await visit({ look: { permissions: ["notifications"] } });
  await page.evaluate(() => navigator.serviceWorker.register("/assets/pushWorker.js", { scope: "/", type: "module" }));
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const [worker] = page.context().serviceWorkers();
  if (worker === undefined) throw new Error("There is no service worker.");
  // a browser without a screen keeps no notifications: what it was to show is noted instead
  await worker.evaluate(() => {
    const { registration } = globalThis as unknown as { registration: { showNotification: unknown } };
    const shown: unknown[] = [];
    registration.showNotification = async (title: string, options: object) => void shown.push({ title, ...options });
    Object.assign(globalThis, { shown });
  });
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((done) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [first] }) => {
      if (first !== undefined) done(first.registrationId);
    });
  });
  await devtools.send("ServiceWorker.enable");
  const registrationId = await registered;
  const told = { title: "Weekly audit", body: "Failed", tag: "c1", url: "/#conversation=c1" };
  await devtools.send("ServiceWorker.deliverPushMessage", {
    origin: host.url,
    registrationId,
    data: JSON.stringify(told),
  });
  const shown = () => worker.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown);
  await expect
    .poll(shown, { timeout: 10_000 })
    .toEqual([{ title: "Weekly audit", body: "Failed", tag: "c1", data: { url: "/#conversation=c1" } }]);
});
