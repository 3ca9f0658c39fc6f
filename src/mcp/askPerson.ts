import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { RequestId } from "@modelcontextprotocol/sdk/types.js";
import { SchedulerError } from "../errors/schedulerError.ts";
import type { Actor } from "../model/actor.ts";
import type { Proposal } from "../model/proposal.ts";
import type { Scheduler } from "../scheduler/createScheduler.ts";
import type { PendingProposal, ToolAnswer } from "../tools/schedulerTool.ts";
import { readBack } from "../tools/readBack.ts";
import { proposalView } from "../tools/views.ts";

/** How a person confirms. */
export interface AskOptions {
  /**
   * The host's page on which the person confirms a proposal, behind their own sign-in. The model sees this address: it must
   * carry nothing that confirms. The page gets that from `proposals.confirmationToken`.
   */
  confirmUrl?: (proposal: Proposal, actor: Actor) => string;
  /**
   * Where: `client` asks in a dialogue of the client where it has one, and else gives the link; `page` always leads to the page,
   * for hosts that do not trust every client to show its dialogues to a person. `client` unless set.
   */
  confirmIn?: "client" | "page";
  /** How long the client's dialogue is waited for: 5 minutes unless set. The proposal stays open afterwards. */
  confirmMs?: number;
}

interface Asking extends AskOptions {
  scheduler: Scheduler;
  actor: Actor;
  client: Server;
  /** The call that is being answered: what is asked belongs to it. */
  requestId: RequestId;
  signal: AbortSignal;
}

/** What the client says that the person did; `undefined` where it could not ask them. */
type Said = "yes" | "no" | "later" | undefined;

/** Has the person confirm a proposal that a tool opened or changed, as far as the client can ask them. */
export async function askPerson({ proposal, token }: PendingProposal, asking: Asking): Promise<ToolAnswer> {
  // Without anything to confirm there is at most a question, and that is the model's to ask.
  if (proposal.drafts.length === 0 && proposal.change === undefined) return shown(proposal);
  const { id, revision } = proposal;
  const dexter = asking.scheduler.as(asking.actor);
  try {
    const said = await ask(proposal, asking);
    if (said === "no") return shown(await dexter.proposals.decline(id, { revision }));
    if (said !== "yes") return shown(proposal, asking);
    await dexter.confirm(id, { revision, token });
    return shown(await dexter.proposals.get(id));
  } catch (error) {
    // What happened meanwhile: it expired, somebody changed it, the owner may not.
    if (!SchedulerError.is(error)) throw error;
    return { output: { error: { code: error.code, message: error.message } }, isError: true };
  }
}

async function ask(proposal: Proposal, asking: Asking): Promise<Said> {
  const { client, confirmIn = "client", confirmUrl, confirmMs = 300_000, requestId, signal } = asking;
  const can = client.getClientCapabilities()?.elicitation;
  const options = { relatedRequestId: requestId, signal, timeout: confirmMs };
  try {
    if (confirmIn === "client" && can?.form !== undefined) {
      const result = await client.elicitInput({ mode: "form", message: readBack(proposal), requestedSchema }, options);
      if (result.action === "cancel") return "later";
      return result.action === "accept" && result.content?.["confirm"] === true ? "yes" : "no";
    }
    if (can?.url !== undefined && confirmUrl !== undefined) {
      const url = confirmUrl(proposal, asking.actor);
      const elicitationId = `${proposal.id} ${proposal.revision}`;
      await client.elicitInput({ mode: "url", message: readBack(proposal), url, elicitationId }, options);
      // To open the page is not to confirm: that is done there.
      return "later";
    }
    return undefined;
  } catch {
    // The client could not ask, took too long, or answered in another shape: that is no answer of the person's.
    return undefined;
  }
}

const requestedSchema = {
  type: "object" as const,
  properties: { confirm: { type: "boolean" as const, title: "Confirm", description: "Do it as it is shown" } },
  required: ["confirm"],
};

/** What the model is told of a proposal; with the way to confirm it, where it is still to be confirmed. */
function shown(proposal: Proposal, asking?: Asking): ToolAnswer {
  const view = proposalView(proposal);
  if (asking === undefined) return { output: view, isError: false };
  const { confirmUrl, actor } = asking;
  const way =
    confirmUrl === undefined
      ? {
          howToConfirm:
            "The person confirms it in the application that owns these jobs, or in a terminal: dexter-jobs confirm.",
        }
      : {
          confirmUrl: confirmUrl(proposal, actor),
          howToConfirm: "Give the person the link confirmUrl: they confirm on that page, signed in as themselves.",
        };
  return { output: { ...view, ...way }, isError: false };
}
