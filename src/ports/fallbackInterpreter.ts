/** A sentence that the grammar could not read, with what a reader has to know. */
export interface FallbackRequest {
  text: string;
  now: Date;
  /** The zone that wall times are in, by its IANA name. */
  timezone: string;
  locale?: string | undefined;
}

/**
 * Asked only for sentences that the grammar does not understand: a language model, behind `./ai`.
 *
 * Its answer is never trusted: it is checked against `modelReadingSchema`, the letters of the sentence and the occurrences, is
 * always marked as an assumption, and like every proposal waits for a person's confirmation.
 */
export interface FallbackInterpreter {
  /** What the sentence says, in the shape of `modelReadingSchema`. To throw, or to take longer than `signal` allows, is to give no answer. */
  read(request: FallbackRequest, signal: AbortSignal): Promise<unknown>;
}
