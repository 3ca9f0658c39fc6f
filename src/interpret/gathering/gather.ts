import { type Cluster, hasTime, isAnchored, isRecurring, onlyCarries, saysAnything } from "./cluster.ts";
import { type Doubt, onceOrEach, several, type Stretch, type Way } from "./doubt.ts";
import type { Language } from "../language.ts";
import { addToEach, contradicts, isClock } from "./beside.ts";
import { join } from "./joinCluster.ts";
import { hasLoose } from "./leftovers.ts";
import { withAnother } from "../phrases/parts.ts";
import type { Phrase } from "../phrases/phrase.ts";
import { isClosing } from "../prompt/prompt.ts";
import { type Said, saysWhichDays } from "../phrases/saying.ts";
import type { Line } from "../phrases/shape.ts";

/** The phrases that say when, and what they say. */
export interface Gathered {
  parts: Said[];
  phrases: Phrase[];
  /** Words that only carry the schedule, in a sentence of its own: "Do this …", "When: …". */
  carriers: Stretch[];
  doubt?: Doubt;
  clashes: boolean;
}

/** How likely the cluster is the schedule; zero and below is not at all. */
function rank(cluster: Cluster): number {
  if (cluster.told === "past") return 0;
  // "the log has gaps: 02:10-02:35 on the 3rd, 04:00-04:50 on the 9th": no schedule, as long as there is another
  if (cluster.told && cluster.clashes) return 1;
  const atEdge = cluster.atStart || cluster.atEnd;
  if (!isAnchored(cluster) && !atEdge) return 0;
  const edge = (cluster.atStart ? 2.5 : 0) + (cluster.atEnd ? 1.5 : 0) - (cluster.told ? 4 : 0);
  if (cluster.parts.some(({ saying }) => saying.refuse !== undefined)) return cluster.atStart ? 20 : 4 + edge;
  if (isRecurring(cluster)) return 6 + edge + (hasTime(cluster) ? 2 : 0) + (cluster.parts.some(isClock) ? 2.5 : 0);
  if (saysAnything(cluster)) {
    if (!atEdge && !hasTime(cluster)) return 0.5;
    // "… it expires 14 March": a bare day at an edge is less than a day with its time
    return 3 + edge + (hasTime(cluster) ? 2 : 0) - (isAnchored(cluster) ? 0 : 0.5);
  }
  if (hasTime(cluster)) return atEdge ? 1 + edge : 0;
  return 0;
}

/**
 * Which phrases are the schedule: the likeliest cluster, and those apart from it that complete it ("Every Monday, … at 9am").
 *
 * Everything else belongs to the work. Where that is not sure, the doubt is told, and becomes a question.
 *
 * @param work the phrases that belong to the work although they look like a schedule
 */
export function gather(
  line: Line,
  all: readonly Cluster[],
  language: Language,
  work: readonly Phrase[] = [],
): Gathered | undefined {
  const clusters = withoutReported(all, line, language).map(withOwnDays);
  let primary: Cluster | undefined;
  let best = 0.9;
  for (const cluster of clusters) {
    const likely = rank(cluster);
    if (likely > best) {
      best = likely;
      primary = cluster;
    }
  }
  if (!primary) return undefined;
  primary = requestBeside(primary, clusters) ?? primary;
  const gathered: Gathered = {
    parts: primary.parts,
    phrases: [...primary.phrases],
    carriers: [],
    clashes: primary.clashes,
  };
  if (clusters.length > 1 || line.tokens.at(-1)?.clause !== line.tokens[0]?.clause)
    carry(gathered, primary, line, language);
  for (const cluster of clusters) {
    if (cluster === primary) continue;
    const remark = remarkOf(cluster, primary, line, language);
    if (cluster.clause === primary.clause) join(gathered, cluster, line, language);
    else if (remark) addRemark(gathered, cluster, remark);
    else if (onlyCarries(line, cluster, language) && restate(gathered, cluster))
      carry(gathered, cluster, line, language);
    else if (onlyCarries(line, cluster, language) && addAnother(gathered, cluster, false))
      carry(gathered, cluster, line, language);
    else if (onlyCarries(line, primary, language) && addAnother(gathered, cluster, true)) continue;
    else if (
      isRecurring(cluster) &&
      isRecurring(primary) &&
      isAnchored(cluster) &&
      !cluster.told &&
      rank(cluster) >= 6 &&
      language.asksFor?.(line, cluster) !== false &&
      !isVague(cluster)
    ) {
      gathered.doubt = several(gathered, primary, cluster, line);
    }
  }
  if (isClaim(gathered) && language.callsOff?.(line, takenBy(gathered)) === true) {
    gathered.parts = [{ saying: { refuse: "cancellation" }, where: {} }];
    delete gathered.doubt;
    return gathered;
  }
  const alone: Way = { parts: gathered.parts, phrases: gathered.phrases };
  if (gathered.doubt) return gathered;
  const read = new Set<number>();
  for (const { first, next } of [...all.flatMap((cluster) => cluster.phrases), ...work])
    for (let at = first; at < next; at++) read.add(at);
  // "because Mondays are dead, my barber only opens at noon every Monday": also where what is told only joined
  const isTold = clusters.some(
    (cluster) =>
      cluster.told === true &&
      isClaim(cluster) &&
      (cluster === primary ||
        ((isRecurring(cluster) || (hasTime(cluster) && isRecurring(primary))) &&
          cluster.phrases.every((it) => gathered.phrases.includes(it)))),
  );
  const each = onceOrEach(gathered, primary, work, line);
  if (isTold || hasLoose(line, gathered.phrases, language, read) || isUnread(gathered, line, language))
    gathered.doubt = { code: "not-understood", ways: [alone] };
  else if (each) gathered.doubt = each;
  return gathered;
}

