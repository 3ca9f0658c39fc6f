import { describe, expect, it } from "vitest";
import type { StoredJob } from "../model/job.ts";
import { defaultPolicies, overridePolicies, type PolicyOverrides } from "../model/policies.ts";
import type { StoredRun } from "../model/run.ts";
import { aJob, aRun } from "../testing/samples.ts";
import { type Occurrences, planJob } from "./planJob.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Noon of a day; jobs in these tests occur at whole multiples of their interval from here. */
const noon = Date.parse("2030-06-01T12:00:00Z");

/** Occurrences at `from`, `from + everyMs`, …, at most `count`. */
function every(everyMs: number, { from = noon, count = Infinity } = {}): Occurrences & { calls: number } {
  const occurrences = {
    calls: 0,
    next: (after: number) => {
      occurrences.calls += 1;
      const index = after < from ? 0 : Math.floor((after - from) / everyMs) + 1;
      return index < count ? from + index * everyMs : undefined;
    },
  };
  return occurrences;
}

function plan(
  now: number,
  occurrences: Occurrences,
  {
    policies = {},
    job = {},
    active = [],
  }: { policies?: PolicyOverrides; job?: Partial<StoredJob>; active?: readonly StoredRun[] } = {},
) {
  const first = occurrences.next(noon - 1);
  const due = { job: aJob({ ...(first !== undefined && { nextAt: first }), ...job }), active };
  const planned = planJob(due, now, overridePolicies(defaultPolicies, policies), occurrences);
  const rows = planned.runs.map(({ state, dueAt, occurrences: count, reason, waitsFor }) => ({
    state,
    at: (dueAt - noon) / minute,
    ...(count > 1 && { count }),
    ...(reason !== undefined && { reason: reason.code }),
    ...(waitsFor !== undefined && { waits: true }),
  }));
  return {
    ...planned,
    rows,
    nextIn: planned.job.nextAt === undefined ? undefined : (planned.job.nextAt - now) / minute,
  };
}

