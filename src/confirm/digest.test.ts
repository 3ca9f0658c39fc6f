import { describe, expect, it } from "vitest";
import type { JobDraft } from "../model/proposal.ts";
import { digestOf } from "./digest.ts";

const draft: JobDraft = {
  name: "Check",
  prompt: "check the line",
  schedule: { kind: "cron", expression: "0 5 * * *", timezone: "America/New_York" },
  timezone: "America/New_York",
  followsAccountTimezone: true,
  policies: {},
  description: "Every day at 5:00 AM",
  next: [{ dueAt: new Date("2027-03-12T10:00:00Z"), local: "2027-03-12T05:00:00" }],
};
const every6h = (fields: object) => ({
  ...draft,
  schedule: { kind: "interval", everyMs: 21_600_000, anchor: new Date(0), ...fields } as const,
});

describe("the digest of what is confirmed", () => {
  it("is SHA-256 in hex, and the same for the same content in whatever order its fields stand", () => {
    const digest = digestOf([draft], "f1");
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const { prompt, ...rest } = draft;
    expect(digestOf([{ ...rest, prompt }], "f1")).toBe(digest);
  });

  it("changes with the prompt, the schedule, the zone, the factory, the first occurrences and the number of jobs", () => {
    const others = [
      digestOf([{ ...draft, prompt: "check the other line" }], "f1"),
      digestOf([{ ...draft, schedule: { ...draft.schedule, timezone: "UTC" } as typeof draft.schedule }], "f1"),
      digestOf([{ ...draft, timezone: "UTC" }], "f1"),
      digestOf([{ ...draft, next: [] }], "f1"),
      digestOf([draft], "f2"),
      digestOf([draft, draft], "f1"),
    ];
    expect(new Set([digestOf([draft], "f1"), ...others]).size).toBe(7);
  });

  it("does not change with the name, or with where an interval begins to count", () => {
    expect(digestOf([{ ...draft, name: "Renamed" }], "f1")).toBe(digestOf([draft], "f1"));
    const anchoredLater = every6h({ anchor: new Date(99) });
    expect(digestOf([anchoredLater], "f1")).toBe(digestOf([every6h({})], "f1"));
    expect(digestOf([every6h({ everyMs: 1 })], "f1")).not.toBe(digestOf([every6h({})], "f1"));
    const from = new Date(5);
    expect(digestOf([every6h({ from, anchor: new Date(99) })], "f1")).not.toBe(digestOf([every6h({ from })], "f1"));
  });
});
