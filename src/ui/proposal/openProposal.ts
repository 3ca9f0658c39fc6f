import type { ReactiveControllerHost, TemplateResult } from "lit";
import { newRequestId } from "../../client/requestId.ts";
import type { SchedulerClient } from "../../client/schedulerClient.ts";
import type { EventView, JobView, SchedulePreview } from "../../client/views.ts";
import type { Span } from "../../model/interpretation.ts";
import type { Proposal } from "../../model/proposal.ts";
import { fact, request } from "../events.ts";
import { hasCode } from "../failure.ts";
import type { Failure } from "../failureNote.ts";
import type { Messages } from "../messages/en.ts";
import type { Times } from "../times.ts";
import { cannotCreate, isAsShown } from "./createBar.ts";
import { spokenOf } from "./headings.ts";
import { proposalCard } from "./proposalCard.ts";
import { findSimilarJob } from "./similarJob.ts";

/** Create is deaf for so long after what is proposed has changed. */
const deafMs = 500;

interface ProposalHost extends ReactiveControllerHost, HTMLElement {
  client: SchedulerClient | undefined;
  proposal: Proposal | undefined;
  text: string | undefined;
  literal: Span[] | undefined;
  proposedBy: string | undefined;
  headingLevel: number;
}
interface Means {
  words: () => Messages;
  times: () => Times;
  readerZone: () => string;
  factoryName: () => string;
  isOffline: () => boolean;
  say: (text: string, urgency?: "polite" | "assertive") => void;
  failed: (error: unknown) => string;
  focusOn: (selector: string) => Promise<void>;
}

/** The proposal that is open in its element: what a person does to it, and what came of that. */
export class OpenProposal {
  readonly #host: ProposalHost;
  readonly #means: Means;
  #before: Proposal | undefined;
  #correction = "";
  #said: string | undefined;
  #answer = "";
  #renaming: string | undefined;
  #chosen: number | undefined;
  #previews: (SchedulePreview | undefined)[] = [];
  #similar: JobView | undefined;
  #jobs: JobView[] | undefined;
  #isBusy = false;
  #isStale = false;
  #isTested = false;
  #error: Failure | undefined;
  #changedAt = -Infinity;
  #asked = 0;

