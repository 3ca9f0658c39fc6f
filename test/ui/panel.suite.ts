import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { mount, mountPanel } from "./scenes.ts";
import { eventually, stage } from "./stage.ts";

const more = (name: string) => ({ name: `More actions for ${name}` });

it("1: an empty panel shows three examples; a click fills the composer, focuses it, creates nothing", async () => {
  const page = await stage();
  await page.evaluate(() => (bench.client.jobList = []));
  await mount(page, "scheduled-jobs-panel");
  const examples = page.locator(".try button");
  await examples.first().waitFor();
  expect(await examples.count()).toBe(3);
  await examples.first().click();
  expect(await page.locator("textarea").inputValue()).toBe(
    "Every Monday morning, refresh the production data pipeline",
  );
  expect(await page.evaluate(() => document.querySelector("scheduled-jobs-panel")?.shadowRoot?.activeElement?.id)).toBe(
    "ask",
  );
  expect(await page.evaluate(() => [bench.client.jobList.length, bench.client.proposalMap.size])).toEqual([0, 0]);
  expect(await page.locator("scheduled-jobs-panel").evaluate((panel) => panel.matches(":state(empty)"))).toBe(true);
});

it("2: the composer marks exactly the words of the schedule while one types, and the hint reads them back", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.locator("textarea").pressSequentially("Every weekday at 7am, check scrap");
  await page.locator(".hint", { hasText: "first run" }).waitFor();
  expect(await page.locator(".ghost .when-ink").allTextContents()).toEqual(["Every weekday at 7am"]);
  expect((await page.locator(".hint").textContent())?.replaceAll("\u00a0", " ")).toBe(
    "Monday through Friday at 7:00 AM · first run in 21 h",
  );
});

it("2: with the interpreter in the browser the mark is there in the same frame as the letters", async () => {
  const page = await stage();
  await mountPanel(page);
  const marked = await page.locator("scheduled-jobs-panel").evaluate(async (panel) => {
    Object.assign(panel, {
      interpret: (text: string, { literal }: { literal: [] }) => bench.interpretFake(text, new Date(), literal),
    });
    const box = panel.shadowRoot?.querySelector("textarea");
    if (box === null || box === undefined) return "";
    box.value = "Every weekday at 7am, check scrap";
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await (panel as HTMLElement & { updateComplete: Promise<boolean> }).updateComplete;
    return panel.shadowRoot?.querySelector(".ghost .when-ink")?.textContent;
  });
  expect(marked).toBe("Every weekday at 7am");
  expect(await page.evaluate(() => bench.client.calls.includes("interpret"))).toBe(false);
});

it("3, 7: Enter opens a proposal and creates nothing; Create puts a row in the list, active, in the same words, announced", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.locator("textarea").fill("Every weekday at 7am, check scrap");
  await page.locator("textarea").press("Enter");
  await page.getByRole("heading", { name: "Check this job before it is created" }).waitFor();
  expect(await page.evaluate(() => bench.client.jobList.length)).toBe(7);
  const focused = await page.evaluate(
    () => document.activeElement?.shadowRoot?.activeElement?.shadowRoot?.activeElement?.textContent,
  );
  expect(focused).toBe("Check this job before it is created");
  await page.locator("#create").click();
  await page.getByRole("heading", { name: "Job created" }).waitFor();
  await eventually(() => page.locator("job-proposal [aria-live=polite]").textContent()).toContain(
    "Job created. First run",
  );
  await page.getByRole("button", { name: "Close" }).click();
  const row = page.locator(".job", { hasText: "Check scrap" });
  await row.waitFor();
  expect(await row.textContent()).toContain("Monday through Friday at 7:00\u00a0AM");
  expect(await row.locator(".status").textContent()).toContain("Active");
  expect(await page.locator("textarea").inputValue()).toBe("");
});

it("9: Don't create declines the proposal and leaves the sentence in the composer", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.locator("textarea").fill("Every weekday at 7am, check scrap");
  await page.getByRole("button", { name: "Review" }).click();
  await page.getByRole("button", { name: "Don’t create" }).click();
  await page.locator("textarea").waitFor();
  expect(await page.locator("textarea").inputValue()).toBe("Every weekday at 7am, check scrap");
  await eventually(() => page.evaluate(() => [...bench.client.proposalMap.values()].map(({ state }) => state))).toEqual(
    ["declined"],
  );
  expect(await page.evaluate(() => document.querySelector("scheduled-jobs-panel")?.shadowRoot?.activeElement?.id)).toBe(
    "ask",
  );
});

