import type { Store } from "../ports/store.ts";
import { jobPromises } from "./stores/jobs.ts";
import { planPromises } from "./stores/planning.ts";
import { proposalPromises } from "./stores/proposals.ts";
import { claimPromises, finishPromises } from "./stores/running.ts";
import type { Promises } from "./stores/steps.ts";
import { conversationPromises, eventPromises } from "./stores/traces.ts";

/** The test runner of the one who calls, and how to make a store. */
export interface StoreContract {
  /** `describe` and `it` of vitest, node:test, mocha or jest. */
  describe: (title: string, body: () => void) => unknown;
  it: (title: string, body: () => Promise<void>) => unknown;
  /** A store over an empty database. The contract opens and closes it. */
  create: () => Store | Promise<Store>;
}

const promises: Readonly<Record<string, Promises>> = {
  proposals: proposalPromises,
  jobs: jobPromises,
  planning: planPromises,
  claiming: claimPromises,
  finishing: finishPromises,
  conversations: conversationPromises,
  events: eventPromises,
};

/**
 * Tests that a store keeps what the port promises: call it once in a test file of any runner that has `describe` and `it`.
 *
 * @example
 * import { describe, it } from "node:test";
 * import { describeStore } from "@dexter/scheduled-jobs/testing";
 * describeStore("mine", { describe, it, create: () => myStore() });
 */
export function describeStore(name: string, { describe, it, create }: StoreContract): void {
  describe(`the store ${name}`, () => {
    for (const [subject, sentences] of Object.entries(promises)) {
      describe(subject, () => {
        for (const [title, body] of Object.entries(sentences)) {
          it(title, async () => {
            const store = await create();
            await store.open();
            try {
              await body(store);
            } finally {
              await store.close();
            }
          });
        }
      });
    }
  });
}
