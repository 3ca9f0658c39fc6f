import type { Actor, Scheduler } from "@dexter/scheduled-jobs";
import { aiTools } from "@dexter/scheduled-jobs/ai";
import { type LanguageModel, type ModelMessage, ToolLoopAgent } from "ai";

/** What the page is told, as it happens: a piece of the answer, or a proposal to show. */
export type Told = { text: string } | { proposalId: string };

/** One person's chat with a model that has the scheduler's tools. */
export class Assistant {
  readonly #messages: ModelMessage[] = [];
  readonly #agent: ToolLoopAgent;
  #tell: (told: Told) => void = () => {};

  constructor(options: { model: LanguageModel; scheduler: Scheduler; actor: Actor }) {
    const { model, scheduler, actor } = options;
    this.#agent = new ToolLoopAgent({
      model,
      instructions: [
        "You are Dexter, the assistant of a factory. You propose scheduled jobs with your tools, in the person's own words.",
        "The person sees each proposal as a card with its own button. Ask them to check it there; you cannot confirm anything.",
      ].join("\n"),
      tools: aiTools({
        scheduler,
        actor,
        // The card asks the server what is proposed, and confirms with the person's own session. The token stays here.
        onProposal: ({ proposal }) => this.#tell({ proposalId: proposal.id }),
      }),
      onError: () => {},
    });
  }

  /** Answers what the person says; what was said before is remembered. */
  async *answer(said: string): AsyncIterable<Told> {
    const told: Told[] = [];
    this.#tell = (one) => told.push(one);
    const messages: ModelMessage[] = [...this.#messages, { role: "user", content: said }];
    const result = await this.#agent.stream({ messages });
    for await (const part of result.stream) {
      if (part.type === "error") throw part.error;
      if (part.type === "text-delta") told.push({ text: part.text });
      yield* told.splice(0);
    }
    this.#messages.splice(0, Infinity, ...messages, ...(await result.responseMessages));
  }
}
