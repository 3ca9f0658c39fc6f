/* The scheduler */
export type { ActorScheduler, SchedulePreview } from "./scheduler/actorScheduler.ts";
export { createScheduler, type Health, type Scheduler } from "./scheduler/createScheduler.ts";
export type { PlacedEvent } from "./scheduler/events.ts";
export type { Explanation } from "./scheduler/explain/explain.ts";
export type { JobChanges, JobProposition } from "./scheduler/jobs.ts";
export type { Role, SchedulerOptions } from "./scheduler/options.ts";
export type { PageRequest } from "./scheduler/paging.ts";
export type { Amendment, ProposalForm, ProposeOptions } from "./scheduler/proposals.ts";
/* Sentences */
export { amend, type AmendOptions } from "./interpret/amend.ts";
export { describe, type DescribeOptions } from "./interpret/describe.ts";
export { interpret, type InterpretOptions, type TimeDefaults } from "./interpret/interpret.ts";
/* Occurrences */
export { checkSchedule } from "./occurrences/checkSchedule.ts";
export { nextOccurrences, occurrencesBetween, previousOccurrence } from "./occurrences/occurrences.ts";
export { previewOccurrences } from "./occurrences/previewOccurrences.ts";
/* The nouns */
export type { Actor } from "./model/actor.ts";
export type { Conversation, ConversationEntry, ConversationItem } from "./model/conversation.ts";
export type { EventListener, EventListeners, EventName, EventOf, SchedulerEvent } from "./model/events.ts";
export type { Assumption, Interpretation, Span } from "./model/interpretation.ts";
export type { JobState, ScheduledJob } from "./model/job.ts";
export type { Policies, PolicyOverrides } from "./model/policies.ts";
export type { JobDraft, Notice, Preview, Proposal, ProposedChange } from "./model/proposal.ts";
export type { Run, RunReason, RunState } from "./model/run.ts";
export type { Mode, Schedule, StoredSchedule } from "./model/schedule.ts";
/* Errors */
export { type ErrorCode, type ErrorDetails, errorMessages, SchedulerError } from "./errors/schedulerError.ts";
/* The ports, and what is there without any other import */
export { memoryStore } from "./adapters/stores/memoryStore.ts";
export {
  defineWorkflow,
  type DefinedWorkflow,
  type StandardSchemaLike,
  type StepContext,
  type WorkflowInput,
  workflowStep,
  type WorkflowStep,
} from "./adapters/workflows/defineWorkflow.ts";
export { workflowRegistry, type WorkflowRegistry } from "./adapters/workflows/workflowRegistry.ts";
export type { Authorizer, Permission } from "./ports/authorizer.ts";
export type { Clock } from "./ports/clock.ts";
export type { Conversations } from "./ports/conversations.ts";
export type { FallbackInterpreter, FallbackRequest } from "./ports/fallbackInterpreter.ts";
export type { Logger } from "./ports/logger.ts";
export type { Notification, Notifier } from "./ports/notifier.ts";
export type { Bell, Concurrency, Queue, Stop } from "./ports/queue.ts";
export type { ModelCall, Outcome, RunContext, RunMiddleware, Runner, RunnerFunction, Usage } from "./ports/runner.ts";
export type { Page, Store } from "./ports/store.ts";
export type { Workflow, Workflows } from "./ports/workflows.ts";
