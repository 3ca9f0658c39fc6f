/**
 * Searches for short texts that, repeated to the longest text that is read, take longest: hundreds of units of 2 to 48 letters
 * out of each language's own words, and the worst of them again and again with one part exchanged, beside those once found.
 *
 * The time is that of the processor and the best of several, so that what else the machine does counts little.
 */
import { interpret } from "../../src/interpret/interpret.ts";
import { languageOf } from "../../src/interpret/languages.ts";
import { rowsOf } from "../../test/corpus/scoring.ts";

const LONGEST_TEXT = 2000;
const LONGEST_UNIT = 48;
const options = { now: new Date("2026-11-30T16:20:00Z"), timezone: "America/New_York" };

/** What stands between words and in numbers, where repeats that are slow come from. */
const signs = [",", ".", ":", ";", "-", "–", "(", ")", "/", "'", '"', "¿", "?"];
const numbers = ["1", "3", "8", "15", "31", "0800", "8:30", "17h", "3/4", "2h", "1st", "1º", "8-17", "5am"];
/** Small words that rules begin with. */
const small = {
  "en-US": "a an the of on in at to by for from and or but not no until till every each other next this that".split(
    " ",
  ),
  "es-MX":
    "a al de del el la los las en y o e u no que si por para con sin desde hasta entre cada todos un una es como mas".split(
      " ",
    ),
};
type Locale = keyof typeof small;

/** Repeats that searches found slow, in the parts that a search exchanges. */
const slow: Readonly<Record<Locale, readonly (readonly string[])[]>> = {
  "en-US": [
    ["8-17, "],
    ["1, "],
    ["a ", "1 "],
    ["9,\n", "8-17, ", "–"],
    ["mons ", "thirty-"],
    ["' ", "1st ", "midnig"],
    ["mondays ", "8-17, "],
    ["weekday: ", "9:00. ", "10:15am ", "workdays; ", "–2pm; "],
  ],
  "es-MX": [
    ["hoy "],
    ["15 ", "l-v "],
    ["de ", "8 ", "a ", "9 ", "y "],
    ["8:30 ", "60, ", "15 ", "y "],
    ["8, ", "cotidianamente, ", "paros, ", "lu-do ", "and ", "8:30 ", "@ ", "¿ ", ":-"],
  ],
};

/** A seeded source of numbers (mulberry32): the same search finds the same repeats. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const textOf = (unit: string) => unit.repeat(Math.ceil(LONGEST_TEXT / unit.length)).slice(0, LONGEST_TEXT);

/** Milliseconds of the processor for one text of this unit, the best of several. */
function costOf(unit: string, locale: Locale, rounds: number): number {
  const text = textOf(unit);
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    interpret(text, { ...options, locale });
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const unitOf = (parts: readonly string[]) => parts.join("").slice(0, LONGEST_UNIT);
const isUnit = (unit: string) => unit.trim().length >= 2;

interface Found {
  locale: Locale;
  unit: string;
  ms: number;
}

function search(locale: Locale, tries: number, random: () => number): Found[] {
  const known = [...languageOf(locale).lexicon.keys(), ...small[locale], ...small[locale], ...numbers, ...numbers];
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const part = () => (random() < 0.2 ? pick(signs) : pick(known)) + (random() < 0.85 ? " " : "");
  const kept: (Found & { parts: readonly string[] })[] = slow[locale].map((parts) => {
    const unit = unitOf(parts);
    return { locale, unit, parts, ms: costOf(unit, locale, 2) };
  });
  for (let turn = 0; turn < tries; turn++) {
    // every other one changes a part of one that was slow, or adds one
    const before = turn % 2 === 1 ? pick(kept).parts : undefined;
    const parts = before ? [...before] : Array.from({ length: 1 + Math.floor(random() * 4) }, part);
    if (before) parts[Math.floor(random() * (parts.length + 1))] = part();
    const unit = unitOf(parts);
    if (!isUnit(unit) || kept.some((one) => one.unit === unit)) continue;
    kept.push({ locale, unit, parts, ms: costOf(unit, locale, 2) });
    kept.sort((a, b) => b.ms - a.ms);
    kept.length = Math.min(kept.length, 20);
  }
  return kept.map(({ unit }) => ({ locale, unit, ms: costOf(unit, locale, 40) }));
}

/** The slowest repeats of each language. */
export function run({ quick, say }: { quick: boolean; say: (line: string) => void }) {
  const random = randomFrom(7);
  // what was compiled for short sentences is slower on repeats than what has seen nothing else
  for (const { text = "", locale } of ["dev", "dev.es"].flatMap(rowsOf)) interpret(text, { ...options, locale });
  const found = (Object.keys(small) as Locale[]).map((locale) => {
    say(`Searching repeats in ${locale} …`);
    return search(locale, quick ? 300 : 3000, random).toSorted((a, b) => b.ms - a.ms);
  });
  const report = found
    .flatMap((list) => list.slice(0, 10))
    .map(({ locale, unit, ms }) => `${ms.toFixed(2).padStart(6)} ms  ${locale}  ${JSON.stringify(unit)}`)
    .join("\n");
  return {
    report,
    targets: found.flatMap(([worst]) =>
      worst ? [{ name: `worst repeat in ${worst.locale}, ms`, value: worst.ms, atMost: 5 }] : [],
    ),
    figures: found,
  };
}
