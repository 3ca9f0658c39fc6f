import type { Language } from "../language.ts";
import type { Meaning } from "../tokens/token.ts";
import { englishAdvice } from "./advice.ts";
import { callsOff } from "./request/calledOff.ts";
import { endBound, openEnd, startBound } from "./sayings/bounds.ts";
import { takesBack } from "./request/secondThoughts.ts";
import { countBound } from "./sayings/countBound.ts";
import { dateRange } from "./sayings/dateRange.ts";
import { englishCorrections } from "./corrections/corrections.ts";
import { clockTime } from "./sayings/clockTime.ts";
import { dateAlone, dateList, monthsAlone } from "./sayings/dates.ts";
import { dayPart, endOfTheDay, namedPeriod, relativeDay, startOfTheDay } from "./sayings/dayParts.ts";
import {
  everyFewWorkdays,
  everyUnit,
  frequencyWord,
  oddOrEven,
  once,
  restated,
  roundTheClock,
  vagueRhythm,
} from "./sayings/everyUnit.ts";
import { daysAWeek, timesOnDays, timesPerUnit } from "./sayings/perUnit.ts";
import { exceptDays, excludedDays, includedDays, movedDay, regardless } from "./sayings/exceptions.ts";
import { englishFrames, englishSuits } from "./request/frames.ts";
import { englishGreetings, englishPartings } from "./request/greetings.ts";
import { grounds } from "./request/grounds.ts";
import { carriers, isContent, opensSchedule } from "./request/guard.ts";
import { exceptHolidays, movableFeast } from "./sayings/holidays.ts";
import { englishLexicon, forgivenWords, neverTypos, shorthand } from "./lexicon.ts";
import { englishMessages } from "./messages.ts";
import { minutesPast } from "./sayings/minutesPast.ts";
import { dayFromDay, dayOfMonth, dayOfMonthAlone, monthsOwn } from "./sayings/monthDays.ts";
import { nthWeekday } from "./sayings/nthWeekday.ts";
import { edgeOfPeriod, edgeOfWeek, everyPeriodEnd, fiscal } from "./sayings/periodEdges.ts";
import { astronomical, cancellation, event, immediate, vagueTime } from "./sayings/refusals.ts";
import { relativeTime } from "./sayings/relative.ts";
import { countedWeekdays, everyWeekday, namedWeekday, otherDays, weekdayAlone } from "./sayings/weekdays.ts";
import { isStatement } from "./request/statements.ts";
import { asksFor, isFreeTime, isTold, reports, tells } from "./request/told.ts";
import { leavesUnread } from "./request/unread.ts";
import { businessHours, hourWindow } from "./sayings/window.ts";
import { writtenDate } from "./sayings/writtenDate.ts";
import { cityZone, namedZone, ownZone, unknownZone } from "./sayings/zone.ts";

const hour = { kind: "unit", value: "hour", short: true } as const;
const minute = { kind: "unit", value: "minute", short: true } as const;
const day = { kind: "unit", value: "day", short: true } as const;

/** English: its words, its phrases in order, its messages. */
export const english: Language = {
  tag: "en",
  lexicon: englishLexicon,
  spelling: {
    ordinalSuffixes: new Set(["st", "nd", "rd", "th"]),
    meridiems: [
      ["a.m.", "am"],
      ["p.m.", "pm"],
      ["a. m.", "am"],
      ["p. m.", "pm"],
      ["a.m", "am"],
      ["p.m", "pm"],
      ["a m", "am"],
      ["p m", "pm"],
      ["am", "am"],
      ["pm", "pm"],
    ],
    gluedUnits: new Map<string, Meaning>([
      ["h", hour],
      ["hr", hour],
      ["hrs", hour],
      ["hour", hour],
      ["hours", hour],
      ["m", minute],
      ["min", minute],
      ["mins", minute],
      ["minute", minute],
      ["minutes", minute],
      ["s", { kind: "unit", value: "second", short: true } as const],
      ["sec", { kind: "unit", value: "second", short: true } as const],
      ["secs", { kind: "unit", value: "second", short: true } as const],
      ["d", day],
      ["day", day],
      ["days", day],
      ["w", { kind: "unit", value: "week", short: true } as const],
      ["wk", { kind: "unit", value: "week", short: true } as const],
      ["wks", { kind: "unit", value: "week", short: true } as const],
    ]),
    numericDates: "month-first",
    forgiven: forgivenWords,
    neverTypos,
    shorthand,
    hesitations: new Set(["uh", "um", "uhm", "umm", "uhh", "erm"]),
  },
  rules: [
    event,
    cancellation,
    astronomical,
    fiscal,
    exceptHolidays,
    movableFeast,
    exceptDays,
    excludedDays,
    includedDays,
    movedDay,
    regardless,
    timesPerUnit,
    timesOnDays,
    oddOrEven,
    daysAWeek,
    everyUnit,
    everyFewWorkdays,
    countedWeekdays,
    everyWeekday,
    nthWeekday,
    monthsOwn,
    once,
    restated,
    roundTheClock,
    dayOfMonth,
    dayFromDay,
    edgeOfPeriod,
    everyPeriodEnd,
    edgeOfWeek,
    dayOfMonthAlone,
    dateRange,
    dateList,
    dateAlone,
    writtenDate,
    monthsAlone,
    namedWeekday,
    weekdayAlone,
    otherDays,
    relativeDay,
    relativeTime,
    startBound,
    openEnd,
    endBound,
    countBound,
    hourWindow,
    businessHours,
    minutesPast,
    clockTime,
    endOfTheDay,
    startOfTheDay,
    dayPart,
    namedPeriod,
    frequencyWord,
    vagueRhythm,
    immediate,
    vagueTime,
    namedZone,
    cityZone,
    ownZone,
    unknownZone,
  ],
  glue: new Set(
    ", and & - – — ( ) . / + | but also plus at of on then again too once both namely say as well preferably ideally usually always additionally repeat repeats repeating for".split(
      " ",
    ),
  ),
  joins: new Set(", and & / + also plus as".split(" ")),
  takesBack,
  opposes: new Set(["but", "instead"]),
  restricts: new Set(["only", "solely"]),
  isContent,
  grounds,
  isTold: (line, first, next) => isTold(line, first, next) || isStatement(line, first, next),
  reports,
  tells,
  carriers,
  asksFor,
  isFreeTime,
  opensSchedule,
  leavesUnread,
  callsOff,
  opensBound: (token, _next, isBeside) =>
    /^(starting|beginning|until|till)$/.test(token.text) ||
    (isBeside && /^(except|excluding|unless|besides|or)$/.test(token.text)),
  leadIns: new Set(["for", "and", "but", "on", "at", "please", "thanks", "thank", "you", "then", "by"]),
  danglers: new Set(["for", "on", "at", "by"]),
  leadOuts: new Set(["to", "that", "and", "then", "please", "dexter", "can", "could"]),
  frames: englishFrames,
  suits: englishSuits,
  greetings: englishGreetings,
  partings: englishPartings,
  corrections: englishCorrections,
  advice: englishAdvice,
  messages: englishMessages,
};
