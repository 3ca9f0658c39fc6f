import type { LanguageModelUsage, TextStreamPart, ToolSet } from "ai";
import { SchedulerError } from "../errors/schedulerError.ts";
import type { RunContext } from "../ports/runner.ts";
import type { CallLog } from "./callLog.ts";
import { Paragraphs } from "./paragraphs.ts";

/** A question that the agent asks the person. */
interface Asked {
  question: string;
  choices?: string[];
}

/** What an agent says and does in one attempt, written into the conversation as it happens. */
export class Transcript {
  readonly #context: RunContext;
  readonly #calls: CallLog;
  readonly #provider: string;
  readonly #cost: ((usage: LanguageModelUsage, model: string) => number) | undefined;
  readonly #texts: Paragraphs;
  /** The calls of this step: their ids in the conversation, and whether a tool of ours carries them out. */
  readonly #step = new Map<string, { callId: string; isGuarded: boolean }>();
  readonly #unanswered = new Set<string>();
  readonly #awaiting: { steps: number; go: () => void }[] = [];
  #steps = 0;
  #files = 0;
  #stepAt = performance.now();

  /** Why the last model call ended; `interrupted` until one has. */
  finishReason = "interrupted";
  /** What ended the stream before its time. */
  error: Error | undefined;
  /** The last thing that was said. */
  message = "";
  readonly questions: Asked[] = [];

  constructor(
    context: RunContext,
    calls: CallLog,
    options: {
      provider: string;
      cost?: (usage: LanguageModelUsage, model: string) => number;
      partsAfterMs?: number;
    },
  ) {
    this.#context = context;
    this.#calls = calls;
    this.#provider = options.provider;
    this.#cost = options.cost;
    this.#texts = new Paragraphs(options.partsAfterMs ?? 5_000);
  }

  /** What earlier attempts used and a crash kept from the record, so that a budget holds for the whole run. */
  async countEarlierCalls(): Promise<void> {
    let [tokens, costUsd] = [0, 0];
    for (const { item } of this.#context.history) {
      if (item.type !== "usage") continue;
      tokens += item.inputTokens + item.outputTokens;
      costUsd += item.costUsd ?? 0;
    }
    const { usage } = this.#context.run;
    const missing = { tokens: tokens - (usage?.tokens ?? 0), costUsd: costUsd - (usage?.costUsd ?? 0) };
    if (missing.tokens <= 0 && missing.costUsd <= 0) return;
    await this.#context.usage({ tokens: Math.max(0, missing.tokens), costUsd: Math.max(0, missing.costUsd) });
  }

  /** Why an agent stopped that still wanted to call something. */
  get whyUnfinished(): string {
    const names = [...this.#unanswered].join(", ");
    return names === ""
      ? "It made as many model calls as it may, and was not done."
      : `It called ${names}, which nobody carries out while the person is away.`;
  }

  /** Resolves once so many model calls are written and counted, so that the next one is made only within the budget. */
  async written(steps: number): Promise<void> {
    if (steps <= this.#steps) return;
    await new Promise<void>((go) => void this.#awaiting.push({ steps, go }));
  }

  /** Reads an agent's stream to its end. @throws what could not be written */
  async follow(stream: AsyncIterable<TextStreamPart<ToolSet>>, { toAsk }: { toAsk: string }): Promise<void> {
    for await (const part of stream) {
      switch (part.type) {
        case "text-start":
          this.#texts.begin(part.id);
          break;
        case "text-delta":
          await this.#say(this.#texts.add(part.id, part.text));
          break;
        case "text-end":
          await this.#say(this.#texts.end(part.id));
          break;
        case "file":
          await this.#file(part.file.mediaType, part.file.uint8Array);
          break;
        case "tool-call":
          if (part.toolName === toAsk && part.invalid !== true) this.questions.push(part.input as Asked);
          else await this.#call(part);
          break;
        case "tool-result":
        case "tool-error":
          await this.#result(part);
          break;
        case "start-step":
          this.#stepAt = performance.now();
          this.#unanswered.clear();
          this.#step.clear();
          break;
        case "finish-step":
          this.finishReason = part.finishReason;
          await this.#modelCall(part);
          this.#steps += 1;
          for (const { steps, go } of this.#awaiting) if (steps <= this.#steps) go();
          break;
        case "error":
          this.error = part.error instanceof Error ? part.error : new Error(messageOf(part.error));
          break;
        default:
      }
    }
    // What was being said when the stream broke off is said all the same.
    await this.#say(this.#texts.rest());
  }

  async #say(text: string): Promise<void> {
    if (text.trim() === "") return;
    this.message = text;
    await this.#context.emit({ type: "message", role: "assistant", text });
  }

  async #file(mediaType: string, content: Uint8Array): Promise<void> {
    this.#files += 1;
    const ending = /\/([a-z0-9]{1,8})(?:\+|;|$)/.exec(mediaType)?.[1] ?? "bin";
    await this.#context.emit({
      type: "output",
      name: `file-${this.#files}.${ending}`,
      mediaType,
      content: new Uint8Array(content),
    });
  }

  async #call(part: Extract<TextStreamPart<ToolSet>, { type: "tool-call" }>): Promise<void> {
    const { toolCallId, toolName, input } = part;
    const callId = await this.#calls.write(toolCallId, toolName, input);
    // A provider carries out its own calls, and one that could not be read is carried out by nobody.
    this.#step.set(toolCallId, { callId, isGuarded: part.providerExecuted !== true && part.invalid !== true });
    this.#unanswered.add(toolName);
  }

  /** What a guarded tool gave is written by its guard, before the agent hears of it. */
  async #result(part: Extract<TextStreamPart<ToolSet>, { type: "tool-result" | "tool-error" }>): Promise<void> {
    const { toolCallId, toolName } = part;
    const call = this.#step.get(toolCallId);
    if (call === undefined || (part.type === "tool-result" && part.preliminary === true)) return;
    this.#unanswered.delete(toolName);
    if (call.isGuarded) {
      if (this.#calls.hasResult(call.callId)) return;
      const hint = "Make the agent with exactly the tools it is given.";
      throw new SchedulerError("INPUT_INVALID", { field: "agent", tool: toolName, hint });
    }
    if (part.type === "tool-result") await this.#calls.writeResult(call.callId, part.output);
    else await this.#calls.writeResult(call.callId, messageOf(part.error), true);
  }

  async #modelCall(part: Extract<TextStreamPart<ToolSet>, { type: "finish-step" }>): Promise<void> {
    const { usage, response, finishReason } = part;
    const { inputTokens = 0, outputTokens = 0 } = usage;
    const model = response.modelId;
    const costUsd = this.#cost?.(usage, model);
    const cost = costUsd === undefined ? {} : { costUsd };
    await this.#context.emit({ type: "usage", model, inputTokens, outputTokens, ...cost });
    const tookMs = Math.round(performance.now() - this.#stepAt);
    const modelCall = { provider: this.#provider, model, inputTokens, outputTokens, finishReason, tookMs };
    await this.#context.usage({ ...cost, modelCall });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
