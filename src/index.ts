export { memoryStore } from "./adapters/stores/memoryStore.ts";
export { type ErrorCode, type ErrorDetails, errorMessages, SchedulerError } from "./errors/schedulerError.ts";
export type { Actor } from "./model/actor.ts";
export type { Assumption, Interpretation, Span } from "./model/interpretation.ts";
export type { Schedule } from "./model/schedule.ts";
export { describe, type DescribeOptions } from "./interpret/describe.ts";
export type { Store } from "./ports/store.ts";
