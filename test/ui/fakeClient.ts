import type { JobChange, SchedulerClient } from "../../src/client/schedulerClient.ts";
import type {
  Connection,
  CountByState,
  EntryView,
  EventView,
  JobView,
  Page,
  RunView,
  SchedulePreview,
} from "../../src/client/views.ts";
import { type ErrorCode, SchedulerError } from "../../src/errors/schedulerError.ts";
import type { Conversation } from "../../src/model/conversation.ts";
import type { SchedulerEvent } from "../../src/model/events.ts";
import type { Interpretation, Span } from "../../src/model/interpretation.ts";
import type { JobDraft, Proposal } from "../../src/model/proposal.ts";
import type { RunState } from "../../src/model/run.ts";
import type { Schedule } from "../../src/model/schedule.ts";
import { aJob, aRun, exampleEntries, exampleJobs, exampleRuns, zone } from "./fakeData.ts";
import { describeFake, interpretFake, occurrences } from "./fakeSchedule.ts";

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const actor = { ownerId: "u1", factoryId: "f1", timezone: zone };

/** A scheduler in memory, behind the client's interface: slow, failing, offline, huge, as a test wants it. */
export class FakeClient implements SchedulerClient {
  readonly locale: string;
  accountZone = zone;
  jobList: JobView[];
  runList: RunView[] = exampleRuns();
  readonly entries = exampleEntries();
  readonly proposalMap = new Map<string, Proposal>();
  readonly calls: string[] = [];
  delayMs = 0;
  /** The next call whose name begins so fails like this. */
  readonly failures: { call: string; code: ErrorCode }[] = [];
  readonly replies: string[] = [];
  #connection: Connection = { state: "open", since: new Date() };
  readonly #listeners = new Set<(connection: Connection) => void>();
  readonly #readers = new Set<() => void>();
  readonly #events: EventView[] = [];
  #ids = 0;

  constructor(options: { locale?: string; jobs?: JobView[] } = {}) {
    this.locale = options.locale ?? "en";
    this.jobList = options.jobs ?? exampleJobs(this.locale);
  }

