import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { EventView } from "../../client/views.ts";
import type { Span } from "../../model/interpretation.ts";
import type { Proposal } from "../../model/proposal.ts";
import { failureNote } from "../failureNote.ts";
import { SchedulerElement } from "../schedulerElement.ts";
import { controls, theme } from "../styles/theme.ts";
import type { OpenProposal } from "./openProposal.ts";
import { frameStyles } from "./frameStyles.ts";
import { reading } from "./reading.ts";

/**
 * A proposal put before a person: what was understood, what was filled in, the next five runs; and the one button that
 * creates. Nothing exists until that button is pressed.
 */
export class JobProposal extends SchedulerElement {
  /** The looks of the element; its custom properties and parts are the way to change them. */
  static override styles = [theme, controls, frameStyles];
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

  #open: OpenProposal | undefined;

  override async refresh(): Promise<void> {
    const id = this.proposal?.id ?? this.proposalId;
    if (id !== undefined) await (await this.#opened())?.read(id);
  }
  protected override onEvents(events: EventView[]): void {
    this.#open?.hear(events);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("proposal") && this.proposal !== undefined) {
      if (this.#open === undefined) void this.#opened().then((open) => open?.onProposal());
      else this.#open.onProposal();
    }
    const { text, literal = [] } = this;
    const isAsked = changed.has("text") || changed.has("literal") || changed.has("client");
    if (isAsked && text !== undefined && this.client !== undefined && this.proposalId === undefined)
      void this.#opened().then((open) => open?.propose(text, literal));
    if (changed.has("proposalId") && this.proposalId !== undefined && !changed.has("client")) void this.refresh();
    const hasFailed = this.#open?.hasFailed ?? this.notBrought !== undefined;
    this.setState("loading", this.proposal === undefined && !hasFailed);
    this.setState("busy", this.#open?.isBusy ?? false);
    this.setState("error", hasFailed);
  }
  /** What is done to a proposal is brought while the sentence is on its way to the server. */
  async #opened(): Promise<OpenProposal | undefined> {
    if (this.#open !== undefined) return this.#open;
    const module = await this.bring(async () => {
      const [card, { inks }, { readBack }, { proposalStyles }] = await Promise.all([
        import("./openProposal.ts"),
        import("../styles/inks.ts"),
        import("../styles/readBack.ts"),
        import("./proposalStyles.ts"),
      ]);
      this.adopt(inks, readBack, proposalStyles);
      return card;
    });
    if (module === undefined) return undefined;
    this.#open ??= new module.OpenProposal(this, {
      words: () => this.words,
      times: () => this.times,
      readerZone: () => this.readerZone,
      factoryName: () => this.account?.factoryName ?? this.proposal?.actor.factoryId ?? this.factoryName,
      isOffline: () => this.line.isOffline,
      say: (text, urgency) => this.live.say(text, urgency),
      failed: (error) => this.tellError(error),
      focusOn: (selector) => this.focusOn(selector),
    });
    this.requestUpdate();
    return this.#open;
  }

  protected override render(): TemplateResult {
    const { words, headingLevel, text = "", notBrought } = this;
    const again = (): void => this.requestUpdate(this.text === undefined ? "proposalId" : "text", null);
    const body =
      this.#open?.template() ??
      (notBrought === undefined ? reading(text, { words, headingLevel }) : failureNote(words, notBrought, again));
    return html`<div class="prop" role="group" aria-labelledby="heading" aria-busy=${this.#open?.isBusy ?? true}>${body}${this.live.template()}</div>`;
  }
}