it("17: × on a mark moves the words to the prompt, and they stay refused while typing goes on", async () => {
  const page = await stage();
  await mountPanel(page);
  const box = page.locator("textarea");
  await box.fill("Every weekday at 7am, check scrap");
  await page.locator(".ghost .when-ink").waitFor();
  await page.getByRole("button", { name: /is not the schedule/ }).click();
  await eventually(() => page.locator(".ghost .when-ink").count()).toBe(0);
  await box.press("End");
  await box.pressSequentially(" and overtime");
  await eventually(() => page.locator(".hint").textContent()).toBe("No time in it yet");
  expect(await page.locator(".ghost .when-ink").count()).toBe(0);
});

it("17: Backspace right after a mark refuses the mark first and deletes a letter only then", async () => {
  const page = await stage();
  await mountPanel(page);
  const box = page.locator("textarea");
  await box.fill("Every weekday at 7am");
  await page.locator(".ghost .when-ink").waitFor();
  await box.press("Backspace");
  await eventually(() => page.locator(".ghost .when-ink").count()).toBe(0);
  expect(await box.inputValue()).toBe("Every weekday at 7am");
  await box.press("Backspace");
  expect(await box.inputValue()).toBe("Every weekday at 7a");
});

it("21: a row shows name, schedule, status, last run and next run", async () => {
  const page = await stage({ width: 1280 });
  await mountPanel(page, {}, "wide");
  const row = page.locator(".job", { hasText: "Simulation and PDF of results" });
  const text = (part: string) => row.locator(part).textContent();
  expect(await text(".name")).toBe("Simulation and PDF of results");
  expect(await text(".when")).toContain("Monday through Friday at 5:00\u00a0AM");
  expect(await text(".status")).toContain("Active");
  expect(await text(".last")).toMatch(/5\u00a0h ago.*succeeded/s);
  expect(await text(".nextcell")).toContain("in 19\u00a0h");
});

it("21: a job that never ran says so once", async () => {
  const page = await stage();
  await mountPanel(page);
  const said = () =>
    page
      .locator(".job", { hasText: "Quarterly" })
      .locator(".last")
      .evaluate((line) => (line as HTMLElement).innerText.trim());
  expect(await said()).toBe("Never run yet");
});

it("21: those that need somebody stand first, what is paused last", async () => {
  const page = await stage();
  await mountPanel(page);
  expect(await page.locator(".job .name").allTextContents()).toEqual([
    "Weekly quality audit",
    "Supplier delay digest",
    "Line balance refresh",
    "Quarterly throughput report",
    "Simulation and PDF of results",
    "Monte Carlo batch",
    "Scrap-rate check, CNC line",
  ]);
});

it("22: the menu of a row opens by keyboard, moves by arrows and first letter, and Escape brings the focus back", async () => {
  const page = await stage();
  await mountPanel(page);
  const button = page.getByRole("button", more("Monte Carlo batch"));
  await button.focus();
  await page.keyboard.press("Enter");
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim());
  await eventually(focused).toBe("Run now");
  await page.keyboard.press("ArrowDown");
  expect(await focused()).toBe("Pause");
  await page.keyboard.press("End");
  expect(await focused()).toBe("Delete…");
  await page.keyboard.press("e");
  expect(await focused()).toBe("Edit prompt");
  await page.keyboard.press("Escape");
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute("data-menu"))).toBe(
    "montecarlo",
  );
  expect(await button.getAttribute("aria-expanded")).toBe("false");
  await page.keyboard.press("ArrowUp");
  await eventually(focused).toBe("Delete…");
});

