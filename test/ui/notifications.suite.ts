import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { mount, mountProposal, sentences } from "./scenes.ts";
import { eventually, stage } from "./stage.ts";

/** A Notification of the test's own: counts how often the browser was asked, and what was shown. */
const fakeNotification = (answer: "granted" | "denied", permission: "default" | "granted" = "default"): string => `
  globalThis.asked = 0; globalThis.shownNotifications = [];
  globalThis.Notification = class extends EventTarget {
    static permission = "${permission}";
    static async requestPermission() { globalThis.asked++; if ("${answer}" === "granted") return (Notification.permission = "granted"); await new Promise((done) => (globalThis.answerNow = done)); return (Notification.permission = "${answer}"); }
    constructor(title, options) { super(); Object.assign(this, { title, ...options }); globalThis.shownNotifications.push(this); }
    close() {}
  };`;
type Told = {
  asked: number;
  shownNotifications: { title: string; body: string; tag: string; dispatchEvent(event: Event): void }[];
};
const asked = (page: Page) => page.evaluate(() => (globalThis as unknown as Told).asked);
const shown = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as Told).shownNotifications.map(({ title, body, tag }) => [title, body, tag]),
  );

it("38: nothing is asked on load; the offer comes once, after the first job; refused, it is explained and not asked again", async () => {
  const page = await stage({ init: fakeNotification("denied") });
  await mount(page, "notification-toggle");
  await mountProposal(page, sentences.morning);
  expect(await asked(page)).toBe(0);
  expect(await page.getByRole("switch").getAttribute("aria-checked")).toBe("false");
  await page.locator("#create").click();
  await page.locator(".note", { hasText: "Get told when it finishes?" }).waitFor();
  await page.getByRole("button", { name: "Turn on notifications" }).click();
  await page
    .locator("notification-toggle .note", { hasText: "Your browser is asking. Choose Allow to finish." })
    .waitFor();
  expect(await page.getByRole("switch").getAttribute("aria-checked"), "while it is asked the switch stays off").toBe(
    "false",
  );
  await page.evaluate(() => (globalThis as unknown as { answerNow: () => void }).answerNow());
  await page.locator("notification-toggle .note", { hasText: "This site’s notifications are blocked." }).waitFor();
  expect(await page.getByRole("switch").getAttribute("aria-disabled")).toBe("true");
  await page.getByRole("switch").click({ force: true });
  expect(await asked(page)).toBe(1);
});

it("38: “Not now” is kept: it is not offered again", async () => {
  const page = await stage({ init: fakeNotification("granted") });
  await mountProposal(page, sentences.morning);
  await page.locator("#create").click();
  await page.getByRole("button", { name: "Not now" }).click();
  await eventually(() => page.getByRole("button", { name: "Turn on notifications" }).count()).toBe(0);
  await page.evaluate(() => document.querySelector("main")?.remove());
  await mountProposal(page, "Every Monday at 9am, refresh the pipeline");
  await page.locator("#create").click();
  await page.getByRole("heading", { name: "Job created" }).waitFor();
  expect(await page.getByRole("button", { name: "Turn on notifications" }).count()).toBe(0);
  expect(await asked(page)).toBe(0);
});

it("38: on, it tells what ends and what asks, names and states only, and a click leads to the conversation", async () => {
  const page = await stage({ init: fakeNotification("granted") });
  await mount(page, "notification-toggle");
  await page.getByRole("switch").click();
  await eventually(() => page.getByRole("switch").getAttribute("aria-checked")).toBe("true");
  expect(await page.locator("notification-toggle").getAttribute("checked")).toBe("");
  await page.getByRole("button", { name: "Send a test" }).click();
  await eventually(() => shown(page)).toEqual([["Scheduled Jobs", "Notifications work.", "sj-test"]]);

  await page.evaluate(() => {
    document.addEventListener("sj-open-conversation", (event) => Object.assign(globalThis, { opened: event.detail }));
    Object.defineProperty(document, "hidden", { get: () => true });
    bench.client.endRun("run-balance", "failed", {
      reason: { code: "error", message: "simulation cluster didn't answer" },
    });
  });
  await eventually(async () => (await shown(page)).at(-1)).toEqual([
    "Line balance refresh",
    "Failed: simulation cluster didn't answer",
    "c-run-balance",
  ]);
  await page.evaluate(() =>
    (globalThis as unknown as Told).shownNotifications.at(-1)?.dispatchEvent(new Event("click")),
  );
  expect(await page.evaluate(() => (globalThis as unknown as { opened: unknown }).opened)).toEqual({
    runId: "run-balance",
    jobId: "balance",
    conversationId: "c-run-balance",
  });
  await page.getByRole("switch").click();
  await eventually(() => page.getByRole("switch").getAttribute("aria-checked")).toBe("false");
});

it("38: more than three in ten seconds become one, and a page that is seen shows none", async () => {
  const page = await stage({ init: fakeNotification("granted", "granted") });
  await page.evaluate(() => localStorage.setItem("sj-notifications", "on"));
  await mount(page, "notification-toggle");
  const finish = () =>
    page.evaluate(() => {
      for (let n = 0; n < 5; n++) {
        const run = bench.aRun({
          id: `b${n}`,
          title: `Job ${n}`,
          state: "succeeded",
          dueAt: new Date(),
          conversationId: `cb${n}`,
        });
        bench.client.runList = [run, ...bench.client.runList];
        bench.client.endRun(run.id, "succeeded");
      }
    });
  await page.waitForTimeout(100);
  await finish();
  await page.waitForTimeout(300);
  expect(await shown(page)).toEqual([]);
  await page.evaluate(() => Object.defineProperty(document, "hidden", { get: () => true }));
  await finish();
  await eventually(async () => (await shown(page)).at(-1)).toEqual([
    "Scheduled Jobs",
    "5\u00a0jobs finished",
    "sj-many",
  ]);
});
