import * as z from "zod";
import { checkTiming } from "../confirm/checkTiming.ts";
import { anchored } from "../confirm/confirm.ts";
import { SchedulerError } from "../errors/schedulerError.ts";
import { editJob } from "../lifecycle/holdJob.ts";
import { runIdOf } from "../lifecycle/identity.ts";
import { jitterOf } from "../lifecycle/planJob.ts";
import { jobStateSchema, type JobState, type ScheduledJob, scheduledJobSchema, type StoredJob } from "../model/job.ts";
import { isSameJson, toJson } from "../model/json.ts";
import { type PolicyOverrides, givenPoliciesSchema } from "../model/policies.ts";
import { type Preview, type Proposal, type ProposedChange, proposedChangeSchema } from "../model/proposal.ts";
import { type Run, runSchema } from "../model/run.ts";
import { type Schedule, scheduleSchema } from "../model/schedule.ts";
import { compile } from "../occurrences/compile.ts";
import { previewOccurrences } from "../occurrences/previewOccurrences.ts";
import type { Permission } from "../ports/authorizer.ts";
import type { CountByState, Page } from "../ports/store.ts";
import { type Explanation, explain } from "./explain/explain.ts";
import { defined } from "../model/defined.ts";
import { deleting, inserted, pausing, resuming, triggering } from "./jobChanges.ts";
import { mapPage, type PageRequest, pageRequestSchema } from "./paging.ts";
import { encode, parse, parseSchedule } from "./parse.ts";
import type { ProposalDesk } from "./proposalDesk.ts";
import { checkRevision, type Session } from "./session.ts";

/** What a person changes about a stored job, at once: nothing of it needs a read-back. */
export interface JobChanges {
  schedule?: Schedule;
  prompt?: string;
  name?: string;
  /** Replaces the job's own policies. */
  policies?: PolicyOverrides;
}

/** What can be proposed about a stored job. */
export type JobProposition =
  | ProposedChange
  | {
      action: "update";
      /** What is to be different about the schedule, in words such as "make it 6am". */
      correction?: string;
      prompt?: string;
      name?: string;
    };

const nameSchema = z.string().trim().min(1).max(200);
const propositionSchema = z.union([
  proposedChangeSchema,
  z
    .strictObject({
      action: z.literal("update"),
      correction: z.string().optional(),
      prompt: z.string().trim().min(1).optional(),
      name: nameSchema.optional(),
    })
    .refine(({ correction, prompt, name }) => [correction, prompt, name].some((given) => given !== undefined), {
      message: "Say what is to be different: a correction, a prompt or a name",
    }),
]);
const revisionSchema = z.object({ revision: z.int().positive() });
const changesSchema = z.strictObject({
  schedule: z.unknown().optional(),
  prompt: z.string().trim().min(1).optional(),
  name: nameSchema.optional(),
  policies: givenPoliciesSchema.optional(),
});
const filterSchema = z.strictObject({
  states: z.array(jobStateSchema).optional(),
  search: z.string().max(200).optional(),
});
const listSchema = pageRequestSchema.extend(filterSchema.shape).strict();
const correctionSchema = z.strictObject({ correction: z.string() });
const atSchema = z.strictObject({ revision: revisionSchema.shape.revision.optional() });
const deleteSchema = atSchema.extend({ abortRunning: z.boolean().default(false) });
const triggerSchema = z.strictObject({ requestId: z.string().min(1).max(200).optional() });
/** How many occurrences are shown. */
export const limitSchema = z.strictObject({ limit: z.int().min(1).max(500).default(5) });

/** Which of an actor's jobs are meant. */
export interface JobsFilter {
  states?: JobState[];
  /** These letters in name or prompt, whatever their case. */
  search?: string;
}

/** The jobs of one actor in its factory. */
export class Jobs {
  readonly #session: Session;
  readonly #desk: ProposalDesk;

  constructor(session: Session, desk: ProposalDesk) {
    this.#session = session;
    this.#desk = desk;
  }

  /** The actor's jobs, newest first. */
  async list(query: PageRequest & JobsFilter = {}): Promise<Page<ScheduledJob>> {
    const { core, scope } = this.#session;
    await core.open();
    return mapPage(await core.store.listJobs({ ...defined(parse(listSchema, query, "query")), scope }), shown);
  }

  /** How many jobs there are in each state; a state without any is left out. */
  async count(filter: JobsFilter = {}): Promise<CountByState<JobState>> {
    const { core, scope } = this.#session;
    await core.open();
    return core.store.countJobs({ ...defined(parse(filterSchema, filter, "filter")), scope });
  }

