import { expect, it } from "vitest";
import { mount, mountPanel, mountProposal, sentences } from "./scenes.ts";
import { eventually, stage } from "./stage.ts";

const plain = (text: string | null | undefined): string => (text ?? "").replaceAll("\u00a0", " ");
const focused = () => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim();

it("4: a proposal says the schedule in other words, the zone's city, and five dates as the server previews them", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  expect(plain(await page.locator(".facts .strong").textContent())).toBe("Monday through Friday at 9:00 AM");
  expect(await page.locator(".facts").textContent()).toContain("New York time");
  const shown = await page
    .locator(".rail time")
    .evaluateAll((times) => times.map((time) => time.getAttribute("datetime")));
  const proposed = await page.evaluate(() =>
    [...bench.client.proposalMap.values()][0]?.drafts[0]?.next.map(({ dueAt }) => dueAt.toISOString()),
  );
  expect(shown).toEqual(proposed);
  expect(shown).toHaveLength(5);
  expect(plain(await page.locator(".rail li").first().textContent())).toBe("Fri, Mar 129:00 AMin 23 h");
});

it("5: what was filled in is a row each; what was said is not", async () => {
  const page = await stage();
  await mountProposal(page, "Every Monday morning, refresh the pipeline");
  expect(await page.locator(".assume li span").allTextContents()).toEqual([
    "“Morning” is 9:00 AM. You gave no time.",
    "New York time, from your account.",
  ]);
  await page.evaluate(() => document.querySelector("main")?.remove());
  await mountProposal(page, "Every Monday at 9am, refresh the pipeline");
  expect(await page.locator(".assume li span").allTextContents()).toEqual(["New York time, from your account."]);
});

it("6: the button repeats the first run of the list", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  expect(plain(await page.locator("#create small").textContent())).toBe("First run Fri, Mar 12, 9:00 AM");
  await page.evaluate(() => document.querySelector("main")?.remove());
  await mountProposal(page, "In 2 hours, generate a quarterly throughput report");
  expect(plain(await page.locator("#create").textContent())).toBe("Schedule itRuns once, today, 12:12 PM");
});

it("8: a double click and a held Enter create one job", async () => {
  const page = await stage();
  await page.evaluate(() => (bench.client.delayMs = 80));
  await mountProposal(page, sentences.morning);
  await page.locator("#create").dblclick();
  await page.getByRole("heading", { name: "Job created" }).waitFor();
  expect(
    await page.evaluate(() => [
      bench.client.jobList.length,
      bench.client.calls.filter((call) => call === "confirm").length,
    ]),
  ).toEqual([8, 1]);
  await page.evaluate(() => document.querySelector("main")?.remove());
  await mountProposal(page, "Every Monday at 9am, refresh the pipeline");
  await page.locator("#create").focus();
  for (let n = 0; n < 5; n++) await page.keyboard.down("Enter");
  await page.getByRole("heading", { name: "Job created" }).waitFor();
  await page.keyboard.up("Enter");
  expect(await page.evaluate(() => bench.client.jobList.length)).toBe(9);
});

it("10: a correction makes a new revision: the heading says so, the old words are struck, the new ones marked, the dates move", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  const before = await page.locator(".rail time").first().getAttribute("datetime");
  await page.locator("#correction").fill("make it 6am");
  await page.locator("#correction").press("Enter");
  await page.getByRole("heading", { name: "Changed. Check it again" }).waitFor();
  expect(plain(await page.locator(".was").textContent())).toBe("Monday through Friday at 9:00 AM");
  expect(plain(await page.locator(".now").textContent())).toBe("Monday through Friday at 6:00 AM");
  expect(await page.locator(".facts").textContent()).toContain("You said “make it 6am”.");
  expect(await page.evaluate(() => [...bench.client.proposalMap.values()].map(({ revision }) => revision))).toEqual([
    2,
  ]);
  expect(await page.locator(".rail time").first().getAttribute("datetime")).not.toBe(before);
  await eventually(() => page.evaluate(focused)).toBe("Changed. Check it again");
  expect(await page.evaluate(() => bench.client.jobList.length), "Enter in the correction box never creates").toBe(7);
});

