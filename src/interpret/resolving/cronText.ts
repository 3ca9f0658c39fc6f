import type { Interpretation, Span } from "../../model/interpretation.ts";
import type { Schedule } from "../../model/schedule.ts";
import { SchedulerError } from "../../errors/schedulerError.ts";
import { readCronFields } from "../../occurrences/cronFields.ts";
import type { Language } from "../language.ts";
import { findPhrases, phraseAt, spanOf } from "../phrases/phrase.ts";
import { promptOf } from "../prompt/prompt.ts";
import type { Context } from "./reading.ts";
import type { Line } from "../phrases/shape.ts";

const digits = "[\\d*?](?:[\\d*?,/LW#-]{0,40}[\\d*?LW])?";
const opener = "(?:[\\d*?]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)";
const names = `${opener}(?:[\\da-z*?,/#-]{0,40}[\\da-z*?])?`;
const expression = new RegExp(
  `(?<![^\\s"'\`(:])${[digits, digits, digits, names, names].join("[ \\t]+")}(?![^\\s"'\`).,;:])`,
  "i",
);

/** What cron itself understands by its nicknames. */
const nicknames: Readonly<Record<string, string>> = {
  yearly: "0 0 1 1 *",
  annually: "0 0 1 1 *",
  monthly: "0 0 1 * *",
  weekly: "0 0 * * 0",
  daily: "0 0 * * *",
  hourly: "0 * * * *",
};

interface CronWords {
  expression: string;
  start: number;
  end: number;
}

/** `@daily clean up`; behind or in front of other words of time the sign is only an "at". */
function nicknameIn({ text, tokens }: Line, language: Language): CronWords | undefined {
  const found = /(?<!\S)@(yearly|annually|monthly|weekly|daily|hourly)(?![\w-])/i.exec(text);
  const nickname = nicknames[found?.[1]?.toLowerCase() ?? ""];
  if (!found || nickname === undefined) return undefined;
  const at = tokens.findIndex((token) => token.start === found.index + 1);
  const rest: Line = { text, tokens: tokens.filter((_, index) => index !== at && index !== at - 1) };
  if (findPhrases(rest, language).some(({ span }) => span !== "timezone")) return undefined;
  return { expression: nickname, start: found.index, end: found.index + found[0].length };
}

/** A cron expression that stands in the text, as engineers write it: `0 5 * * 1-5 run the simulation`. */
function cronIn(line: Line, language: Language): CronWords | undefined {
  const { text } = line;
  if (text.includes("@")) {
    const nickname = nicknameIn(line, language);
    if (nickname) return nickname;
  }
  if (!text.includes("*")) return undefined;
  const found = expression.exec(text);
  const [letters = ""] = found ?? [];
  // one wildcard is in every expression that somebody writes; without one it is a row of numbers
  return found && letters.includes("*")
    ? { expression: letters.replaceAll(/\s+/g, " "), start: found.index, end: found.index + letters.length }
    : undefined;
}

/**
 * The request whose schedule is a cron expression, in the account's zone or in one that is named right behind it.
 * `undefined` where there is none, or none that can be read.
 */
export function interpretCron(line: Line, context: Context): Interpretation | undefined {
  const { text, language } = context;
  const found = cronIn(line, language);
  if (!found) return undefined;
  const first = line.tokens.findIndex((token) => token.end > found.start);
  const behind = line.tokens.findIndex((token) => token.start >= found.end);
  const next = behind < 0 ? line.tokens.length : behind;
  // quotation marks around it hide its tokens, and go with it
  const cut = [{ first, next }];
  const spans: Span[] = [{ start: found.start, end: found.end, kind: "schedule" }];
  const zone = phraseAt(line, next, language);
  const named = zone?.span === "timezone" && !zone.says.zone?.others ? zone.says.zone?.id : undefined;
  if (zone && named !== undefined) {
    cut.push(zone);
    spans.push({ ...spanOf(zone, line), kind: "timezone" });
  }
  const { prompt, frames } = promptOf(line, cut, language);
  spans.push(...frames);
  const timezone = named ?? context.timezone;
  const schedule: Schedule = { kind: "cron", expression: found.expression, timezone };
  try {
    readCronFields(found.expression);
  } catch (error) {
    if (!SchedulerError.is(error, "SCHEDULE_NEVER_OCCURS")) return undefined;
    const reason = { code: "impossible-date" as const, message: language.messages.reason["impossible-date"] };
    return { text, outcome: "unsupported", reason, alternatives: [], prompt, spans };
  }
  const why = language.messages.why.accountZone(timezone);
  const assumptions = named === undefined ? [{ code: "timezone" as const, text: "", value: timezone, why }] : [];
  return { text, outcome: "understood", schedules: [schedule], prompt, assumptions, spans };
}
