import type { Pool, PoolClient } from "pg";
import type { StoredJob } from "../../../src/model/job.ts";
import type { StoredRun } from "../../../src/model/run.ts";
import { LATE } from "../jobs.ts";
import { endRun, eventOf, nextOf, runOf, startRun } from "../work.ts";

const snake = (values: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
const rows = (values: readonly object[]): string => JSON.stringify(values.map(snake));

const events = (runs: readonly StoredRun[], name: "run.planned" | "run.started" | "run.succeeded") =>
  rows(runs.map((run) => ({ ...eventOf(run, name, LATE), name })));
const lastRuns = (runs: readonly StoredRun[]) =>
  rows(
    runs.map((run) => ({
      id: run.jobId,
      lastRun: { runId: run.id, state: run.state, dueAt: run.dueAt, startedAt: LATE },
    })),
  );
const entries = (changes: readonly ReturnType<typeof startRun>[], sequence: number) =>
  rows(changes.map(({ run, items }) => ({ conversationId: run.conversationId, sequence, at: LATE, item: items[0] })));

/** What somebody would write who needs only this: the same rows, each transaction in as few statements as it takes. */
export function byHandPostgres(pool: Pool, schema: string) {
  const s = (sql: string): string => sql.replaceAll(/\{(\w+)\}/g, (_all, name: string) => `"${schema}".${name}`);
  const addEvents = `(INSERT INTO {events} (sequence, job_id, owner_id, factory_id, at, name, event)
    SELECT (SELECT coalesce(max(sequence), 0) + 1 FROM {events} x WHERE x.job_id = e.job_id),
    e.job_id, e.owner_id, e.factory_id, e.at, e.name, e.event FROM json_populate_recordset(NULL::{events}, $2) e)`;
  const statements = {
    due: s(`SELECT id, owner_id AS "ownerId", factory_id AS "factoryId", name, prompt, revision, next_at::float8 AS "nextAt",
      policies FROM {jobs} WHERE state = 'active' AND next_at <= $1 ORDER BY next_at, id LIMIT $2 FOR UPDATE SKIP LOCKED`),
    active: s(`SELECT id FROM {runs} WHERE job_id = ANY($1::text[]) AND state IN ('queued', 'running')`),
    plan: s(`WITH r AS (INSERT INTO {runs} SELECT * FROM json_populate_recordset(NULL::{runs}, $1) ON CONFLICT DO NOTHING),
      j AS (UPDATE {jobs} t SET next_at = v.next_at FROM json_populate_recordset(NULL::{jobs}, $3) v WHERE t.id = v.id),
      e AS ${addEvents} SELECT 1`),
    ready:
      s(`SELECT r.id, r.job_id AS "jobId", r.owner_id AS "ownerId", r.factory_id AS "factoryId", r.due_at::float8 AS "dueAt",
      r.job_revision::int AS "jobRevision", r.title, r.prompt, r.created_at::float8 AS "createdAt", r.not_before::float8 AS
      "notBefore", r.fencing_token::int AS "fencingToken", r.attempt::int, j.failures::int FROM {runs} r JOIN {jobs} j
      ON j.id = r.job_id WHERE r.id = ANY($1::text[]) AND r.state = 'queued' AND r.waits_for IS NULL AND r.not_before <= $2
      FOR UPDATE`),
    claim: s(`WITH v AS (SELECT * FROM json_populate_recordset(NULL::{runs}, $1)),
      r AS (UPDATE {runs} t SET state = v.state, attempt = v.attempt, fencing_token = v.fencing_token, worker = v.worker,
        lease_until = v.lease_until, conversation_id = v.conversation_id, started_at = v.started_at FROM v WHERE t.id = v.id),
      j AS (UPDATE {jobs} t SET last_run = x.last_run FROM json_populate_recordset(NULL::{jobs}, $3) x WHERE t.id = x.id),
      c AS (INSERT INTO {conversations} SELECT * FROM json_populate_recordset(NULL::{conversations}, $4)),
      m AS (INSERT INTO {entries} SELECT * FROM json_populate_recordset(NULL::{entries}, $5)),
      e AS ${addEvents} SELECT 1`),
    held: s(`SELECT r.id FROM {runs} r JOIN {jobs} j ON j.id = r.job_id WHERE r.id = ANY($1::text[]) AND r.state = 'running'
      AND r.fencing_token = 1 FOR UPDATE`),
    finish: s(`WITH v AS (SELECT * FROM json_populate_recordset(NULL::{runs}, $1)),
      r AS (UPDATE {runs} t SET state = v.state, worker = NULL, lease_until = NULL, finished_at = v.finished_at,
        summary = v.summary FROM v WHERE t.id = v.id),
      j AS (UPDATE {jobs} t SET last_run = x.last_run FROM json_populate_recordset(NULL::{jobs}, $3) x WHERE t.id = x.id),
      c AS (UPDATE {conversations} t SET status = 'succeeded', length = length + 1, updated_at = v.finished_at FROM v
        WHERE t.id = v.conversation_id),
      m AS (INSERT INTO {entries} SELECT * FROM json_populate_recordset(NULL::{entries}, $4)),
      e AS ${addEvents} SELECT 1`),
    waiting: s(`SELECT id FROM {runs} WHERE waits_for = ANY($1::text[])`),
  };
  const ask = async (client: PoolClient, name: keyof typeof statements, ...values: unknown[]) =>
    (await client.query({ name: `hand-${schema}-${name}`, text: statements[name], values })).rows as never[];
  async function transaction<T>(what: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    await client.query("BEGIN");
    const answer = await what(client);
    await client.query("COMMIT");
    client.release();
    return answer;
  }

  return async (total: number, batch: number): Promise<void> => {
    for (let done = 0; done < total;) {
      const ids = await transaction(async (client) => {
        const due: StoredJob[] = await ask(client, "due", LATE, batch);
        await ask(
          client,
          "active",
          due.map(({ id }) => id),
        );
        const runs = due.map((job) => runOf(job, LATE));
        const next = rows(due.map((job) => ({ id: job.id, nextAt: nextOf(job) })));
        await ask(client, "plan", rows(runs), events(runs, "run.planned"), next);
        return runs.map(({ id }) => id);
      });
      const running = await transaction(async (client) => {
        const ready: StoredRun[] = await ask(client, "ready", ids, LATE);
        const changes = ready.map((run) => startRun(run, LATE));
        const runs = changes.map(({ run }) => run);
        const opened = runs.map((run) => {
          const { id: runId, conversationId: id, jobId, ownerId, factoryId, title, state: status } = run;
          return { id, runId, jobId, ownerId, factoryId, title, status, createdAt: LATE, updatedAt: LATE, length: 1 };
        });
        await ask(
          client,
          "claim",
          rows(runs),
          events(runs, "run.started"),
          lastRuns(runs),
          rows(opened),
          entries(changes, 1),
        );
        return runs;
      });
      await transaction(async (client) => {
        await ask(client, "held", ids);
        const changes = running.map((run) => endRun(run, LATE));
        const runs = changes.map(({ run }) => run);
        await ask(client, "finish", rows(runs), events(runs, "run.succeeded"), lastRuns(runs), entries(changes, 2));
        await ask(client, "waiting", ids);
      });
      done += running.length;
    }
  };
}
