import { SchedulerError } from "../errors/schedulerError.ts";
import { amend } from "../interpret/amend.ts";
import { interpret } from "../interpret/interpret.ts";
import { workflowIn } from "../interpret/prompt/workflow.ts";
import type { Interpretation } from "../model/interpretation.ts";
import type { Proposal } from "../model/proposal.ts";
import { hasPrompt } from "./question.ts";

/** How the host wants sentences to be read, beside the moment and the account. */
export type ReadingOptions = Omit<Parameters<typeof interpret>[1], "now" | "timezone" | "locale" | "literal">;

/** What a request means now: the sentence, then every correction that was made to it. */
export function readAgain(
  text: string,
  given: Pick<Proposal["given"], "corrections" | "literal">,
  actor: Proposal["actor"],
  now: Date,
  reading: ReadingOptions,
): Interpretation {
  const account = accountOf(actor, now);
  const first = interpret(text, {
    ...reading,
    ...account,
    ...(given.literal.length > 0 && { literal: given.literal }),
  });
  let current = first;
  for (const correction of given.corrections) current = amend(current, correction, { ...reading, ...account });
  return current;
}

/**
 * What an open proposal means after an answer to its question: the place of an option, or words.
 *
 * Words answer what was asked: they are the prompt where that is missing, the schedule where that is, and else a correction.
 *
 * @throws {@link SchedulerError} `INPUT_INVALID` where nothing was asked, or there is no such option
 */
export function answered(
  proposal: Proposal,
  answer: { option: number } | { text: string },
  now: Date,
  reading: ReadingOptions,
): Interpretation {
  const { interpretation, question, actor } = proposal;
  if (question === undefined) {
    throw new SchedulerError("INPUT_INVALID", {
      proposalId: proposal.id,
      hint: "The proposal asks nothing; amend it instead.",
    });
  }
  if ("option" in answer) return optionOf(interpretation, answer.option);
  const account = accountOf(actor, now);
  if (interpretation.outcome === "understood") return reworded(interpretation, answer.text);
  if (interpretation.outcome !== "no-schedule") return amend(interpretation, answer.text, { ...reading, ...account });

  const when = interpret(answer.text, { ...reading, ...account });
  return when.outcome === "understood" && !hasPrompt(when)
    ? { ...when, text: `${answer.text} ${interpretation.text}`.trim(), prompt: interpretation.prompt, spans: [] }
    : withPrompt(when, interpretation.prompt);
}

/** What a request means after a correction in words. */
export function corrected(proposal: Proposal, correction: string, now: Date, reading: ReadingOptions): Interpretation {
  return amend(proposal.interpretation, correction, { ...reading, ...accountOf(proposal.actor, now) });
}

function accountOf(actor: Proposal["actor"], now: Date) {
  return { now, timezone: actor.timezone, ...(actor.locale !== undefined && { locale: actor.locale }) };
}

/** An answer that says when and also what replaces the prompt; one that only says when leaves it. */
function withPrompt(when: Interpretation, prompt: string | null): Interpretation {
  if (prompt === null || (hasPrompt(when) && when.outcome !== "no-schedule")) return when;
  return reworded(when, prompt);
}

/** The same request with another prompt, in every reading of it; the workflow is the one that this prompt names. */
export function reworded(request: Interpretation, prompt: string): Interpretation {
  switch (request.outcome) {
    case "understood": {
      const { workflow: _before, ...rest } = request;
      const workflow = workflowIn(prompt);
      return { ...rest, prompt, ...(workflow !== undefined && { workflow }) };
    }
    case "no-schedule":
      return { ...request, prompt };
    case "ambiguous": {
      const options = request.question.options.map(({ label, interpretation }) => ({
        label,
        interpretation: reworded(interpretation, prompt),
      }));
      return { ...request, prompt, question: { ...request.question, options } };
    }
    case "unsupported":
      return { ...request, prompt, alternatives: request.alternatives.map((other) => reworded(other, prompt)) };
  }
}

function optionOf(interpretation: Interpretation, option: number): Interpretation {
  const options =
    interpretation.outcome === "ambiguous"
      ? interpretation.question.options.map((one) => one.interpretation)
      : interpretation.outcome === "unsupported"
        ? interpretation.alternatives
        : [];
  const chosen = options[option];
  if (chosen !== undefined) return chosen;
  const hint = options.length === 0 ? "Answer in words." : `Choose an option from 0 to ${options.length - 1}.`;
  throw new SchedulerError("INPUT_INVALID", { option, hint });
}