it("23: pausing says so and offers Undo, which restores Active and the same next run", async () => {
  const page = await stage();
  await mountPanel(page);
  const row = page.locator(".job", { hasText: "Simulation and PDF" });
  const before = await row.locator(".status").textContent();
  await page.getByRole("button", more("Simulation and PDF of results")).click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await page.locator(".toast", { hasText: "Paused. It won’t run until you resume it." }).waitFor();
  expect(await row.locator(".status").textContent()).toContain("Paused");
  await page.getByRole("button", { name: "Undo" }).click();
  await eventually(() => row.locator(".status").textContent()).toBe(before);
  expect(
    await page.evaluate(() => bench.client.jobList.find(({ id }) => id === "simulation")?.nextAt?.toISOString()),
  ).toBe("2027-03-12T10:00:00.000Z");
});

it("24: Run now shows Running now, then succeeded, and leaves the next run", async () => {
  const page = await stage();
  await mountPanel(page);
  const row = page.locator(".job", { hasText: "Monte Carlo batch" });
  await page.getByRole("button", more("Monte Carlo batch")).click();
  await page.getByRole("menuitem", { name: "Run now" }).click();
  await eventually(() => row.locator(".status").textContent()).toContain("Running now");
  await page.evaluate(() => bench.client.endRun(bench.client.runList[0]?.id ?? "", "succeeded"));
  await eventually(() => row.locator(".last").textContent()).toContain("succeeded");
  expect(await row.locator(".status").textContent()).toContain("Next Apr 1");
});

it("25: Run now on a paused job leaves it paused", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.getByRole("button", more("Scrap-rate check, CNC line")).click();
  await page.getByRole("menuitem", { name: "Run now" }).click();
  await eventually(() => page.evaluate(() => bench.client.calls.includes("jobs.trigger"))).toBe(true);
  await page.evaluate(() => bench.client.endRun(bench.client.runList[0]?.id ?? "", "succeeded"));
  await eventually(() => page.locator(".job", { hasText: "Scrap-rate" }).locator(".status").textContent()).toContain(
    "Paused",
  );
});

it("opening a job puts the focus on its heading; Back puts it on the row it came from", async () => {
  const page = await stage();
  await mountPanel(page);
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim());
  await page.locator(".job .name", { hasText: "Monte Carlo batch" }).press("Enter");
  await page.locator(".detail .rail").waitFor();
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id)).toBe("detail-heading");
  await page.getByRole("button", { name: "Back to all jobs" }).click();
  await eventually(focused).toBe("Monte Carlo batch");
});

it("26: the menu of a row leads straight into its editors", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.getByRole("button", more("Monte Carlo batch")).click();
  await page.getByRole("menuitem", { name: "Edit prompt" }).click();
  await page.locator("#prompt").waitFor();
  await eventually(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id)).toBe("prompt");
});

it("26: editing in words and with fields stores the same schedule", async () => {
  const page = await stage();
  const stored = () =>
    page.evaluate(() => JSON.stringify(bench.client.jobList.find(({ id }) => id === "simulation")?.schedule));
  await mountPanel(page, { selected: "simulation" });
  await page.getByRole("button", { name: "Change schedule" }).click();
  await page.locator("#change").fill("make it 6am and skip Fridays");
  await page.locator("#change").press("Enter");
  await page.locator(".note.good", { hasText: "Monday through Thursday at 6:00\u00a0AM" }).waitFor();
  await page.getByRole("button", { name: "Save schedule" }).click();
  await page.locator(".toast", { hasText: "Saved. Next run Mon, Mar 15, 6:00\u00a0AM." }).waitFor();
  const inWords = await stored();
  await page.getByRole("button", { name: "Undo" }).click();
  await eventually(stored).toContain("0 5 * * 1-5");

  await page.getByRole("button", { name: "Change schedule" }).click();
  await page.getByRole("tab", { name: "With fields" }).click();
  await page.locator("#time").fill("6 AM");
  await page.getByLabel("Friday").click();
  await page.getByRole("button", { name: "Save schedule" }).click();
  await eventually(stored).toBe(inWords);
});

it("26: a wrong time keeps the focus in its field and says what is wanted", async () => {
  const page = await stage();
  await mountPanel(page, { selected: "simulation" });
  await page.getByRole("button", { name: "Change schedule" }).click();
  await page.getByRole("tab", { name: "With fields" }).click();
  await page.locator("#time").fill("25 o'clock");
  await page.getByRole("button", { name: "Save schedule" }).click();
  await page.locator("#wrong-time", { hasText: "Write a time such as 6:00 AM." }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id)).toBe("time");
  expect(await page.evaluate(() => bench.client.calls.includes("jobs.update"))).toBe(false);
});