  async #call(name: string, signal?: AbortSignal): Promise<void> {
    this.calls.push(name);
    if (this.delayMs > 0) await wait(this.delayMs);
    signal?.throwIfAborted();
    if (this.#connection.state === "waiting") throw new SchedulerError("SERVER_UNREACHABLE");
    const at = this.failures.findIndex(({ call }) => name.startsWith(call));
    const [failure] = at === -1 ? [] : this.failures.splice(at, 1);
    if (failure !== undefined) throw new SchedulerError(failure.code, { requestId: "req-7f3a" });
  }
  #job(id: string): JobView {
    const job = this.jobList.find((one) => one.id === id);
    if (job === undefined) throw new SchedulerError("JOB_NOT_FOUND", { jobId: id });
    return job;
  }
  #put(job: JobView): JobView {
    this.jobList = this.jobList.some(({ id }) => id === job.id)
      ? this.jobList.map((one) => (one.id === job.id ? job : one))
      : [...this.jobList, job];
    return job;
  }
  #next(schedule: Schedule): Date | undefined {
    return occurrences(schedule, new Date(), 1)[0]?.dueAt;
  }
  /** Makes something happen on the server. */
  emit(event: SchedulerEvent, jobId?: string): void {
    this.#events.push({
      position: this.#events.length + 1,
      at: new Date(),
      event,
      ...(jobId !== undefined && { jobId }),
    });
    for (const wake of this.#readers) wake();
  }
  goOffline(retryInMs = 8_000): void {
    this.#setConnection({ state: "waiting", since: new Date(), retryAt: new Date(Date.now() + retryInMs) });
  }
  goOnline(): void {
    this.#setConnection({ state: "open", since: new Date() });
  }
  #setConnection(connection: Connection): void {
    this.#connection = connection;
    for (const listener of this.#listeners) listener(connection);
    if (connection.state === "open") for (const wake of this.#readers) wake();
  }
  get connection(): Connection {
    return this.#connection;
  }
  onConnection(listener: (connection: Connection) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  reconnect(): void {
    this.calls.push("reconnect");
    this.goOnline();
  }
  async *events({ after, signal }: { after?: number; signal: AbortSignal }): AsyncGenerator<EventView> {
    let position = after ?? this.#events.length;
    let wake = (): void => {};
    signal.addEventListener("abort", () => wake(), { once: true });
    for (;;) {
      while (this.#connection.state === "open" && position < this.#events.length) {
        const event = this.#events[position++];
        if (event !== undefined) yield event;
      }
      if (signal.aborted) return;
      await new Promise<void>((done) => {
        wake = done;
        this.#readers.add(done);
      }).finally(() => this.#readers.clear());
    }
  }

  async account() {
    await this.#call("account");
    return { ...actor, timezone: this.accountZone, factoryName: "Monterrey North", locale: this.locale };
  }
  async interpret(text: string, options: { literal?: Span[]; signal?: AbortSignal } = {}): Promise<Interpretation> {
    await this.#call("interpret", options.signal);
    return interpretFake(text, new Date(), options.literal);
  }
  #preview(schedule: Schedule, limit = 5): SchedulePreview {
    return {
      schedule,
      timezone: "timezone" in schedule ? schedule.timezone : zone,
      description: describeFake(schedule, this.locale),
      next: occurrences(schedule, new Date(), limit),
    };
  }
  async preview(
    schedules: Schedule[],
    options: { limit?: number; signal?: AbortSignal } = {},
  ): Promise<SchedulePreview[]> {
    await this.#call("preview", options.signal);
    return schedules.map((schedule) => this.#preview(schedule, options.limit));
  }

  #draft(schedule: Schedule, prompt: string, name?: string): JobDraft {
    const { description, next, timezone } = this.#preview(schedule);
    return {
      name: name ?? prompt.split(" ").slice(0, 5).join(" "),
      prompt,
      schedule,
      timezone,
      followsAccountTimezone: true,
      policies: {},
      description,
      next,
    };
  }
  #propose(interpretation: Interpretation, before?: Proposal): Proposal {
    const id = before?.id ?? `proposal-${++this.#ids}`;
    const prompt = interpretation.prompt;
    const drafts =
      interpretation.outcome === "understood" && prompt !== null
        ? interpretation.schedules.map((schedule) => this.#draft(schedule, prompt))
        : [];
    const question =
      interpretation.outcome === "ambiguous"
        ? {
            code: interpretation.question.code,
            text: interpretation.question.text,
            options: interpretation.question.options.map(({ label }) => ({ label })),
          }
        : interpretation.outcome === "unsupported"
          ? {
              code: interpretation.reason.code,
              text: interpretation.reason.message,
              options: interpretation.alternatives.map(({ text }) => ({ label: text })),
            }
          : interpretation.outcome === "no-schedule"
            ? { code: "when", text: "When should it run?", options: [] }
            : interpretation.outcome === "understood" && prompt === null
              ? { code: "what", text: "What should be done?", options: [] }
              : undefined;
    const proposal: Proposal = {
      id,
      revision: (before?.revision ?? 0) + 1,
      state: "open",
      actor,
      createdAt: new Date(),
      expiresAt: new Date(Date.now() + 86_400_000),
      interpretation,
      drafts,
      summary: drafts.map(({ description }) => description).join("; "),
      notices: [],
      jobIds: [],
      given: before?.given ?? { corrections: [], literal: [] },
      ...(question !== undefined && { question }),
      ...(drafts.length > 0 && { digest: `digest-${id}-${(before?.revision ?? 0) + 1}` }),
    };
    this.proposalMap.set(id, proposal);
    return proposal;
  }
  async propose(
    request: string | { schedules: Schedule[]; prompt: string | null },
    options: { literal?: Span[] } = {},
  ): Promise<Proposal> {
    await this.#call("propose");
    if (typeof request === "string") return this.#propose(interpretFake(request, new Date(), options.literal));
    const text = describeFake(request.schedules[0] ?? { kind: "once", at: new Date() });
    return this.#propose({
      text,
      outcome: "understood",
      schedules: request.schedules,
      prompt: request.prompt,
      assumptions: [],
      spans: [],
    });
  }
  async confirm(id: string, { revision, digest }: { revision: number; digest: string }): Promise<JobView[]> {
    await this.#call("confirm");
    const proposal = this.#open(id, revision);
    if (digest !== proposal.digest) throw new SchedulerError("DIGEST_MISMATCH");
    const { corrects } = proposal;
    const jobs = proposal.drafts.map((draft, at) => {
      if (corrects !== undefined) return this.#change(this.#job(corrects.jobId), { schedule: draft.schedule });
      const nextAt = this.#next(draft.schedule);
      return this.#put(
        aJob({
          id: `job-${id}-${at}`,
          name: draft.name,
          prompt: draft.prompt,
          schedule: draft.schedule,
          description: draft.description,
          proposalId: id,
          ...(nextAt !== undefined && { nextAt }),
        }),
      );
    });
    this.proposalMap.set(id, { ...proposal, state: "confirmed", jobIds: jobs.map((job) => job.id) });
    this.emit({ name: "proposal.confirmed", proposal: this.proposalMap.get(id) ?? proposal, jobs });
    return jobs;
  }
  #open(id: string, revision: number): Proposal {
    const proposal = this.proposalMap.get(id);
    if (proposal === undefined) throw new SchedulerError("PROPOSAL_NOT_FOUND", { id });
    if (proposal.state !== "open")
      throw new SchedulerError(proposal.state === "expired" ? "PROPOSAL_EXPIRED" : "PROPOSAL_NOT_OPEN");
    if (proposal.revision !== revision) throw new SchedulerError("REVISION_CONFLICT");
    return proposal;
  }
  #jobsOf({ search = "", states }: { search?: string; states?: JobView["state"][] }): JobView[] {
    const letters = search.toLowerCase();
    return this.jobList.filter(
      ({ name, state }) => name.toLowerCase().includes(letters) && (states === undefined || states.includes(state)),
    );
  }
  #runsOf({ search = "", states, jobId }: { search?: string; states?: RunView["state"][]; jobId?: string }): RunView[] {
    const letters = search.toLowerCase();
    return this.runList.filter(
      (run) =>
        (jobId === undefined || run.jobId === jobId) &&
        (states === undefined || states.includes(run.state)) &&
        run.title.toLowerCase().includes(letters),
    );
  }
  readonly proposals: SchedulerClient["proposals"] = {
    get: async (id) => {
      await this.#call("proposals.get");
      const proposal = this.proposalMap.get(id);
      if (proposal === undefined) throw new SchedulerError("PROPOSAL_NOT_FOUND", { id });
      return proposal;
    },
    answer: async (id, answer, { revision }) => {
      await this.#call("proposals.answer");
      const proposal = this.#open(id, revision);
      const { interpretation } = proposal;
      if ("option" in answer && interpretation.outcome === "ambiguous") {
        const chosen = interpretation.question.options[answer.option];
        if (chosen !== undefined) return this.#propose(chosen.interpretation, proposal);
      }
      if ("option" in answer && interpretation.outcome === "unsupported") {
        const chosen = interpretation.alternatives[answer.option];
        if (chosen !== undefined) return this.#propose(chosen, proposal);
      }
      const text = "text" in answer ? answer.text : "";
      const read = interpretFake(text, new Date());
      return this.#propose(
        read.outcome === "understood"
          ? {
              ...read,
              text: `${interpretation.text}, ${text}`,
              prompt: interpretation.prompt,
              spans: [
                {
                  start: interpretation.text.length + 2,
                  end: interpretation.text.length + 2 + text.length,
                  kind: "schedule",
                },
              ],
            }
          : read,
        proposal,
      );
    },
    amend: async (id, change, { revision }) => {
      await this.#call("proposals.amend");
      const proposal = this.#open(id, revision);
      if ("name" in change) {
        const named = {
          ...proposal,
          revision: proposal.revision + 1,
          digest: `digest-${id}-${proposal.revision + 1}`,
          drafts: proposal.drafts.map((draft) => ({ ...draft, name: change.name })),
        };
        this.proposalMap.set(id, named);
        return named;
      }
      if ("literal" in change)
        return this.#propose(interpretFake(proposal.interpretation.text, new Date(), change.literal), proposal);
      const { interpretation } = proposal;
      if (interpretation.outcome !== "understood") return proposal;
      if (change.correction.includes("monkey")) {
        const reason = { code: "not-understood", message: "That was not understood." } as const;
        const { text, prompt, spans } = interpretation;
        return this.#propose(
          { text, outcome: "unsupported", reason, alternatives: [interpretation], prompt, spans },
          proposal,
        );
      }
      return this.#propose(
        {
          ...interpretation,
          schedules: interpretation.schedules.map((schedule) => corrected(schedule, change.correction)),
          assumptions: [],
        },
        proposal,
      );
    },
    decline: async (id, { revision }) => {
      await this.#call("proposals.decline");
      const declined: Proposal = { ...this.#open(id, revision), state: "declined" };
      this.proposalMap.set(id, declined);
      return declined;
    },
  };

  #change(job: JobView, change: JobChange): JobView {
    const schedule = "schedule" in change ? change.schedule : job.schedule;
    const nextAt = job.state === "active" ? this.#next(schedule) : undefined;
    const timed = {
      schedule,
      description: describeFake(schedule, this.locale),
      ...(nextAt !== undefined && { nextAt }),
    };
    return this.#put({ ...job, ...("schedule" in change ? timed : change), revision: job.revision + 1 });
  }
  readonly jobs: SchedulerClient["jobs"] = {
    list: async (query = {}) => {
      await this.#call("jobs.list", query.signal);
      return page(this.#jobsOf(query), query);
    },
    count: async (filter = {}) => {
      await this.#call("jobs.count", filter.signal);
      return countByState(this.#jobsOf(filter));
    },
    get: async (id) => {
      await this.#call("jobs.get");
      return this.#job(id);
    },
    update: async (id, change: JobChange, { revision }) => {
      await this.#call("jobs.update");
      const job = this.#job(id);
      if (job.revision !== revision) throw new SchedulerError("REVISION_CONFLICT");
      return this.#change(job, change);
    },
    pause: async (id) => {
      await this.#call("jobs.pause");
      const { nextAt: _, ...job } = this.#job(id);
      return this.#put({ ...job, state: "paused", revision: job.revision + 1 });
    },
    resume: async (id) => {
      await this.#call("jobs.resume");
      const { suspension: _, ...job } = this.#job(id);
      const nextAt = this.#next(job.schedule);
      return this.#put({
        ...job,
        state: "active",
        revision: job.revision + 1,
        ...(nextAt !== undefined && { nextAt }),
      });
    },
    trigger: async (id) => {
      await this.#call("jobs.trigger");
      const job = this.#job(id);
      const now = new Date();
      const runId = `manual-${++this.#ids}`;
      const run = aRun({
        id: runId,
        jobId: id,
        title: job.name,
        trigger: "manual",
        state: "running",
        dueAt: now,
        startedAt: now,
        conversationId: `c-${runId}`,
      });
      this.runList = [run, ...this.runList];
      this.entries.set(`c-${runId}`, [
        { sequence: 1, at: now, item: { type: "message", role: "user", text: job.prompt } },
      ]);
      this.#put({ ...job, lastRun: { runId, state: "running", dueAt: now, startedAt: now } });
      this.emit({ name: "run.started", run, conversation: this.#conversation(run) }, id);
      return run;
    },
    delete: async (id, { revision }) => {
      await this.#call("jobs.delete");
      const job = this.#job(id);
      if (job.revision !== revision) throw new SchedulerError("REVISION_CONFLICT");
      this.jobList = this.jobList.filter((one) => one.id !== id);
    },
    preview: async (id, options = {}) => {
      await this.#call("jobs.preview");
      return this.#preview(this.#job(id).schedule, options.limit);
    },
    correct: async (id, correction, { revision }) => {
      await this.#call("jobs.correct");
      const job = this.#job(id);
      if (job.revision !== revision) throw new SchedulerError("REVISION_CONFLICT");
      const schedules = [corrected(job.schedule, correction)];
      const proposal = this.#propose({
        text: correction,
        outcome: "understood",
        schedules,
        prompt: job.prompt,
        assumptions: [],
        spans: [],
      });
      const correcting = { ...proposal, corrects: { jobId: id, revision } };
      this.proposalMap.set(proposal.id, correcting);
      return correcting;
    },
    explain: async (id, at) => {
      await this.#call("jobs.explain");
      const run = this.runList.find((one) => one.jobId === id && one.dueAt.getTime() === at.getTime());
      return { code: run?.reason?.code ?? "not-due", text: run?.reason?.message ?? "It was not due then." };
    },
  };
  /** Ends a run that goes on. */
  endRun(id: string, state: RunState, part: Partial<RunView> = {}): void {
    const run = this.#run(id);
    const ended: RunView = { ...run, ...part, state, finishedAt: new Date() };
    this.runList = this.runList.map((one) => (one.id === id ? ended : one));
    const job = this.jobList.find((one) => one.id === run.jobId);
    if (job?.lastRun !== undefined) this.#put({ ...job, lastRun: { ...job.lastRun, state } });
    const conversation = this.#conversation(ended);
    const name = state === "failed" ? "run.failed" : "run.succeeded";
    this.emit({ name, run: ended, conversation, tookMs: 1 }, run.jobId);
  }
  append(conversationId: string, ...items: EntryView["item"][]): void {
    const entries = this.entries.get(conversationId) ?? [];
    const added = items.map((item, n): EntryView => ({ sequence: entries.length + n + 1, at: new Date(), item }));
    this.entries.set(conversationId, [...entries, ...added]);
    const runId = conversationId.slice(2);
    this.emit({ name: "conversation.appended", conversationId, runId, entries: [] });
  }
  #run(id: string): RunView {
    const run = this.runList.find((one) => one.id === id);
    if (run === undefined) throw new SchedulerError("RUN_NOT_FOUND", { id });
    return run;
  }
  #conversation(run: RunView): Conversation {
    const length = this.entries.get(run.conversationId ?? "")?.length ?? 0;
    return {
      id: run.conversationId ?? "",
      runId: run.id,
      jobId: run.jobId,
      ownerId: "u1",
      factoryId: "f1",
      title: run.title,
      status: run.state,
      createdAt: run.dueAt,
      updatedAt: run.dueAt,
      length,
    };
  }
  readonly runs: SchedulerClient["runs"] = {
    list: async (query = {}) => {
      await this.#call("runs.list", query.signal);
      return page(this.#runsOf(query), query);
    },
    count: async (filter = {}) => {
      await this.#call("runs.count", filter.signal);
      return countByState(this.#runsOf(filter));
    },
    get: async (id) => {
      await this.#call("runs.get");
      return this.#run(id);
    },
    cancel: async (id) => {
      await this.#call("runs.cancel");
      this.endRun(id, "cancelled");
      return this.#run(id);
    },
    reply: async (id, text) => {
      await this.#call("runs.reply");
      this.replies.push(text);
      const { question: _, ...run } = this.#run(id);
      const going: RunView = { ...run, state: "running" };
      this.runList = this.runList.map((one) => (one.id === id ? going : one));
      const job = this.jobList.find((one) => one.id === run.jobId);
      if (job?.lastRun !== undefined) this.#put({ ...job, lastRun: { ...job.lastRun, state: "running" } });
      this.append(run.conversationId ?? "", { type: "message", role: "user", text });
      this.emit({ name: "run.answered", run: going }, run.jobId);
      return going;
    },
  };
  readonly conversations: SchedulerClient["conversations"] = {
    list: async (query = {}) => {
      await this.#call("conversations.list");
      return page(
        this.runList.filter((run) => run.conversationId !== undefined).map((run) => this.#conversation(run)),
        query,
      );
    },
    get: async (id) => {
      await this.#call("conversations.get");
      const run = this.runList.find((one) => one.conversationId === id);
      if (run === undefined) throw new SchedulerError("CONVERSATION_NOT_FOUND", { id });
      return this.#conversation(run);
    },
    entries: async (id, { after = 0, limit = 200 } = {}) => {
      await this.#call("conversations.entries");
      const entries = this.entries.get(id) ?? [];
      const items = entries.filter(({ sequence }) => sequence > after).slice(0, limit);
      return {
        items,
        ...(items.at(-1) !== entries.at(-1) && items.length > 0 && { cursor: "more" }),
      };
    },
    download: async (_id, sequence) => {
      await this.#call("conversations.download");
      return new Blob([`bytes of ${sequence}`], { type: "application/octet-stream" });
    },
  };
}

function page<T>(items: readonly T[], { cursor, limit = 50 }: { cursor?: string; limit?: number }): Page<T> {
  const from = Number(cursor ?? 0);
  const next = from + limit;
  return { items: items.slice(from, next), ...(next < items.length && { cursor: String(next) }) };
}
function countByState<State extends string>(items: readonly { state: State }[]): CountByState<State> {
  const counts: CountByState<State> = {};
  for (const { state } of items) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
function corrected(schedule: Schedule, correction: string): Schedule {
  if (schedule.kind !== "cron") return schedule;
  const [minute = "0", hour = "0", day = "*", month = "*", weekday = "*"] = schedule.expression.split(" ");
  const found = /(\d+)\s*(am|pm)/i.exec(correction);
  const at = found === null ? hour : String((Number(found[1]) % 12) + (found[2]?.toLowerCase() === "pm" ? 12 : 0));
  const days = /skip fridays/i.test(correction) ? "1-4" : weekday;
  return { ...schedule, expression: `${minute} ${at} ${day} ${month} ${days}` };
}
