import type { Kind } from "./tables.ts";

/** The type of a column in a database. */
export type ColumnTypes = Readonly<Record<Kind, string>> & {
  /** Text that is only compared as bytes: ids. */
  id: string;
  /** What comes after the closing bracket of a table; `bulky` rows are better kept apart from their key. */
  small: string;
  bulky: string;
  /** What has a table number its rows by this column, beginning after the last; nothing where its key does that already. */
  numbered: (table: string, column: string) => readonly string[];
};

/**
 * The statements that bring the schema from one version to the next. A step that was released is never changed: another
 * one is added. It only adds (tables, indexes, columns that may be empty), since older processes go on with their statements
 * while a deployment replaces them one by one; a release that writes what older ones cannot read (a new state, kind or code)
 * adds a step even where it is empty, so that they leave such rows alone. `{jobs}` is the name of a table, `[jobs_due]` of an index, as the dialect wants it.
 */
export const migrations: readonly ((type: ColumnTypes) => readonly string[])[] = [
  (type) => [
    `CREATE TABLE {proposals} (
      id ${type.id} PRIMARY KEY,
      owner_id ${type.id} NOT NULL,
      factory_id ${type.id} NOT NULL,
      state ${type.id} NOT NULL,
      created_at ${type.integer} NOT NULL,
      expires_at ${type.integer} NOT NULL,
      proposal ${type.json} NOT NULL
    ) ${type.bulky}`,
    `CREATE INDEX [proposals_scope] ON {proposals} (owner_id, factory_id, created_at)`,
    `CREATE INDEX [proposals_open] ON {proposals} (expires_at) WHERE state = 'open'`,
    `CREATE TABLE {jobs} (
      id ${type.id} PRIMARY KEY,
      owner_id ${type.id} NOT NULL,
      factory_id ${type.id} NOT NULL,
      name ${type.text} NOT NULL,
      prompt ${type.text} NOT NULL,
      workflow ${type.json},
      schedule ${type.json} NOT NULL,
      timezone ${type.text} NOT NULL,
      follows_account_timezone ${type.boolean} NOT NULL,
      locale ${type.text} NOT NULL,
      policies ${type.json} NOT NULL,
      state ${type.id} NOT NULL,
      suspension ${type.json},
      revision ${type.integer} NOT NULL,
      proposal_id ${type.id} NOT NULL,
      digest ${type.text} NOT NULL,
      created_at ${type.integer} NOT NULL,
      updated_at ${type.integer} NOT NULL,
      next_at ${type.integer},
      held_next_at ${type.integer},
      closing_run_id ${type.id},
      last_run ${type.json},
      failures ${type.integer} NOT NULL,
      crashes ${type.integer} NOT NULL,
      searchable ${type.text} NOT NULL
    ) ${type.bulky}`,
    // However many jobs there are, a look for due ones reads only those.
    `CREATE INDEX [jobs_due] ON {jobs} (next_at, id) WHERE state = 'active' AND next_at IS NOT NULL`,
    `CREATE INDEX [jobs_scope] ON {jobs} (owner_id, factory_id, created_at)`,
    `CREATE TABLE {runs} (
      id ${type.id} PRIMARY KEY,
      job_id ${type.id} NOT NULL,
      owner_id ${type.id} NOT NULL,
      factory_id ${type.id} NOT NULL,
      trigger ${type.id} NOT NULL,
      state ${type.id} NOT NULL,
      reason ${type.json},
      due_at ${type.integer} NOT NULL,
      occurrences ${type.integer} NOT NULL,
      last_due_at ${type.integer},
      not_before ${type.integer} NOT NULL,
      waits_for ${type.id},
      start_by ${type.integer},
      attempt ${type.integer} NOT NULL,
      fencing_token ${type.integer} NOT NULL,
      crashes ${type.integer} NOT NULL,
      worker ${type.text},
      lease_until ${type.integer},
      has_side_effect ${type.boolean} NOT NULL,
      cancel_requested_at ${type.integer},
      conversation_id ${type.id},
      job_revision ${type.integer} NOT NULL,
      title ${type.text} NOT NULL,
      prompt ${type.text} NOT NULL,
      workflow ${type.json},
      question ${type.json},
      answer_by ${type.integer},
      usage ${type.json},
      created_at ${type.integer} NOT NULL,
      started_at ${type.integer},
      finished_at ${type.integer},
      summary ${type.text}
    ) ${type.bulky}`,
    // One run for each occurrence of a job, whatever happens; manual runs take no occurrence.
    `CREATE UNIQUE INDEX [runs_occurrence] ON {runs} (job_id, due_at, (CASE WHEN trigger = 'schedule' THEN '' ELSE id END))`,
    `CREATE INDEX [runs_scope] ON {runs} (owner_id, factory_id, due_at)`,
    `CREATE INDEX [runs_active] ON {runs} (job_id, factory_id) WHERE state IN ('queued', 'running')`,
    `CREATE INDEX [runs_ready] ON {runs} (not_before, id) WHERE state = 'queued' AND waits_for IS NULL`,
    `CREATE INDEX [runs_waiting] ON {runs} (waits_for) WHERE waits_for IS NOT NULL`,
    `CREATE INDEX [runs_leased] ON {runs} (lease_until) WHERE state = 'running'`,
    `CREATE INDEX [runs_asking] ON {runs} (answer_by) WHERE state = 'needs_input'`,
    `CREATE INDEX [runs_over] ON {runs} ((coalesce(finished_at, created_at)), id)
      WHERE state NOT IN ('queued', 'running', 'needs_input')`,
    `CREATE TABLE {conversations} (
      id ${type.id} PRIMARY KEY,
      run_id ${type.id} NOT NULL,
      job_id ${type.id} NOT NULL,
      owner_id ${type.id} NOT NULL,
      factory_id ${type.id} NOT NULL,
      title ${type.text} NOT NULL,
      status ${type.id} NOT NULL,
      created_at ${type.integer} NOT NULL,
      updated_at ${type.integer} NOT NULL,
      length ${type.integer} NOT NULL
    ) ${type.bulky}`,
    `CREATE INDEX [conversations_scope] ON {conversations} (owner_id, factory_id, created_at)`,
    `CREATE INDEX [conversations_job] ON {conversations} (job_id, created_at)`,
    // In the order of writing: what many conversations write at a moment lies together, though their ids are far apart.
    `CREATE TABLE {entries} (
      conversation_id ${type.id} NOT NULL,
      sequence ${type.integer} NOT NULL,
      at ${type.integer} NOT NULL,
      item ${type.json} NOT NULL,
      content ${type.blob},
      PRIMARY KEY (conversation_id, sequence)
    ) ${type.bulky}`,
    `CREATE TABLE {events} (
      position ${type.integer} PRIMARY KEY,
      sequence ${type.integer} NOT NULL,
      job_id ${type.id},
      owner_id ${type.id} NOT NULL,
      factory_id ${type.id} NOT NULL,
      at ${type.integer} NOT NULL,
      name ${type.id} NOT NULL,
      event ${type.json} NOT NULL
    ) ${type.bulky}`,
    `CREATE UNIQUE INDEX [events_sequence] ON {events} (job_id, sequence) WHERE job_id IS NOT NULL`,
    `CREATE INDEX [events_scope] ON {events} (owner_id, factory_id, position)`,
    // Where the numbers of a job's events go on when the events themselves were pruned.
    `CREATE TABLE {event_counts} (job_id ${type.id} PRIMARY KEY, sequence ${type.integer} NOT NULL) ${type.small}`,
  ],
  (type) => [
    // How far readers of events have come, such as who tells the owners.
    `CREATE TABLE {places} (
      reader ${type.id} PRIMARY KEY,
      position ${type.integer} NOT NULL,
      holder ${type.id} NOT NULL,
      held_until ${type.integer} NOT NULL
    ) ${type.small}`,
  ],
  // Older versions gave events their positions themselves, one transaction after the other. Beside one that does not wait they
  // would not be right: the database refuses theirs from here on, so they are to be stopped before. None was released.
  (type) => type.numbered("events", "position"),
  () => [
    // A run that asks is rare, and whoever owns it wants to know: neither costs more where there are many runs.
    `CREATE INDEX [runs_needing] ON {runs} (owner_id, factory_id, due_at) WHERE state = 'needs_input'`,
  ],
];