it("27: a prompt of 2,001 letters is refused in place", async () => {
  const page = await stage();
  await mountPanel(page, { selected: "simulation" });
  await page.getByRole("button", { name: "Edit prompt" }).click();
  await page.locator("#prompt").fill("x".repeat(2_001));
  await page.getByRole("button", { name: "Save prompt" }).click();
  await page.locator("#prompt-wrong", { hasText: "1\u00a0character too many." }).waitFor();
  expect(await page.locator("#prompt").getAttribute("aria-invalid")).toBe("true");
  await page.locator("#prompt").fill("Run the simulation");
  await page.getByRole("button", { name: "Save prompt" }).click();
  await page.locator(".quote", { hasText: "Run the simulation" }).waitFor();
});

it("28: deleting asks by name and starts on Keep; Escape keeps; Delete removes the row and moves the focus on", async () => {
  const page = await stage();
  await mountPanel(page);
  const ask = async () => {
    await page.getByRole("button", more("Monte Carlo batch")).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("alertdialog", { name: "Delete “Monte Carlo batch”?" }).waitFor();
  };
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim());
  await ask();
  expect(await focused()).toBe("Keep job");
  await page.locator("dialog", { hasText: "past conversation" }).waitFor();
  await page.keyboard.press("Escape");
  expect(await page.getByRole("alertdialog").count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute("data-menu"))).toBe(
    "montecarlo",
  );
  const runs = await page.evaluate(() => bench.client.runList.length);
  await ask();
  await page.getByRole("button", { name: "Delete job" }).click();
  await eventually(() => page.locator(".job", { hasText: "Monte Carlo" }).count()).toBe(0);
  await eventually(focused).toBe("Scrap-rate check, CNC line");
  expect(await page.evaluate(() => bench.client.runList.length)).toBe(runs);
});

it("29: a suspended job shows its reason and one Resume", async () => {
  const page = await stage();
  await mountPanel(page, { selected: "supplier" });
  await page.locator(".note.bad", { hasText: "Stopped after 3 failures in a row." }).waitFor();
  await page.locator(".note.bad").getByRole("button", { name: "Resume" }).click();
  await eventually(() => page.locator(".detail .summary").textContent()).toContain("Active");
});

it("30: of 1,000 jobs at most 40 rows are in the document, End reaches the last, search finds job 997", async () => {
  const page = await stage();
  await page.evaluate(() => {
    const [, , template] = bench.client.jobList;
    if (template !== undefined)
      bench.client.jobList = Array.from({ length: 1_000 }, (_, n) => ({
        ...template,
        id: `m${n}`,
        name: `Job ${String(n).padStart(4, "0")}`,
      }));
  });
  await mountPanel(page);
  await eventually(() => page.locator(".count").textContent()).toBe("1,000");
  await eventually(() => page.locator(".job").first().getAttribute("aria-setsize")).toBe("1000");
  expect(await page.locator(".job").count()).toBeLessThanOrEqual(40);
  await page.locator(".job .name").first().focus();
  await page.keyboard.press("End");
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent);
  await eventually(focused).toBe("Job 0999");
  const last = page.locator(".job", { hasText: "Job 0999" });
  expect(await last.getAttribute("aria-posinset")).toBe("1000");
  expect(await page.locator(".job").count()).toBeLessThanOrEqual(41);
  expect(
    await page.locator("scheduled-jobs-panel").evaluate((panel) => panel.shadowRoot?.querySelectorAll("*").length),
  ).toBeLessThanOrEqual(1_500);
  await page.evaluate(() => window.scrollTo(0, 0));
  await eventually(() => page.locator(".job", { hasText: "Job 0000" }).count()).toBe(1);
  expect(await focused(), "the focused row is never taken out of the document").toBe("Job 0999");
  await page.keyboard.press("/");
  await page.keyboard.type("0997");
  await eventually(() => page.locator(".job .name").allTextContents()).toEqual(["Job 0997"]);
});