  constructor(host: ProposalHost, means: Means) {
    this.#host = host;
    this.#means = means;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }
  get hasFailed(): boolean {
    return this.#error !== undefined;
  }

  /** Reads it from the server, as it is now. */
  async read(id: string): Promise<void> {
    if (this.#jobs === undefined)
      await this.#attempt(async (client) => this.#take(await client.proposals.get(id), true));
  }
  hear(events: readonly EventView[]): void {
    const shown = this.#host.proposal;
    if (shown === undefined || this.#isBusy || this.#jobs !== undefined) return;
    for (const { event } of events) {
      if (!("proposal" in event) || event.proposal.id !== shown.id) continue;
      const isNewer = event.proposal.revision > shown.revision || event.proposal.state !== shown.state;
      if (!isNewer) continue;
      if (event.name === "proposal.amended") this.#showStale(event.proposal);
      else this.#take(event.proposal, false);
    }
  }
  /** What the element shows was set to another proposal, or a newer one. */
  onProposal(): void {
    const { proposal } = this.#host;
    if (proposal === undefined) return;
    this.#chosen = undefined;
    this.#renaming = undefined;
    this.#previews = [];
    this.#similar = undefined;
    const { interpretation } = proposal;
    const said = spokenOf(proposal, this.#means.words(), this.#means.times());
    if (said !== undefined) this.#means.say(said);
    if (interpretation.outcome === "ambiguous")
      void this.#readPreviews(interpretation.question.options.map((option) => option.interpretation));
    else if (interpretation.outcome === "unsupported") void this.#readPreviews(interpretation.alternatives);
    else if (isNew(proposal) && proposal.drafts.length > 0) void this.#lookForSimilar(proposal);
  }

  /** Does it, and says what went wrong where it did; what was typed stays. */
  async #attempt(act: (client: SchedulerClient) => Promise<void>): Promise<void> {
    const { client } = this.#host;
    if (client === undefined || this.#isBusy) return;
    const asked = ++this.#asked;
    this.#isBusy = true;
    this.#error = undefined;
    this.#host.requestUpdate();
    try {
      await act(client);
    } catch (error) {
      if (asked === this.#asked) await this.#fail(error);
    } finally {
      if (asked === this.#asked) this.#isBusy = false;
      this.#host.requestUpdate();
    }
  }
  async #fail(error: unknown): Promise<void> {
    const words = this.#means.words();
    const { proposal } = this.#host;
    const details = this.#means.failed(error);
    if (proposal !== undefined && hasCode(error, "REVISION_CONFLICT")) {
      await this.#readNew(proposal.id);
      return;
    }
    const isOver = hasCode(error, "PROPOSAL_EXPIRED") || hasCode(error, "PROPOSAL_OUTDATED");
    if (isOver && proposal !== undefined) {
      this.#host.proposal = { ...proposal, state: "expired" };
      fact(this.#host, "sj-expired", { id: proposal.id });
      return;
    }
    const isGone = hasCode(error, "PROPOSAL_NOT_FOUND");
    const said = hasCode(error) && error.code !== "SERVER_UNREACHABLE" ? error.message : undefined;
    const text = isGone ? words.gone : said === undefined ? words.notSaved : `${said} ${words.nothingCreated}`;
    this.#error = { text, details };
    this.#means.say(text, "assertive");
  }
  async #readNew(id: string): Promise<void> {
    try {
      const now = await this.#host.client?.proposals.get(id);
      if (now !== undefined) this.#showStale(now);
    } catch (error) {
      this.#means.failed(error);
    }
  }
  #showStale(now: Proposal): void {
    const before = this.#host.proposal;
    this.#isStale = true;
    this.#take(now, false);
    this.#before = before;
    this.#means.say(this.#means.words().staleTitle, "assertive");
  }
  #take(proposal: Proposal, hasFocus: boolean): void {
    if (this.#host.proposal !== undefined) this.#changedAt = performance.now();
    this.#host.proposal = proposal;
    if (hasFocus) void this.#means.focusOn("#heading");
  }
  #replace(amended: Proposal): void {
    const before = this.#host.proposal;
    this.#isStale = false;
    this.#take(amended, true);
    // words that were not understood changed nothing: what stood before them is what is changed now
    if (before?.interpretation.outcome === "understood") this.#before = before;
  }

  /** Has the sentence read. */
  async propose(text: string, literal: Span[]): Promise<void> {
    this.#isBusy = false;
    this.#before = undefined;
    this.#jobs = undefined;
    this.#error = undefined;
    const asked = this.#asked + 1;
    await this.#attempt(async (client) => {
      const proposal = await client.propose(text, { literal });
      if (asked === this.#asked) this.#take(proposal, true);
    });
  }
  /** What each choice would do: the server says it, not the browser. */
  async #readPreviews(choices: readonly Proposal["interpretation"][]): Promise<void> {
    const { client, proposal } = this.#host;
    const schedules = choices.map((choice) => (choice.outcome === "understood" ? choice.schedules[0] : undefined));
    const known = schedules.filter((schedule) => schedule !== undefined);
    if (client === undefined || known.length === 0) return;
    const previews = await client.preview(known).catch(() => []);
    if (proposal !== this.#host.proposal) return;
    let at = 0;
    this.#previews = schedules.map((schedule) => (schedule === undefined ? undefined : previews[at++]));
    this.#host.requestUpdate();
  }
  async #lookForSimilar(proposal: Proposal): Promise<void> {
    const { client } = this.#host;
    const similar = client === undefined ? undefined : await findSimilarJob(client, proposal).catch(() => undefined);
    if (similar === undefined || this.#jobs !== undefined || proposal !== this.#host.proposal) return;
    this.#similar = similar;
    this.#host.requestUpdate();
  }

  async #correct(): Promise<void> {
    const { proposal } = this.#host;
    const correction = this.#correction.trim();
    if (proposal === undefined || correction === "") {
      await this.#means.focusOn("#correction");
      return;
    }
    if (!request(this.#host, "sj-amend", { correction })) return;
    await this.#attempt(async (client) => {
      const amended = await client.proposals.amend(proposal.id, { correction }, { revision: proposal.revision });
      // words that changed nothing stay, to be said better
      this.#correction = amended.interpretation.outcome === "unsupported" ? correction : "";
      this.#said = correction;
      this.#replace(amended);
    });
  }
  async #refuse(span: Span): Promise<void> {
    const { proposal } = this.#host;
    if (proposal === undefined) return;
    const refused = { start: span.start, end: span.end, kind: "literal" as const };
    const literal = [...proposal.given.literal, ...(this.#host.literal ?? []), refused];
    await this.#attempt(async (client) =>
      this.#replace(await client.proposals.amend(proposal.id, { literal }, { revision: proposal.revision })),
    );
  }
  readonly #rename = (name: string | undefined): void => {
    const isOpening = this.#renaming === undefined;
    this.#renaming = name;
    this.#host.requestUpdate();
    if (name === undefined) void this.#means.focusOn("#rename");
    else if (isOpening) void this.#means.focusOn("#new-name");
  };
  async #saveName(): Promise<void> {
    const { proposal } = this.#host;
    const name = this.#renaming?.trim() ?? "";
    if (proposal === undefined || name === "") return;
    await this.#attempt(async (client) => {
      const amended = await client.proposals.amend(proposal.id, { name }, { revision: proposal.revision });
      this.#take(amended, false);
      void this.#means.focusOn("#rename");
    });
  }
  /** Answers what was asked, and shows what it means now. */
  async #reply(answer: { option: number } | { text: string }): Promise<void> {
    const { proposal } = this.#host;
    if (proposal === undefined || ("text" in answer && answer.text === "")) return;
    await this.#attempt(async (client) => {
      const answered = await client.proposals.answer(proposal.id, answer, { revision: proposal.revision });
      this.#answer = "";
      this.#correction = "";
      this.#before = undefined;
      this.#take(answered, true);
    });
  }

  async #create(): Promise<void> {
    const { proposal } = this.#host;
    if (proposal === undefined || this.#isBusy || cannotCreate(proposal, this.#state) !== undefined) return;
    if (performance.now() - this.#changedAt < deafMs) return;
    await this.#attempt(async (client) => {
      const confirmed = await this.#answered(client, proposal);
      if (confirmed === undefined) return;
      const { id, revision, digest } = confirmed;
      if (digest === undefined || !request(this.#host, "sj-confirm", { id, revision, digest })) return;
      const jobs = await client.confirm(id, { revision, digest });
      this.#jobs = jobs;
      const [first] = jobs;
      if (isNew(confirmed) && first?.nextAt !== undefined)
        this.#means.say(this.#means.words().announceCreated(this.#means.times().moment(first.nextAt, first.timezone)));
      tellDone(this.#host, confirmed, jobs, isNew(confirmed));
      void this.#means.focusOn("#heading");
    });
  }
  /** The proposal with the choice that was made; `undefined` where it is not what the person saw under it, or the host took over. */
  async #answered(client: SchedulerClient, proposal: Proposal): Promise<Proposal | undefined> {
    const option = this.#chosen;
    if (proposal.question === undefined || option === undefined) return proposal;
    if (!request(this.#host, "sj-answer", { option })) return undefined;
    const answered = await client.proposals.answer(proposal.id, { option }, { revision: proposal.revision });
    const isSame = isAsShown(answered, this.#previews[option]);
    if (isSame) this.#host.proposal = answered;
    else this.#take(answered, true);
    return isSame ? answered : undefined;
  }
  readonly #decline = (): void => {
    const { proposal } = this.#host;
    if (proposal === undefined) {
      fact(this.#host, "sj-close", { text: this.#host.text ?? "" });
      return;
    }
    const { text } = proposal.interpretation;
    if (!request(this.#host, "sj-decline", { id: proposal.id, text })) return;
    if (proposal.state !== "open") return;
    void this.#attempt(async (client) =>
      this.#take(await client.proposals.decline(proposal.id, { revision: proposal.revision }), false),
    );
  };
  async #test(job: JobView): Promise<void> {
    await this.#attempt(async (client) => {
      const run = await client.jobs.trigger(job.id, { requestId: newRequestId() });
      this.#isTested = true;
      this.#means.say(this.#means.words().startedToast);
      fact(this.#host, "sj-job-triggered", { run });
    });
  }
  #again(): void {
    const { proposal, text, literal } = this.#host;
    if (proposal !== undefined) void this.read(proposal.id);
    else if (text !== undefined) void this.propose(text, literal ?? []);
  }

  get #state() {
    const chosen = this.#chosen === undefined ? undefined : this.#previews[this.#chosen];
    return {
      words: this.#means.words(),
      times: this.#means.times(),
      isOffline: this.#means.isOffline(),
      chosen,
      hasChosen: this.#chosen !== undefined,
    };
  }
  template(): TemplateResult {
    const { proposal, text = "", headingLevel, proposedBy } = this.#host;
    return proposalCard(
      {
        ...this.#state,
        headingLevel,
        proposal,
        text,
        proposedBy,
        readerZone: this.#means.readerZone(),
        factoryName: this.#means.factoryName(),
        before: this.#before,
        correction: this.#said,
        typed: this.#correction,
        answer: this.#answer,
        option: this.#chosen,
        previews: this.#previews,
        renaming: this.#renaming,
        similar: this.#similar,
        jobs: this.#jobs,
        isTested: this.#isTested,
        isStale: this.#isStale,
        failure: this.#error,
      },
      {
        again: () => this.#again(),
        proposeAgain: () => void this.propose(proposal?.interpretation.text ?? text, this.#host.literal ?? []),
        close: (said) => fact(this.#host, "sj-close", { text: said }),
        openJob: (jobId) => request(this.#host, "sj-open-job", { jobId }),
        test: (job) => void this.#test(job),
        notificationsChanged: (state) => {
          fact(this.#host, "sj-notifications-changed", { state });
          this.#host.requestUpdate();
        },
        refuse: (span) => void this.#refuse(span),
        choose: (option) => {
          this.#chosen = option;
          this.#host.requestUpdate();
        },
        take: (option) => void this.#reply({ option }),
        typeAnswer: (answer) => {
          this.#answer = answer;
          this.#host.requestUpdate();
        },
        answer: () => void this.#reply({ text: this.#answer.trim() }),
        typeCorrection: (correction) => (this.#correction = correction),
        correct: () => void this.#correct(),
        change: () => void this.#means.focusOn("#correction"),
        rename: this.#rename,
        saveName: () => void this.#saveName(),
        create: () => void this.#create(),
        decline: this.#decline,
      },
    );
  }
}

/** Whether it makes jobs, rather than doing something with one that is stored. */
function isNew({ change, corrects }: Proposal): boolean {
  return change === undefined && corrects === undefined;
}

/** Says what was done, as the same thing done in the panel is said. */
function tellDone(element: EventTarget, { change }: Proposal, jobs: JobView[], isCreated: boolean): void {
  if (isCreated) fact(element, "sj-job-created", { jobs });
  else if (change?.action === "delete") fact(element, "sj-job-deleted", { jobId: change.jobId });
  const [job] = jobs;
  if (isCreated || job === undefined) return;
  const names = { pause: "sj-job-paused", resume: "sj-job-resumed", trigger: undefined, delete: undefined } as const;
  const name = change === undefined ? "sj-job-updated" : names[change.action];
  if (name !== undefined) fact(element, name, { job });
}