it("11: Create is deaf for half a second after a correction", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  await page.locator("#correction").fill("make it 6am");
  const calls = await page.locator("job-proposal").evaluate(async (proposal) => {
    const root = proposal.shadowRoot;
    root?.querySelector<HTMLElement>("form[part=correction] button")?.click();
    while (!root?.querySelector(".now")) await new Promise((done) => setTimeout(done, 5));
    root.querySelector<HTMLElement>("#create")?.click();
    await new Promise((done) => setTimeout(done, 60));
    return bench.client.calls.includes("confirm");
  });
  expect(calls).toBe(false);
  await page.waitForTimeout(520);
  await page.locator("#create").click();
  await page.getByRole("heading", { name: "Job created" }).waitFor();
});

it("12: a proposal that was edited in a second window creates nothing in the first and shows the new version", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  await page.evaluate(async () => {
    const [proposal] = [...bench.client.proposalMap.values()];
    if (proposal !== undefined)
      await bench.client.proposals.amend(proposal.id, { correction: "make it 6am" }, { revision: 1 });
  });
  await page.locator("#create").click();
  await page.locator(".note.ask", { hasText: "This changed while you were reading." }).waitFor();
  expect(await page.evaluate(() => bench.client.jobList.length)).toBe(7);
  expect(plain(await page.locator(".now").textContent())).toBe("Monday through Friday at 6:00 AM");
  await eventually(() => page.locator("[aria-live=assertive]").textContent()).toBe(
    "This changed while you were reading.",
  );
});

it("13: of two readings none is chosen, Create says what it waits for, and a choice names its first run", async () => {
  const page = await stage();
  await mountProposal(page, sentences.question);
  await page.getByRole("heading", { name: "One question first" }).waitFor();
  expect(await page.locator("input[type=radio]:checked").count()).toBe(0);
  expect(await page.locator("#create").getAttribute("aria-disabled")).toBe("true");
  expect(await page.locator("#create small").textContent()).toBe("Choose a time first");
  await page.locator("#create").click({ force: true });
  expect(await page.evaluate(() => bench.client.jobList.length)).toBe(7);
  await page.getByRole("radio", { name: "5:00 PM, Fridays" }).check();
  expect(plain(await page.locator("#create small").textContent())).toBe("First run Fri, Mar 12, 5:00 PM");
  expect(await page.locator(".rail time").count()).toBe(5);
  await page.locator("#create").click();
  await page.getByRole("heading", { name: "Job created" }).waitFor();
  expect(await page.evaluate(() => bench.client.jobList.at(-1)?.schedule)).toMatchObject({ expression: "0 17 * * 5" });
});

it("14: what cannot be scheduled says why, that nothing was created, and offers two alternatives; one opens a proposal", async () => {
  const page = await stage();
  await mountProposal(page, sentences.event);
  await page.locator(".note.bad", { hasText: "Jobs start at a time, not at an event. Nothing was created." }).waitFor();
  const choices = page.locator("button.opt");
  await eventually(() => choices.allTextContents()).toEqual([
    "Every 15 minutesAbout 96\u00a0runs a day",
    "Every hourAbout 24\u00a0runs a day",
  ]);
  await choices.first().click();
  await page.getByRole("heading", { name: "Check this job before it is created" }).waitFor();
  expect(await page.locator(".facts .strong").textContent()).toBe("Every 15 minutes");
  expect(await page.locator(".note.ask", { hasText: "96\u00a0runs a day." }).count()).toBe(1);
});

it("15: a sentence without a time is asked when, and words answer", async () => {
  const page = await stage();
  await mountProposal(page, sentences.noTime);
  await page.getByRole("heading", { name: "When should it run?" }).waitFor();
  await page.locator("#answer").fill("Fridays at 4pm");
  await page.locator("#answer").press("Enter");
  await page.getByRole("heading", { name: "Check this job before it is created" }).waitFor();
  expect(plain(await page.locator(".facts .strong").textContent())).toBe("Fridays at 4:00 PM");
  expect(await page.locator(".facts").textContent()).toContain("Email me the open purchase orders");
});

