import { createClient } from "@dexter/scheduled-jobs/client";
import { defineElements } from "@dexter/scheduled-jobs/ui";
import { element } from "../../factory-host/web/page/element.ts";

defineElements();
const client = createClient({ baseUrl: "/api/scheduled-jobs" });
const talk = element("#talk");
const box = element("textarea");
element("conversation-history").client = client;

/** Puts something at the end of the talk, where the person sees it. */
function append<Content extends HTMLElement>(content: Content): Content {
  talk.append(content);
  content.scrollIntoView({ block: "end" });
  return content;
}
function message(who: "you" | "dexter", text: string): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.className = who;
  paragraph.textContent = text;
  return append(paragraph);
}

/** The card of a proposal. Its button is the person's; nothing else in this page or behind it creates a job. */
function showProposal(proposalId: string): void {
  // a proposal that was changed is shown once, as it is now
  talk.querySelector(`job-proposal[proposal-id="${CSS.escape(proposalId)}"]`)?.remove();
  const card = document.createElement("job-proposal");
  card.setAttribute("proposal-id", proposalId);
  card.proposedBy = "Dexter";
  card.client = client;
  append(card);
}

async function say(text: string): Promise<void> {
  message("you", text);
  const { body } = await fetch("/chat", { method: "POST", body: text });
  let answer: HTMLElement | undefined;
  let rest = "";
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const told = JSON.parse(line) as { text: string } | { proposalId: string };
      if ("proposalId" in told) showProposal(told.proposalId);
      else {
        answer ??= message("dexter", "");
        answer.textContent += told.text;
      }
    }
  }
}

element("#say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (text === "") return;
  box.value = "";
  say(text).catch(() => message("dexter", "The server could not be reached."));
});
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  element("form").requestSubmit();
});
addEventListener("sj-open-conversation", (event) => {
  event.preventDefault();
  const { conversationId, runId } = event.detail;
  const run = document.createElement("run-conversation");
  run.client = client;
  if (conversationId !== undefined) run.conversationId = conversationId;
  else if (runId !== undefined) run.runId = runId;
  append(run);
});
