export { type ClientOptions, createClient } from "./client/fetchClient.ts";
export {
  type Amendment,
  type CallOptions,
  type JobChange,
  type ProposalForm,
  type SchedulerClient,
} from "./client/schedulerClient.ts";
export {
  type Account,
  type Connection,
  type EntryView,
  type EventView,
  type Explanation,
  type JobView,
  type OutputView,
  type Page,
  type RunView,
  type SchedulePreview,
} from "./client/views.ts";
