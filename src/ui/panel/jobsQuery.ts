import type { JobState } from "../../model/job.ts";

/** What of the jobs is shown. */
export interface JobsQuery {
  search: string;
  filter: JobState | "needs-you" | "";
}

/** As the server is asked for it. */
export function serverQuery({ search, filter }: JobsQuery): { search?: string; states?: JobState[] } {
  return {
    ...(search !== "" && { search }),
    ...(filter !== "" && filter !== "needs-you" && { states: [filter] }),
  };
}
