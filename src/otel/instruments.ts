import type { Histogram, Meter } from "@opentelemetry/api";
import { CALL_SECONDS, LONG_SECONDS, TOKENS } from "./names.ts";

/** What is measured while an attempt goes on. */
export interface Instruments {
  duration: Histogram;
  tokens: Histogram;
  calls: Histogram;
}

export function instrumentsOf(meter: Meter): Instruments {
  const histogram = (name: string, unit: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { unit, description, advice: { explicitBucketBoundaries } });
  return {
    duration: histogram("scheduled_jobs.run.duration", "s", "How long an attempt took, by outcome", LONG_SECONDS),
    tokens: histogram("gen_ai.client.token.usage", "{token}", "Tokens of a model call, by type", TOKENS),
    calls: histogram("gen_ai.client.operation.duration", "s", "How long a model call took", CALL_SECONDS),
  };
}
