import type { Proposal } from "../../model/proposal.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import type { Times } from "../times.ts";
import { questionKind } from "./question.ts";
import { isUnclearCorrection } from "./unsupported.ts";

/** What the person is to do with it: the verdict, as the card's heading. */
export function headingOf(proposal: Proposal, words: Messages, isChanged: boolean): string {
  if (proposal.interpretation.outcome === "unsupported")
    return isUnclearCorrection(proposal) ? words.unclearHeading : words.unsupportedHeading;
  if (proposal.question !== undefined) {
    const kind = questionKind(proposal);
    return kind === "when" ? words.whenHeading : kind === "what" ? words.whatHeading : words.questionHeading;
  }
  if (isChanged) return words.changedHeading;
  if (proposal.corrects !== undefined) return words.confirmChange;
  return proposal.drafts.length > 1 ? words.severalHeading(proposal.drafts.length) : words.checkHeading;
}

/** The same for a screen reader, in one sentence. */
export function spokenOf(proposal: Proposal, words: Messages, times: Times): string | undefined {
  const { interpretation, question } = proposal;
  const [draft] = proposal.drafts;
  const [next] = draft?.next ?? [];
  if (interpretation.outcome === "unsupported")
    return `${plainText(interpretation.reason.message)} ${isUnclearCorrection(proposal) ? words.nothingChanged : words.nothingCreated}`;
  if (question !== undefined) return words.oneQuestion(plainText(question.text));
  if (draft !== undefined && next !== undefined) {
    return words.understood(plainText(draft.description), times.moment(next.dueAt, draft.timezone));
  }
  return undefined;
}
