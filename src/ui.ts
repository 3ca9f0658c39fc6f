export { type SchedulerElementEvents } from "./ui/events.ts";
export { defineElements } from "./ui/defineElements.ts";
export { type Messages } from "./ui/messages/en.ts";
export { JobProposal } from "./ui/proposal/jobProposal.ts";
export { ScheduledJobsPanel } from "./ui/panel/scheduledJobsPanel.ts";
