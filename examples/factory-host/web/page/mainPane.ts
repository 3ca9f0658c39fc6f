import type { SchedulerClient } from "@dexter/scheduled-jobs/client";
import type { JobProposal } from "@dexter/scheduled-jobs/ui";
import { element } from "./element.ts";
import type { Sidebar } from "./sidebar.ts";

type Conversation = { conversationId?: string; runId?: string };

export interface MainPane {
  /** Reads a sentence back; nothing exists until it is confirmed there. */
  showProposal(text: string, literal: JobProposal["literal"]): void;
  showConversation(which: Conversation): void;
  /** A conversation can be linked to, reloaded and gone back from. */
  showWhatTheAddressSays(): void;
  close(): void;
}

/** What is open beside the sidebar; on a phone, over it. */
export function mainPane(client: SchedulerClient, side: Sidebar): MainPane {
  const view = element(".view");
  const show = (content: HTMLElement | undefined): void => {
    view.replaceChildren(...(content === undefined ? [] : [content]));
    element(".welcome").hidden = content !== undefined;
    document.body.toggleAttribute("data-open", content !== undefined);
    side.mark(content?.dataset["conversation"]);
  };
  const conversation = ({ conversationId, runId }: Conversation): void => {
    const run = document.createElement("run-conversation");
    run.client = client;
    if (conversationId !== undefined) run.conversationId = run.dataset["conversation"] = conversationId;
    else if (runId !== undefined) run.runId = run.dataset["conversation"] = runId;
    run.downloadUrl = ({ url }) => url;
    show(run);
  };
  const close = (): void => {
    go("");
    show(undefined);
  };
  const showConversation = (which: Conversation): void => {
    const { conversationId, runId } = which;
    go(conversationId === undefined ? `#run=${runId ?? ""}` : `#conversation=${conversationId}`);
    conversation(which);
  };
  /** Who has just made a job that is due soon wants to watch it; who has gone elsewhere meanwhile stays there. */
  const watchFirstRun = async (from: HTMLElement, jobs: ReadonlySet<string>, signal: AbortSignal): Promise<void> => {
    const run = await firstRun(client, jobs, signal);
    if (run !== undefined && from.isConnected) showConversation(run);
  };
  const showProposal = (text: string, literal: JobProposal["literal"]): void => {
    go("");
    const proposal = document.createElement("job-proposal");
    proposal.client = client;
    proposal.literal = literal;
    proposal.text = text;
    const ended = new AbortController();
    proposal.addEventListener("sj-job-created", ({ detail: { jobs } }) => {
      side.panel.clearComposer();
      void watchFirstRun(proposal, new Set(jobs.map(({ id }) => id)), ended.signal);
    });
    for (const over of ["sj-decline", "sj-close"] as const) {
      proposal.addEventListener(over, () => {
        ended.abort();
        close();
        side.panel.focus();
      });
    }
    show(proposal);
  };
  const showWhatTheAddressSays = (): void => {
    const said = new URLSearchParams(location.hash.slice(1));
    const conversationId = said.get("conversation");
    const runId = said.get("run");
    if (conversationId !== null) conversation({ conversationId });
    else if (runId !== null) conversation({ runId });
    else show(undefined);
  };
  addEventListener("popstate", showWhatTheAddressSays);
  element(".back").addEventListener("click", close);
  return { showProposal, showConversation, showWhatTheAddressSays, close };
}

function go(hash: string): void {
  if (location.hash !== hash) history.pushState(null, "", hash === "" ? location.pathname : hash);
}

/** The first run of these jobs, as soon as it starts. */
async function firstRun(
  client: SchedulerClient,
  jobs: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Conversation | undefined> {
  for await (const { event } of client.events({ signal })) {
    if (event.name === "run.started" && jobs.has(event.run.jobId)) return { conversationId: event.conversation.id };
  }
  return undefined;
}
