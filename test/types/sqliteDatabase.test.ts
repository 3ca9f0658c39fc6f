import type { DatabaseSync } from "node:sqlite";
import type Database from "better-sqlite3";
import { describe, expectTypeOf, it } from "vitest";
import type { SqliteDatabaseLike } from "../../src/sqlite.ts";

describe("SqliteDatabaseLike", () => {
  it("is what node:sqlite has", () => expectTypeOf<DatabaseSync>().toExtend<SqliteDatabaseLike>());
  it("is what better-sqlite3 has", () => expectTypeOf<Database.Database>().toExtend<SqliteDatabaseLike>());
});
