import * as z from "zod";
import { SchedulerError } from "../errors/schedulerError.ts";
import { wellFormed } from "./wellFormed.ts";

/**
 * What a caller handed in, checked and with texts that every store can keep; inside, the types are trusted.
 *
 * @throws {@link SchedulerError} `INPUT_INVALID`, with the field and what it should be
 */
export function parse<Output>(schema: z.ZodType<Output>, value: unknown, what: string): Output {
  const result = schema.safeParse(value);
  if (result.success) return wellFormed(result.data);
  throw invalid(result.error, what);
}

/** The stored form of something that a caller handed in with `Date`s, checked on the way. */
export function encode<Input, Output>(schema: z.ZodType<Output, Input>, value: unknown, what: string): Input {
  const result = z.safeEncode(schema, value as Output);
  if (result.success) return result.data;
  throw invalid(result.error, what);
}

function invalid(error: z.ZodError, what: string): SchedulerError {
  const issue = error.issues[0];
  const field = [what, ...(issue?.path ?? []).map(String)].join(".");
  return new SchedulerError(
    "INPUT_INVALID",
    { field, hint: `${issue?.message ?? "It has another shape"}.` },
    { cause: error },
  );
}
