import { describe, expect, it, vi } from "vitest";
import { formatLocal, localFrom, parseLocal } from "./civil.ts";
import { findZone, getZone, instantOf, localOf } from "./zone.ts";

const iso = (ms: number) => new Date(ms).toISOString().replace(".000Z", "Z");
const at = (text: string, zone: string) => iso(instantOf(parseLocal(text) ?? Number.NaN, getZone(zone)));

describe("a zone", () => {
  it("is unknown where the runtime knows none, and where the name is a bare offset", () => {
    expect([findZone("Mars/Olympus"), findZone("+05:30"), findZone("")]).toEqual([undefined, undefined, undefined]);
  });

  it("is the same one each time it is asked for", () => {
    expect(findZone("Europe/Berlin")).toBe(findZone("Europe/Berlin"));
  });

  it("gives the wall time of an instant, before and after its clocks change", () => {
    const newYork = getZone("America/New_York");
    expect(formatLocal(localOf(Date.parse("2026-03-08T06:59:59.999Z"), newYork))).toBe("2026-03-08T01:59:59");
    expect(formatLocal(localOf(Date.parse("2026-03-08T07:00:00Z"), newYork))).toBe("2026-03-08T03:00:00");
  });

  it("gives the instant of a wall time: moved by the jump if it is skipped, the first if it comes twice", () => {
    expect(at("2026-03-08T02:30:00", "America/New_York")).toBe("2026-03-08T07:30:00Z");
    expect(at("2026-11-01T01:30:00", "America/New_York")).toBe("2026-11-01T05:30:00Z");
    expect(at("2011-12-30T12:00:00", "Pacific/Apia")).toBe("2011-12-30T22:00:00Z");
  });

  it("knows offsets of parts of a minute, as they were in the time of local mean time", () => {
    expect(at("1800-06-01T12:00:00", "America/New_York")).toBe("1800-06-01T16:56:02Z");
    expect(at("0999-06-01T12:00:00", "America/New_York")).toBe("0999-06-01T16:56:02Z");
  });

  it("goes on with its rules for ever", () => {
    expect(at("9990-07-01T12:00:00", "America/New_York")).toBe("9990-07-01T16:00:00Z");
    expect(at("9990-01-01T12:00:00", "America/New_York")).toBe("9990-01-01T17:00:00Z");
  });

  it("is read by search: the first question costs fewer than 150 looks at the clock, the next one none", () => {
    const looks = vi.spyOn(Intl.DateTimeFormat.prototype as { format: unknown }, "format", "get");
    try {
      const zone = getZone("America/Toronto");
      localOf(Date.UTC(2026, 5, 1), zone);
      expect(looks.mock.calls.length).toBeGreaterThan(0);
      expect(looks.mock.calls.length).toBeLessThan(150);
      looks.mockClear();
      for (let day = 0; day < 20; day++) localOf(Date.UTC(2026, 5, day), zone);
      expect(looks).not.toHaveBeenCalled();
    } finally {
      looks.mockRestore();
    }
  });

  it("answers alike in whatever order it is asked", () => {
    const [forwards, backwards] = ["Africa/Casablanca", "africa/casablanca"].map((name) => getZone(name));
    const instants = Array.from({ length: 600 }, (_, week) => Date.UTC(2020, 0, 1) + week * 7 * 86_400_000);
    const first = instants.map((instant) => localOf(instant, forwards!));
    const second = instants.toReversed().map((instant) => localOf(instant, backwards!));
    expect(second.toReversed()).toEqual(first);
  });
});

describe("a local date and time", () => {
  it("is read with and without seconds, and not at all if it is none", () => {
    expect(parseLocal("2026-02-28T09:30")).toBe(localFrom({ year: 2026, month: 2, day: 28, hour: 9, minute: 30 }));
    const none = [
      "2026-02-29T09:30:00",
      "2026-13-01T00:00:00",
      "2026-01-01T24:00:00",
      "2026-01-01",
      "2026-01-01T00:00:00Z",
    ];
    expect(none.map(parseLocal)).toEqual(none.map(() => undefined));
  });
});
