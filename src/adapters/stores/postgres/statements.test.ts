import { describe, expect, it } from "vitest";
import { aJob, aRun } from "../../../testing/samples.ts";
import { insert, insertNew, select, type Steps, update } from "../sql/steps.ts";
import { jobs, runs } from "../sql/tables.ts";
import { PostgresStatements, type PostgresQuery } from "./statements.ts";

const job = { ...aJob(), searchable: "" };
const run = aRun();

/** What is asked of a client, one line for each statement: what it does to which tables. */
async function asked(steps: () => Steps<unknown>, pipeline = true): Promise<string[]> {
  const lines: string[] = [];
  const query = async ({ text }: PostgresQuery) => {
    const parts = [...text.matchAll(/(SELECT|UPDATE|INSERT INTO|FROM) "s"\."(\w+)"/g)];
    lines.push(parts.map(([, what, table]) => `${what} ${table}`).join(", "));
    return { rows: [] };
  };
  await new PostgresStatements("s").carryOut({ pipeline, query }, steps());
  return lines;
}

const renameJob = () => update(jobs, [{ from: job, next: { ...job, name: "Other" } }]);
const renameRun = () => update(runs, [{ from: run, next: { ...run, title: "Other" } }]);

describe("PostgresStatements", () => {
  it.each([true, false])("writes rows of several tables by one statement (pipeline: %s)", async (pipeline) => {
    const steps = function* () {
      yield* renameJob();
      yield* renameRun();
    };
    expect(await asked(steps, pipeline)).toEqual(["UPDATE jobs, UPDATE runs"]);
  });

  it("writes rows of one table one statement after the other", async () => {
    const steps = function* () {
      yield* renameRun();
      yield* insert(runs, [aRun({ id: "other" })]);
      yield* renameJob();
    };
    expect(await asked(steps)).toEqual(["UPDATE runs", "INSERT INTO runs, UPDATE jobs"]);
  });

  it("writes before it reads, and before it says what was inserted", async () => {
    const steps = function* () {
      yield* renameJob();
      yield* select("SELECT 1 FROM {jobs}");
      yield* renameJob();
      expect(yield* insertNew(runs, [run])).toEqual([false]);
      yield* renameRun();
    };
    expect(await asked(steps)).toEqual(["UPDATE jobs", "FROM jobs", "UPDATE jobs, INSERT INTO runs", "UPDATE runs"]);
  });
});
