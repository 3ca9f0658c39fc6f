import { type Context, context, type ContextManager, ROOT_CONTEXT } from "@opentelemetry/api";
import {
  AggregationTemporality,
  type DataPoint,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { AsyncLocalStorage } from "node:async_hooks";

/** The active context as Node's own storage carries it: what a host's SDK registers. */
class StoredContexts implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>();
  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT;
  }
  with<Args extends unknown[], Result>(
    active: Context,
    work: (...args: Args) => Result,
    _self?: unknown,
    ...args: Args
  ): Result {
    return this.#storage.run(active, work, ...args);
  }
  bind<Target>(_active: Context, target: Target): Target {
    return target;
  }
  enable(): this {
    return this;
  }
  disable(): this {
    return this;
  }
}
context.setGlobalContextManager(new StoredContexts());

/** Providers that keep what they are told, and what they have been told so far. */
export function aRecorder() {
  const spans = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const collected = async () => {
    exporter.reset();
    await reader.forceFlush();
    return exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
  };
  return {
    tracerProvider,
    meterProvider,
    spans: () => spans.getFinishedSpans(),
    span: (name: string) => spans.getFinishedSpans().filter((span) => span.name === name),
    /** The data points of one metric, as they are now. */
    points: async <Value = number>(name: string): Promise<DataPoint<Value>[]> =>
      (await collected())
        .filter(({ descriptor }) => descriptor.name === name)
        .flatMap(({ dataPoints }) => dataPoints as DataPoint<Value>[]),
    metricNames: async () => (await collected()).map(({ descriptor }) => descriptor.name),
  };
}
