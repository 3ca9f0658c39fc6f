import { RunConversation } from "./conversation/runConversation.ts";
import { define } from "./define.ts";
import { ConversationHistory } from "./history/conversationHistory.ts";
import { NotificationToggle } from "./notifications/notificationToggle.ts";
import { ScheduledJobsPanel } from "./panel/scheduledJobsPanel.ts";
import { JobProposal } from "./proposal/jobProposal.ts";

/**
 * Registers the five elements under their names; again is harmless.
 *
 * @example
 * import { defineElements } from "@dexter/scheduled-jobs/ui";
 * defineElements();
 */
export function defineElements(): void {
  define("scheduled-jobs-panel", ScheduledJobsPanel);
  define("job-proposal", JobProposal);
  define("conversation-history", ConversationHistory);
  define("run-conversation", RunConversation);
  define("notification-toggle", NotificationToggle);
}

declare global {
  interface HTMLElementTagNameMap {
    "scheduled-jobs-panel": ScheduledJobsPanel;
    "job-proposal": JobProposal;
    "conversation-history": ConversationHistory;
    "run-conversation": RunConversation;
    "notification-toggle": NotificationToggle;
  }
}