it("16: two times a day are two numbered jobs, one button, two rows", async () => {
  const page = await stage({ width: 1280 });
  await mountPanel(page, {}, "wide");
  await page.locator("textarea").fill(sentences.several);
  await page.locator("textarea").press("Enter");
  await page.getByRole("heading", { name: "This makes 2 jobs" }).waitFor();
  expect(await page.locator(".card .n").allTextContents()).toEqual(["1", "2"]);
  expect(plain(await page.locator("#create").textContent())).toBe("Create 2 jobsFirst run today, 6:00 PM");
  await page.locator("#create").click();
  await page.getByRole("heading", { name: "2 jobs created" }).waitFor();
  await eventually(() => page.locator(".job").count()).toBe(9);
});

it("17: × in the proposal moves the words to the prompt", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  await page
    .getByRole("button", { name: "“Every weekday morning” is not the schedule. Move it to the prompt" })
    .click();
  await page.getByRole("heading", { name: "When should it run?" }).waitFor();
  expect(await page.locator(".when-ink").count()).toBe(0);
});

it("18: “weekly” in the name of a workflow is not marked", async () => {
  const page = await stage();
  await mountProposal(page, "run the weekly quality audit workflow every Monday at 6am");
  expect(await page.locator(".when-ink").allTextContents()).toEqual(["every Monday at 6am"]);
});

it("19: the clock change stands between the runs it parts", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  const lines = await page.locator(".rail li").allTextContents();
  expect(lines.map((line) => plain(line).slice(0, 36))).toEqual([
    "Fri, Mar 129:00 AMin 23 h",
    "Clocks go forward on Sun, Mar 14. Ru",
    "Mon, Mar 159:00 AMin 4 days",
    "Tue, Mar 169:00 AMin 5 days",
    "Wed, Mar 179:00 AMin 6 days",
    "Thu, Mar 189:00 AMin 7 days",
  ]);
});

it("20: an interval says what it counts from, how often it runs at night and on weekends, and what the clock change does", async () => {
  const page = await stage();
  await mountProposal(page, sentences.interval);
  expect(await page.locator(".facts").textContent()).toContain("Counted from the moment you create the job.");
  expect(plain(await page.locator("[part=heads-up]").first().textContent())).toBe(
    "This also runs at night and on weekends. 28 runs a week.",
  );
  expect(plain(await page.locator(".dst").textContent())).toBe(
    "From Sun, Mar 14 the clock times move 1 hour later. The gap stays 6 hours.",
  );
});

it("7: with the keyboard alone, Create leads to the heading that says so", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  await page.locator("#create").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Job created" }).waitFor();
  await eventually(() => page.evaluate(focused)).toBe("Job created");
});

it("a job that does nearly the same is named, and can be opened instead", async () => {
  const page = await stage();
  await mountProposal(page, "Every Monday at 9am, refresh the line balance for all the CNC cells");
  const note = page.locator("[part=heads-up]", { hasText: "Looks like Line balance refresh: Every 6 hours." });
  await note.waitFor();
  const opened = page.evaluate(
    () => new Promise((done) => addEventListener("sj-open-job", ({ detail }) => done(detail.jobId), { once: true })),
  );
  await note.getByRole("button", { name: "Open it" }).click();
  expect(await opened).toBe("balance");
});

it("a correction that is not understood changes nothing, keeps its words, and the next one goes on from what stood", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  await page.locator("#correction").fill("purple monkey");
  await page.locator("#correction").press("Enter");
  await page.getByRole("heading", { name: "That change wasn’t understood" }).waitFor();
  await page.locator(".note.ask", { hasText: "“purple monkey” was not understood. Nothing was changed." }).waitFor();
  expect(await page.locator("#correction").inputValue()).toBe("purple monkey");
  expect(await page.locator("#create").count()).toBe(0);
  await page.getByRole("button", { name: "Monday through Friday at 9:00\u00a0AM" }).click();
  await page.getByRole("heading", { name: "Check this job before it is created" }).waitFor();
});

it("37: offline, Create says that nothing was created and what was typed stays", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  await page.locator("#correction").fill("make it 6am");
  await page.evaluate(() => bench.client.goOffline());
  await eventually(() => page.locator("#create small").textContent()).toBe("You’re offline. Nothing was created.");
  expect(await page.locator("#create").getAttribute("aria-disabled")).toBe("true");
  await page.locator("#correction").press("Enter");
  await page.locator(".note.bad", { hasText: "Not saved. Your text is still here." }).waitFor();
  expect(await page.locator("#correction").inputValue()).toBe("make it 6am");
});

