import { SchedulerError } from "../../../errors/schedulerError.ts";
import { migrations } from "../sql/schema.ts";
import { type PostgresClientLike, postgresTypes, renderPostgres } from "./statements.ts";
import { quoted } from "./writings.ts";

/**
 * Brings the tables in a schema up to date, in one transaction. Where they are, nothing is changed and no right to change
 * anything is needed.
 *
 * @throws {@link SchedulerError} `STORE_NEWER`
 */
export async function migrate(client: PostgresClientLike, schema: string): Promise<void> {
  if ((await refuseNewer(client, schema)) === migrations.length) return;
  const ask = (text: string, values: unknown[] = []) => client.query({ text: renderPostgres(text, schema), values });
  await ask("BEGIN");
  try {
    await ask("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", [`${schema} migrate`]);
    const found = await refuseNewer(client, schema);
    const { rows } = await ask("SELECT 1 FROM pg_namespace WHERE nspname = ?", [schema]);
    if (rows.length === 0) await ask(`CREATE SCHEMA ${quoted(schema)}`);
    await ask("CREATE TABLE IF NOT EXISTS {meta} (name text PRIMARY KEY, value bigint NOT NULL)");
    for (const migration of migrations.slice(found)) for (const sql of migration(postgresTypes)) await ask(sql);
    await ask(
      "INSERT INTO {meta} (name, value) VALUES ('schema', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      [migrations.length],
    );
    await ask("COMMIT");
  } catch (error) {
    await ask("ROLLBACK").catch(() => {});
    throw error;
  }
}

async function refuseNewer(client: PostgresClientLike, schema: string): Promise<number> {
  // From the catalogue's rows: `to_regclass` may remember what it saw before we waited for the lock.
  const exists = await client.query({
    text: `SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relname = 'meta'`,
    values: [schema],
  });
  if (exists.rows.length === 0) return 0;
  const text = renderPostgres("SELECT value::int AS value FROM {meta} WHERE name = 'schema'", schema);
  const { rows } = await client.query({ text });
  const found = (rows[0] as { value: number } | undefined)?.value ?? 0;
  const known = migrations.length;
  if (found > known)
    throw new SchedulerError("STORE_NEWER", {
      schema,
      found,
      known,
      hint: "Upgrade the package, or restore a back-up.",
    });
  return found;
}
