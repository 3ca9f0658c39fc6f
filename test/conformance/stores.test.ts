import { DatabaseSync } from "node:sqlite";
import Database from "better-sqlite3";
import { describe, it } from "vitest";
import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import type { SqliteDatabaseLike } from "../../src/sqlite.ts";
import { describeStore } from "../../src/testing/describeStore.ts";

describeStore("memory", { describe, it, create: () => memoryStore() });
describeStore("sqlite", { describe, it, create: () => sqliteStore(":memory:") });
describeStore("sqlite through better-sqlite3", { describe, it, create: () => sqliteStore(new Database(":memory:")) });
describeStore("sqlite as Node has it before 22.16, without rows as arrays", {
  describe,
  it,
  create: () => sqliteStore(withoutArrays(new DatabaseSync(":memory:"))),
});

function withoutArrays(database: DatabaseSync): SqliteDatabaseLike {
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return { all: (...values) => statement.all(...values), run: (...values) => statement.run(...values) };
    },
  };
}
