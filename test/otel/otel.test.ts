import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Histogram } from "@opentelemetry/sdk-metrics";
import { memoryStore } from "@dexter/scheduled-jobs";
import { aiRunner } from "@dexter/scheduled-jobs/ai";
import { instrument } from "@dexter/scheduled-jobs/otel";
import { tool } from "ai";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { aScriptedModel, calls, says } from "../ai/scriptedModel.ts";
import { aGate, aHarness, daily, day, hour, minute, owner } from "../scheduler/harness.ts";
import { aRecorder } from "./recorder.ts";

const noon = Date.parse("2027-03-11T17:00:00Z");

async function aStage(options: Parameters<typeof aHarness>[0] = {}, recordContent = false) {
  const recorder = aRecorder();
  const harness = aHarness(options);
  const { tracerProvider, meterProvider } = recorder;
  const stop = instrument(harness.scheduler, { tracerProvider, meterProvider, recordContent });
  await harness.scheduler.start();
  return { ...harness, ...recorder, stop };
}

describe("the trace of a run", () => {
  it("says which run of which job it was, how late, and what became of it", async () => {
    const { clock, scheduler, aJob, runsOf, span } = await aStage();
    const job = await aJob(daily(12), { prompt: "count the secret parts" });
    await clock.advanceTo(noon + minute);
    const [run] = await runsOf(job);
    const [traced] = span("run scheduled job");
    expect(traced?.kind).toBe(SpanKind.CONSUMER);
    expect(traced?.status.code).toBe(SpanStatusCode.UNSET);
    expect(traced?.attributes).toMatchObject({
      "scheduled_jobs.job.id": job.id,
      "scheduled_jobs.run.id": run?.id,
      "scheduled_jobs.owner.id": owner.ownerId,
      "scheduled_jobs.factory.id": owner.factoryId,
      "scheduled_jobs.run.trigger": "schedule",
      "scheduled_jobs.run.attempt": 1,
      "scheduled_jobs.run.due_at": "2027-03-11T17:00:00.000Z",
      "scheduled_jobs.run.lateness_ms": 0,
      "scheduled_jobs.run.outcome": "succeeded",
      "gen_ai.conversation.id": run?.conversationId,
    });
    expect(JSON.stringify(traced?.attributes)).not.toContain("secret");
    await scheduler.stop();
  });

  it("carries prompts, inputs and results only where the host asks for them", async () => {
    for (const recordContent of [false, true]) {
      const stage = await aStage(
        {
          runner: async ({ emit }) => {
            await emit({ type: "tool-call", callId: "1", name: "lookup", input: { of: "the secret parts" } });
            await emit({ type: "tool-result", callId: "1", output: "the secret number" });
            throw new Error("the secret failure");
          },
        },
        recordContent,
      );
      const { clock, scheduler, aJob, spans } = stage;
      await aJob(daily(12), { prompt: "count the secret parts" });
      await clock.advanceTo(noon + minute);
      const told = JSON.stringify(
        spans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
      );
      const secrets = ["count the secret parts", "the secret parts", "the secret number", "the secret failure"];
      expect(secrets.filter((secret) => told.includes(secret))).toEqual(recordContent ? secrets : []);
      await scheduler.stop();
    }
  });

  it("gives every attempt a span of its own, with what the scheduler made of it", async () => {
    const { clock, scheduler, aJob, span } = await aStage({
      runner: async ({ run }) => {
        if (run.attempt < 3) throw new Error("the line is down");
      },
    });
    await aJob(daily(12));
    await clock.advanceTo(noon + hour);
    const spans = span("run scheduled job");
    expect(spans.map(({ attributes }) => attributes["scheduled_jobs.run.outcome"])).toEqual([
      "retried",
      "retried",
      "succeeded",
    ]);
    expect(spans.map(({ status }) => status.code)).toEqual([
      SpanStatusCode.ERROR,
      SpanStatusCode.ERROR,
      SpanStatusCode.UNSET,
    ]);
    expect(spans[0]?.attributes["error.type"]).toBe("error");
    expect(spans[0]?.events.map(({ name }) => name)).toEqual(["exception"]);
    expect(spans[1]?.attributes).not.toHaveProperty("scheduled_jobs.run.lateness_ms");
    expect(new Set(spans.map((each) => each.spanContext().traceId)).size).toBe(3);
    await scheduler.stop();
  });

  it("ends as timed out where the runner does not listen, and says so before that runner is done", async () => {
    const gate = aGate();
    const { clock, scheduler, aJob, span } = await aStage({ runner: () => gate.opened });
    await aJob(daily(12), { policies: { limits: { runMs: minute, graceMs: 1_000 } } });
    await clock.advanceTo(noon + 2 * minute);
    const [traced] = span("run scheduled job");
    expect(traced?.attributes).toMatchObject({ "scheduled_jobs.run.outcome": "timed_out", "error.type": "run-limit" });
    expect(traced?.status.code).toBe(SpanStatusCode.ERROR);
    gate.open();
    await scheduler.stop();
  });

  it("has the runner work inside its context, at the root of a trace of its own", async () => {
    const recorder = aRecorder();
    const tracer = recorder.tracerProvider.getTracer("the host");
    const { clock, scheduler, dexter, aJob, span } = await aStage({
      runner: async () => {
        tracer.startSpan("simulate").end();
      },
    });
    await aJob(daily(12));
    const job = await aJob(daily(13));
    const request = tracer.startSpan("POST /run");
    await context.with(trace.setSpan(context.active(), request), () => dexter.jobs.trigger(job.id));
    await clock.settle();
    const [traced] = span("run scheduled job");
    const [inner] = recorder.span("simulate");
    expect(inner?.parentSpanContext?.spanId).toBe(traced?.spanContext().spanId);
    expect(traced?.parentSpanContext).toBeUndefined();
    expect(traced?.spanContext().traceId).not.toBe(request.spanContext().traceId);
    await clock.advanceTo(noon + minute);
    expect(span("run scheduled job")).toHaveLength(2);
    await scheduler.stop();
  });

  it("shows tool calls and model calls by the conventions for generative AI", async () => {
    const { clock, scheduler, aJob, span, runsOf, points } = await aStage({
      runner: async ({ emit, usage }) => {
        await usage({
          costUsd: 0.02,
          seconds: 3,
          modelCall: {
            provider: "openai",
            model: "gpt-5-mini",
            responseModel: "gpt-5-mini-2026",
            inputTokens: 900,
            outputTokens: 100,
            finishReason: "tool-calls",
            tookMs: 1_500,
          },
        });
        await emit({ type: "tool-call", callId: "c1", name: "simulate", input: {} });
        await emit({ type: "tool-result", callId: "c1", output: "no such line", isError: true });
        await emit({ type: "tool-call", callId: "c2", name: "never_returns", input: {} });
      },
    });
    const job = await aJob(daily(12));
    await clock.advanceTo(noon + minute);
    const [run] = span("run scheduled job");
    const [chat] = span("chat gpt-5-mini");
    expect(chat?.kind).toBe(SpanKind.CLIENT);
    expect(chat?.parentSpanContext?.spanId).toBe(run?.spanContext().spanId);
    expect(chat?.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-5-mini",
      "gen_ai.response.model": "gpt-5-mini-2026",
      "gen_ai.usage.input_tokens": 900,
      "gen_ai.usage.output_tokens": 100,
      "gen_ai.response.finish_reasons": ["tool-calls"],
    });
    expect(chat?.duration[0]).toBe(1);
    const [executed] = span("execute_tool simulate");
    expect(executed?.attributes).toMatchObject({
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.call.id": "c1",
    });
    expect(executed?.status.code).toBe(SpanStatusCode.ERROR);
    expect(span("execute_tool never_returns")).toHaveLength(1);
    expect(run?.attributes).toMatchObject({
      "scheduled_jobs.run.tokens": 1_000,
      "scheduled_jobs.run.cost_usd": 0.02,
      "scheduled_jobs.run.seconds": 3,
    });
    expect((await runsOf(job))[0]?.usage).toMatchObject({ tokens: 1_000, costUsd: 0.02 });
    const tokens = await points<Histogram>("gen_ai.client.token.usage");
    expect(tokens.map(({ attributes, value }) => [attributes["gen_ai.token.type"], value.sum])).toEqual([
      ["input", 900],
      ["output", 100],
    ]);
    expect((await points<Histogram>("gen_ai.client.operation.duration"))[0]?.value.sum).toBe(1.5);
    await scheduler.stop();
  });

  it("ends at once where another worker has taken the run over", async () => {
    const store = memoryStore();
    store.append = async () => [undefined];
    const gate = aGate();
    const { clock, scheduler, aJob, span } = await aStage({
      store,
      runner: async ({ emit }) => {
        await emit({ type: "note", text: "still here" }).catch(() => gate.opened);
      },
    });
    await aJob(daily(12));
    await clock.advanceTo(noon + minute);
    expect(span("run scheduled job")[0]?.attributes).toMatchObject({ "scheduled_jobs.run.outcome": "lost" });
    gate.open();
    await scheduler.stop();
  });

  it("shows the calls of an agent of the AI SDK without anything being set", async () => {
    const model = aScriptedModel([calls("simulate", { line: 3 })], [says("Line 3 is fine.")]);
    const simulate = tool({ inputSchema: z.object({ line: z.number() }), execute: async () => "no jams" });
    const tools = { simulate };
    const harness = await aStage({ runner: aiRunner({ model, tools, sideEffects: { simulate: false } }) });
    const { clock, scheduler, aJob, span } = harness;
    await aJob(daily(12));
    await clock.advanceTo(noon + minute);
    const [run] = span("run scheduled job");
    const below = [...span("chat scripted-1"), ...span("execute_tool simulate")];
    expect(below.map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual(
      Array.from({ length: 3 }, () => run?.spanContext().spanId),
    );
    expect(span("chat scripted-1")[0]?.attributes).toMatchObject({
      "gen_ai.request.model": "scripted-1",
      "gen_ai.usage.input_tokens": 10,
      "gen_ai.usage.output_tokens": 5,
      "gen_ai.response.finish_reasons": ["tool-calls"],
    });
    expect(run?.attributes).toMatchObject({
      "scheduled_jobs.run.tokens": 30,
      "scheduled_jobs.run.outcome": "succeeded",
    });
    await scheduler.stop();
  });

  it("is ended for runs that are still going on when the host stops tracing, and traces no others", async () => {
    const gate = aGate();
    const { clock, scheduler, aJob, span, stop } = await aStage({ runner: () => gate.opened });
    await aJob(daily(12));
    await clock.advanceTo(noon + minute);
    expect(span("run scheduled job")).toHaveLength(0);
    stop();
    expect(span("run scheduled job")[0]?.attributes["scheduled_jobs.run.outcome"]).toBe("unknown");
    gate.open();
    await clock.advanceBy(day);
    expect(span("run scheduled job")).toHaveLength(1);
    await scheduler.stop();
  });
});

