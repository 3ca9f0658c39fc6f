export { webhookRunner, type WebhookRunner, type WebhookRunnerOptions } from "./adapters/runners/webhookRunner.ts";
export { processRunner, type ProcessRunnerOptions } from "./adapters/runners/processRunner.ts";
export { threadRunner, type ThreadRunnerOptions } from "./adapters/runners/threadRunner.ts";