describe("planning a job that is due", () => {
  it("makes one queued run, with the prompt of now, and moves on to the next occurrence", () => {
    const { runs, rows, nextIn, events } = plan(noon, every(day), {
      job: { prompt: "count the parts", name: "Count" },
    });
    expect(rows).toEqual([{ state: "queued", at: 0 }]);
    expect(runs[0]).toMatchObject({ prompt: "count the parts", title: "Count", jobRevision: 1, notBefore: noon });
    expect(nextIn).toBe(24 * 60);
    expect(events.map(({ event }) => event.name)).toEqual(["run.planned"]);
  });

  it("gives a run the same id however often it is planned, and another for another occurrence", () => {
    const id = (now: number) => plan(now, every(day)).runs[0]?.id;
    expect(id(noon)).toBe(id(noon + minute));
    expect(plan(noon, every(day), { job: { id: "job-2" } }).runs[0]?.id).not.toBe(id(noon));
  });

  it("does nothing for a job that is not due", () => {
    expect(plan(noon - 1, every(day)).rows).toEqual([]);
  });

  it("T28 counts a run as on time up to a minute late", () => {
    expect(plan(noon + 13_000, every(hour)).rows).toEqual([{ state: "queued", at: 0 }]);
    expect(plan(noon + minute, every(2 * minute)).rows).toEqual([{ state: "queued", at: 0 }]);
  });

  it("T28 latest: runs the last missed occurrence when it is not too late, and counts the others in one row", () => {
    expect(plan(noon + 3 * hour + 10 * minute, every(hour)).rows).toEqual([
      { state: "missed", at: 0, count: 3, reason: "coalesced" },
      { state: "queued", at: 180 },
    ]);
  });

  it("T28 latest: leaves the last one out when it is later than half the gap to the next", () => {
    expect(plan(noon + 3 * hour + 31 * minute, every(hour)).rows).toEqual([
      { state: "missed", at: 0, count: 4, reason: "too-late" },
    ]);
    expect(plan(noon + 25 * hour, every(7 * day)).rows).toEqual([{ state: "missed", at: 0, reason: "too-late" }]);
    expect(plan(noon + 24 * hour, every(7 * day)).rows).toEqual([{ state: "queued", at: 0 }]);
  });

  it("T28 a one-off that was missed still runs for seven days", () => {
    const once = { schedule: { kind: "once", at: noon } } as const;
    const occurrence = every(day, { count: 1 });
    expect(plan(noon + 7 * day, occurrence, { job: once }).rows).toEqual([{ state: "queued", at: 0 }]);
    const late = plan(noon + 7 * day + 1, occurrence, { job: once });
    expect(late.rows).toEqual([{ state: "missed", at: 0, reason: "too-late" }]);
    expect(late.job.state).toBe("completed");
  });

  it("T28 each: makes up the latest ones that fit, the oldest first and one after the other", () => {
    const policies = { misfire: { policy: "each", limit: 2 } } as const;
    expect(plan(noon + 3 * hour + 10 * minute, every(hour), { policies }).rows).toEqual([
      { state: "missed", at: 0, count: 2, reason: "coalesced" },
      { state: "queued", at: 120 },
      { state: "queued", at: 180, waits: true },
    ]);
  });

  it("T28 each: leaves out what is older than the window", () => {
    const policies = { misfire: { policy: "each", windowMs: 90 * minute } } as const;
    expect(plan(noon + 3 * hour, every(hour), { policies }).rows).toEqual([
      { state: "missed", at: 0, count: 2, reason: "coalesced" },
      { state: "queued", at: 120 },
      { state: "skipped", at: 180, reason: "overlap" },
    ]);
  });

  it("T28 skip: makes up none", () => {
    const policies = { misfire: { policy: "skip" } } as const;
    expect(plan(noon + 3 * hour + 10 * minute, every(hour), { policies }).rows).toEqual([
      { state: "missed", at: 0, count: 4, reason: "misfire-skip" },
    ]);
  });

  it("T29 writes one row however many occurrences were missed", () => {
    const { rows, runs } = plan(noon + 8 * day + 40_000, every(minute));
    expect(rows).toEqual([
      { state: "missed", at: 0, count: 11_520, reason: "coalesced" },
      { state: "queued", at: 11_520 },
    ]);
    expect(runs[0]?.lastDueAt).toBe(noon + 11_519 * minute);
  });

  it("skips an occurrence while an earlier run is not over, and names it", () => {
    const active = [aRun({ id: "earlier", jobId: "job-1", state: "running" })];
    const { runs, rows } = plan(noon, every(hour), { active });
    expect(rows).toEqual([{ state: "skipped", at: 0, reason: "overlap" }]);
    expect(runs[0]?.reason?.blockerId).toBe("earlier");
  });

  it("T46 does not let a manual run take the place of an occurrence", () => {
    const active = [aRun({ id: "by-hand", jobId: "job-1", state: "running", trigger: "manual" })];
    expect(plan(noon, every(hour), { active }).rows).toEqual([{ state: "queued", at: 0 }]);
  });

  it("queueOne lets one occurrence wait and skips the next", () => {
    const policies = { overlap: { policy: "queueOne" } } as const;
    const running = aRun({ id: "earlier", jobId: "job-1", state: "running" });
    const { runs } = plan(noon, every(hour), { policies, active: [running] });
    expect(runs[0]).toMatchObject({ state: "queued", waitsFor: "earlier" });
    const active = [running, ...runs];
    expect(plan(noon + hour, every(hour, { from: noon + hour }), { policies, active }).rows).toEqual([
      { state: "skipped", at: 60, reason: "overlap" },
    ]);
  });

  it("cancelPrevious cancels what waits, asks what runs to stop, and waits for it", () => {
    const policies = { overlap: { policy: "cancelPrevious" } } as const;
    const active = [
      aRun({ id: "running", jobId: "job-1", state: "running", dueAt: noon - 2 * hour }),
      aRun({ id: "waiting", jobId: "job-1", state: "queued", dueAt: noon - hour }),
    ];
    const { runs, changed } = plan(noon, every(hour), { policies, active });
    expect(runs[0]).toMatchObject({ state: "queued", waitsFor: "running" });
    expect(changed.map(({ id, state, cancelRequestedAt }) => ({ id, state, cancelRequestedAt }))).toEqual([
      { id: "running", state: "running", cancelRequestedAt: noon },
      { id: "waiting", state: "cancelled", cancelRequestedAt: undefined },
    ]);
  });

  it("scope factory takes a run of another job as a blocker, but never cancels it", () => {
    const other = aRun({ id: "other", jobId: "job-9", state: "running" });
    const skip = { overlap: { policy: "skip", scope: "factory" } } as const;
    expect(plan(noon, every(hour), { policies: skip, active: [other] }).rows).toEqual([
      { state: "skipped", at: 0, reason: "overlap" },
    ]);
    const cancel = { overlap: { policy: "cancelPrevious", scope: "factory" } } as const;
    const planned = plan(noon, every(hour), { policies: cancel, active: [other] });
    expect(planned.changed).toEqual([]);
    expect(planned.runs[0]).toMatchObject({ state: "queued", waitsFor: "other" });
  });

  it("spreads a herd by a delay that is always the same for the same occurrence", () => {
    const policies = { jitterMs: 10_000 };
    const delays = Array.from({ length: 200 }, (_, index) => {
      const { runs } = plan(noon, every(hour), { policies, job: { id: `job-${index}` } });
      return (runs[0]?.notBefore ?? 0) - noon;
    });
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(10_000);
    expect(new Set(delays).size).toBeGreaterThan(150);
    expect(plan(noon, every(hour), { policies, job: { id: "job-7" } }).runs[0]?.notBefore).toBe(
      noon + (delays[7] ?? 0),
    );
  });

  it("gives a run its start deadline", () => {
    expect(plan(noon, every(hour), { policies: { startWithinMs: 5_000 } }).runs[0]?.startBy).toBe(noon + 5_000);
  });

  it("leaves a bounded job to the end of its last run, and completes it at once where none is going", () => {
    const { job, runs } = plan(noon + hour, every(hour, { count: 2 }), { policies: { misfire: { policy: "skip" } } });
    expect(job).toMatchObject({ state: "active", closingRunId: runs.at(-1)?.id });
    expect(job).not.toHaveProperty("nextAt");
    const none = plan(noon + 5 * hour, every(hour, { count: 2 }), { policies: { misfire: { policy: "skip" } } });
    expect(none.job.state).toBe("completed");
    expect(none.events.map(({ event }) => event.name)).toEqual(["run.missed", "job.completed"]);
  });
});