it("an expired proposal goes grey and can be checked again", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  await page.evaluate(() => bench.client.failures.push({ call: "confirm", code: "PROPOSAL_EXPIRED" }));
  await page.locator("#create").click();
  await page.getByRole("heading", { name: "This proposal is too old to confirm." }).waitFor();
  await page.getByRole("button", { name: "Check again" }).click();
  await page.getByRole("heading", { name: "Check this job before it is created" }).waitFor();
  expect(await page.evaluate(() => bench.client.jobList.length)).toBe(7);
});

it("a proposal can be renamed before it is created, and the job has that name", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  await page.getByRole("button", { name: "Rename" }).click();
  await page.locator("#new-name").fill("Morning simulation");
  await page.locator("#new-name").press("Enter");
  await page.locator(".facts", { hasText: "Morning simulation" }).waitFor();
  await page.waitForTimeout(520);
  await page.locator("#create").click();
  await page.getByRole("heading", { name: "Job created" }).waitFor();
  expect(await page.evaluate(() => bench.client.jobList.at(-1)?.name)).toBe("Morning simulation");
});

it("says in Spanish what it says in English", async () => {
  const page = await stage({ lang: "es" });
  await page.evaluate(() => (bench.client = new bench.FakeClient({ locale: "es" })));
  await mount(page, "job-proposal", { text: sentences.morning });
  await page.getByRole("heading", { name: "Revisa el trabajo antes de crearlo" }).waitFor();
  expect(await page.locator(".facts .strong").textContent()).toBe("De lunes a viernes a las 9:00");
  expect(await page.locator(".rail li").first().textContent()).toBe("vie, 12 mar9:00en 23\u00a0h");
  expect(await page.locator(".dst").textContent()).toBe("El dom, 14 mar se adelanta la hora. Sigue a las 9:00.");
  expect(await page.locator("#create").textContent()).toBe("Crear trabajoPrimera ejecución: vie, 12 mar, 9:00");
});

it("a change of a stored job is said in one sentence, and done by one button that names it", async () => {
  const page = await stage();
  await mount(page, "job-proposal");
  const job = await page.evaluate(async () => {
    const [stored] = bench.client.jobList;
    if (stored === undefined) throw new Error("there is no job");
    const { id: jobId, name, revision, schedule, prompt } = stored;
    const proposed = await bench.client.propose({ schedules: [schedule], prompt });
    const change = { action: "delete" as const, jobId, revision };
    const proposal = { ...proposed, change, summary: `Delete “${name}” for good.` };
    bench.client.proposalMap.set(proposal.id, proposal);
    const heard: string[] = [];
    for (const event of ["sj-job-created", "sj-job-deleted"]) addEventListener(event, () => heard.push(event));
    Object.assign(globalThis, { heard });
    Object.assign(document.querySelector("job-proposal") ?? {}, { proposal });
    return { name };
  });
  await page.getByRole("heading", { name: "Check this change before it is made" }).waitFor();
  expect(await page.locator("[part=change]").textContent()).toBe(`Delete “${job.name}” for good.`);
  expect(await page.locator("#correction, #rename").count()).toBe(0);
  expect(await page.getByRole("button", { name: "Leave it as it is" }).count()).toBe(1);
  await page.waitForTimeout(600);
  await page.getByRole("button", { name: "Delete job" }).click();
  await page.getByRole("heading", { name: "Done" }).waitFor();
  expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual(["sj-job-deleted"]);
});

it("a correction of a stored job saves a change, and does not speak of creating", async () => {
  const page = await stage();
  await mount(page, "job-proposal");
  await page.evaluate(async () => {
    const [job] = bench.client.jobList;
    if (job === undefined) throw new Error("there is no job");
    const proposal = await bench.client.jobs.correct(job.id, "make it 6am", { revision: job.revision });
    Object.assign(document.querySelector("job-proposal") ?? {}, { proposal });
  });
  await page.getByRole("heading", { name: "Check this change before it is made" }).waitFor();
  await page.waitForTimeout(600);
  await page.getByRole("button", { name: "Save the change" }).click();
  await page.getByRole("heading", { name: "Done" }).waitFor();
  expect(await page.evaluate(() => [...bench.client.proposalMap.values()].map(({ state }) => state))).toEqual([
    "confirmed",
  ]);
});
