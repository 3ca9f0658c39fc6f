import { either, type Line, maybe, sequence, type Shape, word, words } from "../../phrases/shape.ts";

/** Said alone, these take back what stands before. */
const strong = either(
  words(
    "no wait",
    "wait no",
    "oh wait",
    "oh no",
    "scratch that",
    "strike that",
    "make that",
    "make it",
    "i mean",
    "i meant",
    "or rather",
    "or better",
    "better say",
    "let me think",
  ),
  word("sorry", "wait", "rather", "correction", "actually", "oops"),
);
/** Words that go with them, and take nothing back by themselves. */
const weak = word("no", "oh", "uh", "um", "hm", "hmm", "well", "and", "but", "ok", "so");
const sign = maybe(word(",", ";", ":", "…", ".", "-", "–", "—", "(", "!"));

const thought = sequence(either(strong, weak), sign);

/** "every Tuesday, | no, wait, | Wednesday", "at 9, | sorry, | 10", "on Fridays, | no, | on Mondays". */
export const takesBack: Shape<unknown> = (line: Line, at) => {
  let next = at;
  let isClear = false;
  for (;;) {
    const match = thought(line, next);
    if (!match) break;
    // "no" between two days leaves the second one out, unless a comma parts it from that
    isClear ||= strong(line, next) !== undefined || (line.tokens[next]?.text === "no" && match.value[1] === ",");
    next = match.next;
  }
  return next > at && isClear ? { value: true, next } : undefined;
};

/** So many words are looked at, back from an hour. */
const LONGEST = 6;

/** "At 9, sorry, | 10": whether an hour is said anew here. */
export function isHourAnew(line: Line, at: number): boolean {
  for (let start = at - 1; start > Math.max(0, at - LONGEST); start--) {
    if (takesBack(line, start)?.next !== at) continue;
    const before = line.tokens[line.tokens[start - 1]?.shape === "sign" ? start - 2 : start - 1];
    return before?.meanings.some((it) => it.kind === "clock" || it.kind === "number") === true;
  }
  return false;
}
