export { webhookRunner, type WebhookRunner, type WebhookRunnerOptions } from "./adapters/runners/webhookRunner.ts";
export { processRunner, type ProcessRunnerOptions } from "./adapters/runners/processRunner.ts";
