import { describe, expect, it, onTestFinished } from "vitest";
import { openHost } from "../../../examples/factory-host/host.ts";
import { conversationsScreen } from "../../../examples/factory-host/terminal/conversationsScreen.ts";
import { jobsScreen } from "../../../examples/factory-host/terminal/jobsScreen.ts";
import type { Prompter } from "../../../examples/factory-host/terminal/prompter.ts";
import { proposalScreen } from "../../../examples/factory-host/terminal/proposalScreen.ts";
import { RunFeed } from "../../../examples/factory-host/terminal/runFeed.ts";
import { aFolder } from "./aProcess.ts";

async function aTerminal(data = aFolder(), timezone = "America/New_York") {
  const host = await openHost({ data, timezone, environment: {} });
  onTestFinished(() => host.scheduler.stop());
  return host;
}

/** A person who gives these answers, in this order; a choice is made by the beginning of its label. */
function aPerson(...answers: (string | undefined)[]): Prompter & { screen: string[] } {
  const screen: string[] = [];
  const next = (question: string) => {
    if (answers.length === 0) throw new Error(`Nobody answers “${question}”. Screen:\n${screen.join("\n")}`);
    return answers.shift();
  };
  return {
    screen,
    choose: async (message, choices) => {
      screen.push(message, ...choices.map(({ label, hint = "" }) => `${label} ${hint}`));
      const answer = next(message);
      const chosen = choices.find(({ label }) => answer !== undefined && label.startsWith(answer));
      if (answer !== undefined && chosen === undefined) throw new Error(`“${answer}” is no choice of “${message}”`);
      return chosen?.value;
    },
    ask: async (message) => {
      screen.push(message);
      return next(message);
    },
    show: (title, body) => void screen.push(title, body),
    say: (line) => void screen.push(line),
    done: (line) => void screen.push(line),
    warn: (line) => void screen.push(line),
  };
}

describe("the screen of a proposal", () => {
  it("shows what was understood with five occurrences and everything filled in, and creates it when told to", async () => {
    const host = await aTerminal();
    const person = aPerson("Create job");
    const proposal = await host.dexter.propose("Every Monday morning, refresh the production data pipeline");
    expect(await proposalScreen(host, proposal, person)).toBe(true);
    const shown = person.screen.join("\n");
    expect(shown).toContain("Check this job before it is created");
    expect(shown).toContain("refresh the production data pipeline");
    expect(shown).toContain("“morning”");
    expect(shown.match(/Mon, [A-Z][a-z]{2} \d+,(?: \d{4},)? 9:00 AM in /g)).toHaveLength(5);
    expect(shown).toContain("first run Mon,");
    expect((await host.dexter.jobs.list()).items).toHaveLength(1);
  });

  it("creates nothing when it is declined, or left", async () => {
    const host = await aTerminal();
    for (const answer of ["Don't create", undefined]) {
      const person = aPerson(answer);
      const proposal = await host.dexter.propose("Every Monday morning, refresh the data");
      expect(await proposalScreen(host, proposal, person)).toBe(false);
      expect(person.screen.at(-1)).toBe("Nothing was created.");
      expect((await host.dexter.proposals.get(proposal.id)).state).toBe("declined");
    }
    expect((await host.dexter.jobs.list()).items).toEqual([]);
  });

  it("offers the readings of a question as choices", async () => {
    const host = await aTerminal();
    const person = aPerson("5:00 PM", "Create job");
    await proposalScreen(host, await host.dexter.propose("Every day at 5, run the simulation"), person);
    expect(person.screen.join("\n")).toContain("5 in the morning or 5 in the afternoon?");
    const [job] = (await host.dexter.jobs.list()).items;
    expect((await host.dexter.jobs.preview(job?.id ?? ""))[0]?.local).toMatch(/T17:00:00$/);
  });

  it("asks for the missing half, and takes it in words", async () => {
    const host = await aTerminal();
    const person = aPerson("every day at 6pm", "Create job");
    await proposalScreen(host, await host.dexter.propose("check the coolant"), person);
    expect(person.screen.join("\n")).toContain("One question first");
    expect((await host.dexter.jobs.list()).items.map(({ prompt }) => prompt)).toEqual(["check the coolant"]);
  });

  it("says why a sentence cannot be scheduled, and takes another one", async () => {
    const host = await aTerminal();
    const person = aPerson("Say it differently", "Every day at 6pm, check the coolant", "Create job");
    await proposalScreen(host, await host.dexter.propose("On January 1st 2020 at 8am, check the coolant"), person);
    expect(person.screen[0]).toBe("Dexter can't schedule this yet");
    expect((await host.dexter.jobs.list()).items).toHaveLength(1);
  });

  it("takes another name", async () => {
    const host = await aTerminal();
    const person = aPerson("Another name", "Coolant", "Create job");
    await proposalScreen(host, await host.dexter.propose("Every day at 6pm, check the coolant"), person);
    expect(person.screen).toContain("Changed. Check it again");
    expect((await host.dexter.jobs.list()).items.map(({ name }) => name)).toEqual(["Coolant"]);
  });

  it("shows two jobs as two, and creates both", async () => {
    const host = await aTerminal();
    const person = aPerson("Create 2 jobs");
    await proposalScreen(host, await host.dexter.propose("Twice a day at 6am and 6pm, run the simulation"), person);
    expect(person.screen[0]).toBe("This makes 2 jobs");
    expect((await host.dexter.jobs.list()).items).toHaveLength(2);
  });

  it("says that a workflow does not exist before it is confirmed", async () => {
    const host = await aTerminal();
    const person = aPerson("Don't create");
    await proposalScreen(host, await host.dexter.propose("Every Monday at 6am, run the tea time workflow"), person);
    expect(person.screen.join("\n")).toMatch(/! .*tea time/);
  });
});

