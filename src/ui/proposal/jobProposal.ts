import { hasCode } from "../failure.ts";
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { SchedulerClient } from "../../client/schedulerClient.ts";
import type { EventView, JobView, SchedulePreview } from "../../client/views.ts";
import type { Span } from "../../model/interpretation.ts";
import type { Proposal } from "../../model/proposal.ts";
import { fact, request } from "../events.ts";
import { heading } from "../heading.ts";
import { plainText } from "../plainText.ts";
import { SchedulerElement } from "../schedulerElement.ts";
import { sentence } from "../sentence.ts";
import { controls, inks, theme } from "../styles/theme.ts";
import { type BarView, cannotCreate, correctionBox, createBar, failureNote, isAsShown } from "./createBar.ts";
import { created, over, reading, stale } from "./outcome.ts";
import { proposalStyles } from "./proposalStyles.ts";
import { headingOf, spokenOf } from "./headings.ts";
import { question, unsupported } from "./question.ts";
import { type CardView, understood } from "./understood.ts";

/** Create is deaf for so long after what is proposed has changed. */
const deafMs = 500;

/**
 * A proposal put before a person: what was understood, what was filled in, the next five runs; and the one button that
 * creates. Nothing exists until that button is pressed.
 */
export class JobProposal extends SchedulerElement {
  /** The looks of the element; its custom properties and parts are the way to change them. */
  static override styles = [theme, controls, inks, proposalStyles];
  static override get properties(): PropertyDeclarations {
    return {
      ...super.properties,
      proposal: { attribute: false },
      proposalId: { attribute: "proposal-id" },
      text: {},
      literal: { attribute: false },
      compact: { type: Boolean, reflect: true },
      proposedBy: { attribute: "proposed-by" },
    };
  }
  /** What is shown; else it is read by `proposalId`, or made of `text`. */
  declare proposal: Proposal | undefined;
  declare proposalId: string | undefined;
  /** A sentence; setting it opens a proposal. */
  declare text: string | undefined;
  /** Letters of `text` that are not schedule words. */
  declare literal: Span[] | undefined;
  /** One column, however wide it is. */
  declare compact: boolean;
  /** Who proposed it, where it was not the reader. */
  declare proposedBy: string | undefined;

  #before: Proposal | undefined;
  #correction = "";
  #said: string | undefined;
  #answer = "";
  #renaming: string | undefined;
  #chosen: number | undefined;
  #previews: (SchedulePreview | undefined)[] = [];
  #jobs: JobView[] | undefined;
  #isBusy = false;
  #isStale = false;
  #isTested = false;
  #error: { text: string; details: string } | undefined;
  #changedAt = -Infinity;
  #asked = 0;

