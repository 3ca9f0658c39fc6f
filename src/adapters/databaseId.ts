const DATABASE_ID = `SELECT system_identifier || '/' || (SELECT oid FROM pg_database WHERE datname = current_database()) AS id
  FROM pg_control_system()`;

/** What tells one Postgres database from all others; nothing where the role may not know. */
export async function databaseIdOf(ask: (text: string) => Promise<{ rows: unknown[] }>): Promise<string | undefined> {
  try {
    const { rows } = await ask(DATABASE_ID);
    return (rows[0] as { id: string } | undefined)?.id;
  } catch {
    return undefined;
  }
}
