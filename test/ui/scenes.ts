import type { Page } from "playwright-core";
import type { Look } from "./browser.ts";

/** A state of a component that is worth looking at. */
export interface Scene {
  name: string;
  widths?: number[];
  look?: Look;
  show: (page: Page) => Promise<void>;
}

/** Puts an element on the page, with the client of the bench. */
export async function mount(
  page: Page,
  tag: string,
  attributes: Record<string, string> = {},
  hostClass = "",
): Promise<void> {
  await page.evaluate(
    ([name, given, outer]) => {
      const main = document.createElement("main");
      main.className = outer;
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
      Object.assign(element, { client: bench.client });
      main.append(element);
      document.body.append(main);
    },
    [tag, attributes, hostClass] as const,
  );
  await page
    .locator(tag)
    .first()
    .evaluate((element) => (element as HTMLElement & { updateComplete: Promise<boolean> }).updateComplete);
}
/** Puts a panel on the page and waits for its rows. */
export async function mountPanel(page: Page, attributes: Record<string, string> = {}, hostClass = ""): Promise<void> {
  await mount(page, "scheduled-jobs-panel", attributes, hostClass);
  await page
    .locator(attributes["selected"] === undefined ? ".job .name" : ".detail .sec")
    .first()
    .waitFor();
}
/** Puts a proposal of this sentence on the page. */
export async function mountProposal(page: Page, text: string, hostClass = ""): Promise<void> {
  await mount(page, "job-proposal", { text }, hostClass);
  await page.locator("job-proposal #create, job-proposal .note.bad").first().waitFor();
}

/** Puts the history on the page, with two conversations of the host's own. */
export async function mountHistory(page: Page, attributes: Record<string, string> = {}, hostClass = ""): Promise<void> {
  await mount(page, "conversation-history", attributes, hostClass);
  await page.locator("conversation-history").evaluate((history) => {
    Object.assign(history, {
      extra: [
        { id: "x1", title: "Why is Cell 4 the bottleneck?", at: new Date("2027-03-11T14:41:00Z") },
        { id: "x2", title: "Compare March and February scrap", at: new Date("2027-03-08T15:00:00Z") },
      ],
    });
  });
  await page.locator("conversation-history .conv").first().waitFor();
}
/** Puts a run on the page. */
export async function mountRun(page: Page, runId: string, attributes: Record<string, string> = {}): Promise<void> {
  await mount(page, "run-conversation", { "run-id": runId, ...attributes });
  await page.locator("run-conversation .rc-head .h").waitFor();
}

export const sentences = {
  morning: "Every weekday morning, run the simulation and email me a PDF of the results",
  question: "Every Friday at 5, close the week’s production orders",
  event: "Whenever a machine stops for 10 minutes, email the shift lead",
  interval: "Every 6 hours, refresh the line balance for all CNC cells",
  noTime: "Email me the open purchase orders",
  several: "Twice a day at 6am and 6pm, check the CNC line for stopped machines",
};

