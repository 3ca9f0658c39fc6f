import { type Proposal, SchedulerError } from "@dexter/scheduled-jobs";
import type { Host } from "../host.ts";
import { problem } from "./problem.ts";
import { proposalHeading, proposalText } from "./proposalText.ts";
import type { Prompter } from "./prompter.ts";
import { safe } from "./style.ts";
import { clockTime } from "./times.ts";

const again = "Say it differently";

/** Reads a proposal back until it is confirmed or declined. True once its jobs exist, or the job it corrects is changed. */
export async function proposalScreen({ dexter }: Host, opened: Proposal, prompter: Prompter): Promise<boolean> {
  let proposal = opened;
  for (let isChanged = false; ; isChanged = true) {
    const { id, revision, drafts, question, corrects, interpretation } = proposal;
    const heading = proposalHeading(proposal);
    prompter.show(
      isChanged && drafts.length > 0 ? "Changed. Check it again" : heading,
      proposalText(proposal, new Date()),
    );
    try {
      if (question !== undefined && question.options.length === 0 && interpretation.outcome !== "unsupported") {
        const answer = await prompter.ask(safe(question.text));
        if (answer === undefined) return await declined(dexter, proposal, prompter);
        proposal = await dexter.proposals.answer(id, { text: answer }, { revision });
        continue;
      }
      const options = (question?.options ?? []).map(({ label }, index) => ({ value: `${index}`, label: safe(label) }));
      const first = drafts.flatMap(({ next, timezone }) =>
        next.slice(0, 1).map(({ dueAt }) => ({ dueAt, timezone })),
      )[0];
      const create = {
        value: "create",
        label:
          corrects !== undefined
            ? "Save the change"
            : drafts.length > 1
              ? `Create ${drafts.length} jobs`
              : "Create job",
        hint: first === undefined ? "" : `first run ${clockTime(first.dueAt, first.timezone, new Date())}`,
      };
      const chosen = await prompter.choose(question === undefined ? "Is this right?" : "Which one?", [
        ...(drafts.length > 0 ? [create] : []),
        ...options,
        { value: "correct", label: drafts.length > 0 ? "Not quite" : again, hint: "“no, 6am”, “weekdays only”" },
        ...(drafts.length > 0 ? [{ value: "rename", label: "Another name" }] : []),
        { value: "decline", label: corrects === undefined ? "Don't create" : "Leave the job as it is" },
      ]);
      if (chosen === undefined || chosen === "decline") return await declined(dexter, proposal, prompter);
      if (chosen === "create") {
        const jobs = await dexter.confirm(id, { revision });
        for (const job of jobs) prompter.done(`${corrects === undefined ? "Created" : "Saved"}: ${safe(job.name)}`);
        return true;
      }
      if (chosen === "rename") {
        const name = await prompter.ask("Name", { initial: drafts[0]?.name ?? "" });
        if (name !== undefined) proposal = await dexter.proposals.amend(id, { name }, { revision });
      } else if (chosen === "correct" && drafts.length === 0 && corrects === undefined) {
        const sentence = await prompter.ask("What should Dexter do, and when?", { initial: safe(interpretation.text) });
        if (sentence === undefined) continue;
        await dexter.proposals.decline(id, { revision });
        proposal = await dexter.propose(sentence);
      } else if (chosen === "correct") {
        const correction = await prompter.ask("What should be different?", { placeholder: "no, 6am" });
        if (correction !== undefined) proposal = await dexter.proposals.amend(id, { correction }, { revision });
      } else {
        proposal = await dexter.proposals.answer(id, { option: Number(chosen) }, { revision });
      }
    } catch (error) {
      if (!SchedulerError.is(error)) throw error;
      prompter.warn(problem(error));
      const renewed = error.details["newProposalId"];
      if (typeof renewed === "string") proposal = await dexter.proposals.get(renewed);
      else if (error.code !== "TEXT_TOO_LONG" && error.code !== "INPUT_INVALID") return false;
    }
  }
}

async function declined(dexter: Host["dexter"], { id, corrects }: Proposal, prompter: Prompter): Promise<false> {
  await dexter.proposals.decline(id);
  prompter.say(corrects === undefined ? "Nothing was created." : "Nothing was changed.");
  return false;
}
