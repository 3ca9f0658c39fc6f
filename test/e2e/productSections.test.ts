import { beforeAll, describe, expect, it, vi } from "vitest";
import { promised as promisedIn } from "../product/promised.ts";
import { sentences } from "../product/sentences.ts";
import type { Visitor } from "./aVisitor.ts";
import { aJob } from "./aWebHost.ts";
import { host, useWebHost, visit } from "./useWebHost.ts";

const cited = new Set<string>();
function promised(sentence: string, title: string, test: () => Promise<void>): void {
  cited.add(sentence);
  promisedIn(sentence, title, test);
}
useWebHost();

describe("Managing Scheduled Jobs", () => {
  promised(
    "Open the Scheduled Jobs section in Dexter’s left sidebar to see all your jobs.",
    "the section lists those of the factory one is in",
    async () => {
      const client = await host.clientOf("luis", "lyon-est");
      await aJob(client, "Every day at 6am, check the line");
      await aJob(client, "Every Monday morning, refresh the production data pipeline");
      const { page, open } = await visit({ person: "Luis" });
      await page.getByRole("combobox", { name: "Factory" }).selectOption("Lyon Est");
      await open("Settings");
      await open("Scheduled Jobs");
      const names = page.locator("scheduled-jobs-panel [part=name]");
      await expect.poll(() => names.allTextContents()).toHaveLength(2);
      expect((await names.allTextContents()).toSorted()).toEqual(["Check line", "Refresh production data pipeline"]);
    },
  );

  promised("Each entry shows the job name, schedule, status, and last run time.", "and the next run", async () => {
    const client = await host.clientOf("ada");
    const id = await aJob(client, "Every weekday at 7am, run a Monte Carlo batch", "Entry");
    const { row } = await visit();
    await row("Entry").getByText("Monday through Friday at 7:00 AM").waitFor();
    await row("Entry").getByText("Active").waitFor();
    await row("Entry").getByText("Never run yet").waitFor();
    await client.jobs.trigger(id, { requestId: "entry" });
    await row("Entry").getByText("succeeded").waitFor();
    expect(await row("Entry").locator("[part=last-run]").textContent()).toMatch(/Last run.*(?:now|ago)/s);
    expect(await row("Entry").locator("[part=status]").textContent()).toMatch(/Next (?:in|tomorrow|today)/);
  });

  const edit = "From this panel you can edit a job’s schedule or prompt, or delete it permanently.";
  promised(edit, "the schedule, in words that are read back first", async () => {
    const client = await host.clientOf("ada");
    const id = await aJob(client, "Every weekday at 7am, run the simulation", "Rescheduled");
    const { page, row, choose } = await visit();
    await row("Rescheduled").waitFor();
    await choose("Rescheduled", "Change schedule");
    await page.getByRole("textbox", { name: "Say what to change" }).fill("make it 6am");
    await page.getByRole("button", { name: "Update" }).click();
    await page.locator(".note.good .now", { hasText: "Monday through Friday at 6:00 AM" }).waitFor();
    expect((await client.jobs.get(id)).description).toBe("Monday through Friday at 7:00 AM");
    await page.getByRole("button", { name: "Save schedule" }).click();
    await expect.poll(async () => (await client.jobs.get(id)).description).toBe("Monday through Friday at 6:00 AM");
  });

  promised(edit, "the prompt", async () => {
    const client = await host.clientOf("ada");
    const id = await aJob(client, "Every weekday at 7am, run the simulation", "Reworded");
    const { page, row, choose } = await visit();
    await row("Reworded").waitFor();
    await choose("Reworded", "Edit prompt");
    await page.getByRole("textbox", { name: "Prompt" }).fill("run a Monte Carlo batch");
    await page.getByRole("button", { name: "Save prompt" }).click();
    await expect.poll(async () => (await client.jobs.get(id)).prompt).toBe("run a Monte Carlo batch");
  });

  promised(edit, "deleted by name, for good; its conversations stay", async () => {
    const client = await host.clientOf("ada");
    const id = await aJob(client, "Every weekday at 7am, run the simulation", "Unwanted");
    const run = await client.jobs.trigger(id, { requestId: "unwanted" });
    await expect.poll(async () => (await client.runs.get(run.id)).state).toBe("succeeded");
    const { page, row, choose, open } = await visit();
    await row("Unwanted").waitFor();
    await choose("Unwanted", "Delete…");
    const dialog = page.getByRole("alertdialog", { name: "Delete “Unwanted”?" });
    await dialog.getByRole("button", { name: "Delete job" }).click();
    await row("Unwanted").waitFor({ state: "detached" });
    await expect(client.jobs.get(id)).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
    await open("History");
    await page.locator("conversation-history").getByRole("button", { name: "Unwanted" }).waitFor();
  });

  promised(
    "Pausing and resuming jobs is not currently supported.",
    "here it is: a paused job waits, says so, and can still be run by hand",
    async () => {
      const client = await host.clientOf("ada");
      const id = await aJob(client, "Every weekday at 7am, run the simulation", "Resting");
      const { page, row, choose } = await visit();
      await row("Resting").waitFor();
      await choose("Resting", "Pause");
      await row("Resting").getByText("Paused").waitFor();
      expect((await client.jobs.get(id)).nextAt).toBeUndefined();
      await choose("Resting", "Run now");
      await row("Resting").getByText("succeeded").waitFor();
      await row("Resting").getByText("Paused").waitFor();
      await choose("Resting", "Resume");
      await row("Resting").getByText("Active").waitFor();
      await page
        .getByText(/^Resumed\. Next run/)
        .first()
        .waitFor();
      expect((await client.jobs.get(id)).nextAt).toBeInstanceOf(Date);
    },
  );

  promised(
    "To temporarily stop a job, delete it and recreate it when you’re ready to resume.",
    "the same sentence makes the job again",
    async () => {
      const client = await host.clientOf("ada");
      const sentence = "Every Tuesday at 7am, write a downtime report";
      await aJob(client, sentence, "Again and again");
      const { page, row, choose } = await visit();
      await row("Again and again").waitFor();
      await choose("Again and again", "Delete…");
      await page.getByRole("button", { name: "Delete job" }).click();
      await row("Again and again").waitFor({ state: "detached" });
      await page.getByRole("textbox", { name: "What should Dexter do, and when?" }).fill(sentence);
      await page.getByRole("button", { name: "Review" }).click();
      await page.getByRole("button", { name: "Create job" }).click();
      await page.getByRole("heading", { name: "Job created" }).waitFor();
      await row("Write downtime report")
        .getByText(/Tuesdays? at 7:00 AM/)
        .waitFor();
    },
  );
});

