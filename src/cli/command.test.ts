import { describe, expect, it } from "vitest";
import { runCommand } from "./command.ts";

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: "", err: "" };
  const code = await runCommand(args, {
    out: (text) => (printed.out += `${text}\n`),
    err: (text) => (printed.err += `${text}\n`),
    now: () => new Date("2026-11-23T15:07:00Z"),
  });
  return { code, ...printed };
}

describe("dexter-jobs interpret", async () => {
  it("prints schedule, prompt, what was filled in, the letters read and the next occurrences", async () => {
    const { code, out } = await run(
      "interpret",
      "Every Monday morning, refresh the data pipeline",
      "--timezone",
      "America/New_York",
    );
    expect(code).toBe(0);
    expect(out).toContain("Monday");
    expect(out).toContain("prompt      refresh the data pipeline");
    expect(out).toContain("[09:00] for “morning”");
    expect(out).toContain("read as     schedule: “Every Monday”");
    expect(out).toContain("next        2026-11-30T09:00:00");
  });

  it("prints the interpretation as JSON", async () => {
    const { code, out } = await run("interpret", "Every 6 hours, ping the gateway", "--timezone", "UTC", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      outcome: "understood",
      schedules: [{ kind: "interval", everyMs: 21_600_000 }],
      prompt: "ping the gateway",
    });
  });

  it("prints a question with its answers", async () => {
    const { code, out } = await run("interpret", "Every day at 5 check the tanks", "--timezone", "UTC");
    expect(code).toBe(1);
    expect(out).toContain("question    5 in the morning or 5 in the afternoon?");
    expect(out).toContain("5:00 PM:");
  });

  it("says why something cannot be scheduled", async () => {
    const { code, out } = await run("interpret", "Whenever a machine stops, tell me", "--timezone", "UTC");
    expect(code).toBe(1);
    expect(out).toContain("Jobs start at a time, not at an event. (event)");
  });

  it("names a zone that does not exist", async () => {
    const { code, err } = await run("interpret", "every day", "--timezone", "Nowhere/Land");
    expect(code).toBe(2);
    expect(err).not.toBe("");
  });

  it.each([
    [[]],
    [["interpret"]],
    [["schedule", "x"]],
    [["interpret", "x", "--wrong"]],
    [["interpret", "x", "--now", "yesterday"]],
    [["__proto__"]],
  ])("shows its usage for %j", async (args) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain("Usage: dexter-jobs");
  });
});

describe("dexter-jobs", () => {
  it("tells its commands, its version, and which command there is not", async () => {
    for (const asked of ["help", "--help", "-h"]) expect(await run(asked)).toMatchObject({ code: 0, err: "" });
    expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { code, err } = await run("intepret", "every day at 5am, check the line");
    expect(code).toBe(2);
    expect(err).toContain('There is no command "intepret".');
  });
});
