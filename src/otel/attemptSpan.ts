import {
  type Attributes,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import type { ConversationItem } from "../model/conversation.ts";
import { defined } from "../model/defined.ts";
import type { ScheduledJob } from "../model/job.ts";
import type { Run } from "../model/run.ts";
import type { ModelCall } from "../ports/runner.ts";
import type { Instruments } from "./instruments.ts";
import { genAi, ours } from "./names.ts";

/** Outcomes that are nobody's fault. */
const fine = new Set(["succeeded", "asked", "cancelled", "unknown"]);

interface Tools {
  tracer: Tracer;
  instruments: Instruments;
  recordContent: boolean;
}
type Item<Type extends ConversationItem["type"]> = Extract<ConversationItem, { type: Type }>;

/** The span of one attempt, with the spans of its tool and model calls below it. */
export class AttemptSpan {
  readonly span: Span;
  readonly #tools: Tools;
  readonly #startedAt = performance.now();
  readonly #conversationId: string | undefined;
  /** Tool calls without a result yet, by call id. */
  readonly #calls = new Map<string, Span>();
  #hasEnded = false;

  constructor(tools: Tools, run: Run, job: ScheduledJob) {
    this.#tools = tools;
    this.#conversationId = run.conversationId;
    this.span = tools.tracer.startSpan(
      "run scheduled job",
      { kind: SpanKind.CONSUMER, root: true, links: linksOf(run), attributes: this.#attributesOf(run, job) },
      ROOT_CONTEXT,
    );
  }

  #attributesOf(run: Run, job: ScheduledJob): Attributes {
    const isFirst = run.fencingToken === 1 && run.startedAt !== undefined;
    return defined({
      [ours.jobId]: run.jobId,
      [ours.jobRevision]: run.jobRevision,
      [ours.workflow]: run.workflow?.id,
      [ours.ownerId]: run.ownerId,
      [ours.factoryId]: run.factoryId,
      [ours.runId]: run.id,
      [ours.trigger]: run.trigger,
      [ours.attempt]: run.attempt,
      [ours.dueAt]: run.dueAt.toISOString(),
      [ours.latenessMs]: isFirst ? Math.max(0, Number(run.startedAt) - Number(run.dueAt)) : undefined,
      [genAi.conversation]: run.conversationId,
      ...(this.#tools.recordContent && { [ours.jobName]: job.name, [ours.prompt]: run.prompt }),
    });
  }

  /** A tool call begins with its item and ends with its result's. */
  emitted(item: ConversationItem): void {
    if (item.type === "tool-call") this.#began(item);
    if (item.type === "tool-result") this.#returned(item);
  }

  #began({ callId, name, input }: Item<"tool-call">): void {
    const attributes: Attributes = {
      [genAi.operation]: "execute_tool",
      [genAi.toolName]: name,
      [genAi.toolCallId]: callId,
      ...(this.#tools.recordContent && { [genAi.toolArguments]: JSON.stringify(input) }),
    };
    this.#calls.get(callId)?.end();
    this.#calls.set(callId, this.#child(`execute_tool ${name}`, { attributes }));
  }

  #returned({ callId, output, isError }: Item<"tool-result">): void {
    const span = this.#calls.get(callId);
    if (span === undefined) return;
    if (this.#tools.recordContent) span.setAttribute(genAi.toolResult, JSON.stringify(output));
    if (isError === true) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
    this.#calls.delete(callId);
  }

  /** A model call that is over. */
  called({ provider, model, responseModel, inputTokens, outputTokens, finishReason, tookMs }: ModelCall): void {
    const { instruments } = this.#tools;
    const about = {
      [genAi.operation]: "chat",
      [genAi.provider]: provider,
      [genAi.requestModel]: model,
      ...(responseModel !== undefined && { [genAi.responseModel]: responseModel }),
    };
    const attributes = defined({
      ...about,
      [genAi.conversation]: this.#conversationId,
      [genAi.inputTokens]: inputTokens,
      [genAi.outputTokens]: outputTokens,
      [genAi.finishReasons]: finishReason === undefined ? undefined : [finishReason],
    });
    const endedAt = Date.now();
    this.#child(`chat ${model}`, { kind: SpanKind.CLIENT, startTime: endedAt - (tookMs ?? 0), attributes }).end(
      endedAt,
    );
    if (inputTokens !== undefined) instruments.tokens.record(inputTokens, { ...about, [genAi.tokenType]: "input" });
    if (outputTokens !== undefined) instruments.tokens.record(outputTokens, { ...about, [genAi.tokenType]: "output" });
    if (tookMs !== undefined) instruments.calls.record(tookMs / 1_000, about);
  }

  #child(name: string, options: { kind?: SpanKind; startTime?: number; attributes: Attributes }): Span {
    return this.#tools.tracer.startSpan(name, options, trace.setSpan(ROOT_CONTEXT, this.span));
  }

  threw(error: unknown): void {
    const type = error instanceof Error ? error.name : typeof error;
    const message = error instanceof Error ? error.message : String(error);
    this.span.addEvent("exception", {
      "exception.type": type,
      ...(this.#tools.recordContent && { "exception.message": message }),
    });
  }

  /** Ends the span, once, with what became of the attempt. */
  end({ outcome, run }: { outcome: string; run?: Run }): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const span of this.#calls.values()) span.end();
    this.span.setAttribute(ours.outcome, outcome);
    if (run !== undefined) {
      this.span.setAttributes(
        defined({
          [ours.hasSideEffect]: run.hasSideEffect,
          [ours.tokens]: run.usage?.tokens,
          [ours.costUsd]: run.usage?.costUsd,
          [ours.seconds]: run.usage?.seconds,
        }),
      );
    }
    if (!fine.has(outcome)) {
      this.span.setAttribute("error.type", run?.reason?.code ?? outcome);
      const message = this.#tools.recordContent ? run?.reason?.message : undefined;
      this.span.setStatus({ code: SpanStatusCode.ERROR, ...(message !== undefined && { message }) });
    }
    this.span.end();
    this.#tools.instruments.duration.record((performance.now() - this.#startedAt) / 1_000, { outcome });
  }
}

/** A run that somebody asked for points at the request it was asked for in, where that is traced. */
function linksOf({ trigger }: Run): Link[] {
  const asking = trigger === "manual" ? trace.getActiveSpan() : undefined;
  return asking === undefined ? [] : [{ context: asking.spanContext() }];
}