it("37: offline says so, actions are off with their reason, and what happened meanwhile comes once", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.evaluate(() => bench.client.goOffline());
  await page.locator(".notice", { hasText: "You’re offline. Showing jobs as of 10:12\u00a0AM." }).waitFor();
  expect(await page.getByRole("button", { name: "Review" }).getAttribute("aria-description")).toBe(
    "Not while you’re offline",
  );
  await page.getByRole("button", more("Monte Carlo batch")).click();
  expect(await page.getByRole("menuitem", { name: "Pause" }).getAttribute("aria-disabled")).toBe("true");
  await page.getByRole("menuitem", { name: "Pause" }).click({ force: true });
  expect(await page.evaluate(() => bench.client.calls.includes("jobs.pause"))).toBe(false);
  await page.keyboard.press("Escape");
  await page.evaluate(() => {
    const job = bench.client.jobList.find(({ id }) => id === "montecarlo");
    if (job === undefined) return;
    bench.client.jobList = bench.client.jobList.map((one) =>
      one.id === "montecarlo" ? { ...one, name: "Renamed while away" } : one,
    );
    bench.client.emit({ name: "job.updated", job, changed: ["name"] }, "montecarlo");
    bench.client.goOnline();
  });
  await page.locator(".job", { hasText: "Renamed while away" }).waitFor();
  expect(await page.locator(".job").count()).toBe(7);
  await eventually(() => page.locator(".notice", { hasText: "offline" }).count()).toBe(0);
});

it("keeps the rows that are there and says what to do when the list cannot be read", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.evaluate(() => bench.client.failures.push({ call: "jobs.list", code: "STORE_FAILED" }));
  await page
    .locator("scheduled-jobs-panel")
    .evaluate((panel) => (panel as HTMLElement & { refresh(): Promise<void> }).refresh());
  await page.locator(".note.bad", { hasText: "Your jobs couldn’t be loaded. They still run on schedule." }).waitFor();
  expect(await page.locator(".job").count()).toBe(7);
  expect(await page.getByRole("button", { name: "Copy details" }).getAttribute("title")).toBe(
    "STORE_FAILED · req-7f3a",
  );
  await page.getByRole("button", { name: "Try again" }).click();
  await eventually(() => page.locator(".note.bad").count()).toBe(0);
});

it("says that a job was changed in another window, and shows it as it is", async () => {
  const page = await stage();
  await mountPanel(page, { selected: "simulation" });
  await page.getByRole("button", { name: "Edit prompt" }).click();
  await page.evaluate(
    () =>
      (bench.client.jobList = bench.client.jobList.map((job) =>
        job.id === "simulation" ? { ...job, revision: 9, prompt: "Other" } : job,
      )),
  );
  await page.locator("#prompt").fill("Mine");
  await page.getByRole("button", { name: "Save prompt" }).click();
  await page.locator("#prompt-wrong", { hasText: "Changed in another window." }).waitFor();
  expect(await page.locator("#prompt").inputValue()).toBe("Mine");
});

it("lets a job that was deleted elsewhere fade, and moves the focus to the next row", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.locator(".job .name", { hasText: "Monte Carlo" }).focus();
  await page.evaluate(() => {
    const job = bench.client.jobList.find(({ id }) => id === "montecarlo");
    bench.client.jobList = bench.client.jobList.filter(({ id }) => id !== "montecarlo");
    if (job !== undefined) bench.client.emit({ name: "job.deleted", job }, "montecarlo");
  });
  await eventually(() => page.locator(".job", { hasText: "Monte Carlo" }).count()).toBe(0);
  await eventually(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe(
    "Scrap-rate check, CNC line",
  );
  await eventually(() => page.locator("[aria-live=polite]").first().textContent()).toBe("Monte Carlo batch is gone.");
});

it("lets the host take a request over, and tells it the facts", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    for (const name of ["sj-open-job", "sj-job-paused"]) {
      document.addEventListener(name, (event) => {
        heard.push(`${name} ${event.cancelable}`);
        event.preventDefault();
      });
    }
  });
  await page.locator(".job .name", { hasText: "Monte Carlo" }).click();
  await page.getByRole("button", more("Monte Carlo batch")).click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await page.locator(".toast").waitFor();
  expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([
    "sj-open-job true",
    "sj-job-paused false",
  ]);
  expect(await page.locator(".detail").count()).toBe(0);
});

