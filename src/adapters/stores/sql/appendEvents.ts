import { events } from "./tables.ts";

/** The columns of an event that are given; its position is the database's. */
export const given = events.fields.filter(({ name }) => name !== "position");

/** The number of a job's last event, or what it was when that was pruned, in SQL. */
export const lastOf = (jobId: string): string =>
  `coalesce((SELECT max(sequence) FROM {events} e WHERE e.job_id = ${jobId}),
    (SELECT sequence FROM {event_counts} c WHERE c.job_id = ${jobId}), 0)`;

/**
 * Inserts events. A job's are counted on from its last one.
 *
 * @param rows a table of what is inserted
 * @param nth which event of its job a row is among those that the last one does not count yet
 */
export function appendEvents(rows: string, nth: string): string {
  const columns = given.map(({ column }) => column);
  const values = columns.map((column) => (column === "sequence" ? `${nth} + ${lastOf("v.job_id")}` : `v.${column}`));
  return `INSERT INTO {events} (${columns.join(", ")}) SELECT ${values.join(", ")} FROM ${rows} v`;
}