export const scenes: Scene[] = [
  { name: "panel", show: (page) => mountPanel(page, {}, "wide") },
  {
    name: "panel-detail",
    show: async (page) => {
      await mountPanel(page, { selected: "simulation" }, "wide");
      await page.locator(".rail").first().waitFor();
    },
  },
  {
    name: "panel-typed",
    widths: [390],
    show: async (page) => {
      await mountPanel(page);
      await page.locator("textarea").fill("Every weekday at 7am, check yesterday’s scrap rate on the CNC line");
      await page.locator(".hint", { hasText: "first run" }).waitFor();
    },
  },
  {
    name: "panel-empty",
    widths: [390],
    show: async (page) => {
      await page.evaluate(() => (bench.client.jobList = []));
      await mount(page, "scheduled-jobs-panel");
      await page.locator(".try").waitFor();
    },
  },
  {
    name: "panel-loading",
    widths: [390],
    show: async (page) => {
      await page.evaluate(() => (bench.client.delayMs = 60_000));
      await mount(page, "scheduled-jobs-panel");
      await page.locator(".job .sk").first().waitFor();
    },
  },
  {
    name: "panel-error",
    widths: [390],
    show: async (page) => {
      await page.evaluate(() => bench.client.failures.push({ call: "jobs.list", code: "STORE_FAILED" }));
      await mount(page, "scheduled-jobs-panel");
      await page.locator(".note.bad").waitFor();
    },
  },
  {
    name: "panel-offline",
    widths: [390],
    show: async (page) => {
      await mountPanel(page);
      await page.evaluate(() => bench.client.goOffline());
      await page.locator(".notice .note", { hasText: "offline" }).waitFor();
    },
  },
  {
    name: "panel-menu",
    widths: [390],
    show: async (page) => {
      await mountPanel(page);
      await page.getByRole("button", { name: "More actions for Simulation" }).click();
      await page.getByRole("menu").waitFor();
    },
  },
  {
    name: "panel-toast",
    widths: [390],
    show: async (page) => {
      await mountPanel(page);
      await page.getByRole("button", { name: "More actions for Simulation" }).click();
      await page.getByRole("menuitem", { name: "Pause" }).click();
      await page.locator(".toast").waitFor();
    },
  },
  {
    name: "panel-delete",
    widths: [390],
    show: async (page) => {
      await mountPanel(page);
      await page.getByRole("button", { name: "More actions for Monte Carlo" }).click();
      await page.getByRole("menuitem", { name: "Delete…" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "panel-many",
    widths: [390, 1280],
    show: async (page) => {
      await page.evaluate(() => {
        const [, , template] = bench.client.jobList;
        if (template === undefined) return;
        const long =
          "Nightly capacity reconciliation for Monterrey North, Saltillo and Querétaro including all subcontracted finishing cells";
        bench.client.jobList = Array.from({ length: 1_000 }, (_, n) => ({
          ...template,
          id: `many-${n}`,
          name: n === 0 ? long : `Scrap-rate check ${n}`,
          nextAt: new Date(Date.UTC(2027, 2, 12, 10, n)),
        }));
      });
      await mountPanel(page, {}, "wide");
    },
  },
  {
    name: "panel-edit-words",
    widths: [390],
    show: async (page) => {
      await mountPanel(page, { selected: "simulation" });
      await page.getByRole("button", { name: "Change schedule" }).click();
      await page.locator("#change").fill("make it 6am and skip Fridays");
      await page.getByRole("button", { name: "Update" }).click();
      await page.locator(".note.good").waitFor();
    },
  },
  {
    name: "panel-edit-fields",
    widths: [390],
    show: async (page) => {
      await mountPanel(page, { selected: "simulation" });
      await page.getByRole("button", { name: "Change schedule" }).click();
      await page.getByRole("tab", { name: "With fields" }).click();
      await page.locator("#editor p b").waitFor();
    },
  },
  {
    name: "panel-edit-prompt",
    widths: [390],
    show: async (page) => {
      await mountPanel(page, { selected: "simulation" });
      await page.getByRole("button", { name: "Edit prompt" }).click();
      await page.locator("#prompt").waitFor();
    },
  },
  {
    name: "panel-es",
    look: { lang: "es" },
    show: async (page) => {
      await page.evaluate(() => (bench.client = new bench.FakeClient({ locale: "es" })));
      await mountPanel(page, {}, "wide");
    },
  },
  { name: "panel-rtl", widths: [390], look: { dir: "rtl" }, show: (page) => mountPanel(page) },
  { name: "proposal", show: (page) => mountProposal(page, sentences.morning, "column") },
  {
    name: "proposal-changed",
    widths: [390],
    show: async (page) => {
      await mountProposal(page, sentences.morning);
      await page.locator("#correction").fill("make it 6am and skip Fridays");
      await page.getByRole("button", { name: "Update" }).click();
      await page.getByRole("heading", { name: "Changed" }).waitFor();
    },
  },
  { name: "proposal-question", widths: [390], show: (page) => mountProposal(page, sentences.question) },
  {
    name: "proposal-unsupported",
    widths: [390],
    show: async (page) => {
      await mountProposal(page, sentences.event);
      await page.locator("button.opt", { hasText: "15" }).waitFor();
    },
  },
  {
    name: "proposal-unclear",
    widths: [390],
    show: async (page) => {
      await mountProposal(page, sentences.morning);
      await page.locator("#correction").fill("purple monkey");
      await page.getByRole("button", { name: "Update" }).click();
      await page.locator("button.opt", { hasText: "Monday through Friday" }).waitFor();
    },
  },
  { name: "proposal-interval", widths: [390], show: (page) => mountProposal(page, sentences.interval) },
  { name: "proposal-no-time", widths: [390], show: (page) => mountProposal(page, sentences.noTime) },
  { name: "proposal-several", show: (page) => mountProposal(page, sentences.several, "column") },
  {
    name: "proposal-created",
    widths: [390],
    show: async (page) => {
      await mountProposal(page, sentences.morning);
      await page.locator("#create").click();
      await page.getByRole("heading", { name: "Job created" }).waitFor();
    },
  },
  { name: "history", show: (page) => mountHistory(page) },
  ...(["sim-3", "audit", "mc", "balance", "supplier"] as const).map((run): Scene => ({
    name: `run-${run}`,
    widths: run === "sim-3" ? [1280, 390] : [390],
    show: (page) => mountRun(page, `run-${run}`),
  })),
  { name: "run-missed", widths: [390], show: (page) => mountRun(page, "run-sim-1") },
  {
    name: "run-hostile",
    widths: [390],
    show: async (page) => {
      await page.evaluate(() => {
        const { client, aRun } = bench;
        const dueAt = new Date("2027-03-08T04:30:00Z");
        client.runList = [
          aRun({
            id: "hostile",
            title: `<img src=x onerror="window.pwned=9"> \u202etxt.exe ${"n".repeat(150)}`,
            state: "succeeded",
            dueAt,
            startedAt: dueAt,
            finishedAt: dueAt,
            conversationId: "c-hostile",
          }),
          ...client.runList,
        ];
      });
      await mountRun(page, "hostile");
    },
  },
  {
    name: "toggle",
    widths: [390],
    show: async (page) => {
      await page.evaluate(() => {
        for (const state of ["off", "asking", "on", "blocked", "unsupported"]) {
          const toggle = document.createElement("notification-toggle");
          Object.assign(toggle, {
            client: bench.client,
            notifier: { state, turnOn: async () => state, turnOff: () => {}, listen: () => () => {} },
          });
          document.body.append(toggle);
        }
      });
      await page.locator("notification-toggle .nt").last().waitFor();
    },
  },
];
