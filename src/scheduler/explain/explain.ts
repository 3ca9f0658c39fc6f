import * as z from "zod";
import type { Occurrences } from "../../lifecycle/planJob.ts";
import type { StoredJob } from "../../model/job.ts";
import { type Run, runSchema, type StoredRun } from "../../model/run.ts";
import type { Page } from "../../ports/store.ts";
import type { Core } from "../core.ts";
import { english } from "./en.ts";
import { spanish } from "./es.ts";
import type { ExplanationKey, ExplanationWords } from "./words.ts";

/** Why a job ran, or did not run, at an instant. */
export interface Explanation {
  /** Stable: the run's state, its reason's code where it has one, or why there is no run. */
  code: string;
  /** In a sentence, in the language of the actor's locale: English or Spanish. */
  text: string;
  /** What the runner, or whoever held the job, said: for words of a host's own. */
  params: Readonly<Record<string, string>>;
  /** The run of that instant, where there is one. */
  run?: Run;
}

/** How many runs are looked at in one go, and how often: manual runs lie between those of the schedule. */
const NEAR = 20;
const LOOKS = 50;

const languages: Readonly<Record<string, ExplanationWords>> = { en: english, es: spanish };

/** Answers for any moment: from the row of that occurrence, or from what the schedule and the job's state say. */
export async function explain(core: Core, job: StoredJob, at: number, locale = "en"): Promise<Explanation> {
  const words = languages[locale.slice(0, 2).toLowerCase()] ?? english;
  const say = (code: string, key: ExplanationKey, params: Explanation["params"] = {}): Explanation => {
    const text = words[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
    return { code, text, params };
  };
  const occurrences = core.readableOccurrencesOf(job);
  const run = await runAt(core, job, occurrences, at);
  if (run !== undefined) {
    const message = run.reason?.message;
    const said = say(run.reason?.code ?? run.state, keyOf(run), message === undefined ? {} : { message });
    return { ...said, run: z.decode(runSchema, run) };
  }
  if (at < job.createdAt) return say("not-created", "not-created");
  const now = core.now();
  if (occurrences.next(at - 1) !== at) return say("not-scheduled", "not-scheduled");
  if (job.heldNextAt !== undefined && at >= job.heldNextAt) {
    if (job.state === "paused") return say("paused", at > now ? "job-paused" : "job-was-paused");
    return say("suspended", "job-suspended", { message: job.suspension?.message ?? "It is held by the scheduler." });
  }
  if (job.nextAt !== undefined && at >= job.nextAt) return at > now ? say("upcoming", "upcoming") : say("due", "due");
  return say("not-planned", "not-planned");
}

/** The run of the occurrence at an instant, or the row that counts it; else one by hand that was asked for right then. */
async function runAt(
  { store }: Core,
  job: StoredJob,
  occurrences: Occurrences,
  at: number,
): Promise<StoredRun | undefined> {
  let byHand: StoredRun | undefined;
  let cursor: string | undefined;
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const page: Page<StoredRun> = await store.listRuns({
      jobId: job.id,
      dueTo: at,
      limit: NEAR,
      ...(cursor !== undefined && { cursor }),
    });
    const scheduled = page.items.find(({ trigger }) => trigger === "schedule");
    byHand ??= page.items.find(({ trigger, dueAt }) => trigger === "manual" && dueAt === at);
    if (scheduled !== undefined) return isAbout(scheduled, at, occurrences) ? scheduled : byHand;
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return byHand;
}

/**
 * Whether a row is about an instant at or after its own. One that counts several occurrences names the first and the last of
 * them; what lies between is told by the schedule, unless it is another one by now.
 */
function isAbout({ dueAt, lastDueAt = dueAt }: StoredRun, at: number, occurrences: Occurrences): boolean {
  if (at >= lastDueAt) return at === lastDueAt;
  const isDue = (instant: number) => occurrences.next(instant - 1) === instant;
  const isOfAnother = !isDue(dueAt) || !isDue(lastDueAt);
  return at === dueAt || isOfAnother || isDue(at);
}

function keyOf(run: StoredRun): ExplanationKey {
  if (run.reason !== undefined) return run.reason.code;
  return run.state === "queued" && run.waitsFor !== undefined ? "queued-behind" : run.state;
}
