import { type ErrorCode, SchedulerError } from "../errors/schedulerError.ts";

/** The HTTP status of each error. What is not here is a fault of the server. */
const statuses: Partial<Record<ErrorCode, number>> = {
  INPUT_INVALID: 400,
  TEXT_TOO_LONG: 413,
  SCHEDULE_INVALID: 422,
  SCHEDULE_UNSUPPORTED: 422,
  SCHEDULE_NEVER_OCCURS: 422,
  SCHEDULE_PAST: 422,
  INTERVAL_TOO_SHORT: 422,
  TIMEZONE_UNKNOWN: 422,
  PROPOSAL_NOT_FOUND: 404,
  PROPOSAL_NOT_OPEN: 409,
  PROPOSAL_EXPIRED: 410,
  PROPOSAL_INCOMPLETE: 409,
  CONFIRMATION_REQUIRED: 403,
  PROPOSAL_OUTDATED: 409,
  DIGEST_MISMATCH: 409,
  REVISION_CONFLICT: 412,
  REVISION_REQUIRED: 428,
  JOB_NOT_FOUND: 404,
  JOB_STATE: 409,
  JOB_LIMIT_REACHED: 409,
  FACTORY_IMMUTABLE: 409,
  RUN_NOT_FOUND: 404,
  RUN_STATE: 409,
  CONVERSATION_NOT_FOUND: 404,
  OUTPUT_NOT_FOUND: 404,
  ROUTE_NOT_FOUND: 404,
  NOT_AUTHENTICATED: 401,
  NOT_PERMITTED: 403,
  CROSS_SITE: 403,
  MEDIA_TYPE_UNSUPPORTED: 415,
  BODY_TOO_LARGE: 413,
  BODY_TIMEOUT: 408,
  RATE_LIMITED: 429,
  STORE_FAILED: 503,
  SCHEDULER_STOPPED: 503,
};

export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 500;
}

/**
 * An error as the client gets it: RFC 9457, with our stable code. What went wrong inside the server is not told, only the
 * request's id, under which the host's log has it.
 */
export function problemOf(error: unknown, requestId: string): Response {
  const known = SchedulerError.is(error) ? error : undefined;
  const status = known === undefined ? 500 : statusOf(known.code);
  const isOurs = known === undefined || status === 500;
  const body = {
    type: "about:blank",
    title: isOurs ? "The server failed" : known.message,
    status,
    code: isOurs ? "SERVER_FAILED" : known.code,
    ...(!isOurs && { details: known.details }),
    requestId,
  };
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (status === 401) headers.set("www-authenticate", "Bearer");
  const { retryAfterMs } = known?.details ?? {};
  if (typeof retryAfterMs === "number") headers.set("retry-after", String(Math.ceil(retryAfterMs / 1000)));
  return new Response(JSON.stringify(body), { status, headers });
}
