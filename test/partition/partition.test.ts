import { describe, expect, it } from "vitest";
import { partition } from "./partition.ts";

/** `npm run partition -- --minutes 10` does the same for as long as one likes. */
describe("a database that cannot be reached for 2 s of every 5 s", () => {
  it("T36 loses and doubles nothing, with exact counts, on the store postgres", async () => {
    const { cut, occurrences, runs, lost, duplicates, staleWrites, untold, problems } = await partition({
      seconds: 17,
      jobs: 5,
    });
    expect({ lost, duplicates, staleWrites, untold, problems }).toEqual({
      lost: 0,
      duplicates: 0,
      staleWrites: 0,
      untold: 0,
      problems: [],
    });
    expect(cut).toBeGreaterThan(2);
    // Each of them was begun. A connection that breaks right after a declared side effect leaves a run to a person.
    const { succeeded = 0, interrupted = 0 } = runs;
    expect(succeeded + interrupted).toBe(occurrences);
    expect(succeeded).toBeGreaterThan(occurrences * 0.8);
  }, 120_000);
});
