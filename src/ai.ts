export { aiInterpreter, type AiInterpreterOptions } from "./ai/aiInterpreter.ts";
export { type AgentLike, aiRunner, type AiRunnerOptions } from "./ai/aiRunner.ts";
export { aiTools, type AiToolsOptions } from "./ai/aiTools.ts";
export { toolRun, type ToolRun } from "./ai/toolRun.ts";
export type { PendingProposal } from "./tools/schedulerTool.ts";