it("rows move to their new places, but not under the pointer or the focus, nor for who wants less motion", async () => {
  const page = await stage({ reducedMotion: false });
  await mountPanel(page);
  await page.mouse.move(195, 500);
  await page.getByRole("button", { name: "More actions for Simulation" }).hover();
  /** Makes the last job the first, and tells whether rows moved. */
  const moved = (id: string) =>
    page.evaluate(async (jobId) => {
      const panel = document.querySelector("scheduled-jobs-panel");
      const job = bench.client.jobList.find((one) => one.id === jobId);
      if (panel === null || job === undefined) return undefined;
      const asking = {
        ...job,
        lastRun: { runId: "x", state: "needs_input" as const, dueAt: new Date(0), startedAt: new Date(0) },
      };
      bench.client.jobList = bench.client.jobList.map((one) => (one.id === jobId ? asking : one));
      bench.client.emit({ name: "job.updated", job: asking, changed: ["name"] }, jobId);
      let most = 0;
      for (let n = 0; n < 60; n++) {
        await new Promise((done) => requestAnimationFrame(done));
        const rows = [...(panel.shadowRoot?.querySelectorAll(".job") ?? [])];
        most = Math.max(
          most,
          rows.filter((row) => row.getAnimations().some((one) => one.playState === "running")).length,
        );
      }
      return most;
    }, id);
  expect(await moved("scrap"), "under the pointer").toBe(0);
  await page.mouse.move(0, 0);
  await page.waitForTimeout(400);
  expect(await moved("montecarlo")).toBeGreaterThan(1);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await moved("report"), "for who wants less motion").toBe(0);
});

/** Lets the part of the panel that shows the jobs come only when it is told to, or not at all the first time. */
async function holdPart(page: Page, first: "late" | "broken"): Promise<() => void> {
  let release = (): void => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route(/\/openPanel-/u, async (route) => {
    if (first === "late") {
      await held;
      await route.fallback();
    } else await route.fulfill({ contentType: "text/javascript", body: "throw new Error('cut off')" });
  });
  return release;
}

it("what is typed, and Enter, before the rest of the panel has come are kept: the sentence is marked and put before the reader", async () => {
  const page = await stage();
  const release = await holdPart(page, "late");
  await mount(page, "scheduled-jobs-panel");
  const box = page.locator("scheduled-jobs-panel textarea");
  await box.pressSequentially("Every weekday at 7am, check scrap");
  expect(await page.locator(".job .name button").count()).toBe(0);
  await box.press("Enter");
  release();
  await page.getByRole("heading", { name: "Check this job before it is created" }).waitFor();
  expect(await box.inputValue()).toBe("Every weekday at 7am, check scrap");
  await eventually(() => page.locator(".ghost .when-ink").allTextContents()).toEqual(["Every weekday at 7am"]);
});

it("where the part that shows the jobs does not come, the panel says so, and the box stays", async () => {
  const page = await stage();
  await holdPart(page, "broken");
  await mount(page, "scheduled-jobs-panel");
  await page.locator("scheduled-jobs-panel .note.bad", { hasText: "This couldn’t be loaded." }).waitFor();
  const panel = page.locator("scheduled-jobs-panel");
  expect(await panel.evaluate((element) => element.matches(":state(error):not(:state(loading))"))).toBe(true);
  expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(1);
  expect(await page.locator("textarea").isVisible()).toBe(true);
});

it("says how many jobs there are as the server counts them, before all of them are read", async () => {
  const page = await stage();
  await page.evaluate(() => {
    const [, , template] = bench.client.jobList;
    if (template !== undefined)
      bench.client.jobList = Array.from({ length: 431 }, (_, n) => ({ ...template, id: `m${n}`, name: `Job ${n}` }));
    // the first page comes, the second is never answered
    const list = bench.client.jobs.list.bind(bench.client.jobs);
    bench.client.jobs.list = (query) => (query?.cursor === undefined ? list(query) : new Promise(() => {}));
  });
  await mountPanel(page);
  await page.locator(".phead .count", { hasText: "431" }).waitFor();
  expect(await page.getByPlaceholder("Search 431 jobs").count()).toBe(1);
});
