import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { StoredJob } from "../../../src/model/job.ts";
import { endRun, eventOf, nextOf, runOf, startRun } from "../work.ts";

/** What somebody would write who needs only this: the same rows as the store's, each statement by hand. */
export function byHandSqlite(db: DatabaseSync) {
  const s = (sql: string): StatementSync =>
    db.prepare(sql.replaceAll(/\{(\w+)\}/g, (_all, name: string) => `scheduler_${name}`));
  const begin = s("BEGIN IMMEDIATE");
  const commit = s("COMMIT");
  const due =
    s(`SELECT id, owner_id AS ownerId, factory_id AS factoryId, name, prompt, revision, next_at AS nextAt, policies
    FROM {jobs} WHERE state = 'active' AND next_at <= ? ORDER BY next_at, id LIMIT ? + 0`);
  const active = s(`SELECT id FROM {runs} WHERE job_id = ? AND state IN ('queued', 'running')`);
  const advance = s("UPDATE {jobs} SET next_at = ? WHERE id = ?");
  const insertRun =
    s(`INSERT INTO {runs} (id, job_id, owner_id, factory_id, trigger, state, due_at, occurrences, not_before, attempt,
    fencing_token, crashes, has_side_effect, job_revision, title, prompt, created_at)
    VALUES (?, ?, ?, ?, 'schedule', 'queued', ?, 1, ?, 0, 0, 0, 0, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const insertEvent = s(`INSERT INTO {events} (position, sequence, job_id, owner_id, factory_id, at, name, event)
    VALUES ((SELECT coalesce(max(position), 0) + 1 FROM {events}),
    (SELECT coalesce(max(sequence), 0) + 1 FROM {events} WHERE job_id = ?1), ?1, ?2, ?3, ?4, ?5, ?6)`);
  const readRun =
    s(`SELECT id, job_id AS jobId, owner_id AS ownerId, factory_id AS factoryId, due_at AS dueAt, job_revision AS
    jobRevision, title, prompt, created_at AS createdAt, not_before AS notBefore, fencing_token AS fencingToken, attempt
    FROM {runs} WHERE id = ? AND state = 'queued' AND waits_for IS NULL AND not_before <= ?`);
  const readJob = s("SELECT name, prompt, failures, schedule, policies FROM {jobs} WHERE id = ?");
  const start =
    s(`UPDATE {runs} SET state = 'running', attempt = attempt + 1, fencing_token = fencing_token + 1, worker = ?,
    lease_until = ?, conversation_id = ?, started_at = ? WHERE id = ?`);
  const insertConversation =
    s(`INSERT INTO {conversations} (id, run_id, job_id, owner_id, factory_id, title, status, created_at,
    updated_at, length) VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?, 1)`);
  const insertEntry = s("INSERT INTO {entries} (conversation_id, sequence, at, item) VALUES (?, ?, ?, ?)");
  const setLastRun = s("UPDATE {jobs} SET last_run = ? WHERE id = ?");
  const held = s("SELECT id FROM {runs} WHERE id = ? AND state = 'running' AND fencing_token = ?");
  const end = s(`UPDATE {runs} SET state = 'succeeded', worker = NULL, lease_until = NULL, finished_at = ?, summary = ?
    WHERE id = ? AND fencing_token = ?`);
  const endConversation =
    s(`UPDATE {conversations} SET status = 'succeeded', length = length + 1, updated_at = ? WHERE id = ?
    RETURNING length`);
  const waiting = s("SELECT id FROM {runs} WHERE waits_for = ?");

  return {
    plan(now: number, limit: number): string[] {
      begin.run();
      const ids: string[] = [];
      for (const row of due.all(now, limit)) {
        const job = row as unknown as StoredJob;
        active.all(job.id);
        const run = runOf(job, now);
        advance.run(nextOf(job), job.id);
        const { id, dueAt, jobRevision, title, prompt } = run;
        insertRun.run(id, job.id, job.ownerId, job.factoryId, dueAt, dueAt, jobRevision, title, prompt, now);
        insertEvent.run(
          job.id,
          job.ownerId,
          job.factoryId,
          now,
          "run.planned",
          JSON.stringify({ name: "run.planned", run }),
        );
        ids.push(id);
      }
      commit.run();
      return ids;
    },
    claim(ids: readonly string[], now: number): void {
      begin.run();
      for (const id of ids) {
        const run = readRun.get(id, now) as never;
        const { jobId } = run as { jobId: string };
        readJob.get(jobId);
        const change = startRun(run, now);
        const next = change.run;
        start.run(next.worker!, next.leaseUntil!, next.conversationId!, now, id);
        insertConversation.run(next.conversationId!, id, jobId, next.ownerId, next.factoryId, next.title, now, now);
        insertEntry.run(next.conversationId!, 1, now, JSON.stringify(change.items[0]));
        setLastRun.run(JSON.stringify({ runId: id, state: "running", dueAt: next.dueAt, startedAt: now }), jobId);
        const event = eventOf(next, "run.started", now);
        insertEvent.run(jobId, next.ownerId, next.factoryId, now, "run.started", JSON.stringify(event.event));
        running.set(id, next);
      }
      commit.run();
    },
    finish(ids: readonly string[], now: number): void {
      begin.run();
      for (const id of ids) {
        const from = running.get(id)!;
        held.get(id, 1);
        const change = endRun(from, now);
        end.run(now, change.run.summary!, id, 1);
        const conversation = endConversation.get(now, from.conversationId!) as { length: number };
        insertEntry.run(from.conversationId!, conversation.length, now, JSON.stringify(change.items[0]));
        setLastRun.run(
          JSON.stringify({ runId: id, state: "succeeded", dueAt: from.dueAt, startedAt: now }),
          from.jobId,
        );
        waiting.all(id);
        const event = eventOf(change.run, "run.succeeded", now);
        insertEvent.run(from.jobId, from.ownerId, from.factoryId, now, "run.succeeded", JSON.stringify(event.event));
        running.delete(id);
      }
      commit.run();
    },
  };
}
const running = new Map<string, ReturnType<typeof startRun>["run"]>();
