/** What each code means. Codes are added, never renamed: hosts branch on them. */
export const errorMessages = {
  INPUT_INVALID: "The input does not have the expected shape",
  TEXT_TOO_LONG: "The text is longer than it may be",
  SCHEDULE_INVALID: "The schedule cannot be read",
  SCHEDULE_UNSUPPORTED: "The schedule says something that is not evaluated",
  SCHEDULE_NEVER_OCCURS: "The schedule has no occurrence",
  SCHEDULE_PAST: "The schedule lies in the past",
  INTERVAL_TOO_SHORT: "The occurrences are closer together than this scheduler allows",
  TIMEZONE_UNKNOWN: "There is no time zone with this name",
  PROPOSAL_NOT_FOUND: "There is no proposal with this id",
  PROPOSAL_NOT_OPEN: "The proposal is no longer open",
  PROPOSAL_EXPIRED: "The proposal has expired; check again what it would do",
  PROPOSAL_INCOMPLETE: "The proposal has an open question, so there is nothing to confirm",
  CONFIRMATION_REQUIRED: "An agent proposed it, so only the person's own token confirms it",
  PROPOSAL_OUTDATED: "The time it was proposed for has passed; a new proposal was made",
  DIGEST_MISMATCH: "What was to be stored is not what was confirmed",
  REVISION_CONFLICT: "It was changed in the meantime; read it again",
  JOB_NOT_FOUND: "There is no job with this id",
  JOB_STATE: "The job is not in a state that allows this",
  JOB_LIMIT_REACHED: "The owner has as many jobs as allowed",
  FACTORY_IMMUTABLE: "A job belongs to its factory for ever; create another one in the other factory",
  RUN_NOT_FOUND: "There is no run with this id",
  RUN_STATE: "The run is not in a state that allows this",
  CONVERSATION_NOT_FOUND: "There is no conversation with this id",
  NOT_PERMITTED: "The owner may not do this",
  LEASE_LOST: "This attempt may not write to its run any more",
  STORE_CORRUPT: "The database file cannot be read",
  STORE_NEWER: "The database was written by a newer version",
  STORE_ROW_UNREADABLE: "A row of the database cannot be read",
  STORE_FAILED: "The database refused or could not be reached",
  QUEUE_FAILED: "The queue refused or could not be reached",
  QUEUE_UNFIT: "The queue would lose bells, or is of a version that is not supported",
  SCHEDULER_STOPPED: "The scheduler has been stopped",
  SERVER_UNREACHABLE: "The server did not answer",
  OUTPUT_NOT_FOUND: "The conversation has no such output",
  REVISION_REQUIRED: "The request does not say which revision it changes",
  NOT_AUTHENTICATED: "The caller is not known",
  CROSS_SITE: "A page of another site sent this request",
  ROUTE_NOT_FOUND: "There is nothing at this address",
  MEDIA_TYPE_UNSUPPORTED: "The body is not of a type that is read here",
  BODY_TOO_LARGE: "The body is longer than it may be",
  BODY_TIMEOUT: "The body did not arrive in time",
  RATE_LIMITED: "Too many requests",
  ADDRESS_REFUSED: "The address may not be called",
  NOTIFICATION_FAILED: "A notification was not taken",
  RUNNER_FAILED: "What was to carry out the run broke down",
  PEER_MISSING: "An optional package is not installed",
} as const;

/** The stable name of an error. */
export type ErrorCode = keyof typeof errorMessages;

/** What an error is about: the values that were wrong and, under `hint`, what to do. */
export type ErrorDetails = Readonly<Record<string, unknown>> & { readonly hint?: string };

const brand = Symbol.for("@dexter/scheduled-jobs/error");

/**
 * The one error class of this package. The code is the API; the message is for people.
 *
 * @example
 * try {
 *   nextOccurrences({ kind: "cron", expression: "0 0 30 2 *", timezone: "UTC" }, { after: new Date(), limit: 1 });
 * } catch (error) {
 *   if (SchedulerError.is(error, "SCHEDULE_NEVER_OCCURS")) console.log(error.details);
 * }
 */
export class SchedulerError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "SchedulerError";
  readonly code: Code;
  readonly details: ErrorDetails;

  constructor(code: Code, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(messageOf(code, details), options);
    this.code = code;
    this.details = details;
    Object.defineProperty(this, brand, { value: true });
  }

  /** Whether `error` is ours, and has this code where one is asked for; true across two copies of the package. */
  static is<Code extends ErrorCode = ErrorCode>(error: unknown, code?: Code): error is SchedulerError<Code> {
    if (!(error instanceof Error) || !(brand in error)) return false;
    return code === undefined || (error as { code?: unknown }).code === code;
  }
}

/** `The schedule cannot be read: expression "61 * * * *". Minutes go from 0 to 59.` */
function messageOf(code: ErrorCode, { hint, ...values }: ErrorDetails): string {
  const said = Object.entries(values).map(([key, value]) => `${key} ${short(value)}`);
  const about = said.length > 0 ? `: ${said.join(", ")}` : "";
  return `${errorMessages[code]}${about}.${hint === undefined ? "" : ` ${hint}`}`;
}

function short(value: unknown): string {
  const text = written(value);
  return text.length <= 120 ? text : `${text.slice(0, 117)}…`;
}

/** A value as a person reads it; whatever it is, the error that tells of it is the one that is thrown. */
function written(value: unknown): string {
  if (value instanceof Date && Number.isNaN(value.getTime())) return "invalid date";
  if (typeof value === "number") return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value;
  }
}
