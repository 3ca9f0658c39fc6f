import {
  APICallError,
  isStepCount,
  type LanguageModel,
  type LanguageModelUsage,
  type ModelMessage,
  type TextStreamPart,
  type Tool,
  tool,
  ToolLoopAgent,
  type ToolSet,
} from "ai";
import * as z from "zod";
import { SchedulerError } from "../errors/schedulerError.ts";
import { givenObject, notAsExpected } from "../model/given.ts";
import type { Outcome, RunContext, Runner } from "../ports/runner.ts";
import { schedulerTools } from "../tools/schedulerTools.ts";
import { CallLog } from "./callLog.ts";
import { historyMessages } from "./historyMessages.ts";
import { instructionsFor } from "./instructions.ts";
import { ToolGuard } from "./toolGuard.ts";
import { Transcript } from "./transcript.ts";

/** The part of an agent of the AI SDK that is used: a `ToolLoopAgent` without call options fits, whatever its tools are. */
export interface AgentLike {
  readonly tools: ToolSet;
  stream(call: {
    messages: ModelMessage[];
    abortSignal: AbortSignal;
  }): PromiseLike<{ readonly stream: AsyncIterable<TextStreamPart<ToolSet>> }>;
}

interface CommonOptions {
  /** What the agent can do; with a function, made for each attempt. */
  tools?: ToolSet | ((context: RunContext) => ToolSet);
  /**
   * Which tools change something outside. A tool that is not named here counts as one that does: a run that called it is never
   * repeated silently.
   */
  sideEffects?: Readonly<Record<string, boolean>>;
  /** What a model call cost, in US dollars, for budgets and for the record. */
  cost?: (usage: LanguageModelUsage, model: string) => number;
  /** What is said for longer than this is written in parts, paragraph by paragraph: 5 s unless set. */
  partsAfterMs?: number;
}

/** What a host gives to {@link aiRunner}: a model, or an agent of its own. */
export type AiRunnerOptions = CommonOptions &
  (
    | {
        model: LanguageModel;
        /** Put behind what every scheduled job is told. */
        instructions?: string;
        /** How many model calls an attempt may make: 50 unless set. */
        maxSteps?: number;
        /** How often a call that failed is tried again before the attempt has failed: twice unless set. */
        maxRetries?: number;
        agent?: never;
      }
    | {
        /**
         * Makes the agent of an attempt, with exactly the tools it is given: they write the trace, declare side effects and carry
         * the idempotency key. An agent that exists gets them in place of its own.
         */
        agent: AgentLike | ((given: { tools: ToolSet; instructions: string; context: RunContext }) => AgentLike);
        model?: never;
      }
  );

/** Asking the person ends the attempt, so the tool has nothing to carry out. */
const askPerson: Tool = tool({
  title: "Ask the person",
  description:
    "Asks the person one question when the work cannot go on without their answer. The job waits, perhaps for days.",
  inputSchema: z.object({
    question: z.string().min(1).max(2_000).describe("The question, complete: the person sees nothing else"),
    choices: z.array(z.string().min(1).max(200)).max(10).optional().describe("Answers to choose from"),
  }),
});
const ASK_PERSON = "ask_person";

/** What cannot be mended by another attempt. */
const hopeless: Record<string, string> = {
  length: "The model's answer was cut off at its longest.",
  "content-filter": "The model's provider refused the answer.",
};

/**
 * Carries out runs with an agent of the AI SDK. Every message, call, result, file and model call is written into the
 * conversation as it happens; a later attempt goes on from there, after a reply, a restart or a crash.
 *
 * A call is carried out once it is written and its side effect declared, so that a crash in the middle leaves the run
 * `interrupted`, for a person to look at. The agent can ask the person (`ask_person`): the run waits as `needs_input`.
 *
 * @example
 * createScheduler({ store, runner: aiRunner({ model: openai("gpt-5"), tools, sideEffects: { send_email: true, read_table: false } }) });
 */
