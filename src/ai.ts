export { aiInterpreter, type AiInterpreterOptions } from "./ai/aiInterpreter.ts";
export { aiTools, type AiToolsOptions } from "./ai/aiTools.ts";
export type { PendingProposal } from "./tools/schedulerTool.ts";
