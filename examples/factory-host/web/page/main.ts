import { createClient } from "@dexter/scheduled-jobs/client";
import { defineElements } from "@dexter/scheduled-jobs/ui";
import { element } from "./element.ts";
import { mainPane } from "./mainPane.ts";
import { keepPush } from "./push.ts";
import { sidebar } from "./sidebar.ts";

defineElements();
const client = createClient({ baseUrl: "/api/scheduled-jobs" });

const side = sidebar(client);
const pane = mainPane(client, side);
keepPush(element("notification-toggle"));

// what somebody wants to see, wherever in the page it was asked for
addEventListener("sj-review", (event) => {
  event.preventDefault();
  pane.showProposal(event.detail.text, event.detail.literal);
});
addEventListener("sj-open-conversation", (event) => {
  event.preventDefault();
  const { conversationId, runId, jobId } = event.detail;
  if (conversationId === undefined && runId === undefined) side.showRunsOf(jobId);
  else pane.showConversation(event.detail);
});
addEventListener("sj-open-job", (event) => {
  // the panel opens its own
  if (event.composedPath().includes(side.panel)) return;
  event.preventDefault();
  pane.close();
  side.showJob(event.detail.jobId);
});
pane.showWhatTheAddressSays();
