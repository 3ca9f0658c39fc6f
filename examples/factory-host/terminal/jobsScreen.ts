import { describe, type Run, type ScheduledJob, SchedulerError } from "@dexter/scheduled-jobs";
import type { Host } from "../host.ts";
import { problem } from "./problem.ts";
import { proposalScreen } from "./proposalScreen.ts";
import type { Prompter } from "./prompter.ts";
import { brief, safe, style } from "./style.ts";
import { clockTime, relative } from "./times.ts";
import { jobEntry, jobStatus, runRemark, runStatus } from "./words.ts";

/** The list of jobs: choose one to look at it, pause, resume, run, edit or delete it. */
export async function jobsScreen(host: Host, prompter: Prompter): Promise<void> {
  for (;;) {
    const { items: jobs } = await host.dexter.jobs.list({ limit: 100 });
    if (jobs.length === 0) return prompter.say("There are no jobs yet.");
    const now = new Date();
    prompter.show("Jobs", jobs.map((one) => jobEntry(one, inWords(one, now), now)).join("\n\n"));
    const id = await prompter.choose("Which one?", [
      ...jobs.map(({ id: value, name }) => ({ value, label: brief(name, 70) })),
      { value: "back", label: style.quiet("Back") },
    ]);
    const job = jobs.find((one) => one.id === id);
    if (job === undefined) return;
    await jobScreen(host, job, prompter);
  }
}

async function jobScreen(host: Host, listed: ScheduledJob, prompter: Prompter): Promise<void> {
  const { dexter } = host;
  for (let id: string | undefined = listed.id; id !== undefined;) {
    const job: ScheduledJob = await dexter.jobs.get(id);
    const { items: runs } = await dexter.runs.list({ jobId: id, limit: 5 });
    prompter.show(safe(job.name), detail(job, runs, new Date()));
    const waiting = runs.find(({ state }) => state === "needs_input" || state === "interrupted");
    const isHeld = job.state === "paused" || job.state === "suspended";
    const action = await prompter.choose("What next?", [
      ...(waiting === undefined ? [] : [{ value: `reply ${waiting.id}`, label: replyLabel(waiting) }]),
      { value: "run", label: "Run now" },
      ...(isHeld ? [{ value: "resume", label: "Resume" }] : []),
      ...(job.state === "active" ? [{ value: "pause", label: "Pause" }] : []),
      ...(job.state === "completed" ? [] : [{ value: "schedule", label: "Change schedule" }]),
      { value: "prompt", label: "Edit prompt" },
      { value: "delete", label: "Delete…" },
      { value: "back", label: style.quiet("Back") },
    ]);
    if (action === undefined || action === "back") return;
    try {
      if (await act(host, job, action, prompter)) id = undefined;
    } catch (error) {
      if (!SchedulerError.is(error)) throw error;
      prompter.warn(problem(error));
    }
  }
}

/** Does what was chosen. True once there is nothing more to do with this job on this screen. */
async function act(host: Host, job: ScheduledJob, action: string, prompter: Prompter): Promise<boolean> {
  const { dexter } = host;
  const { id, revision } = job;
  if (action === "run") {
    await dexter.jobs.trigger(id);
    prompter.done("Started.");
    return true;
  }
  if (action.startsWith("reply ")) {
    const text = await prompter.ask("What should Dexter know?", { initial: "Go on." });
    if (text === undefined) return false;
    await dexter.runs.reply(action.slice("reply ".length), text);
    return true;
  }
  if (action === "pause") {
    await dexter.jobs.pause(id);
    prompter.done("Paused. It won't run until you resume it.");
  } else if (action === "resume") {
    const { nextAt } = await dexter.jobs.resume(id);
    prompter.done(`Resumed.${nextAt === undefined ? "" : ` Next run ${clockTime(nextAt, job.timezone, new Date())}.`}`);
  } else if (action === "schedule") {
    const correction = await prompter.ask("When should it run?", { placeholder: "make it 6am" });
    if (correction !== undefined) {
      const proposal = await dexter.jobs.update(id, { correction }, { revision });
      await proposalScreen(host, proposal, prompter);
    }
  } else if (action === "prompt") {
    const prompt = await prompter.ask("What should it do?", { initial: job.prompt });
    if (prompt !== undefined && prompt !== job.prompt) {
      await dexter.jobs.update(id, { prompt }, { revision });
      prompter.done("Saved.");
    }
  } else if (action === "delete") {
    const answer = await prompter.choose(
      `Delete “${brief(job.name, 60)}”? It will never run again. This can't be undone; its past conversations stay.`,
      [
        { value: "keep", label: "Keep job" },
        { value: "delete", label: "Delete job" },
      ],
    );
    if (answer !== "delete") return false;
    await dexter.jobs.delete(id, { revision });
    prompter.done("Deleted.");
    return true;
  }
  return false;
}

function replyLabel({ state, question }: Run): string {
  return state === "interrupted" ? "Go on with the run that was cut off" : `Answer: ${brief(question?.text ?? "", 60)}`;
}

function detail(job: ScheduledJob, runs: readonly Run[], now: Date): string {
  const next = job.nextAt && `${clockTime(job.nextAt, job.timezone, now)} ${style.quiet(relative(job.nextAt, now))}`;
  const past = runs.map((run) => {
    const when = clockTime(run.dueAt, job.timezone, now);
    const times = run.occurrences > 1 ? style.quiet(` ×${run.occurrences}`) : "";
    return `  ${runStatus(run.state)}${times} ${style.quiet(`${when} · ${brief(runRemark(run), 80)}`)}`;
  });
  return [
    `${style.quiet("Status    ")}${jobStatus(job)}`,
    `${style.quiet("When      ")}${style.when(inWords(job, now))}`,
    `${style.quiet("Zone      ")}${job.timezone}`,
    `${style.quiet("What      ")}${brief(job.prompt, 400)}`,
    ...(next === undefined ? [] : [`${style.quiet("Next      ")}${next}`]),
    ...(past.length === 0 ? [`${style.quiet("Runs      ")}never run yet`] : [style.quiet("Runs"), ...past]),
    `${style.quiet("Factory   ")}${safe(job.factoryId)}`,
  ].join("\n");
}

function inWords({ schedule, timezone, locale }: ScheduledJob, now: Date): string {
  return safe(describe(schedule, { locale, now, timezone }));
}