/** "Saturdays too at 9": days with an hour of their own. */
function withOwnDays(cluster: Cluster): Cluster {
  const [only, ...more] = cluster.parts;
  if (!only?.saying.alsoWeekdays || !only.saying.times || more.length > 0) return cluster;
  const { alsoWeekdays: weekdays, ...saying } = only.saying;
  if (saying.recurs ?? saysWhichDays(saying)) return cluster;
  return { ...cluster, parts: [{ ...only, saying: { ...saying, weekdays, recurs: true } }] };
}

/** The places of all that was read. */
function takenBy({ phrases, carriers }: Gathered): ReadonlySet<number> {
  const taken = new Set<number>();
  for (const { first, next } of [...phrases, ...carriers]) for (let at = first; at < next; at++) taken.add(at);
  return taken;
}

/** Whether words of time stay in the prompt. Glue between two phrases goes with them. */
function isUnread(gathered: Gathered, line: Line, language: Language): boolean {
  const { parts } = gathered;
  if (!language.leavesUnread || !isClaim(gathered)) return false;
  return language.leavesUnread(
    line,
    takenBy(gathered),
    parts.map(({ saying }) => saying),
  );
}

/** "Every now and then …": nobody can tell how often. */
const isVague = (cluster: Cluster) => cluster.parts.every(({ saying }) => saying.ask !== undefined && !saying.every);
const isClaim = ({ parts }: { parts: readonly Said[] }) => parts.every(({ saying }) => saying.refuse === undefined);

/** Takes the words that only carry the schedule of this sentence, where the work is told in another one. */
function carry(gathered: Gathered, cluster: Cluster, line: Line, language: Language): void {
  if (!onlyCarries(line, cluster, language)) return;
  const { clause } = cluster;
  const isOther = line.tokens.some((token) => token.clause !== clause && token.shape !== "sign");
  if (!isOther) return;
  let first = cluster.first;
  while (line.tokens[first - 1]?.clause === clause) first--;
  // "When: …", and not "Carrier count: …"
  const heading = { first, next: first, clause: clause - 1 };
  if (line.tokens[first - 1]?.text === ":" && onlyCarries(line, heading, language))
    while (line.tokens[first - 1]?.clause === clause - 1 && line.tokens[first - 1]?.sentence === cluster.sentence)
      first--;
  let next = cluster.next;
  for (let at = next; line.tokens[at]?.clause === clause; at++) {
    const { shape, text } = line.tokens[at]!;
    // behind the last word the signs that end it go with it, and others belong to what follows: "… at 5am, '; check …"
    if (shape !== "sign" || (at === next && (isClosing(text) || text === "?"))) next = at + 1;
  }
  gathered.carriers.push({ first, next });
}

/** "Send me the report every day. Make it 7am.": what a sentence of its own adds to the schedule of another. */
function restate(gathered: Gathered, cluster: Cluster): boolean {
  const [only] = cluster.parts;
  if (!only || cluster.parts.length > 1) return false;
  const merged = addToEach(gathered.parts, only);
  if (!merged || contradicts(gathered.parts, only)) return false;
  gathered.parts = merged;
  gathered.phrases.push(...cluster.phrases);
  return true;
}

