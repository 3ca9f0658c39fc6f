import { html, nothing, type TemplateResult } from "lit";
import type { JobView, SchedulePreview } from "../../client/views.ts";
import type { Span } from "../../model/interpretation.ts";
import type { Proposal } from "../../model/proposal.ts";
import { type Failure, failureNote } from "../failureNote.ts";
import { heading } from "../heading.ts";
import type { NotificationState } from "../notifications/permission.ts";
import { plainText } from "../plainText.ts";
import { sentence } from "../sentence.ts";
import { changeCard } from "./changeCard.ts";
import { type BarView, correctionBox, createBar } from "./createBar.ts";
import { headingOf } from "./headings.ts";
import { created, over, stale } from "./outcome.ts";
import { question } from "./question.ts";
import { reading } from "./reading.ts";
import { type CardActions, type CardView, understood } from "./understood.ts";
import { unsupported } from "./unsupported.ts";

/** All that the card of a proposal shows. */
export interface ProposalView extends BarView, Omit<CardView, "words" | "times"> {
  proposal: Proposal | undefined;
  text: string;
  proposedBy: string | undefined;
  /** What stands in the correction box. */
  typed: string;
  /** What stands in the box that answers a question. */
  answer: string;
  option: number | undefined;
  previews: readonly (SchedulePreview | undefined)[];
  /** What was created of it. */
  jobs: readonly JobView[] | undefined;
  isTested: boolean;
  isStale: boolean;
  failure: Failure | undefined;
}
export interface ProposalActions extends CardActions {
  again: () => void;
  proposeAgain: () => void;
  close: (text: string) => void;
  test: (job: JobView) => void;
  notificationsChanged: (state: NotificationState) => void;
  refuse: (span: Span) => void;
  choose: (option: number) => void;
  take: (option: number) => void;
  typeAnswer: (text: string) => void;
  answer: () => void;
  typeCorrection: (text: string) => void;
  correct: () => void;
  create: () => void;
  decline: () => void;
}

/** A proposal in whatever state it is: being read, open, over, or become a job. */
export function proposalCard(view: ProposalView, actions: ProposalActions): TemplateResult {
  const { proposal, words, jobs, failure } = view;
  const failed = failure === undefined ? nothing : failureNote(words, failure, actions.again);
  if (proposal?.change !== undefined) {
    const { change } = proposal;
    return html`${changeCard({ ...proposal, change }, { ...view, isDone: jobs !== undefined }, actions)}${failed}`;
  }
  if (jobs !== undefined) {
    return created(
      jobs,
      { ...view, isChange: proposal?.corrects !== undefined },
      {
        open: (job) => actions.openJob(job.id),
        test: actions.test,
        close: () => actions.close(""),
        notificationsChanged: actions.notificationsChanged,
      },
    );
  }
  if (proposal === undefined) return html`${failure === undefined ? reading(view.text, view) : nothing}${failed}`;
  const { text } = proposal.interpretation;
  if (proposal.state !== "open")
    return over(proposal, view, { again: actions.proposeAgain, close: () => actions.close(text) });
  const isChanged = view.before !== undefined;
  const from =
    view.proposedBy === undefined
      ? nothing
      : html`<p class="s quiet">${words.proposedBy(plainText(view.proposedBy))}</p>`;
  return html`<slot name="heading">${heading(view.headingLevel, headingOf(proposal, words, isChanged))}</slot>${from}${view.isStale ? stale(view) : nothing}${said(proposal, view, actions)}${body(proposal, view, actions)}${failed}`;
}

const whenInks = { understood: "when-ink", ambiguous: "ask-ink", unsupported: "no-ink" } as const;

function said({ interpretation }: Proposal, { words }: ProposalView, { refuse }: ProposalActions) {
  const { outcome, text } = interpretation;
  if (text === "") return nothing;
  const spans = outcome === "no-schedule" ? [] : interpretation.spans;
  // words of a correction are not in the sentence: nothing in it is wrong
  const isCorrection = outcome === "unsupported" && interpretation.reason.code === "not-understood";
  return sentence(plainText(text), spans, {
    words,
    whenInk: outcome === "no-schedule" || isCorrection ? "when-ink" : whenInks[outcome],
    ...(outcome === "understood" && { refuse }),
  });
}

function body(proposal: Proposal, view: ProposalView, actions: ProposalActions): TemplateResult {
  const { words } = view;
  const correction = correctionBox(words, view.typed, { type: actions.typeCorrection, send: actions.correct });
  if (proposal.interpretation.outcome === "unsupported") return unsupported(proposal, view, actions, correction);
  const bar = createBar(proposal, view, actions);
  if (proposal.question !== undefined) {
    const asked = { ...view, chosen: view.option };
    return html`${question(proposal, asked, {
      choose: actions.choose,
      neither: actions.decline,
      type: actions.typeAnswer,
      say: actions.answer,
    })}${bar}`;
  }
  return html`${understood(proposal, view, actions, correction)}<slot name="before-actions"></slot>${bar}<p class="xs quiet">${words.yourPermissions}</p>`;
}