export function aiRunner(options: AiRunnerOptions): Runner {
  const { model, agent: given } = givenObject("options", options, "Give a `model`, or an `agent`.");
  if (model === undefined && given === undefined)
    throw notAsExpected("model", model, "Give a model of the AI SDK, or an agent.");
  const harmless = new Set(schedulerTools.map(({ name }) => name));
  const hasSideEffect = (name: string) => options.sideEffects?.[name] ?? !harmless.has(name);
  return {
    run: async (context) => {
      const { history } = context;
      const calls = new CallLog(context.emit, context.idempotencyKey, history);
      const guard = new ToolGuard(context, calls, hasSideEffect);
      const transcript = new Transcript(context, calls, { ...options, provider: providerOf(options.model) });
      await transcript.countEarlierCalls();
      const ownTools = typeof options.tools === "function" ? options.tools(context) : options.tools;
      const guarded = (more: ToolSet) => ({ ...guard.guard({ ...more, ...ownTools }), [ASK_PERSON]: askPerson });
      const { agent, tools } = agentOf(options, context, transcript, guarded);
      const { stream } = await agent.stream({
        messages: historyMessages(history, hasSideEffect),
        abortSignal: guard.signal,
        ...(tools !== undefined && { tools }),
      });
      await transcript.follow(stream, { toAsk: ASK_PERSON }).catch((error: unknown) => guard.giveUp(error));
      calls.close();
      await guard.settled();
      guard.signal.throwIfAborted();
      return outcomeOf(transcript, context);
    },
  };
}

async function outcomeOf(transcript: Transcript, context: RunContext): Promise<Outcome> {
  const { finishReason, error, questions, message } = transcript;
  if (error !== undefined) {
    // What is wrong with the request itself (a key, a model's name) stays wrong.
    if (APICallError.isInstance(error) && !error.isRetryable) {
      return { state: "failed", message: error.message, isPermanent: true };
    }
    throw error;
  }
  const [question] = questions;
  if (question !== undefined) {
    const text = questions.map((asked) => asked.question).join("\n");
    await context.ask({ text, choices: questions.length === 1 ? (question.choices ?? []) : [] });
  }
  if (finishReason === "tool-calls") {
    return { state: "failed", message: transcript.whyUnfinished, isPermanent: true };
  }
  if (finishReason === "error" || finishReason === "interrupted") {
    throw new Error("The model's answer broke off before its end.");
  }
  const reason = hopeless[finishReason];
  if (reason !== undefined) return { state: "failed", message: reason, isPermanent: true };
  const summary = message.trim().split("\n", 1)[0]?.slice(0, 200);
  return { state: "succeeded", ...(summary !== undefined && summary !== "" && { summary }) };
}

/** Who answers, as traces name it: `openai` of `openai.chat` and of `openai/gpt-5`. */
function providerOf(model: LanguageModel | undefined): string {
  const name = typeof model === "string" ? model.split("/", 1)[0] : model?.provider.split(".", 1)[0];
  return name ?? "ai-sdk";
}

/** The agent of an attempt, and the tools that it has to be given with the call where it exists already. */
function agentOf(
  options: AiRunnerOptions,
  context: RunContext,
  transcript: Transcript,
  guarded: (more: ToolSet) => ToolSet,
): { agent: AgentLike; tools?: ToolSet } {
  const { run, job } = context;
  if (options.agent === undefined) {
    const agent = new ToolLoopAgent({
      model: options.model,
      instructions: instructionsFor(run, job, options.instructions),
      tools: guarded({}),
      stopWhen: isStepCount(options.maxSteps ?? 50),
      maxRetries: options.maxRetries ?? 2,
      prepareStep: async ({ stepNumber }) => {
        await transcript.written(stepNumber);
        context.signal.throwIfAborted();
        return undefined;
      },
      // It is thrown, and told where the host looks: in the run.
      onError: () => {},
    });
    return { agent };
  }
  if (typeof options.agent === "function") {
    return {
      agent: options.agent({ tools: guarded({}), instructions: instructionsFor(run, job, undefined), context }),
    };
  }
  if (!(options.agent instanceof ToolLoopAgent)) {
    const hint = "Give a ToolLoopAgent, or a function that makes your agent with the tools it is given.";
    throw new SchedulerError("INPUT_INVALID", { field: "agent", hint });
  }
  return { agent: options.agent, tools: guarded(options.agent.tools) };
}
