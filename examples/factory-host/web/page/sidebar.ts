import type { SchedulerClient } from "@dexter/scheduled-jobs/client";
import type { ScheduledJobsPanel } from "@dexter/scheduled-jobs/ui";
import { element } from "./element.ts";

const sections = ["jobs", "history", "settings"] as const;
type Section = (typeof sections)[number];

export interface Sidebar {
  readonly panel: ScheduledJobsPanel;
  /** Opens a job in the panel. */
  showJob(jobId: string): void;
  /** Opens the history with the runs of one job only; of all jobs without one. */
  showRunsOf(jobId: string | undefined): void;
  /** Marks the conversation that is open. */
  mark(conversationId: string | undefined): void;
}

/** Scheduled jobs, history and settings, one at a time. */
export function sidebar(client: SchedulerClient): Sidebar {
  const panel = element("scheduled-jobs-panel");
  const history = element("conversation-history");
  const only = element(".only");
  for (const each of [panel, history, element("notification-toggle")]) each.client = client;
  // another factory or another person is another page
  for (const form of document.querySelectorAll<HTMLFormElement>("#place, #account, #spoken")) {
    form.addEventListener("change", () => form.requestSubmit());
  }

  const showRunsOf = (jobId: string | undefined): void => {
    history.jobId = jobId;
    only.hidden = jobId === undefined;
    open("history");
    if (jobId === undefined) return;
    void client.jobs.get(jobId).then(
      ({ name }) => sayWhose(name),
      () => sayWhose("…"),
    );
  };
  for (const name of sections) {
    element(`.sections [data-section="${name}"]`).addEventListener("click", () => open(name));
  }
  element(".only button").addEventListener("click", () => showRunsOf(undefined));

  return {
    panel,
    showJob: (jobId) => {
      open("jobs");
      panel.selected = jobId;
    },
    showRunsOf,
    mark: (conversationId) => (history.selected = conversationId),
  };
}

function open(section: Section): void {
  document.body.dataset["section"] = section;
  for (const name of sections) {
    element(`.section[data-section="${name}"]`).hidden = name !== section;
    element(`.sections [data-section="${name}"]`).ariaCurrent = name === section ? "page" : null;
  }
}

function sayWhose(name: string): void {
  element(".only span").textContent = `${element(".only").dataset["says"]} ${name}.`;
}
