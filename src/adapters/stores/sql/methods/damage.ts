import type { SchedulerError } from "../../../../errors/schedulerError.ts";
import type { StoredRun } from "../../../../model/run.ts";
import type { RunChange } from "../../../../ports/store.ts";
import { migrations } from "../schema.ts";
import { execute, fetchReadable, select, type Steps } from "../steps.ts";
import { runs } from "../tables.ts";
import { addEvents } from "./events.ts";

/** Which rows the errors name. */
export const idsOf = (errors: readonly SchedulerError[]): string[] =>
  errors.map(({ details }) => details["id"] as string);

/**
 * Whether a row that we cannot read is damaged. Where the database is of a newer version than ours, the row may be as that
 * version wants it: while the processes of a deployment are replaced one by one, the older ones leave it alone.
 */
function* isOurs(): Steps<boolean> {
  const [version] = yield* select<{ value: number }>(`SELECT value AS "value" FROM {meta} WHERE name = 'schema'`);
  return (version?.value ?? 0) <= migrations.length;
}

/** Jobs whose rows were damaged from outside are held, so that the others go on. @returns whether they are */
export function* holdDamaged(errors: readonly SchedulerError[], now: number): Steps<boolean> {
  if (errors.length === 0 || !(yield* isOurs())) return false;
  for (const { details, message } of errors) {
    const suspension = JSON.stringify({ code: "schedule-unreadable", message, at: now });
    yield* execute(
      `UPDATE {jobs} SET state = 'suspended', suspension = ?, held_next_at = next_at, next_at = NULL, revision = revision + 1
        WHERE id = ? AND state = 'active'`,
      [suspension, details["id"] as string],
    );
  }
  return true;
}

// What can be damaged without the database noticing, and what only a run that goes on needs, is left empty.
const SET_ASIDE = `UPDATE {runs} SET state = 'interrupted', reason = ?, finished_at = ?,
  trigger = CASE WHEN trigger = 'schedule' THEN 'schedule' ELSE 'manual' END,
  worker = NULL, lease_until = NULL, waits_for = NULL, workflow = NULL, question = NULL, answer_by = NULL, usage = NULL
  WHERE id = ?`;

/**
 * Runs whose rows, or the rows of whose jobs, cannot be read are `interrupted`, for a person to look at: what they have done is
 * not known, so they are neither repeated nor lost.
 */
export function* setAside(damaged: readonly { id: string; message: string }[], now: number): Steps<RunChange[]> {
  if (damaged.length === 0 || !(yield* isOurs())) return [];
  for (const { id, message } of damaged) {
    const reason = JSON.stringify({ code: "row-unreadable", message });
    yield* execute(SET_ASIDE, [reason, now, id]);
    yield* execute(
      "UPDATE {conversations} SET status = 'interrupted' WHERE id = (SELECT conversation_id FROM {runs} WHERE id = ?)",
      [id],
    );
  }
  const { rows } = yield* fetchReadable(
    runs,
    damaged.map(({ id }) => id),
  );
  const changes = rows.map((run): RunChange => {
    const { jobId, ownerId, factoryId } = run;
    return { run, events: [{ jobId, ownerId, factoryId, at: now, event: { name: "run.interrupted", run } }] };
  });
  yield* addEvents(changes.flatMap(({ events }) => events));
  return changes;
}

/** The runs that errors name, with what is said about them. */
export const namedIn = (errors: readonly SchedulerError[]): { id: string; message: string }[] =>
  errors.map(({ details, message }) => ({ id: details["id"] as string, message }));

/** Runs whose job cannot be read. */
export function blockedBy(errors: readonly SchedulerError[], seen: readonly StoredRun[]) {
  const messages = new Map(errors.map(({ details, message }) => [details["id"], message]));
  return seen.flatMap(({ id, jobId }) => {
    const message = messages.get(jobId);
    return message === undefined ? [] : [{ id, message }];
  });
}
