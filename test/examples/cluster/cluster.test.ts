import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { isRedisSkipped, skipNote } from "../../redis.ts";

const root = resolve(import.meta.dirname, "../../..");

describe("the example cluster", () => {
  it.skipIf(isRedisSkipped)(
    `kills its processes for some seconds and finds every count exact${skipNote}`,
    async () => {
      const flags = ["--disable-warning=ExperimentalWarning", "--import", "./examples/fromSource.ts"];
      const child = spawn(process.execPath, [...flags, "examples/cluster/main.ts", "--seconds", "6"], { cwd: root });
      let said = "";
      child.stdout.on("data", (text: Buffer) => (said += text.toString()));
      child.stderr.on("data", (text: Buffer) => (said += text.toString()));
      const code = await new Promise<number | null>((end) => child.once("exit", end));
      expect(said).toContain("All of them are over; each occurrence has one row.");
      expect(said).toMatch(/after [1-9]\d* kills: exact/);
      expect(said).not.toContain("BROKEN");
      expect(code).toBe(0);
    },
    90_000,
  );
});
