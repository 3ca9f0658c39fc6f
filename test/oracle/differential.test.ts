import { describe, expect, it } from "vitest";
import { compile } from "../../src/occurrences/compile.ts";
import { wallsOf } from "./compare.ts";
import { explanations, type PeerDifference } from "./differences.ts";
import { cronPeers, MOST, rulePeers } from "./peers.ts";
import { allSpecs, type Spec } from "./specs.ts";
import { instantsOf, zoneTruth } from "./zoneTruth.ts";

const HOUR = 3_600_000;

/** Stretches around clock changes, and one without any. */
const windows = (
  [
    ["gap", "America/New_York", "2026-03-08T07:00Z", HOUR],
    ["fold", "America/New_York", "2026-11-01T06:00Z", HOUR],
    ["gap", "Europe/London", "2026-03-29T01:00Z", HOUR],
    ["fold", "Europe/London", "2026-10-25T01:00Z", HOUR],
    ["gap", "Australia/Lord_Howe", "2026-10-03T15:30Z", HOUR / 2],
    ["fold", "Australia/Lord_Howe", "2026-04-04T15:00Z", HOUR / 2],
    ["gap", "America/Havana", "2026-03-08T05:00Z", HOUR],
    ["fold", "America/Havana", "2026-11-01T05:00Z", HOUR],
    ["gap", "Pacific/Apia", "2011-12-30T10:00Z", 24 * HOUR],
    ["none", "UTC", "2026-01-01T00:00Z", 0],
  ] as const
).map(([change, zone, iso, sizeMs]) => {
  const at = Date.parse(iso);
  const [from, to] = change === "none" ? [at, at + 400 * 24 * HOUR] : [at - 48 * HOUR, at + 48 * HOUR];
  return { change, zone, at, sizeMs, from, to, offsets: zoneTruth(zone, from / 1000, to / 1000, 900) };
});

type Window = (typeof windows)[number];

/** The same rule from six weeks before the window, for libraries that go through every occurrence since the start. */
function startingNear(peer: string, spec: Spec, { from }: Window): Spec {
  const isLong = peer === "ical.js" || (spec.kind === "rrule" && /FREQ=(?:HOUR|MINUTE|SECOND)LY/.test(spec.rule));
  if (spec.kind === "cron" || !isLong) return spec;
  const day = new Date(from - 43 * 24 * HOUR).toISOString().slice(0, 10);
  return { ...spec, start: `${day}${spec.start.slice(10)}` };
}

function ourOccurrences(spec: Spec, { zone, from, to }: Window): number[] {
  const compiled = compile({ ...spec, timezone: zone });
  const found: number[] = [];
  for (let at = compiled.next(from); at !== undefined && at <= to; at = compiled.next(at)) found.push(at);
  return found;
}

function walked(spec: Spec, { offsets, from, to }: Window): number[] {
  const DAY = 24 * HOUR;
  const { walls, gap, fold } = wallsOf(spec, Math.floor(from / DAY) - 3, Math.ceil(to / DAY) + 3);
  return instantsOf(walls, offsets, { gap, fold })
    .map((second) => second * 1000)
    .filter((instant) => instant > from && instant <= to);
}

function differenceOf(peer: string, spec: Spec, window: Window, ours: readonly number[]): PeerDifference | undefined {
  const text = spec.kind === "cron" ? spec.expression : spec.rule;
  const start = spec.kind === "cron" ? "" : spec.start;
  const { change, zone, at, sizeMs, from, to } = window;
  const asked = (spec.kind === "cron" ? cronPeers : rulePeers)[peer]!;
  try {
    const theirs = asked(text, zone, from, to, start);
    const last = theirs.length < MOST ? to : (theirs.at(-1) ?? to);
    const compared = ours.filter((instant) => instant <= last);
    const [mine, other] = [new Set(compared), new Set(theirs)];
    const missing = compared.filter((instant) => !other.has(instant));
    const extra = theirs.filter((instant) => !mine.has(instant));
    return missing.length + extra.length === 0 ? undefined : { peer, text, change, at, sizeMs, missing, extra };
  } catch (error) {
    return { peer, text, change, at, sizeMs, missing: [], extra: [], error: (error as Error).message };
  }
}

describe("beside other libraries", () => {
  // Every eighth cron expression is enough for each known difference to show.
  const specs = allSpecs().filter(
    (spec, index) =>
      spec.gap === undefined && spec.fold === undefined && (spec.kind === "rrule" || index < 56 || index % 8 === 0),
  );
  const found = new Map<string, number>();

  for (const peer of [...Object.keys(cronPeers), ...Object.keys(rulePeers)]) {
    it(`where ${peer} differs, it is for a known reason, and the walk agrees with us`, { timeout: 120_000 }, () => {
      const unexplained: unknown[] = [];
      for (const listed of specs) {
        if ((listed.kind === "cron") !== peer in cronPeers) continue;
        for (const window of windows) {
          const spec = startingNear(peer, listed, window);
          const ours = ourOccurrences(spec, window);
          const difference = differenceOf(peer, spec, window, ours);
          if (difference === undefined) continue;
          expect({ spec, zone: window.zone, ours }).toEqual({ spec, zone: window.zone, ours: walked(spec, window) });
          const reason = explanations.find((known) => known.peer === peer && known.explains(difference));
          if (reason === undefined) unexplained.push({ ...difference, zone: window.zone });
          else found.set(reason.id, (found.get(reason.id) ?? 0) + 1);
        }
      }
      expect(unexplained).toEqual([]);
    });
  }

  it("each known difference was met", () => {
    expect(explanations.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  });
});