describe("Reviewing Past Runs", () => {
  const title = "Reviewed";
  const finding = /\d+\.\d good parts an hour/;
  beforeAll(async () => {
    const client = await host.clientOf("ada", "lyon-est");
    const id = await aJob(client, "Every weekday at 7am, run the simulation and write a PDF report", title);
    const run = await client.jobs.trigger(id, { requestId: "reviewed" });
    await vi.waitUntil(async () => (await client.runs.get(run.id)).state === "succeeded", { timeout: 15_000 });
  });
  async function inLyon(): Promise<Visitor> {
    const visitor = await visit();
    await visitor.page.getByRole("combobox", { name: "Factory" }).selectOption("Lyon Est");
    await visitor.row(title).waitFor();
    return visitor;
  }

  promised(
    "Every scheduled job execution creates a conversation in your history.",
    "one more after each run, while one looks",
    async () => {
      const { page, open, choose } = await inLyon();
      await choose(title, "Past runs");
      await page.getByText(`Runs of ${title}.`).waitFor();
      const lines = page.locator("conversation-history [part=conversation]");
      await expect.poll(() => lines.count()).toBe(1);
      await open("Scheduled Jobs");
      await choose(title, "Run now");
      await open("History");
      await expect.poll(() => lines.count(), { timeout: 10_000 }).toBe(2);
    },
  );

  promised("To review what a job did:", "three clicks lead there", async () => {
    const { page, open } = await inLyon();
    await open("History");
    await page.locator("conversation-history").getByRole("button", { name: title }).first().click();
    await page.locator("run-conversation details.steps > summary").first().click();
    await page.locator("run-conversation").getByText("run_simulation", { exact: true }).waitFor();
  });

  promised("Open your conversation history in Dexter’s left sidebar", "by the reader's days", async () => {
    const { page, open } = await inLyon();
    await open("History");
    await page.locator("conversation-history").getByRole("heading", { name: "Today" }).waitFor();
  });

  promised(
    "Look for conversations created by the job (they’ll show the job name as the conversation title)",
    "and how it ended; the search finds it",
    async () => {
      const { page, open } = await inLyon();
      await open("History");
      const history = page.locator("conversation-history");
      await history.getByRole("button", { name: "Search" }).click();
      await history.getByRole("searchbox").fill(title.toLowerCase());
      const line = history.locator("[part=conversation]", { hasText: title }).first();
      await line.getByText("Done").waitFor();
      await line.getByRole("button", { name: title }).click();
      await page.locator("run-conversation").getByRole("heading", { name: title }).waitFor();
    },
  );

  promised(
    "Open the conversation to see the full execution: tool calls, results, any outputs generated",
    "each of them, and the prompt first",
    async () => {
      const { page, open } = await inLyon();
      await open("History");
      await page.locator("conversation-history").getByRole("button", { name: title }).first().click();
      const run = page.locator("run-conversation");
      const prompt = run.locator(".msg").first();
      await expect.poll(() => prompt.textContent()).toContain("run the simulation and write a PDF report");
      await run.locator("details.steps > summary").first().click();
      const call = run.locator("[part=tool-call]", { hasText: "run_simulation" });
      await call.locator("summary").click();
      await call.locator("[part=tool-input]").waitFor();
      expect(await call.locator("[part=tool-result] pre").textContent()).toContain("bottleneck");
      await run.locator("[part=output]", { hasText: ".pdf" }).waitFor();
    },
  );

  promised(
    "This makes scheduled work fully auditable — you can trace any report or result back through the exact steps Dexter took to produce it.",
    "the figure of the answer is the figure of the step",
    async () => {
      const { page, open } = await inLyon();
      await open("History");
      await page.locator("conversation-history").getByRole("button", { name: title }).first().click();
      const run = page.locator("run-conversation");
      const answer = (await run.locator(".msg", { hasText: finding }).textContent()) ?? "";
      const figure = /(\d+\.\d) good parts an hour/.exec(answer)?.[1];
      await run.locator("details.steps > summary").first().click();
      const call = run.locator("[part=tool-call]", { hasText: "run_simulation" });
      await call.locator("summary").click();
      const step = JSON.parse((await call.locator("[part=tool-result] pre").textContent()) ?? "") as {
        throughputPerHour: { mean: number };
      };
      expect(step.throughputPerHour.mean.toFixed(1)).toBe(figure);
    },
  );
});

