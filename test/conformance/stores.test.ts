import { describe, it } from "vitest";
import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import { describeStore } from "../../src/testing/describeStore.ts";

describeStore("memory", { describe, it, create: () => memoryStore() });
