/**
 * Turns the hand-written sources of the field corpora into rows with expanded truths. One line is one row:
 *
 *     family | text | truth | option | option …                    (corrections: family | first >> correction | truth | …)
 *
 * In the text `[[…]]` marks the schedule words, `((…))` politeness (taken out, but accepted when kept) and `<<…>>` scheduling words
 * that must go as well. The truth is `?` (ambiguous), `x` (unsupported), `!…` (one-off) or rules joined by ` + `.
 * Options: `p:` the prompt where it is not simply the rest, `pa:` another accepted prompt, `now:` a setting, `also:` other accepted
 * answers joined by ` ;; `, where AFT, EVE, NIGHT, EOD, PHASE, GRID, CARET and `t=08:00,10:00` vary the truth itself.
 */
import { Temporal } from "temporal-polyfill";
import { expand, expandOnce, type Setting } from "./expand.ts";

export interface Answer {
  kind: "recurring" | "once" | "ambiguous" | "unsupported";
  schedules?: { rule: string }[];
  next?: string[][];
  at?: string;
  prompt?: string | null;
  promptAlso?: string[];
}

export interface Row {
  id: string;
  family: string;
  text?: string;
  span?: string;
  initial_text?: string;
  correction?: string;
  now: string;
  timezone: string;
  locale: string;
  expect: Answer;
  lenient?: true;
  also?: Answer[];
}

