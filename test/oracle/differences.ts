/** Where another library says something else, and why it is not us: `docs/occurrences.md` tells the same list at length. */
export interface PeerDifference {
  readonly peer: string;
  readonly text: string;
  /** What the window is about: a gap, a fold, or a plain stretch of days. */
  readonly change: "gap" | "fold" | "none";
  /** The clock change, and by how much, in epoch milliseconds; 0 where there is none. */
  readonly at: number;
  readonly sizeMs: number;
  /** What the other does not have, and what only it has; `error` where it throws. */
  readonly missing: readonly number[];
  readonly extra: readonly number[];
  readonly error?: string;
}

interface Explanation {
  readonly id: string;
  readonly peer: string;
  readonly explains: (difference: PeerDifference) => boolean;
}

const near = ({ at, sizeMs }: PeerDifference, instants: readonly number[], beforeMs = 0, afterMs = 0) =>
  instants.every((instant) => instant >= at - beforeMs && instant < at + sizeMs + afterMs);
const HOUR = 3_600_000;
const isSubDaily = (text: string) => /FREQ=(?:HOUR|MINUTE|SECOND)LY/.test(text);

export const explanations: readonly Explanation[] = [
  {
    id: "croner reads neither a step from a single value nor @weekdays and @weekends",
    peer: "croner",
    explains: ({ error }) =>
      error !== undefined && /stepping with numeric prefix|invalid configuration format/.test(error),
  },
  {
    id: "croner moves a single skipped time to the end of the gap, not by the jump",
    peer: "croner",
    explains: (d) =>
      d.change === "gap" &&
      near(d, d.missing) &&
      d.extra.length > 0 &&
      d.extra.every((instant) => instant >= d.at && instant < d.at + 60_000),
  },
  {
    id: "croner loses skipped times where a field lists several",
    peer: "croner",
    explains: (d) => d.change === "gap" && d.extra.length === 0 && near(d, d.missing),
  },
  {
    id: "croner repeats fixed times in a fold where a field lists several",
    peer: "croner",
    explains: (d) => d.change === "fold" && d.missing.length === 0 && near(d, d.extra),
  },
  {
    id: "cron-parser does not read W",
    peer: "cron-parser",
    explains: ({ error, text }) => error?.startsWith("Invalid characters") === true && text.includes("W"),
  },
  {
    id: "cron-parser gives up at a fold of half an hour",
    peer: "cron-parser",
    explains: ({ error, change }) => error?.includes("loop limit") === true && change === "fold",
  },
  {
    id: "cron-parser loses and adds occurrences at a gap",
    peer: "cron-parser",
    explains: (d) => d.change === "gap" && near(d, [...d.missing, ...d.extra], 0, HOUR),
  },
  {
    id: "cron-parser loses occurrences at a fold, or takes the second of two",
    peer: "cron-parser",
    explains: (d) => d.change === "fold" && near(d, [...d.missing, ...d.extra], HOUR, 24 * HOUR),
  },
  {
    id: "rrule-temporal counts hours, minutes and seconds by elapsed time from the start, so the wall time drifts",
    peer: "rrule-temporal",
    explains: ({ text, missing, extra }) =>
      isSubDaily(text) && (text.includes("INTERVAL") || (missing.length > 0 && extra.length > 0)),
  },
  {
    id: "rrule-temporal loses an occurrence that the clocks skip, before BYSETPOS counts",
    peer: "rrule-temporal",
    explains: (d) =>
      d.change === "gap" &&
      !isSubDaily(d.text) &&
      d.extra.length <= 1 &&
      (near(d, d.missing) || d.text.includes("BYSETPOS")),
  },
  {
    id: "rrule-temporal is silent in a repeated hour",
    peer: "rrule-temporal",
    explains: (d) => d.change === "fold" && isSubDaily(d.text) && d.extra.length === 0 && near(d, d.missing),
  },
  {
    id: "rrule-temporal takes another weekday than the start's for BYWEEKNO",
    peer: "rrule-temporal",
    explains: ({ text }) => text.includes("BYWEEKNO") && !text.includes("BYDAY"),
  },
  {
    id: "ical.js leaves BYSETPOS out except for the days of a month",
    peer: "ical.js",
    explains: ({ text }) => text.includes("BYSETPOS"),
  },
  {
    id: "ical.js leaves BYWEEKNO out beside BYDAY, and does not know it from the end",
    peer: "ical.js",
    explains: ({ text }) => text.includes("BYWEEKNO"),
  },
  {
    id: "ical.js gives every such weekday where several ordinals of a year are listed",
    peer: "ical.js",
    explains: ({ text }) => text.includes("BYDAY=20MO,-1SU"),
  },
  {
    id: "ical.js passes over INTERVAL where BYHOUR limits hours",
    peer: "ical.js",
    explains: ({ text }) => /FREQ=(?:HOUR|MINUTE)LY;INTERVAL=.*BYHOUR/.test(text),
  },
  {
    id: "ical.js turns 29 February into 1 March where a year has none",
    peer: "ical.js",
    explains: ({ text, extra }) => text === "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29" && extra.length === 1,
  },
  {
    id: "ical.js knows wall time only: in a fold each comes once",
    peer: "ical.js",
    explains: (d) => d.change === "fold" && isSubDaily(d.text) && d.extra.length === 0 && near(d, d.missing),
  },
  {
    id: "ical.js knows wall time only: in a gap skipped times are put onto others",
    peer: "ical.js",
    explains: (d) => d.change === "gap" && d.missing.length === 0 && near(d, d.extra),
  },
];