  override async refresh(): Promise<void> {
    const id = this.proposal?.id ?? this.proposalId;
    if (id === undefined || this.#jobs !== undefined) return;
    await this.#attempt(async (client) => this.#take(await client.proposals.get(id), true));
  }
  protected override onEvents(events: EventView[]): void {
    for (const { event } of events) {
      if (!("proposal" in event) || event.proposal.id !== this.proposal?.id || this.#isBusy || this.#jobs !== undefined)
        continue;
      const isNewer = event.proposal.revision > this.proposal.revision || event.proposal.state !== this.proposal.state;
      if (!isNewer) continue;
      if (event.name === "proposal.amended") this.#showStale(event.proposal);
      else this.#take(event.proposal, false);
    }
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("proposal") && this.proposal !== undefined) this.#onProposal();
    const isAsked = (changed.has("text") || changed.has("literal") || changed.has("client")) && this.text !== undefined;
    if (isAsked && this.client !== undefined && this.proposalId === undefined)
      void this.#propose(this.text ?? "", this.literal ?? []);
    if (changed.has("proposalId") && this.proposalId !== undefined && !changed.has("client")) void this.refresh();
    this.setState("loading", this.proposal === undefined && this.#error === undefined);
    this.setState("busy", this.#isBusy);
    this.setState("error", this.#error !== undefined);
  }

  /** Does it, and says what went wrong where it did; what was typed stays. */
  async #attempt(act: (client: SchedulerClient) => Promise<void>): Promise<void> {
    const { client } = this;
    if (client === undefined || this.#isBusy) return;
    const asked = ++this.#asked;
    this.#isBusy = true;
    this.#error = undefined;
    this.requestUpdate();
    try {
      await act(client);
    } catch (error) {
      if (asked === this.#asked) await this.#fail(error);
    } finally {
      if (asked === this.#asked) this.#isBusy = false;
      this.requestUpdate();
    }
  }
  async #fail(error: unknown): Promise<void> {
    const { words } = this;
    const details = this.tellError(error);
    const id = this.proposal?.id;
    if (id !== undefined && hasCode(error, "REVISION_CONFLICT")) {
      await this.#readNew(id);
      return;
    }
    const isOver = hasCode(error, "PROPOSAL_EXPIRED") || hasCode(error, "PROPOSAL_OUTDATED");
    if (isOver && this.proposal !== undefined) {
      this.proposal = { ...this.proposal, state: "expired" };
      fact(this, "sj-expired", { id: this.proposal.id });
      return;
    }
    const isGone = hasCode(error, "PROPOSAL_NOT_FOUND");
    const isAway = !hasCode(error) || hasCode(error, "SERVER_UNREACHABLE");
    this.#error = {
      text: isGone ? words.gone : isAway ? words.notSaved : `${(error as Error).message} ${words.nothingCreated}`,
      details,
    };
    this.live.say(this.#error.text, "assertive");
  }
  async #readNew(id: string): Promise<void> {
    try {
      const now = await this.client?.proposals.get(id);
      if (now !== undefined) this.#showStale(now);
    } catch (error) {
      this.tellError(error);
    }
  }
  #showStale(now: Proposal): void {
    const before = this.proposal;
    this.#isStale = true;
    this.#take(now, false);
    this.#before = before;
    this.live.say(this.words.staleTitle, "assertive");
  }

  async #propose(text: string, literal: Span[]): Promise<void> {
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
  #take(proposal: Proposal, hasFocus: boolean): void {
    if (this.proposal !== undefined) this.#changedAt = performance.now();
    this.proposal = proposal;
    if (hasFocus) void this.focusOn("#heading");
  }
  #onProposal(): void {
    const { proposal } = this;
    if (proposal === undefined) return;
    this.#chosen = undefined;
    this.#renaming = undefined;
    this.#previews = [];
    const { interpretation } = proposal;
    const said = spokenOf(proposal, this.words, this.times);
    if (said !== undefined) this.live.say(said);
    if (interpretation.outcome === "ambiguous")
      void this.#readPreviews(interpretation.question.options.map((option) => option.interpretation));
    if (interpretation.outcome === "unsupported") void this.#readPreviews(interpretation.alternatives);
  }
  /** What each choice would do: the server says it, not the browser. */
  async #readPreviews(choices: readonly Proposal["interpretation"][]): Promise<void> {
    const { client, proposal } = this;
    const schedules = choices.map((choice) => (choice.outcome === "understood" ? choice.schedules[0] : undefined));
    const known = schedules.filter((schedule) => schedule !== undefined);
    if (client === undefined || known.length === 0) return;
    const previews = await client.preview(known).catch(() => []);
    if (proposal !== this.proposal) return;
    let at = 0;
    this.#previews = schedules.map((schedule) => (schedule === undefined ? undefined : previews[at++]));
    this.requestUpdate();
  }

