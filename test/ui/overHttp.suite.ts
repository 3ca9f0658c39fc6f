import { serve, type ServerType } from "@hono/node-server";
import { createScheduler, memoryStore } from "@dexter/scheduled-jobs";
import { createHttpHandler } from "@dexter/scheduled-jobs/http";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, served } from "./stage.ts";

const account = { ownerId: "u1", factoryId: "f1", timezone: "America/New_York", factoryName: "Monterrey North" };
const scheduler = createScheduler({
  store: memoryStore(),
  runner: async ({ emit, ask, history, job }) => {
    if (
      job.prompt.includes("audit") &&
      !history.some(({ item }) => item.type === "message" && item.text === "Audit B")
    ) {
      return ask({ text: "Which audit?", choices: ["Audit A", "Audit B"] });
    }
    await emit({ type: "tool-call", callId: "1", name: "run_simulation", input: { model: "north" } });
    await emit({ type: "tool-result", callId: "1", output: { throughput: 413 } });
    await emit({
      type: "output",
      name: "throughput.csv",
      mediaType: "text/csv",
      content: new TextEncoder().encode("cell;units\n4;413"),
    });
    return "Throughput is **413 units a day**.";
  },
});
let server: ServerType;
let origin = "";
let isDown = false;

beforeAll(async () => {
  await scheduler.start();
  const handle = createHttpHandler({ scheduler, basePath: "/api/scheduled-jobs", authenticate: () => account });
  await new Promise<void>((listening) => {
    server = serve(
      { port: 0, fetch: async (request) => (isDown ? new Response(null, { status: 503 }) : handle(request)) },
      ({ port }) => {
        origin = `http://localhost:${port}`;
        listening();
      },
    );
  });
});
afterAll(async () => {
  await scheduler.stop();
  server.close();
});

/** A page of the host with elements that know nothing but the address of its API. */
async function host(...tags: string[]): Promise<Page> {
  const page = await served(origin);
  await page.evaluate((names) => {
    for (const name of names) {
      const element = document.createElement(name);
      element.setAttribute("base-url", "/api/scheduled-jobs");
      document.body.append(element);
    }
    document.addEventListener("sj-open-conversation", ({ detail }) => {
      const run = document.createElement("run-conversation");
      run.setAttribute("base-url", "/api/scheduled-jobs");
      if (detail.runId !== undefined) run.setAttribute("run-id", detail.runId);
      document.querySelector("run-conversation")?.remove();
      document.body.append(run);
    });
  }, tags);
  return page;
}
async function create(page: Page, sentence: string): Promise<void> {
  await page.locator("textarea").fill(sentence);
  await page.locator("textarea").press("Enter");
  await page.locator("#create").click();
  await page.getByRole("heading", { name: "Job created" }).waitFor();
  await page.getByRole("button", { name: "Close" }).click();
}

it("over HTTP: a sentence is marked, read back, confirmed; the job stands in the list with the same words and five dates of the server", async () => {
  const page = await host("scheduled-jobs-panel");
  await page.locator("textarea").pressSequentially("Every weekday at 7am, check the scrap rate");
  await eventually(() => page.locator(".ghost .when-ink").allTextContents()).toEqual(["Every weekday at 7am"]);
  await page.locator("textarea").press("Enter");
  await page.getByRole("heading", { name: "Check this job before it is created" }).waitFor();
  const dexter = scheduler.as(account);
  expect((await dexter.jobs.list()).items).toEqual([]);
  const shown = await page
    .locator(".rail time")
    .evaluateAll((times) => times.map((time) => time.getAttribute("datetime")));
  expect(await page.locator(".facts").textContent()).toContain("Monday through Friday at 7:00");
  await page.locator("#create").click();
  await page.getByRole("heading", { name: "Job created" }).waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  const row = page.locator(".job", { hasText: "Monday through Friday at 7:00" });
  await row.waitFor();
  const [job] = (await dexter.jobs.list()).items;
  expect((await dexter.jobs.preview(job?.id ?? "", { limit: 5 })).map(({ dueAt }) => dueAt.toISOString())).toEqual(
    shown,
  );
});

