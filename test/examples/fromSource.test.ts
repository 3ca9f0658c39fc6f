import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import * as byName from "@dexter/scheduled-jobs";
import { describe, expect, it } from "vitest";
import * as source from "../../src/index.ts";

const root = resolve(import.meta.dirname, "../..");

describe("an example that imports the package by its name", () => {
  it("gets the source, without a build", async () => {
    const code = `import * as byName from "@dexter/scheduled-jobs"; console.log(Object.keys(byName).join())`;
    const args = ["--import", "./examples/fromSource.ts", "--input-type=module", "--eval", code];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
    expect(stdout.trim().split(",").toSorted()).toEqual(Object.keys(source).toSorted());
  });

  it("gets the same modules in tests", () => {
    expect(byName.SchedulerError).toBe(source.SchedulerError);
  });
});
