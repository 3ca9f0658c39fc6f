import type { Token } from "../../tokens/token.ts";

type Tokens = readonly Token[];

const leaving = /^(leave|skip|drop|remove|exclude|cut|take)$/;
const counted = new Map([
  ["both", 2],
  ["two", 2],
  ["three", 3],
]);
const listing = /^(,|and|or|&|the|on|in|to|through|-|–)$/;
const namesDays = (token: Token | undefined) =>
  token?.meanings.some(({ kind }) => kind === "weekday" || kind === "dayset" || kind === "month") === true;

/** The days or months of a clause that stand last in it, or as many of them as are meant. */
function daysOf(clause: Tokens, count: number | undefined): Tokens {
  if (count !== undefined) {
    const days = clause.filter(namesDays).slice(-count);
    // "Monday is our night off and Tuesday too": a list of both
    return days.flatMap((day, at) =>
      at === 0 ? [day] : [{ ...day, text: ",", shape: "sign", meanings: [], sight: undefined }, day],
    );
  }
  const last = clause.findLastIndex(namesDays);
  let first = last;
  while (first > 0 && (namesDays(clause[first - 1]) || listing.test(clause[first - 1]?.text ?? ""))) first--;
  while (first < last && !namesDays(clause[first])) first++;
  return last < 0 ? [] : clause.slice(first, last + 1);
}

/** "We eat out on Fridays and Saturdays, | leave those two out": the days, in the place of what points at them. */
export function pointed(request: Tokens, told: readonly Tokens[]): Tokens {
  const at = request.findIndex(
    ({ text }, index) =>
      leaving.test(request[index - 1]?.text ?? "") &&
      (/^(those|these|them|both)$/.test(text) ||
        // "skip that month"
        (/^(that|this)$/.test(text) && /^(day|month)$/.test(request[index + 1]?.text ?? ""))),
  );
  if (at < 0) return request;
  let next = at + 1;
  while (/^(one|two|three|days?|months?|out)$/.test(request[next]?.text ?? "")) next++;
  const count = request.slice(at, next).flatMap(({ text }) => counted.get(text) ?? [])[0];
  const { start } = request[at] as Token;
  const before = told.findLast((clause) => clause.some((token) => token.start < start && namesDays(token)));
  const named = daysOf(before ?? [], count);
  if (named.length === 0) return request;
  // what was asked of the word that stood there before does not hold for this one
  const verb: Token = { ...(request[at - 1] as Token), text: "drop", sight: undefined };
  return [...request.slice(0, at - 1), verb, ...named, ...request.slice(next)];
}
