/** Bucket boundaries for what takes from milliseconds to hours, in seconds. */
export const LONG_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 21_600, 86_400];

/** Bucket boundaries that the conventions for generative AI give, in tokens and in seconds. */
export const TOKENS = [
  1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
];
export const CALL_SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

/**
 * The attributes of OpenTelemetry's conventions for generative AI that are used here. They are still marked as in development
 * there, so that the stable package of names does not hold them.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/
 */
export const genAi = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  conversation: "gen_ai.conversation.id",
  requestModel: "gen_ai.request.model",
  responseModel: "gen_ai.response.model",
  finishReasons: "gen_ai.response.finish_reasons",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  tokenType: "gen_ai.token.type",
  toolName: "gen_ai.tool.name",
  toolCallId: "gen_ai.tool.call.id",
  toolArguments: "gen_ai.tool.call.arguments",
  toolResult: "gen_ai.tool.call.result",
} as const;

/** Attributes of our own. */
export const ours = {
  jobId: "scheduled_jobs.job.id",
  jobName: "scheduled_jobs.job.name",
  jobRevision: "scheduled_jobs.job.revision",
  prompt: "scheduled_jobs.prompt",
  workflow: "scheduled_jobs.workflow.id",
  ownerId: "scheduled_jobs.owner.id",
  factoryId: "scheduled_jobs.factory.id",
  runId: "scheduled_jobs.run.id",
  trigger: "scheduled_jobs.run.trigger",
  attempt: "scheduled_jobs.run.attempt",
  dueAt: "scheduled_jobs.run.due_at",
  latenessMs: "scheduled_jobs.run.lateness_ms",
  outcome: "scheduled_jobs.run.outcome",
  hasSideEffect: "scheduled_jobs.run.has_side_effect",
  tokens: "scheduled_jobs.run.tokens",
  costUsd: "scheduled_jobs.run.cost_usd",
  seconds: "scheduled_jobs.run.seconds",
} as const;