  async #correct(): Promise<void> {
    const { proposal } = this;
    const correction = this.#correction.trim();
    if (proposal === undefined || correction === "") {
      this.find("#correction")?.focus();
      return;
    }
    if (!request(this, "sj-amend", { correction })) return;
    await this.#attempt(async (client) => {
      const amended = await client.proposals.amend(proposal.id, { correction }, { revision: proposal.revision });
      this.#correction = "";
      this.#said = correction;
      this.#replace(amended);
    });
  }
  #replace(amended: Proposal): void {
    const before = this.proposal;
    this.#isStale = false;
    this.#take(amended, true);
    this.#before = before;
  }
  async #refuse(span: Span): Promise<void> {
    const { proposal } = this;
    if (proposal === undefined) return;
    const literal = [...(this.literal ?? []), { start: span.start, end: span.end, kind: "literal" as const }];
    await this.#attempt(async (client) =>
      this.#replace(await client.proposals.amend(proposal.id, { literal }, { revision: proposal.revision })),
    );
  }
  async #saveName(): Promise<void> {
    const { proposal } = this;
    const name = this.#renaming?.trim() ?? "";
    if (proposal === undefined || name === "") return;
    await this.#attempt(async (client) => {
      const amended = await client.proposals.amend(proposal.id, { name }, { revision: proposal.revision });
      this.#take(amended, false);
      void this.focusOn("#rename");
    });
  }
  async #answerInWords(): Promise<void> {
    const { proposal } = this;
    const text = this.#answer.trim();
    if (proposal === undefined || text === "") return;
    await this.#attempt(async (client) => {
      const answered = await client.proposals.answer(proposal.id, { text }, { revision: proposal.revision });
      this.#answer = "";
      this.#take(answered, true);
    });
  }
  async #chooseAlternative(at: number): Promise<void> {
    const interpretation = this.proposal?.interpretation;
    const choice = interpretation?.outcome === "unsupported" ? interpretation.alternatives[at] : undefined;
    if (choice?.outcome !== "understood") {
      if (choice !== undefined) await this.#propose(choice.text, []);
      return;
    }
    await this.#attempt(async (client) =>
      this.#take(await client.propose({ schedules: choice.schedules, prompt: choice.prompt }), true),
    );
  }

  async #create(): Promise<void> {
    const { proposal } = this;
    if (proposal === undefined || cannotCreate(proposal, this.#bar) !== undefined || this.#isBusy) return;
    if (performance.now() - this.#changedAt < deafMs) return;
    await this.#attempt(async (client) => {
      let confirmed = proposal;
      if (proposal.question !== undefined && this.#chosen !== undefined) {
        const option = this.#chosen;
        if (!request(this, "sj-answer", { option })) return;
        confirmed = await client.proposals.answer(proposal.id, { option }, { revision: proposal.revision });
        // what the person saw under their choice is what is created, or it is shown again
        if (!isAsShown(confirmed, this.#previews[option])) {
          this.#take(confirmed, true);
          return;
        }
        this.proposal = confirmed;
      }
      const { id, revision, digest } = confirmed;
      if (digest === undefined || !request(this, "sj-confirm", { id, revision, digest })) return;
      this.#jobs = await client.confirm(id, { revision, digest });
      const [first] = this.#jobs;
      if (first?.nextAt !== undefined)
        this.live.say(this.words.announceCreated(this.times.moment(first.nextAt, first.timezone)));
      fact(this, "sj-job-created", { jobs: this.#jobs });
      void this.focusOn("#heading");
    });
  }
  get #bar(): BarView {
    const chosen = this.#chosen === undefined ? undefined : this.#previews[this.#chosen];
    const { words, times } = this;
    return { words, times, isOffline: this.line.isOffline, chosen, hasChosen: this.#chosen !== undefined };
  }
  readonly #decline = (): void => {
    const { proposal } = this;
    if (proposal === undefined) {
      fact(this, "sj-close", { text: this.text ?? "" });
      return;
    }
    const text = proposal.interpretation.text;
    if (!request(this, "sj-decline", { id: proposal.id, text })) return;
    if (proposal.state !== "open") return;
    void this.#attempt(async (client) =>
      this.#take(await client.proposals.decline(proposal.id, { revision: proposal.revision }), false),
    );
  };

  protected override render(): TemplateResult {
    return html`<div class="prop" role="group" aria-labelledby="heading" aria-busy=${this.#isBusy}>${this.#body()}${this.live.template()}</div>`;
  }
  #body(): TemplateResult {
    const { proposal, words, times, headingLevel } = this;
    const base = { words, times, headingLevel };
    if (this.#jobs !== undefined) {
      return created(
        this.#jobs,
        { ...base, isTested: this.#isTested },
        {
          open: (job) => request(this, "sj-open-job", { jobId: job.id }),
          test: (job) => void this.#test(job),
          close: () => fact(this, "sj-close", { text: "" }),
          notificationsChanged: (state) => (fact(this, "sj-notifications-changed", { state }), this.requestUpdate()),
        },
      );
    }
    if (proposal === undefined) return html`${reading(this.text ?? "", base)}${this.#failure()}`;
    if (proposal.state !== "open")
      return over(proposal, base, {
        again: () => void this.#propose(proposal.interpretation.text, this.literal ?? []),
        close: () => fact(this, "sj-close", { text: proposal.interpretation.text }),
      });
    return html`<slot name="heading">${heading(headingLevel, headingOf(proposal, words, this.#before !== undefined))}</slot>${this.proposedBy === undefined ? nothing : html`<p class="s quiet">${words.proposedBy(plainText(this.proposedBy))}</p>`}${this.#isStale ? stale(base) : nothing}${this.#open(proposal)}${this.#failure()}`;
  }
  #open(proposal: Proposal): TemplateResult {
    const { words, times } = this;
    const { interpretation } = proposal;
    const spans = interpretation.outcome === "no-schedule" ? [] : interpretation.spans;
    const isRefused = interpretation.outcome === "unsupported";
    const whenInk = isRefused ? "no-ink" : interpretation.outcome === "ambiguous" ? "ask-ink" : "when-ink";
    const said =
      interpretation.text === ""
        ? nothing
        : sentence(plainText(interpretation.text), spans, {
            words,
            whenInk,
            ...(interpretation.outcome === "understood" && { refuse: (span: Span) => void this.#refuse(span) }),
          });
    if (isRefused && proposal.question === undefined) {
      return html`${said}${unsupported(proposal, { words, previews: this.#previews }, (at) => void this.#chooseAlternative(at))}<div class="foot-acts"><button type="button" class="btn line" @click=${this.#decline}>${words.editSentence}</button><button type="button" class="btn plain" @click=${() => fact(this, "sj-close", { text: interpretation.text })}>${words.close}</button></div>`;
    }
    if (proposal.question !== undefined) {
      const view = { words, times, previews: this.#previews, chosen: this.#chosen, answer: this.#answer };
      return html`${said}${question(proposal, view, {
        choose: (option) => ((this.#chosen = option), this.requestUpdate()),
        neither: this.#decline,
        type: (text) => ((this.#answer = text), this.requestUpdate()),
        say: () => void this.#answerInWords(),
      })}${this.#buttons(proposal)}`;
    }
    const view: CardView = {
      words,
      times,
      headingLevel: this.headingLevel,
      readerZone: this.readerZone,
      factoryName: this.account?.factoryName ?? proposal.actor.factoryId,
      before: this.#before,
      correction: this.#said,
      renaming: this.#renaming,
    };
    return html`${said}${understood(
      proposal,
      view,
      {
        change: () => this.find("#correction")?.focus(),
        rename: (name) => {
          const isOpening = this.#renaming === undefined;
          this.#renaming = name;
          this.requestUpdate();
          if (name === undefined) void this.focusOn("#rename");
          else if (isOpening) void this.focusOn("#new-name");
        },
        saveName: () => void this.#saveName(),
      },
      correctionBox(words, this.#correction, {
        type: (text) => (this.#correction = text),
        send: () => void this.#correct(),
      }),
    )}<slot name="before-actions"></slot>${this.#buttons(proposal)}<p class="xs quiet">${words.yourPermissions}</p>`;
  }
  #buttons(proposal: Proposal): TemplateResult {
    return createBar(proposal, this.#bar, { create: () => void this.#create(), decline: this.#decline });
  }
  #failure(): TemplateResult | typeof nothing {
    if (this.#error === undefined) return nothing;
    const again = (): void => {
      if (this.proposal === undefined && this.text !== undefined) void this.#propose(this.text, this.literal ?? []);
      else void this.refresh();
    };
    return failureNote(this.words, this.#error, again);
  }
  async #test(job: JobView): Promise<void> {
    await this.#attempt(async (client) => {
      const run = await client.jobs.trigger(job.id, { requestId: crypto.randomUUID() });
      this.#isTested = true;
      this.live.say(this.words.startedToast);
      fact(this, "sj-job-triggered", { run });
    });
  }
}
