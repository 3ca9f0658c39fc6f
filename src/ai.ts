export { aiInterpreter, type AiInterpreterOptions } from "./ai/aiInterpreter.ts";