describe("Notifications", () => {
  /** What the browser would show, and a page that nobody looks at. */
  const desktop = `
    globalThis.shown = [];
    Object.defineProperty(document, "hidden", { get: () => true });
    globalThis.Notification = class extends EventTarget {
      static permission = "default";
      static async requestPermission() { globalThis.asked = true; return (Notification.permission = "granted"); }
      constructor(title, options) { super(); Object.assign(this, { title, ...options }); shown.push(this); }
      close() {}
    };`;
  type Desktop = { asked?: boolean; shown: { title: string; body: string; dispatchEvent(event: Event): boolean }[] };

  promised(
    "Toggle on desktop notifications in Dexter Settings to receive browser notifications when a scheduled job completes or encounters an issue.",
    "nobody is asked before; a click leads to the conversation",
    async () => {
      const client = await host.clientOf("ada");
      const good = await aJob(client, "Every weekday at 7am, run the simulation", "Goes well");
      const bad = await aJob(client, "Every weekday at 7am, water the plants", "Goes wrong");
      const { page, open, row } = await visit({ init: desktop });
      await row("Goes wrong").waitFor();
      const shown = () =>
        page.evaluate(() => (globalThis as unknown as Desktop).shown.map(({ title, body }) => `${title}: ${body}`));
      await client.jobs.trigger(good, { requestId: "before" });
      await row("Goes well").getByText("succeeded").waitFor();
      expect(await page.evaluate(() => (globalThis as unknown as Desktop).asked)).toBeUndefined();
      await open("Settings");
      await page.getByRole("switch", { name: "Desktop notifications" }).click();
      await page.getByRole("button", { name: "Send a test" }).waitFor();
      expect(await shown()).toEqual([]);
      await client.jobs.trigger(good, { requestId: "good" });
      await expect.poll(shown, { timeout: 10_000 }).toEqual(["Goes well: Done"]);
      await client.jobs.trigger(bad, { requestId: "bad" });
      await expect.poll(shown, { timeout: 10_000 }).toHaveLength(2);
      expect((await shown())[1]).toMatch(/^Goes wrong: Failed/);
      await page.evaluate(() => (globalThis as unknown as Desktop).shown[1]?.dispatchEvent(new Event("click")));
      await page.locator("run-conversation").getByRole("heading", { name: "Goes wrong" }).waitFor();
    },
  );

  promised(
    "For delivery to external channels (email, Slack), include the delivery step in the job prompt itself — e.g., “Run the simulation every Monday at 7am and email the PDF report to ops-team@company.com.”",
    "the mail goes there, with the PDF",
    async () => {
      const { page, row, choose } = await visit();
      await page
        .getByRole("textbox", { name: "What should Dexter do, and when?" })
        .fill("Run the simulation every Monday at 7am and email the PDF report to ops-team@company.com.");
      await page.getByRole("button", { name: "Review" }).click();
      await page.getByRole("button", { name: "Create job" }).click();
      await page.getByRole("button", { name: "Open job" }).waitFor();
      const name =
        (await row(/Mondays? at 7:00 AM/)
          .locator("[part=name]")
          .textContent()) ?? "";
      await choose(name, "Run now");
      await row(name).getByText("succeeded").waitFor();
      const mails = (await host.mails()).filter(({ to }) => JSON.stringify(to).includes("ops-team@company.com"));
      expect(mails.map(({ attachments }) => attachments.map(({ contentType }) => contentType))).toEqual([
        ["application/pdf"],
      ]);
    },
  );

  promised(
    "External delivery depends on active integrations.",
    "a run says what it has no way to deliver",
    async () => {
      const client = await host.clientOf("ada");
      const id = await aJob(client, "Every weekday at 7am, run the simulation and post it to Slack", "To Slack");
      const { page, row, choose, open } = await visit();
      await row("To Slack").waitFor();
      await choose("To Slack", "Run now");
      await expect.poll(async () => (await client.runs.list({ jobId: id })).items[0]?.finishedAt).toBeInstanceOf(Date);
      await open("History");
      await page.locator("conversation-history").getByRole("button", { name: "To Slack" }).click();
      await page.locator("run-conversation .msg:not(.user)", { hasText: /slack/i }).first().waitFor();
    },
  );
});

it("clicks every sentence of three sections of the product text", () => {
  const from = (first: string, end: string) => sentences.slice(sentences.indexOf(first) + 1, sentences.indexOf(end));
  const wanted = [
    ...from("Managing Scheduled Jobs", "Reviewing Past Runs"),
    ...from("Reviewing Past Runs", "Notifications"),
    ...from("Notifications", "Limitations"),
  ];
  expect(wanted).toHaveLength(14);
  expect(wanted.filter((sentence) => !cited.has(sentence))).toEqual([]);
});
