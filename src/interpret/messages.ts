import type { Option } from "./settling/choices.ts";
import type { UnsupportedCode } from "../model/interpretation.ts";
import type { AskCode } from "./phrases/saying.ts";
import type { DayPart, Weekday } from "./tokens/token.ts";

/** What a question is about, for the words of the question. */
export interface AskFacts {
  /** The letters that left it open. */
  said: string;
  hour?: number;
  day?: number;
  /** The two or more days that could be meant, epoch days. */
  days?: readonly number[];
  zones?: readonly string[];
  n?: number;
  unit?: "day" | "week" | "month" | "quarter" | "year" | "hour" | "minute" | "second";
}

/** The words of one language for what the interpreter has to say. `locale` decides the clock: `en-US` 5:00 PM, `en-GB` 17:00. */
export interface Messages {
  /** The question itself. */
  ask: Readonly<Record<AskCode, (facts: AskFacts, locale: string) => string>>;
  /** Why it cannot be scheduled. */
  reason: Readonly<Record<UnsupportedCode, string>>;
  /** A clock time, in minutes of the day. */
  time(minute: number, locale: string): string;
  /** A calendar day, as an epoch day number. */
  day(dayNumber: number, locale: string): string;
  weekday(weekday: Weekday): string;
  weekdays(weekdays: readonly Weekday[]): string;
  monthDay(day: number): string;
  /** The label of an option that is none of the above. */
  option(code: Option, facts: AskFacts): string;
  zone(id: string): string;
  /** "and", between two things that are to be done. */
  and: string;
  /** Why something was filled in. */
  why: {
    daypart(part: DayPart, time: string): string;
    noTime(time: string): string;
    half(time: string): string;
    approximate(time: string): string;
    accountZone(id: string): string;
    namedZone(id: string): string;
    holidays: string;
    passedOver: string;
    start(day: string): string;
    anchor: string;
    grid: string;
    date(day: string): string;
    end(day: string): string;
    spelling(word: string): string;
    count(n: number): string;
    midnight(weekday: string): string;
    model: string;
  };
}
