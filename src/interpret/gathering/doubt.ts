import { type Cluster, hasTime, isRecurring } from "./cluster.ts";
import type { Phrase } from "../phrases/phrase.ts";
import { addTo, type AskCode, type Said, saysWhichDays } from "../phrases/saying.ts";
import type { Line } from "../phrases/shape.ts";

/** A stretch of tokens. */
export interface Stretch {
  readonly first: number;
  readonly next: number;
}

/** One way to read the sentence: what its phrases say, and which letters they are. */
export interface Way {
  parts: Said[];
  phrases: readonly Stretch[];
}

/** Something beside the schedule was not understood, or says it a second time; and in which ways it could be meant. */
export interface Doubt {
  code: AskCode;
  ways: Way[];
}

/** Two schedules in one request: each with what stands in its own sentence. */
export function several(gathered: Way, primary: Cluster, other: Cluster, line: Line): Doubt {
  const apart = primary.sentence !== other.sentence || primary.clause !== other.clause;
  const part = primary.sentence === other.sentence ? "clause" : "sentence";
  const stretch = (cluster: Cluster): Stretch => {
    let [first, next] = [cluster.first, cluster.next];
    if (!apart) return { first, next };
    while (line.tokens[first - 1]?.[part] === cluster[part]) first--;
    while (line.tokens[next]?.[part] === cluster[part]) next++;
    return { first, next };
  };
  return {
    code: "several-schedules",
    ways: [
      { parts: gathered.parts, phrases: [...gathered.phrases, stretch(other)] },
      { parts: other.parts, phrases: [...other.phrases, stretch(primary)] },
    ],
  };
}

/** "Run the daily report at 8:55": once, or as often as the report is called? */
export function onceOrEach(gathered: Way, primary: Cluster, work: readonly Phrase[], line: Line): Doubt | undefined {
  const [only] = gathered.parts;
  if (!only || gathered.parts.length > 1 || isRecurring(primary) || !hasTime(primary) || saysRefusal(only))
    return undefined;
  const { saying } = only;
  const named = work.find(
    ({ first, next, says }) =>
      next === first + 1 &&
      says.every &&
      says.recurs &&
      line.tokens[first]?.sentence === primary.sentence &&
      (first < primary.first || first === primary.next),
  );
  if (!named?.says.every || named.says.ask) return undefined;
  const { unit, n } = named.says.every;
  const fits =
    (unit === "day" && !saysWhichDays(saying) && saying.afterMs === undefined) ||
    (unit === "week" &&
      (saying.weekdays?.length === 1 ||
        (saying.day?.kind === "weekday" && saying.day.which === "plain" && !saying.day.weeks)) &&
      saying.inPeriod === undefined) ||
    (unit === "month" &&
      (saying.monthDays !== undefined || saying.nthWeekdays !== undefined) &&
      saying.months === undefined &&
      saying.inPeriod === undefined);
  if (!fits || n !== 1) return undefined;
  const each = addTo(only, { saying: { every: named.says.every, recurs: true }, where: {} }, false);
  if (!each) return undefined;
  return {
    code: "once-or-recurring",
    ways: [
      { parts: [each], phrases: gathered.phrases },
      { parts: gathered.parts, phrases: gathered.phrases },
    ],
  };
}

const saysRefusal = ({ saying }: Said) => saying.refuse !== undefined || saying.ask !== undefined;

/** Another schedule in the same sentence: each may be the one, and the other stays with the work. */
export function severalIn({ parts, phrases }: Way, other: Cluster): Doubt {
  const recurs = parts.some(({ saying }) => saying.recurs);
  return {
    code: "several-schedules",
    ways: [
      { parts, phrases },
      { parts: recurs ? other.parts.map(again) : other.parts, phrases: other.phrases },
    ],
  };
}

/** "Mon-Thu 9:55 …, Fri 10:25", "the close on the 1st at 7am and … every Friday": beside a rhythm, a day is one too. */
function again(part: Said): Said {
  const { day, weekdays, monthDays } = part.saying;
  const unit =
    monthDays || day?.kind === "month-day"
      ? "month"
      : weekdays || (day?.kind === "weekday" && day.which === "plain")
        ? "week"
        : undefined;
  if (!unit || part.saying.recurs) return part;
  return addTo(part, { saying: { every: { unit, n: 1 }, recurs: true }, where: {} }, false) ?? part;
}