it("over HTTP: a correction, a pause in another window and a deletion all reach the list", async () => {
  const page = await host("scheduled-jobs-panel");
  const row = page.locator(".job").first();
  await row.waitFor();
  await row.getByRole("button", { name: /More actions/ }).click();
  await page.getByRole("menuitem", { name: "Change schedule" }).click();
  await page.locator("#change").fill("make it 6am");
  await page.locator("#change").press("Enter");
  await page.locator(".note.good", { hasText: "6:00" }).waitFor();
  await page.getByRole("button", { name: "Save schedule" }).click();
  await page.locator(".toast", { hasText: "Saved. Next run" }).waitFor();
  const dexter = scheduler.as(account);
  const [job] = (await dexter.jobs.list()).items;
  expect(job?.schedule).toMatchObject({ expression: "0 6 * * 1-5" });
  await page.getByRole("button", { name: "Back to all jobs" }).click();
  await dexter.jobs.pause(job?.id ?? "");
  await eventually(() => row.locator(".status").textContent()).toContain("Paused");
  await row.getByRole("button", { name: /More actions/ }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete job" }).click();
  await eventually(async () => (await dexter.jobs.list()).items.length).toBe(0);
  await page.locator(".try button").first().waitFor();
});

it("14, over HTTP: what waits for an event says why, and one of its alternatives becomes a job", async () => {
  const page = await host("scheduled-jobs-panel");
  await page.locator("textarea").fill("Whenever a machine stops, email the shift lead");
  await page.locator("textarea").press("Enter");
  await page.getByRole("heading", { name: "Dexter can’t schedule this yet" }).waitFor();
  await page.locator(".note.bad", { hasText: "Jobs start at a time, not at an event. Nothing was created." }).waitFor();
  await page.getByRole("button", { name: "Every hour" }).click();
  await page.getByRole("heading", { name: "Check this job before it is created" }).waitFor();
  expect(await page.locator(".facts").textContent()).toContain("Whenever a machine stops, email the shift lead");
  await page.waitForTimeout(520);
  await page.locator("#create").click();
  await page.getByRole("heading", { name: "Job created" }).waitFor();
  const dexter = scheduler.as(account);
  const { items } = await dexter.jobs.list();
  expect(items.map(({ schedule }) => schedule)).toMatchObject([{ kind: "interval", everyMs: 3_600_000 }]);
  for (const { id, revision } of items) await dexter.jobs.delete(id, { revision });
});

it("10, over HTTP: a correction that is not understood changes nothing, and the next goes on from what stood", async () => {
  const page = await host("scheduled-jobs-panel");
  await page.locator("textarea").fill("Every weekday morning, write a report");
  await page.locator("textarea").press("Enter");
  await page.locator("#correction").fill("purple monkey");
  await page.locator("#correction").press("Enter");
  await page.getByRole("heading", { name: "That change wasn’t understood" }).waitFor();
  await page.locator("#correction").fill("make it 6am");
  await page.locator("#correction").press("Enter");
  await page.getByRole("heading", { name: "Changed. Check it again" }).waitFor();
  expect(await page.locator(".was").textContent()).toMatch(/^Monday through Friday at 9:00\sAM$/);
  expect(await page.locator(".facts .strong").textContent()).toMatch(/^Monday through Friday at 6:00\sAM$/);
  await page.getByRole("button", { name: "Don’t create" }).click();
});

it("over HTTP: a run is watched live, its output downloads, and the history has it", async () => {
  const page = await host("scheduled-jobs-panel", "conversation-history");
  await page.locator("textarea").waitFor();
  await create(page, "Every Monday at 9am, run the simulation");
  await page.getByRole("button", { name: /More actions/ }).click();
  await page.getByRole("menuitem", { name: "Run now" }).click();
  await eventually(() => page.locator(".job .last").textContent()).toContain("succeeded");
  await page.locator("conversation-history .conv", { hasText: "Done" }).waitFor();
  await page.locator("conversation-history .open").first().click();
  await page.locator("run-conversation strong", { hasText: "413 units a day" }).waitFor();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download throughput.csv" }).click();
  expect((await downloading).suggestedFilename()).toBe("throughput.csv");
});

it("over HTTP: what a run asks is answered in its conversation, and the same run goes on", async () => {
  const page = await host("scheduled-jobs-panel");
  await page.locator("textarea").waitFor();
  await create(page, "Every Tuesday at 9am, write the audit report");
  const row = page.locator(".job", { hasText: "Tuesday" });
  await row.getByRole("button", { name: /More actions/ }).click();
  await page.getByRole("menuitem", { name: "Run now" }).click();
  await page.locator(".notice").getByRole("button", { name: "Answer" }).click();
  await page.getByRole("button", { name: "Audit B" }).click();
  await page.locator("run-conversation strong", { hasText: "413 units a day" }).waitFor();
  await eventually(() => row.locator(".last").textContent()).toContain("succeeded");
});

it("37, over HTTP: while the server is away the list says so; back again, nothing is lost or doubled", async () => {
  const page = await host("scheduled-jobs-panel");
  await page.locator(".job").first().waitFor();
  const before = await page.locator(".job").count();
  isDown = true;
  if ("closeAllConnections" in server) server.closeAllConnections();
  await page.locator(".notice", { hasText: "You’re offline." }).waitFor();
  const dexter = scheduler.as(account);
  const proposal = await dexter.propose("Every Thursday at 4pm, order gloves");
  await dexter.confirm(proposal.id, { revision: proposal.revision });
  isDown = false;
  await page.locator(".job", { hasText: "Thursday" }).waitFor();
  await eventually(() => page.locator(".notice", { hasText: "offline" }).count()).toBe(0);
  expect(await page.locator(".job").count()).toBe(before + 1);
});
