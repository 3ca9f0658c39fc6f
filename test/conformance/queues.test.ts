import { describe, it } from "vitest";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { describeQueue } from "../../src/testing/describeQueue.ts";

describeQueue("local", { describe, it, create: () => localQueue(), canTellOwnersApart: true });
