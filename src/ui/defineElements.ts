import { define } from "./define.ts";
import { ScheduledJobsPanel } from "./panel/scheduledJobsPanel.ts";
import { JobProposal } from "./proposal/jobProposal.ts";

/** Registers the elements under their names; again is harmless. */
export function defineElements(): void {
  define("scheduled-jobs-panel", ScheduledJobsPanel);
  define("job-proposal", JobProposal);
}
