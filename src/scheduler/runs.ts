import * as z from "zod";
import { SchedulerError } from "../errors/schedulerError.ts";
import { closedBy } from "../lifecycle/endRun.ts";
import { isOver, stepRun } from "../lifecycle/stepRun.ts";
import type { ConversationItem } from "../model/conversation.ts";
import { type Run, runSchema, type RunState, runStateSchema, type StoredRun } from "../model/run.ts";
import type { Change, CountByState, Page } from "../ports/store.ts";
import { defined } from "../model/defined.ts";
import { mapPage, type PageRequest, pageRequestSchema } from "./paging.ts";
import { parse } from "./parse.ts";
import type { Session } from "./session.ts";

const TRIES = 10;

const filterSchema = z.strictObject({
  jobId: z.string().optional(),
  states: z.array(runStateSchema).optional(),
  dueFrom: z.date().optional(),
  dueTo: z.date().optional(),
  search: z.string().max(200).optional(),
});
const listSchema = pageRequestSchema.extend(filterSchema.shape).strict();

/** Which of an actor's runs are meant. */
export interface RunsFilter {
  jobId?: string;
  states?: RunState[];
  /** `dueFrom` and `dueTo` count themselves. */
  dueFrom?: Date;
  dueTo?: Date;
  /** These letters in the title, whatever their case. */
  search?: string;
}

/** The runs of one actor's jobs: those that were carried out, and those that were not, with the reason. */
export class Runs {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Runs, latest due first. */
  async list(query: PageRequest & RunsFilter = {}): Promise<Page<Run>> {
    const { core, scope } = this.#session;
    await core.open();
    return mapPage(await core.store.listRuns({ ...inStore(parse(listSchema, query, "query")), scope }), shown);
  }

  /** How many runs there are in each state; a state without any is left out. */
  async count(filter: RunsFilter = {}): Promise<CountByState<RunState>> {
    const { core, scope } = this.#session;
    await core.open();
    return core.store.countRuns({ ...inStore(parse(filterSchema, filter, "filter")), scope });
  }

  /** @throws {@link SchedulerError} `RUN_NOT_FOUND` */
  async get(id: string): Promise<Run> {
    return shown(await this.#session.run(id));
  }

  /**
   * Cancels a run. One that is being carried out is told to stop, and is `cancelled` once it has.
   *
   * @throws {@link SchedulerError} `RUN_NOT_FOUND`, `RUN_STATE` where it is over
   */
  async cancel(id: string): Promise<Run> {
    const reason = { code: "cancelled-by-owner", message: "Its owner cancelled it." } as const;
    return this.#change(id, async (run, now) => {
      if (run.state === "cancelled" || (run.state === "running" && run.cancelRequestedAt !== undefined))
        return undefined;
      if (run.state === "running") {
        return { runs: [{ from: run, next: { ...run, cancelRequestedAt: now, reason } }], events: [] };
      }
      if (isOver(run.state) && run.state !== "interrupted") {
        throw new SchedulerError("RUN_STATE", { runId: id, state: run.state, hint: "It is over." });
      }
      const step = stepRun(run, { type: "cancel", reason }, now);
      const job = await this.#session.core.store.findJob(run.jobId);
      if (job === undefined) return { runs: [{ from: run, next: step.run }], events: step.events };
      const closed = closedBy(job, step.run, step.events, now);
      return { jobs: [{ from: job, next: closed.job }], runs: [{ from: run, next: step.run }], events: closed.events };
    });
  }

  /**
   * Answers what a run asked, or has an interrupted run go on: the same run, in the same conversation.
   *
   * @throws {@link SchedulerError} `RUN_NOT_FOUND`, `RUN_STATE` where it waits for nothing, `TEXT_TOO_LONG`
   */
  async reply(id: string, text: string): Promise<Run> {
    const said = parse(z.string().min(1), text, "text");
    const { textLength } = this.#session.core.settings.limits;
    if (said.length > textLength) {
      throw new SchedulerError("TEXT_TOO_LONG", { length: said.length, longest: textLength, hint: "Say it shorter." });
    }
    return this.#change(id, async (run, now) => {
      if (run.state !== "needs_input" && run.state !== "interrupted") {
        throw new SchedulerError("RUN_STATE", { runId: id, state: run.state, hint: "It waits for no answer." });
      }
      const step = stepRun(run, { type: run.state === "needs_input" ? "answer" : "continue" }, now);
      const items: ConversationItem[] = [{ type: "message", role: "user", text: said }];
      return { runs: [{ from: run, next: step.run, items }], events: step.events };
    });
  }

  async #change(id: string, decide: (run: StoredRun, now: number) => Promise<Change | undefined>): Promise<Run> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const run = await this.#session.run(id);
      await this.#session.permitPerson({ action: "update", jobId: run.jobId });
      const now = this.#session.core.now();
      const change = await decide(run, now);
      if (change === undefined) return shown(run);
      if (!(await this.#session.write(change, now))) continue;
      this.#session.stopHere(id);
      return shown(change.runs?.[0]?.next ?? run);
    }
    throw new SchedulerError("REVISION_CONFLICT", { runId: id, hint: "It changes all the time; try again." });
  }
}

/** With its instants as the store keeps them. */
function inStore<Query extends z.output<typeof filterSchema>>({ dueFrom, dueTo, ...rest }: Query) {
  return { ...defined(rest), ...defined({ dueFrom: dueFrom?.getTime(), dueTo: dueTo?.getTime() }) };
}

function shown(run: StoredRun): Run {
  return z.decode(runSchema, run);
}
