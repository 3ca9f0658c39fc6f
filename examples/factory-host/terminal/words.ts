import type { Run, ScheduledJob } from "@dexter/scheduled-jobs";
import { brief, safe, style } from "./style.ts";
import { clockTime, relative } from "./times.ts";

type RunState = Run["state"];
type JobState = ScheduledJob["state"];

const runWords: Record<RunState, { sign: string; word: string; look: (text: string) => string }> = {
  queued: { sign: "○", word: "Waiting", look: style.quiet },
  running: { sign: "◐", word: "In progress", look: style.accent },
  needs_input: { sign: "?", word: "Needs your answer", look: style.when },
  succeeded: { sign: "✓", word: "Done", look: style.good },
  failed: { sign: "✗", word: "Failed", look: style.bad },
  timed_out: { sign: "✗", word: "Timed out", look: style.bad },
  cancelled: { sign: "–", word: "Cancelled", look: style.quiet },
  interrupted: { sign: "!", word: "Interrupted", look: style.when },
  skipped: { sign: "–", word: "Skipped", look: style.quiet },
  missed: { sign: "–", word: "Missed", look: style.when },
};
const jobWords: Record<JobState, string> = {
  active: "Active",
  paused: "Paused",
  suspended: "Suspended",
  completed: "Completed",
};

/** `✓ Done` */
export function runStatus(state: RunState): string {
  const { sign, word, look } = runWords[state];
  return look(`${sign} ${word}`);
}

/** `Active`; with the reason where the scheduler holds the job. */
export function jobStatus({ state, suspension }: ScheduledJob): string {
  if (suspension !== undefined) return style.when(`${jobWords[state]}: ${safe(suspension.message)}`);
  return state === "active" ? jobWords[state] : style.quiet(jobWords[state]);
}

/** Why a run is in its state, or what came of it. */
export function runRemark({ summary, reason }: Run): string {
  return safe(reason?.message ?? summary ?? "");
}

/** A job in the list: its name; then its schedule, status, last run and next run. */
export function jobEntry(job: ScheduledJob, description: string, now: Date): string {
  const { lastRun, nextAt } = job;
  const last =
    lastRun === undefined
      ? "never run yet"
      : `last run ${relative(lastRun.startedAt, now)}, ${runWords[lastRun.state].word.toLowerCase()}`;
  const next = nextAt === undefined ? [] : [`next ${relative(nextAt, now)}`];
  const facts = [style.when(brief(description, 80)), jobStatus(job), ...[last, ...next].map(style.quiet)];
  return `${style.strong(brief(job.name, 70))}\n  ${facts.join(style.quiet(" · "))}`;
}

/** What happened while nothing was running, for a run that was missed or is late. */
export function missedLine(run: Run, timezone: string, now: Date): string {
  const last = run.lastDueAt ?? run.dueAt;
  const when =
    run.occurrences === 1
      ? `the occurrence of ${clockTime(run.dueAt, timezone, now)}`
      : `${run.occurrences} occurrences, ${clockTime(run.dueAt, timezone, now)} to ${clockTime(last, timezone, now)}`;
  return `${safe(run.title)}: missed ${when}. ${runRemark(run)}`.trim();
}

/** What was being done when its process ended. */
export function interruptedLine(run: Run): string {
  return `${safe(run.title)} was cut off. ${runRemark(run)}`.trim();
}

/** Why the scheduler holds a job. */
export function suspendedLine({ name, suspension }: ScheduledJob): string {
  return `${safe(name)} is suspended. ${safe(suspension?.message ?? "")}`.trim();
}