describe("the screen of the jobs", () => {
  const aJob = async (
    host: Awaited<ReturnType<typeof aTerminal>>,
    sentence = "Every day at 6pm, run the simulation",
  ) => {
    const { id, revision } = await host.dexter.propose(sentence);
    const [job] = await host.dexter.confirm(id, { revision });
    if (job === undefined) throw new Error("no job");
    return job;
  };

  it("shows name, schedule, status, last run and next run of each", async () => {
    const host = await aTerminal();
    const job = await aJob(host);
    const person = aPerson("Back");
    await jobsScreen(host, person);
    expect(person.screen[1]).toMatch(
      new RegExp(`${job.name}\n  Every day at 6:00 PM · Active · never run yet · next in \\d+ (?:h|min)`),
    );
  });

  it("says that there is none", async () => {
    const person = aPerson();
    await jobsScreen(await aTerminal(), person);
    expect(person.screen).toEqual(["There are no jobs yet."]);
  });

  it("pauses and resumes", async () => {
    const host = await aTerminal();
    const { id, name } = await aJob(host);
    await jobsScreen(host, aPerson(name, "Pause", "Back", "Back"));
    expect((await host.dexter.jobs.get(id)).state).toBe("paused");
    const person = aPerson(name, "Resume", "Back", "Back");
    await jobsScreen(host, person);
    expect((await host.dexter.jobs.get(id)).state).toBe("active");
    expect(person.screen.join("\n")).toContain("Resumed. Next run");
  });

  it("edits the prompt", async () => {
    const host = await aTerminal();
    const { id, name } = await aJob(host);
    await jobsScreen(host, aPerson(name, "Edit prompt", "run a Monte Carlo batch", "Back", "Back"));
    expect((await host.dexter.jobs.get(id)).prompt).toBe("run a Monte Carlo batch");
  });

  it("deletes only after asking, and keeps the job otherwise", async () => {
    const host = await aTerminal();
    const { name } = await aJob(host);
    await jobsScreen(host, aPerson(name, "Delete", "Keep job", "Back", "Back"));
    expect((await host.dexter.jobs.list()).items).toHaveLength(1);
    await jobsScreen(host, aPerson(name, "Delete", "Delete job"));
    expect((await host.dexter.jobs.list()).items).toEqual([]);
  });

  it("changes the schedule by a correction that is read back, and leaves it where the person says so", async () => {
    const host = await aTerminal();
    const { id, name } = await aJob(host);
    const person = aPerson(name, "Change schedule", "make it 7am", "Leave the job", "Back", "Back");
    await jobsScreen(host, person);
    expect(person.screen).toContain("Check this change before it is saved");
    expect((await host.dexter.jobs.preview(id))[0]?.local).toMatch(/T18:00:00$/);
    await jobsScreen(host, aPerson(name, "Change schedule", "make it 7am", "Save the change", "Back", "Back"));
    expect((await host.dexter.jobs.preview(id))[0]?.local).toMatch(/T07:00:00$/);
    expect((await host.dexter.jobs.list()).items).toHaveLength(1);
  });

  it("runs now, shows the conversation while it is written, and lists it afterwards", async () => {
    const host = await aTerminal();
    const { id, name, nextAt } = await aJob(host);
    const printed: string[] = [];
    const feed = new RunFeed(host, (text) => void printed.push(text));
    await host.scheduler.start();
    await jobsScreen(host, aPerson(name, "Run now", "Back"));
    await feed.showUntil(() => printed.some((line) => line.startsWith("✓ Done in")));
    expect(printed.join("\n")).toContain("→ run_simulation replications 50");
    expect((await host.dexter.jobs.get(id)).nextAt).toEqual(nextAt);
    const person = aPerson(`✓ Done · ${name}`, "Back");
    await conversationsScreen(host, person);
    expect(person.screen.join("\n")).toContain("→ run_simulation replications 50");
  });

  it("shows the past runs of a job with their results", async () => {
    const host = await aTerminal();
    const job = await aJob(host, "Every day at 6pm, water the plants");
    const feed = new RunFeed(host, () => {});
    await host.scheduler.start();
    await host.dexter.jobs.trigger(job.id);
    await feed.showUntil(async () => (await host.dexter.runs.list({ states: ["failed"] })).items.length > 0);
    const person = aPerson(job.name, "Back", "Back");
    await jobsScreen(host, person);
    expect(person.screen.join("\n")).toMatch(/✗ Failed .*I do not know how to do this/);
  });
});