  /** @throws {@link SchedulerError} `JOB_NOT_FOUND` */
  async get(id: string): Promise<ScheduledJob> {
    return shown(await this.#session.job(id));
  }

  /**
   * Changes a job. A correction in words gives a proposal with the read-back, which `confirm` applies; everything else is
   * changed at once. A change is never retroactive, and a run that is going on is untouched. A job that is handed in whole may
   * say what it says already; a field that differs and cannot be edited is refused.
   *
   * @throws {@link SchedulerError} `REVISION_CONFLICT`, `FACTORY_IMMUTABLE`, `INPUT_INVALID`, `JOB_NOT_FOUND`, `NOT_PERMITTED`,
   *   and for a schedule what a form throws
   */
  async update(id: string, change: { correction: string }, at: { revision: number }): Promise<Proposal>;
  async update(id: string, change: JobChanges, at: { revision: number }): Promise<ScheduledJob>;
  async update(
    id: string,
    change: JobChanges | { correction: string },
    at: { revision: number },
  ): Promise<ScheduledJob | Proposal> {
    const { revision } = parse(revisionSchema, at, "at");
    const job = await this.#session.job(id);
    const asked = different(job, parse(z.looseObject({}), change, "change"));
    await this.#session.permit({ action: "update", jobId: id });
    if ("correction" in asked) {
      const { correction } = parse(correctionSchema, asked, "change");
      return this.#session.changeJob(id, revision, async (current) => ({
        change: { events: [] },
        result: await this.#desk.openCorrection(current, { correction }),
      }));
    }
    this.#session.refuseAgent("update");
    const { schedule, ...fields } = parse(changesSchema, asked, "change");
    return this.#session.changeJob(id, revision, (current, now) => {
      if (Object.keys(asked).length === 0) return { change: { events: [] }, result: shown(current) };
      const next = this.#edited(current, fields, schedule, now);
      return {
        change: { jobs: [{ from: current, next: next.job }], runs: inserted(next.runs), events: next.events },
        result: shown(next.job),
      };
    });
  }

  /**
   * Proposes to change a job, to hold it, to let it go on, to run it now or to remove it; `confirm` does it. This is how an
   * agent changes anything.
   *
   * @throws {@link SchedulerError} `JOB_NOT_FOUND`, `REVISION_CONFLICT`, `INPUT_INVALID`, `TEXT_TOO_LONG`, `NOT_PERMITTED`
   */
  async propose(id: string, proposed: JobProposition, at: { revision?: number } = {}): Promise<Proposal> {
    const change = parse(propositionSchema, proposed, "change");
    const { revision } = parse(atSchema, at, "at");
    const job = await this.#session.job(id);
    checkRevision(job, revision);
    await this.#session.permit(permissionFor(change.action, id, job.workflow));
    if (change.action !== "update") return this.#desk.openChange(job, defined(change));
    return this.#desk.openCorrection(job, defined(change));
  }

  /** Holds a job until it is resumed. Its queued and running runs go on. Pausing twice is the same as once. */
  async pause(id: string, at: { revision?: number } = {}): Promise<ScheduledJob> {
    const { revision } = parse(atSchema, at, "at");
    await this.#session.permitPerson({ action: "update", jobId: id });
    return this.#session.changeJob(id, revision, (current, now) => {
      const { change, job } = pausing(current, now);
      return { change, result: shown(job) };
    });
  }

  /** Lets a paused or suspended job go on; what went by meanwhile is counted in `skipped` and not made up. */
  async resume(id: string, at: { revision?: number } = {}): Promise<ScheduledJob & { skipped: number }> {
    const { revision } = parse(atSchema, at, "at");
    await this.#session.permitPerson({ action: "update", jobId: id });
    return this.#session.changeJob(id, revision, (current, now) => {
      const { change, job, skipped } = resuming(this.#session.core, current, now);
      return { change, result: { ...shown(job), skipped } };
    });
  }

  /**
   * Removes a job for good. Its queued runs are cancelled; a running one finishes, unless `abortRunning`. Past runs and
   * conversations stay.
   */
  async delete(id: string, options: { revision?: number; abortRunning?: boolean } = {}): Promise<void> {
    const { abortRunning, revision } = parse(deleteSchema, options, "options");
    await this.#session.permitPerson({ action: "delete", jobId: id });
    const told = await this.#session.changeJob(id, revision, async (job, now) => {
      const { change, open } = await deleting(this.#session.core, job, abortRunning, now);
      return { change, result: open };
    });
    if (abortRunning) for (const run of told) this.#session.stopHere(run.id);
  }

  /**
   * Runs a job now, once, whatever its state; its schedule stays as it is. The same `requestId` never starts a second run.
   *
   * @throws {@link SchedulerError} `JOB_NOT_FOUND`, `NOT_PERMITTED`
   */
  async trigger(id: string, request: { requestId?: string } = {}): Promise<Run> {
    const { requestId = this.#session.core.settings.newId() } = parse(triggerSchema, request, "request");
    const job = await this.#session.job(id);
    await this.#session.permitPerson(permissionFor("trigger", id, job.workflow));
    const now = this.#session.core.now();
    const { change, run } = triggering(job, requestId, now);
    if (await this.#session.write(change, now)) return z.decode(runSchema, run);
    return z.decode(runSchema, await this.#session.run(run.id));
  }

  /** The next occurrences of a job as it is; with `jitter`, by how much each run starts later. */
  async preview(id: string, options: { limit?: number } = {}): Promise<(Preview & { jitterMs: number })[]> {
    const { limit } = parse(limitSchema, options, "options");
    const stored = await this.#session.job(id);
    const { schedule, timezone } = shown(stored);
    const policies = this.#session.core.policiesOf(stored);
    const after = new Date(this.#session.core.now());
    return previewOccurrences(schedule, { after, limit, timezone }).map((occurrence) => ({
      ...occurrence,
      jitterMs: jitterOf(runIdOf(id, occurrence.dueAt.getTime()), policies),
    }));
  }

  /** Why a job ran, or did not run, at an instant. */
  async explain(id: string, at: Date): Promise<Explanation> {
    const job = await this.#session.job(id);
    return explain(this.#session.core, job, parse(z.date(), at, "at").getTime(), this.#session.actor.locale);
  }

  #edited(job: StoredJob, fields: Omit<z.output<typeof changesSchema>, "schedule">, schedule: unknown, now: number) {
    const { core } = this.#session;
    const changes: Partial<StoredJob> = {};
    if (fields.prompt !== undefined) changes.prompt = this.#checkedPrompt(fields.prompt);
    if (fields.name !== undefined) changes.name = fields.name;
    if (fields.policies !== undefined) changes.policies = fields.policies;
    if (schedule === undefined) return editJob(job, changes, undefined, now);

    const given = parseSchedule(schedule, "change.schedule");
    const next = anchored(given, new Date(now), shown(job).schedule);
    checkTiming(next, { now: new Date(now), minIntervalMs: core.settings.limits.minIntervalMs });
    changes.schedule = encode(scheduleSchema, next, "change.schedule");
    const timezone = "timezone" in next ? next.timezone : job.timezone;
    changes.timezone = timezone;
    changes.followsAccountTimezone = job.followsAccountTimezone && timezone === job.timezone;
    return editJob(job, changes, { before: core.readableOccurrencesOf(job), after: compile(changes.schedule) }, now);
  }

  #checkedPrompt(prompt: string): string {
    const { textLength } = this.#session.core.settings.limits;
    if (prompt.length <= textLength) return prompt;
    throw new SchedulerError("TEXT_TOO_LONG", { length: prompt.length, longest: textLength, hint: "Say it shorter." });
  }
}

function shown(job: StoredJob): ScheduledJob {
  return z.decode(scheduledJobSchema, job);
}

/** What has to be permitted for a change to be proposed, and again for it to be done. */
export function permissionFor(
  action: JobProposition["action"],
  jobId: string,
  workflow: StoredJob["workflow"],
): Permission {
  if (action === "delete") return { action, jobId };
  if (action !== "trigger") return { action: "update", jobId };
  return { action: "run", jobId, ...(workflow !== undefined && { workflowId: workflow.id }) };
}

/**
 * What of a change is different. A job that is handed in whole may say what it says already; to leave out silently what differs
 * and cannot be edited would be to lose it.
 */
function different(job: StoredJob, change: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { factoryId } = change;
  if (factoryId !== undefined && factoryId !== job.factoryId) {
    throw new SchedulerError("FACTORY_IMMUTABLE", { jobId: job.id, factoryId });
  }
  const stored = shown(job);
  const isAsItIs = ([key, value]: [string, unknown]) =>
    Object.hasOwn(stored, key) && isSameJson(toJson(value), toJson(Reflect.get(stored, key)));
  return Object.fromEntries(Object.entries(change).filter((field) => !isAsItIs(field)));
}
