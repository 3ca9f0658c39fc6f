import { metrics, type MeterProvider, trace, type TracerProvider } from "@opentelemetry/api";
import type { Scheduler } from "../scheduler/createScheduler.ts";
import { checkPort } from "../scheduler/parse.ts";
import { observeHealth } from "./health.ts";
import { countEvents } from "./counts.ts";
import { traceAttempts } from "./attempts.ts";

/** Under which name spans and metrics are made. */
const SCOPE = "@dexter/scheduled-jobs";

/** What a host gives to {@link instrument}. */
export interface InstrumentOptions {
  /** The provider that is registered globally unless set. */
  tracerProvider?: TracerProvider;
  /** The provider that is registered globally unless set. */
  meterProvider?: MeterProvider;
  /**
   * Whether spans carry what people and agents wrote: names, prompts, inputs and results of tools, error messages. They do not
   * unless set: traces go to other places than conversations, and are read by other people.
   */
  recordContent?: boolean;
}

/**
 * Traces and metrics of a scheduler, through OpenTelemetry's API.
 *
 * Every attempt that this process carries out is a span, and its runner works inside that span's context, so that what the
 * runner's own libraries trace hangs below it. Tool calls that it emits, and model calls that it reports by `usage`, are spans
 * by the conventions for generative AI. Metrics: lateness, duration, model tokens, events, and from `health()` what is due,
 * waiting and going on.
 *
 * @returns a function that ends it
 * @example
 * const stop = instrument(scheduler, { tracerProvider, meterProvider });
 */
export function instrument(scheduler: Scheduler, options: InstrumentOptions = {}): () => void {
  checkPort(scheduler, "scheduler", ["on", "use", "health"]);
  const tracer = (options.tracerProvider ?? trace).getTracer(SCOPE);
  const meter = (options.meterProvider ?? metrics).getMeter(SCOPE);
  const ends = [
    traceAttempts(scheduler, { tracer, meter, recordContent: options.recordContent ?? false }),
    countEvents(scheduler, meter),
    observeHealth(scheduler, meter),
  ];
  return () => {
    for (const end of ends) end();
  };
}
