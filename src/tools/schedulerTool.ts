import * as z from "zod";
import { SchedulerError } from "../errors/schedulerError.ts";
import type { Actor } from "../model/actor.ts";
import type { Json } from "../model/json.ts";
import type { Proposal } from "../model/proposal.ts";
import type { ActorScheduler } from "../scheduler/actorScheduler.ts";
import type { Scheduler } from "../scheduler/createScheduler.ts";
import { proposalView } from "./views.ts";

/** Something that a model can do with scheduled jobs: it reads, or it proposes. None changes or confirms anything. */
export interface SchedulerTool {
  readonly name: string;
  /** What a person reads. */
  readonly title: string;
  /** What the model reads. */
  readonly description: string;
  readonly input: z.ZodObject;
  /** Whether it ends as a proposal that waits for a person; else it only reads. */
  readonly isProposing: boolean;
  /** Called with what an agent may do for the actor, which refuses every change. */
  readonly execute: (agent: ActorScheduler, input: never, actor: Actor) => Promise<Proposal | Json>;
}

/** A proposal for the person's side, with what confirms it. A model never sees the token. */
export interface PendingProposal {
  readonly proposal: Proposal;
  /** For `scheduler.as(actor).confirm(proposal.id, { revision: proposal.revision, token })`, once the person has said yes. */
  readonly token: string;
}

/** What a tool came to. */
export interface ToolAnswer {
  /** For the model. */
  readonly output: Json;
  /** Whether the output says why nothing was done. */
  readonly isError: boolean;
  /** For the person's side. */
  readonly pending?: PendingProposal;
}

/** For whom a tool is called. */
export interface ToolCaller {
  readonly scheduler: Scheduler;
  readonly actor: Actor;
}

/** Does what a model asked for, as an agent of the actor. What is wrong with the request is told to the model. */
export async function callTool(tool: SchedulerTool, input: unknown, caller: ToolCaller): Promise<ToolAnswer> {
  const { scheduler, actor } = caller;
  const read = tool.input.safeParse(input);
  if (!read.success) return refusal("INPUT_INVALID", z.prettifyError(read.error));
  try {
    const result = await tool.execute(scheduler.forAgent(actor), read.data as never, actor);
    if (!tool.isProposing) return { output: result as Json, isError: false };
    const proposal = result as Proposal;
    const { id, revision } = proposal;
    const token = await scheduler.as(actor).proposals.confirmationToken(id, { revision });
    return { output: proposalView(proposal), isError: false, pending: { proposal, token } };
  } catch (error) {
    if (SchedulerError.is(error)) return refusal(error.code, error.message);
    throw error;
  }
}

function refusal(code: string, message: string): ToolAnswer {
  return { output: { error: { code, message } }, isError: true };
}