const settings = new Map(
  [
    "ny 2026-02-11T14:22 America/New_York",
    "chi 2026-03-04T09:05 America/Chicago",
    "la 2026-05-18T07:48 America/Los_Angeles",
    "den 2026-06-26T16:31 America/Denver",
    "phx 2026-08-02T13:10 America/Phoenix",
    "tor 2026-09-15T11:54 America/Toronto",
    "mex 2026-11-05T18:37 America/Mexico_City",
    "sao 2026-04-09T08:03 America/Sao_Paulo",
    "lon 2026-03-27T15:12 Europe/London",
    "ber 2026-10-21T10:26 Europe/Berlin",
    "waw 2026-12-14T12:45 Europe/Warsaw",
    "hel 2027-01-25T06:18 Europe/Helsinki",
    "ist 2026-07-16T20:09 Europe/Istanbul",
    "jnb 2027-03-09T09:41 Africa/Johannesburg",
    "kol 2026-05-06T17:33 Asia/Kolkata",
    "sin 2026-07-31T22:47 Asia/Singapore",
    "tok 2027-04-13T05:29 Asia/Tokyo",
    "seo 2026-01-08T13:58 Asia/Seoul",
    "syd 2026-04-02T10:15 Australia/Sydney",
    "akl 2026-09-24T21:36 Pacific/Auckland",
    "hon 2026-06-07T11:11 Pacific/Honolulu",
    "utc 2026-12-29T23:20 UTC",
    "fall 2026-10-30T19:04 America/Chicago",
    "kat 2026-08-19T07:07 Asia/Kathmandu",
  ].map((line): [string, string] => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
);
const spanishSettings = new Map(
  [
    "mad 2026-02-11T14:22 Europe/Madrid",
    "mex 2026-03-04T09:05 America/Mexico_City",
    "bog 2026-05-18T07:48 America/Bogota",
    "mad2 2026-10-21T10:26 Europe/Madrid",
    "bue 2026-06-26T16:31 America/Argentina/Buenos_Aires",
    "tij 2026-10-30T19:04 America/Tijuana",
    "scl 2026-08-02T13:10 America/Santiago",
    "can 2026-09-15T11:54 Atlantic/Canary",
    "lim 2026-11-05T18:37 America/Lima",
    "mty 2027-04-13T05:29 America/Monterrey",
    "mad3 2026-03-27T15:12 Europe/Madrid",
    "car 2026-12-14T12:45 America/Caracas",
  ].map((line): [string, string] => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
);

/** Reads a source. `tag` is "en" or "es"; `prefix` starts the ids. */
export function readRows(source: string, tag: "en" | "es", prefix: string): Row[] {
  const lines = source.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return lines.map((line, index) => readRow(line, index, tag, prefix));
}

function readRow(line: string, index: number, tag: "en" | "es", prefix: string): Row {
  try {
    const [family = "", marked = "", truth = "", ...options] = line.split(" | ").map((cell) => cell.trim());
    const option = (name: string) =>
      options.filter((cell) => cell.startsWith(`${name}:`)).map((cell) => cell.slice(name.length + 1));
    const setting = settingOf(option("now")[0], index, tag);
    const expect = answerOf(truth, setting);
    const isCorrection = marked.includes(" >> ");
    const isSchedule = expect.kind === "once" || expect.kind === "recurring";
    if (isSchedule)
      Object.assign(
        expect,
        promptsOf(
          marked,
          option("p")[0],
          option("pa").flatMap((cell) => cell.split(" ;; ")),
          isCorrection,
        ),
      );
    const also = option("also").flatMap((cell) =>
      cell.split(" ;; ").flatMap((word) => alternativesOf(word, truth, setting)),
    );
    const locale = tag === "en" ? "en-US" : /^(?:Europe|Atlantic)\//.test(setting.timezone) ? "es-ES" : "es-MX";
    const [initial = "", correction = ""] = marked.split(" >> ");
    return {
      id: `${prefix}-${String(index + 1).padStart(3, "0")}`,
      family,
      ...(isCorrection ? { initial_text: initial, correction } : { text: unmarked(marked), span: spanOf(marked) }),
      ...setting,
      locale,
      expect,
      ...(also.length > 0 ? { lenient: true, also } : {}),
    };
  } catch (cause) {
    throw new Error(`line "${line}"`, { cause });
  }
}

function settingOf(word: string | undefined, index: number, tag: "en" | "es"): Setting & { locale?: string } {
  const table = tag === "en" ? settings : spanishSettings;
  const found = word === undefined ? [...table.values()][index % table.size] : (table.get(word) ?? word);
  const [local = "", timezone = ""] = (found ?? "").split(" ");
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(timezone);
  return { now: zoned.toString({ timeZoneName: "never" }), timezone };
}

function answerOf(truth: string, setting: Setting): Answer {
  if (truth === "?") return { kind: "ambiguous" };
  if (truth === "x") return { kind: "unsupported" };
  if (truth.startsWith("!")) return { kind: "once", at: expandOnce(truth.slice(1), setting) };
  const rules = truth.split(" + ");
  const next = rules.map((rule) => expand(rule, setting));
  if (next.some((runs) => runs.length === 0)) throw new RangeError("a rule without runs");
  return { kind: "recurring", schedules: rules.map((rule) => ({ rule })), next };
}

const clockWords: Readonly<Record<string, readonly string[]>> = {
  AFT: ["12:00", "13:00", "14:00"],
  EVE: ["17:00", "19:00", "20:00"],
  NIGHT: ["20:00", "22:00", "23:00"],
  EOD: ["18:00"],
};

/** The accepted answers that one word of `also:` stands for. */
function alternativesOf(word: string, truth: string, setting: Setting): Answer[] {
  const rules = variantsOf(word.trim(), truth);
  return rules.map((rule) => answerOf(rule, setting));
}

function variantsOf(word: string, truth: string): string[] {
  const clocks = word.startsWith("t=") ? word.slice(2).split(",") : clockWords[word];
  if (clocks) return clocks.map((clock) => truth.replaceAll(/@\d\d:\d\d/g, `@${clock}`));
  if (word === "PHASE") return [truth.replaceAll(/^(\w+\/\d+)/g, "$1~")];
  if (word === "CARET") return [truth.replaceAll(/^(\w+\/\d+)/g, "$1^")];
  if (word !== "GRID") return [word];
  const [, length = "", rest = ""] = /^I:(\d+[mh])(.*)$/.exec(truth) ?? [];
  const minutes = Number.parseInt(length, 10) * (length.endsWith("h") ? 60 : 1);
  const last = 1440 - minutes;
  const end = `${String(Math.floor(last / 60)).padStart(2, "0")}:${String(last % 60).padStart(2, "0")}`;
  return [`G:00:00-${end}/${minutes};1-7${rest}`];
}

function unmarked(text: string): string {
  return text.replaceAll(/\[\[|\]\]|\(\(|\)\)|<<|>>/g, "").replaceAll(String.raw`\n`, "\n");
}

function spanOf(text: string): string {
  return [...text.matchAll(/\[\[(.*?)\]\]/g)].map((match) => match[1]).join(" ");
}

function promptsOf(
  marked: string,
  given: string | undefined,
  others: string[],
  isCorrection: boolean,
): { prompt: string | null; promptAlso?: string[] } {
  if (isCorrection && given === undefined) throw new RangeError("a correction needs p:");
  const [rest = "", ...polite] = isCorrection ? [] : [...new Set(politenessOf(marked).map(restOf))];
  const prompt = given === "null" ? null : (given ?? (rest === "" ? null : rest));
  const promptAlso = [...polite, ...others];
  return promptAlso.length > 0 ? { prompt, promptAlso } : { prompt };
}

/** The text with every choice of its polite words taken out: first all of them, last none. */
function politenessOf(marked: string): string[] {
  const cut = marked.replace(/\(\(.*?\)\)/, "¦");
  if (cut === marked) return [marked];
  return [...politenessOf(cut), ...politenessOf(marked.replace(/\(\((.*?)\)\)/, "$1"))];
}

/** What is left when the schedule words are cut out (`¦` marks a cut), with the punctuation that joined them. */
function restOf(marked: string): string {
  return unmarked(marked.replaceAll(/\[\[.*?\]\]|<<.*?>>/g, "¦"))
    .replaceAll(/\s+/g, " ")
    .replaceAll(/¦(?:[\s,]*¦)+/g, "¦")
    .replaceAll(/^\s*¦[\s,:;–—.-]*/g, "")
    .replaceAll(/[\s,:;–—-]*¦\s*([.?!]?)\s*$/g, "$1")
    .replaceAll(/,\s*¦\s*,/g, ",")
    .replaceAll(/([.?!:;])\s*¦\s*,\s*/g, "$1 ")
    .replaceAll(/\s*¦\s*([,.?!;])/g, "$1")
    .replaceAll(/\s*¦\s*/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}
