import type { PostgresClientLike } from "./statements.ts";

/** Asks which transaction has begun; a further statement of the message that begins it. */
export const WHICH = `SELECT pg_current_xact_id()::text AS "xid"`;

/** The connection broke while it was told to commit: somebody else has to be asked whether it did. */
export class UncertainCommit extends Error {
  /** Undefined where not even that was heard of. */
  readonly xid: string | undefined;
  /** What the transaction was to give, if it was committed. */
  readonly answer: unknown;

  constructor(cause: unknown, xid: string | undefined, answer: unknown) {
    super("The connection was lost during a commit", { cause });
    this.xid = xid;
    this.answer = answer;
  }
}

/** The transaction that a message with {@link WHICH} at its end has begun: what has several statements has several results. */
export function xidOf(results: unknown): string | undefined {
  const { rows } = (Array.isArray(results) ? results.at(-1) : results) as { rows: [{ xid?: string }?] };
  return rows[0]?.xid;
}

/**
 * Whether a transaction was committed, as another connection sees it; `undefined` while it is still going on, which ends once
 * the server has noticed that its connection is gone.
 *
 * @throws the uncertainty itself, where the server does not know the transaction any more
 */
export async function isCommitted(
  client: PostgresClientLike,
  uncertain: UncertainCommit,
): Promise<boolean | undefined> {
  const { rows } = await client.query({ text: "SELECT pg_xact_status($1::xid8) AS status", values: [uncertain.xid] });
  const { status } = rows[0] as { status: string | null };
  if (status === null) throw uncertain;
  return status === "in progress" ? undefined : status === "committed";
}
