import type { JobDraft } from "../../model/proposal.ts";
import type { Messages } from "../messages/en.ts";
import { cityOf, offsetMs, type Times, wallTime } from "../times.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** Something unusual about what would be created: the fact, and its measure. */
export interface HeadsUp {
  fact: string;
  detail: string;
}

/** What a person should look at twice before they create it. */
export function headsUps(
  draft: JobDraft,
  about: { text: string; times: Times; words: Messages; readerZone: string },
): HeadsUp[] {
  const { times, words } = about;
  const [first] = draft.next;
  if (first === undefined) return [];
  const found: HeadsUp[] = [];
  const { schedule, timezone } = draft;
  const walls = draft.next.map(({ dueAt }) => wallTime(dueAt, timezone));
  const isInterval = schedule.kind === "interval";
  const perDay = isInterval ? day / schedule.everyMs : runsPerDay(draft);

  const isNight = isInterval ? schedule.everyMs < day : walls.some(({ hour: at }) => at >= 22 || at < 5);
  const saidNight =
    /night|midnight|noche|medianoche|madrugada|\b[0-4]\s*am\b|\b1[01]\s*pm\b|\b12\s*am\b|\b(?:0?[0-4]|2[23]):\d\d\b|\b(?:1[01]|0?[1-4]):\d\d\s*[ap]m/iu.test(
      about.text,
    );
  const atNight = isNight && !saidNight;
  const onWeekend = isInterval && schedule.everyMs < 7 * day;
  const fact =
    atNight && onWeekend
      ? words.atNightAndWeekends
      : atNight
        ? words.atNight
        : onWeekend
          ? words.onWeekends
          : undefined;
  if (fact !== undefined) {
    found.push({ fact, detail: isInterval && perDay <= 24 ? words.runsAWeek(Math.round(perDay * 7)) : "" });
  }
  if (perDay > 24) found.push({ fact: words.oftenADay(Math.round(perDay)), detail: "" });
  const ahead = Math.floor((first.dueAt.getTime() - times.now().getTime()) / day);
  if (ahead > 31) found.push({ fact: words.farAhead(ahead), detail: "" });
  const last = schedule.until;
  if (last !== undefined && last.getTime() - times.now().getTime() < 7 * day) {
    found.push({ fact: words.endsSoon(times.date(last, timezone)), detail: "" });
  }
  const apart = Math.abs(offsetMs(first.dueAt, timezone) - offsetMs(first.dueAt, about.readerZone));
  if (apart > hour) found.push({ fact: words.otherZone(cityOf(timezone)), detail: "" });
  return found;
}

/** Judged from the occurrences that are shown: a day with a run every few minutes is full of them. */
function runsPerDay({ next }: JobDraft): number {
  const first = next[0]?.dueAt.getTime();
  const last = next.at(-1)?.dueAt.getTime();
  if (first === undefined || last === undefined || last === first) return 0;
  return (day * (next.length - 1)) / (last - first);
}
