export { type SqliteOptions, sqliteStore } from "./adapters/stores/sqlite/sqliteStore.ts";
export type { SqliteDatabaseLike, SqliteStatementLike } from "./adapters/stores/sqlite/statements.ts";
