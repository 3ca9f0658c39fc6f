import { type Tool, tool, type ToolSet } from "ai";
import type { Actor } from "../model/actor.ts";
import type { Scheduler } from "../scheduler/createScheduler.ts";
import { checkPort } from "../scheduler/parse.ts";
import { callTool, type PendingProposal } from "../tools/schedulerTool.ts";
import { schedulerTools } from "../tools/schedulerTools.ts";

/** What a host gives to {@link aiTools}. */
export interface AiToolsOptions {
  scheduler: Scheduler;
  /** The person whom the agent works for. */
  actor: Actor;
  /**
   * The side channel to the person: hears of each proposal that a tool opened or changed, with the token that confirms it. Show
   * it (`<job-proposal>`, a card of your own) and confirm at their click; nothing of this may reach the model.
   */
  onProposal?: (pending: PendingProposal) => void | Promise<void>;
}

/**
 * Tools for an agent of the AI SDK: it proposes, answers, amends, lists, shows, changes and explains scheduled jobs of one
 * person. Whatever would change something ends as a proposal that only the person confirms.
 *
 * @example
 * const agent = new ToolLoopAgent({ model, tools: aiTools({ scheduler, actor, onProposal: (pending) => send(pending) }) });
 */
export function aiTools({ scheduler, actor, onProposal }: AiToolsOptions): ToolSet {
  checkPort(scheduler, "options.scheduler", ["forAgent"]);
  return Object.fromEntries(
    schedulerTools.map((definition): [string, Tool] => [
      definition.name,
      tool({
        title: definition.title,
        description: definition.description,
        inputSchema: definition.input,
        execute: async (input) => {
          const { output, pending } = await callTool(definition, input, { scheduler, actor });
          if (pending !== undefined) await onProposal?.(pending);
          return output;
        },
      }),
    ]),
  );
}
