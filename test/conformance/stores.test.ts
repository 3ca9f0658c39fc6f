import Database from "better-sqlite3";
import { describe, it } from "vitest";
import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import { describeStore } from "../../src/testing/describeStore.ts";

describeStore("memory", { describe, it, create: () => memoryStore() });
describeStore("sqlite", { describe, it, create: () => sqliteStore(":memory:") });
describeStore("sqlite through better-sqlite3", { describe, it, create: () => sqliteStore(new Database(":memory:")) });
