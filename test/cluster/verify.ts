import { readFileSync } from "node:fs";
import type { Client } from "pg";

/** What the database holds when all is over, held against what was promised. */
export interface Verdict {
  occurrences: number;
  /** Rows by state. */
  runs: Record<string, number>;
  conversations: number;
  /** Side effects that runs declared and did. */
  effects: number;
  /** Occurrences without a row, runs that never ended, or have neither conversation nor reason. */
  lost: number;
  /** Second rows for an occurrence, second conversations, second successes of a run, side effects that happened twice. */
  duplicates: number;
  /** Entries of a worker whose run had been taken over. */
  staleWrites: number;
  /** What stands behind the numbers above. */
  problems: Record<string, number>;
}

/** Each gives a count that has to be zero. */
const QUESTIONS: Record<"lost" | "duplicates" | "staleWrites", Record<string, string>> = {
  lost: {
    "occurrences without a row": `SELECT count(*) FROM due WHERE NOT EXISTS
        (SELECT 1 FROM {runs} r WHERE r.job_id = due.job_id AND r.due_at = due.at AND r.trigger = 'schedule')
      AND NOT EXISTS (SELECT 1 FROM {runs} r WHERE r.job_id = due.job_id AND r.occurrences > 1
        AND due.at BETWEEN r.due_at AND r.last_due_at)`,
    "jobs that have not ended": `SELECT count(*) FROM {jobs} WHERE state <> 'completed'`,
    "runs that are not over": `SELECT count(*) FROM {runs} WHERE state IN ('queued', 'running', 'needs_input')`,
    "unhappy ends without a reason": `SELECT count(*) FROM {runs} WHERE state <> 'succeeded' AND reason IS NULL`,
    "successes without a conversation of the same state": `SELECT count(*) FROM {runs} r WHERE r.state = 'succeeded'
      AND NOT EXISTS (SELECT 1 FROM {conversations} c WHERE c.id = r.conversation_id AND c.run_id = r.id AND c.status = r.state)`,
    "ends that were not told": `SELECT count(*) FROM {runs} r WHERE NOT EXISTS (SELECT 1 FROM {events} e
      WHERE e.job_id = r.job_id AND e.name = 'run.' || r.state AND e.event -> 'run' ->> 'id' = r.id)`,
  },
  duplicates: {
    "second rows for an occurrence": `SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM {runs}
      WHERE trigger = 'schedule' GROUP BY job_id, due_at HAVING count(*) > 1) twice`,
    "rows for what is no occurrence": `SELECT count(*) FROM {runs} r JOIN {jobs} j ON j.id = r.job_id
      WHERE (r.due_at - (j.schedule ->> 'anchor')::bigint) % (j.schedule ->> 'everyMs')::bigint <> 0`,
    "second conversations of a run": `SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM {conversations}
      GROUP BY run_id HAVING count(*) > 1) twice`,
    "second successes of a run": `SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM {events}
      WHERE name = 'run.succeeded' GROUP BY event -> 'run' ->> 'id' HAVING count(*) > 1) twice`,
  },
  staleWrites: {
    "entries after those of a later token": `SELECT count(*) FROM (SELECT (item ->> 'text') AS text,
        max(item ->> 'text') OVER (PARTITION BY conversation_id ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM {entries} WHERE item ->> 'type' = 'note' AND item ->> 'text' LIKE 'token %') notes
      WHERE substr(text, 7)::int < substr(before, 7)::int`,
  },
};

/** Every instant of each schedule, from its anchor to its end. */
const DUE = `CREATE TEMPORARY TABLE due AS SELECT id AS job_id, at FROM {jobs},
  generate_series((schedule ->> 'anchor')::bigint + (schedule ->> 'everyMs')::bigint,
    (schedule ->> 'until')::bigint, (schedule ->> 'everyMs')::bigint) AS at`;

export async function verify(client: Client, schema: string, effectsFile: string): Promise<Verdict> {
  const ask = async (sql: string) =>
    (await client.query<Record<string, string>>(sql.replaceAll(/\{(\w+)\}/g, `"${schema}".$1`))).rows;
  const countOf = async (sql: string) => Number(Object.values((await ask(sql))[0] ?? {})[0]);
  await ask(DUE);
  await ask("CREATE INDEX ON due (job_id, at)");
  await ask("ANALYZE");
  const problems: Record<string, number> = {};
  const totals = { lost: 0, duplicates: 0, staleWrites: 0 };
  const note = (kind: keyof typeof totals, what: string, found: number) => {
    totals[kind] += found;
    if (found > 0) problems[what] = found;
  };
  for (const kind of ["lost", "duplicates", "staleWrites"] as const)
    for (const [what, sql] of Object.entries(QUESTIONS[kind])) note(kind, what, await countOf(sql));
  const effects = readFileSync(effectsFile, "utf8").split("\n").filter(Boolean);
  note("duplicates", "side effects that happened twice", effects.length - new Set(effects).size);
  const states = await ask(`SELECT state, count(*) AS n FROM {runs} GROUP BY state`);
  return {
    occurrences: await countOf("SELECT count(*) FROM due"),
    runs: Object.fromEntries(states.map((row) => [row["state"] ?? "", Number(row["n"])])),
    conversations: await countOf("SELECT count(*) FROM {conversations}"),
    effects: effects.length,
    ...totals,
    problems,
  };
}