describe("the metrics of a scheduler", () => {
  it("count events by name, and measure lateness once for each scheduled run", async () => {
    const { clock, scheduler, dexter, aJob, points } = await aStage({
      concurrency: 1,
      runner: async ({ run, signal }) => {
        await clock.sleep(90_000, signal);
        if (run.attempt === 1) throw new Error("the line is down");
      },
    });
    const policies = { retry: { attempts: 2, backoffMs: 0 } };
    const job = await aJob(daily(12), { policies });
    await aJob(daily(12), { policies });
    await clock.advanceTo(noon + hour);
    await dexter.jobs.trigger(job.id);
    await clock.advanceBy(hour);
    const lateness = await points<Histogram>("scheduled_jobs.run.lateness");
    expect(lateness.map(({ value: { count, min, max } }) => ({ count, min, max }))).toEqual([
      { count: 2, min: 0, max: 90 },
    ]);
    const events = await points("scheduled_jobs.events");
    const counts = Object.fromEntries(events.map(({ attributes, value }) => [attributes["event"], value]));
    expect(counts).toMatchObject({ "job.created": 2, "run.planned": 3, "run.started": 6, "run.succeeded": 3 });
    expect(counts).not.toHaveProperty("conversation.appended");
    const durations = await points<Histogram>("scheduled_jobs.run.duration");
    expect(durations.map(({ attributes, value }) => [attributes["outcome"], value.count])).toEqual([
      ["retried", 3],
      ["succeeded", 3],
    ]);
    await scheduler.stop();
  });

  it("show what is due, queued, running and waiting, each time they are collected", async () => {
    const gate = aGate();
    const { clock, scheduler, aJob, points, stop } = await aStage({
      concurrency: 1,
      runner: async ({ run, ask }) => {
        if (run.title === "asks") await ask({ text: "Which line?" });
        await gate.opened;
      },
    });
    await aJob(daily(11), { name: "asks" });
    await aJob(daily(12), { name: "works" });
    await aJob(daily(12), { name: "waits" });
    await clock.advanceTo(noon + minute);
    const runs = await points("scheduled_jobs.runs");
    expect(Object.fromEntries(runs.map(({ attributes, value }) => [attributes["state"], value]))).toEqual({
      queued: 1,
      running: 1,
      needs_input: 1,
    });
    expect((await points("scheduled_jobs.runs.here"))[0]?.value).toBe(1);
    expect((await points("scheduled_jobs.queue.wait"))[0]?.value).toBe(60);
    expect((await points("scheduled_jobs.jobs.due"))[0]?.value).toBe(0);
    stop();
    gate.open();
    await clock.settle();
    await scheduler.stop();
  });

  it("are those of the guide", async () => {
    const { clock, scheduler, aJob, metricNames } = await aStage({
      runner: async ({ usage }) =>
        usage({ modelCall: { provider: "openai", model: "gpt-5-mini", inputTokens: 1, outputTokens: 1, tookMs: 1 } }),
    });
    await aJob(daily(12));
    await clock.advanceTo(noon + minute);
    const guide = readFileSync(resolve(import.meta.dirname, "../../docs/observability.md"), "utf8");
    const named = [...guide.matchAll(/^\| `([\w.]+)` +\| (?:histogram|counter|gauge)/gm)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect((await metricNames()).toSorted()).toEqual(named.toSorted());
    await scheduler.stop();
  });

  it("leave a gap where the store cannot be read, and do not throw", async () => {
    const { scheduler, points } = await aStage();
    scheduler.health = async () => {
      throw new Error("the database is away");
    };
    expect(await points("scheduled_jobs.runs")).toEqual([]);
    expect(await points("scheduled_jobs.lag")).toEqual([]);
    await scheduler.stop();
  });
});
