import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JobView } from "../../client/views.ts";
import { en } from "../messages/en.ts";
import { enLater } from "../messages/enLater.ts";
import { es } from "../messages/es.ts";
import { Times } from "../times.ts";
import { scheduleInWords } from "./scheduleInWords.ts";

const words = { ...en, ...enLater };
const once = (at: string, timezone = "America/New_York"): JobView =>
  ({ schedule: { kind: "once", at: new Date(at) }, timezone, description: "as the server says it" }) as JobView;
const said = (job: JobView): string => scheduleInWords(job, { words, times: new Times("en-US", words) });

describe("a schedule in words", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2027-03-11T15:12:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it.each([
    ["2027-03-11T17:12:00Z", "Once, today at 12:12\u00a0PM"],
    ["2027-03-11T13:00:00Z", "Once, today at 8:00\u00a0AM"],
    ["2027-03-12T14:00:00Z", "Once, tomorrow at 9:00\u00a0AM"],
    ["2027-03-11T03:00:00Z", "Once, yesterday at 10:00\u00a0PM"],
    ["2027-03-13T14:00:00Z", "as the server says it"],
    ["2027-03-09T14:00:00Z", "as the server says it"],
  ])("says of %s, which happens once: %s", (at, text) => expect(said(once(at))).toBe(text));

  it("counts days where the job is, not where the reader is", () => {
    // in Tokyo the twelfth has begun
    expect(said(once("2027-03-11T14:30:00Z", "Asia/Tokyo"))).toBe("Once, yesterday at 11:30\u00a0PM");
  });

  it("follows the calendar: a job that ran today ran yesterday once the day is over", () => {
    const times = new Times("en-US", words);
    const job = once("2027-03-11T17:12:00Z");
    expect(scheduleInWords(job, { words, times })).toMatch(/^Once, today/);
    expect(times.nextChangeAt).toBeLessThan(Infinity);
    vi.setSystemTime(new Date("2027-03-12T15:00:00Z"));
    expect(scheduleInWords(job, { words, times })).toMatch(/^Once, yesterday/);
    vi.setSystemTime(new Date("2027-03-13T15:00:00Z"));
    expect(scheduleInWords(job, { words, times })).toBe("as the server says it");
  });

  it("speaks Spanish", () => {
    const inSpanish = (at: string) => scheduleInWords(once(at), { words: es, times: new Times("es", es) });
    expect(inSpanish("2027-03-11T17:12:00Z")).toBe("Una vez, hoy a las 12:12");
    expect(inSpanish("2027-03-12T06:30:00Z")).toBe("Una vez, mañana a la 1:30");
  });

  it("leaves what comes again to the server's words", () => {
    const job = {
      ...once("2027-03-11T17:12:00Z"),
      schedule: { kind: "cron", expression: "0 5 * * *", timezone: "UTC" },
    } as JobView;
    expect(said(job)).toBe("as the server says it");
  });
});
