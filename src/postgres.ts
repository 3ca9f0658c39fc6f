export type { PooledClientLike, PostgresPoolLike } from "./adapters/stores/postgres/connections.ts";
export { type PostgresOptions, type PostgresStore, postgresStore } from "./adapters/stores/postgres/postgresStore.ts";
export type { PostgresClientLike, PostgresQuery } from "./adapters/stores/postgres/statements.ts";
