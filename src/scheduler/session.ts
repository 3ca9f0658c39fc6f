import * as z from "zod";
import { SchedulerError } from "../errors/schedulerError.ts";
import type { Actor, Scope } from "../model/actor.ts";
import type { StoredJob } from "../model/job.ts";
import type { StoredRun } from "../model/run.ts";
import type { Permission } from "../ports/authorizer.ts";
import type { Change } from "../ports/store.ts";
import type { Core } from "./core.ts";
import { parse } from "./parse.ts";
import type { Planner } from "./planner.ts";
import type { Worker } from "./worker.ts";

/** How often a change is made anew where somebody else changed the same thing first. */
const TRIES = 50;

/** An id as callers hand it in; whether there is such a thing is for the store to say. */
export const idSchema = z.string();

/** What all calls of one actor share. */
export class Session {
  readonly core: Core;
  readonly actor: Actor;
  readonly scope: Scope;
  /** Whether an agent calls: it reads and proposes, and a person does the rest. */
  readonly isAgent: boolean;
  readonly #planner: Planner;
  readonly #worker: Worker;

  constructor(core: Core, actor: Actor, planner: Planner, worker: Worker, isAgent: boolean) {
    this.core = core;
    this.actor = actor;
    this.scope = { ownerId: actor.ownerId, factoryId: actor.factoryId };
    this.#planner = planner;
    this.#worker = worker;
    this.isAgent = isAgent;
  }

  /** @throws {@link SchedulerError} `NOT_PERMITTED` where an agent calls */
  refuseAgent(action: string): void {
    if (!this.isAgent) return;
    const hint = "An agent proposes it; a person confirms.";
    throw new SchedulerError("NOT_PERMITTED", { action, hint });
  }

  /** Like `permit`, for what only a person may do. */
  async permitPerson(permission: Permission): Promise<void> {
    this.refuseAgent(permission.action);
    await this.permit(permission);
  }

  /** @throws {@link SchedulerError} `NOT_PERMITTED` where the authorizer says no */
  async permit(permission: Permission): Promise<void> {
    const verdict = await this.core.verdictOn(this.scope, permission);
    if (verdict === "yes") return;
    const { jobId, workflowId, action } = permission;
    throw new SchedulerError("NOT_PERMITTED", {
      action,
      ...(jobId !== undefined && { jobId }),
      ...(workflowId !== undefined && { workflowId }),
      verdict,
    });
  }

  /** The actor's job. @throws {@link SchedulerError} `JOB_NOT_FOUND`, whoever else may have one with this id */
  async job(id: string): Promise<StoredJob> {
    await this.core.open();
    const jobId = parse(idSchema, id, "id");
    const job = await this.core.store.findJob(jobId, this.scope);
    if (job === undefined) throw new SchedulerError("JOB_NOT_FOUND", { jobId });
    return job;
  }

  /** The actor's run. @throws {@link SchedulerError} `RUN_NOT_FOUND` */
  async run(id: string): Promise<StoredRun> {
    await this.core.open();
    const runId = parse(idSchema, id, "id");
    const run = await this.core.store.findRun(runId, this.scope);
    if (run === undefined) throw new SchedulerError("RUN_NOT_FOUND", { runId });
    return run;
  }

  /**
   * Changes a job: reads it, decides, writes; again where a planner or a run changed it meanwhile.
   *
   * @param revision the revision that the caller saw; where it is given, another one is a conflict and nothing is tried again
   */
  async changeJob<Extra>(
    id: string,
    revision: number | undefined,
    decide: (
      job: StoredJob,
      now: number,
    ) => Promise<{ change: Change; result: Extra }> | { change: Change; result: Extra },
  ): Promise<Extra> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const job = await this.plannedJob(id);
      checkRevision(job, revision);
      const now = this.core.now();
      const { change, result } = await decide(job, now);
      if (await this.write(change, now)) return result;
    }
    throw new SchedulerError("REVISION_CONFLICT", { jobId: id, hint: "It changes all the time; try again." });
  }

  /** The actor's job, with everything planned that has come due. @throws {@link SchedulerError} `JOB_NOT_FOUND` */
  plannedJob(id: string): Promise<StoredJob> {
    return this.#planner.planned(() => this.job(id));
  }

  /** Writes a change and tells of it; false where something in it was changed meanwhile. */
  async write(change: Change, now: number): Promise<boolean> {
    const written = await this.core.store.replace(change, now);
    if (written === undefined) return false;
    this.core.announce(change.events);
    await this.#planner.ring([...written.released, ...(change.runs ?? []).map(({ next }) => next)], now);
    this.#planner.wake();
    return true;
  }

  /** Something is new in the store: it may be due earlier than everything else. */
  wake(): void {
    this.#planner.wake();
  }

  /** Tells a run that is carried out in this process to stop at once. */
  stopHere(runId: string): void {
    this.#worker.cancel(runId);
  }
}

/** @throws {@link SchedulerError} `REVISION_CONFLICT` */
export function checkRevision(job: StoredJob, revision: number | undefined): void {
  if (revision === undefined || revision === job.revision) return;
  throw new SchedulerError("REVISION_CONFLICT", {
    jobId: job.id,
    revision,
    stored: job.revision,
    hint: "Read the job again.",
  });
}
