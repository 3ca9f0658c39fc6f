import * as z from "zod";
import type { StoredJob } from "../model/job.ts";
import { type Run, runSchema, type StoredRun } from "../model/run.ts";
import type { Core } from "./core.ts";

/** Why a job ran, or did not run, at an instant. */
export interface Explanation {
  /** Stable: the run's state, its reason's code where it has one, or why there is no run. */
  code: string;
  /** In a sentence, in English. */
  text: string;
  /** The run of that instant, where there is one. */
  run?: Run;
}

/** How many runs around the instant are looked at. */
const NEAR = 20;

/** Answers for any moment: from the row of that occurrence, or from what the schedule and the job's state say. */
export async function explain(core: Core, job: StoredJob, at: number): Promise<Explanation> {
  const { items } = await core.store.listRuns({ jobId: job.id, dueTo: at, limit: NEAR });
  const run = items.find((one) => one.dueAt === at || (one.lastDueAt !== undefined && at <= one.lastDueAt));
  if (run !== undefined) return { ...ofRun(run), run: z.decode(runSchema, run) };
  if (at < job.createdAt) return { code: "not-created", text: "The job did not exist yet." };

  const isOccurrence = core.occurrencesOf(job).next(at - 1) === at;
  const now = core.now();
  if (!isOccurrence) return { code: "not-scheduled", text: "The job's schedule has no occurrence at that instant." };
  const heldFrom = job.heldNextAt;
  if (heldFrom !== undefined && at >= heldFrom) {
    return job.state === "paused"
      ? { code: "paused", text: at > now ? "The job is paused: it will not run then." : "The job was paused." }
      : {
          code: "suspended",
          text: `The job is suspended: ${job.suspension?.message ?? "it is held by the scheduler."}`,
        };
  }
  if (job.nextAt !== undefined && at >= job.nextAt) {
    return at > now
      ? { code: "upcoming", text: "It is still to come." }
      : { code: "due", text: "It is due and about to be planned." };
  }
  return { code: "not-planned", text: "The job had another schedule then, or its history is no longer kept." };
}

function ofRun(run: StoredRun): { code: string; text: string } {
  const code = run.reason?.code ?? run.state;
  if (run.reason !== undefined) return { code, text: run.reason.message };
  const texts: Partial<Record<StoredRun["state"], string>> = {
    queued: run.waitsFor === undefined ? "It is waiting for a free worker." : "It is waiting for an earlier run.",
    running: "It is being carried out.",
    needs_input: "It asked something and waits for the answer.",
    succeeded: "It ran and succeeded.",
  };
  return { code, text: texts[run.state] ?? `It is ${run.state}.` };
}