/** "Tomorrow morning remind the team that the audit starts at 2pm": beside a schedule, a time in what is told is not one. */
function withoutReported(all: readonly Cluster[], line: Line, language: Language): readonly Cluster[] {
  if (!language.reports) return all;
  // behind the first schedule of a sentence, each stretch is looked at once
  let behind: { sentence: number; from: number; isReported: boolean } | undefined;
  return all.filter((cluster) => {
    if (behind?.sentence !== cluster.sentence) behind = undefined;
    if (behind) {
      behind.isReported ||= language.reports?.(line, behind.from, cluster.first) === true;
      behind.from = cluster.first;
    } else if (rank(cluster) > 0.9) behind = { sentence: cluster.sentence, from: cluster.next, isReported: false };
    return behind?.isReported !== true;
  });
}

const isWhole = ({ saying }: Said) =>
  saying.times !== undefined && saying.recurs === true && saying.ask === undefined && saying.refuse === undefined;

/** "At 9am on weekdays; weekends 10am.": days with a time of their own, in a clause of their own. */
function addAnother(gathered: Gathered, cluster: Cluster, isCarried: boolean): boolean {
  const [only] = cluster.parts;
  const [first] = gathered.parts;
  if (!only || !first || cluster.parts.length > 1 || cluster.clashes || cluster.told) return false;
  if (!isWhole(only) || !gathered.parts.every(isWhole)) return false;
  const isBefore = gathered.phrases.every((phrase) => cluster.next <= phrase.first);
  if (isBefore ? gathered.parts.length > 1 || !first.saying.weekdays : !only.saying.weekdays || isCarried) return false;
  gathered.parts = isBefore ? withAnother([only], first) : withAnother(gathered.parts, only);
  gathered.phrases.push(...cluster.phrases);
  return true;
}

/** "If I remember right … at night. Every night at 3am check …": what one sentence only mentions gives way to the request in another. */
function requestBeside(primary: Cluster, clusters: readonly Cluster[]): Cluster | undefined {
  if (!primary.parts.some(({ saying }) => saying.refuse !== undefined)) return undefined;
  const others = clusters.filter(
    (cluster) =>
      // "every Monday at 9 check the stock; if there is none, tell us": the condition is part of the work
      (cluster.sentence !== primary.sentence || cluster.clause < primary.clause) && rank(cluster) >= 4 && !cluster.told,
  );
  return others.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** "Send me the report every day. Make it 7am.": where a sentence is only about the schedule, all of it. */
function remarkOf(
  cluster: Cluster,
  primary: Cluster,
  { tokens }: Line,
  { corrections }: Language,
): { first: number; next: number } | undefined {
  // "…; the first one on 9 December": a clause can be one as well
  const part = cluster.sentence > primary.sentence ? "sentence" : "clause";
  if (!corrections || cluster[part] <= primary[part] || cluster.parts.length !== 1 || cluster.clashes) return undefined;
  if (part === "clause" && saysAnything(cluster)) return undefined;
  let [first, next] = [cluster.first, cluster.next];
  while (tokens[first - 1]?.[part] === cluster[part]) first--;
  while (tokens[next]?.[part] === cluster[part]) next++;
  for (let at = first; at < next; at++) {
    const token = tokens[at];
    if (at === cluster.first) at = cluster.next - 1;
    else if (token && token.shape !== "sign" && !corrections.fillers.has(token.text)) return undefined;
  }
  return { first, next };
}

/** A remark that fits completes the schedule; one that does not leaves it open which of the two counts. */
function addRemark(gathered: Gathered, cluster: Cluster, remark: { first: number; next: number }): void {
  const [only] = cluster.parts;
  const merged = only && addToEach(gathered.parts, only);
  // "… every day. On Monday.": one day is no part of that rhythm
  const isOther =
    only !== undefined && saysWhichDays(only.saying) && gathered.parts.some(({ saying }) => saying.recurs);
  if (!merged || contradicts(gathered.parts, only) || isOther) {
    gathered.doubt = { code: "not-understood", ways: [{ parts: gathered.parts, phrases: gathered.phrases }] };
    return;
  }
  gathered.parts = merged;
  gathered.phrases.push(
    ...cluster.phrases.map((phrase, index) => ({
      ...phrase,
      first: index === 0 ? remark.first : phrase.first,
      next: index === cluster.phrases.length - 1 ? remark.next : phrase.next,
    })),
  );
}