describe("an account that has moved", () => {
  it("takes its jobs along, unless the sentence named a zone", async () => {
    const folder = aFolder();
    const inNewYork = await aTerminal(folder);
    for (const sentence of [
      "Every day at 6pm, run the simulation",
      "Every day at 6pm Berlin time, run the simulation",
    ]) {
      const { id, revision } = await inNewYork.dexter.propose(sentence);
      await inNewYork.dexter.confirm(id, { revision });
    }
    await inNewYork.scheduler.stop();
    const inTokyo = await aTerminal(folder, "Asia/Tokyo");
    expect(inTokyo.movedJobs).toBe(1);
    const { items } = await inTokyo.dexter.jobs.list();
    expect(items.map(({ timezone }) => timezone).toSorted()).toEqual(["Asia/Tokyo", "Europe/Berlin"]);
    await inTokyo.scheduler.stop();
    expect((await aTerminal(folder, "Asia/Tokyo")).movedJobs).toBe(0);
  });
});

describe("what the terminal shows of a run", () => {
  it("shows each entry once, however many bells ring", async () => {
    const host = await aTerminal();
    const printed: string[] = [];
    const feed = new RunFeed(host, (text) => void printed.push(text));
    const { id, revision } = await host.dexter.propose("Every day at 6pm, run the simulation and email me a PDF");
    const [job] = await host.dexter.confirm(id, { revision });
    await host.scheduler.start();
    await host.dexter.jobs.trigger(job?.id ?? "");
    await feed.showUntil(() => printed.some((line) => line.startsWith("✓ Done in")));
    const calls = printed.filter((line) => line.startsWith("→"));
    expect(calls.map((line) => line.split(" ")[1])).toEqual([
      "run_simulation",
      "write_simulation_report",
      "send_email",
    ]);
    expect(printed.filter((line) => line.startsWith("You"))).toHaveLength(1);
  });
});
