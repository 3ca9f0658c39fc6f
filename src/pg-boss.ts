export {
  type PgBossDatabaseLike,
  type PgBossInsertLike,
  type PgBossLike,
  type PgBossOptions,
  pgBossQueue,
  type SqlPoolLike,
} from "./adapters/queues/pgBoss/pgBossQueue.ts";
