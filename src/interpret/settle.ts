import { settlePerUnit, settleQuarter } from "./settlePeriod.ts";
import { ask, clash, type Choice, monthDayChoices, openTimes, type Settled, weekdayChoices } from "./choices.ts";
import { type Said, type Saying, saysWhichDays, without } from "./saying.ts";

const isWeekend = (day: number) => day > 5;

/**
 * What the words say, brought into the shape that a calendar rule has: "on Friday" is one Friday, "every week on Friday" all
 * of them; "the first day of each quarter" is the 1st of four months.
 *
 * Where the words leave out what a rule needs, or contradict each other, it says so instead.
 */
export function settle({ saying: words }: Said): Settled {
  const saying: Saying = { ...words };
  if (saying.refuse) return { refuse: saying.refuse, slot: "refuse" };

  if (saying.once && saying.recurs) return clash("once");
  if (saying.otherDays) return ask("which-weekdays", "otherDays");
  if (saying.ask === "two-weeks-or-half-month") {
    const rest = without(saying, ["ask"]);
    const fixed =
      rest.weekdays ?? (rest.day?.kind === "weekday" && rest.day.which === "plain" ? [rest.day.weekday] : undefined);
    if (fixed) return settle({ saying: { ...without(rest, ["day"]), weekdays: fixed }, where: {} });
    if (rest.monthDays?.length === 2) return settle({ saying: { ...rest, every: { unit: "month", n: 1 } }, where: {} });
    return ask(saying.ask, "ask", [
      { label: { option: "every-two-weeks" }, change: { every: { unit: "week", n: 2 }, weekdays: [1] } },
      { label: { option: "twice-a-month" }, change: { every: { unit: "month", n: 1 }, monthDays: [1, 15] } },
    ]);
  }
  if (saying.ask === "twice-or-every-two") {
    const rest = without(saying, ["ask"]);
    const isMonth = saying.every?.unit === "month";
    if (!isMonth && saying.weekdays)
      return settle({ saying: { ...rest, every: { unit: "week", n: saying.weekdays.length > 1 ? 1 : 2 } }, where: {} });
    if (!isMonth && saying.day?.kind === "weekday" && saying.day.which === "plain")
      return settle({ saying: { ...rest, every: { unit: "week", n: 2 } }, where: {} });
    if (isMonth && (saying.monthDays?.length ?? 0) === 2)
      return settle({ saying: { ...rest, every: { unit: "month", n: 1 } }, where: {} });
    return ask(
      saying.ask,
      "ask",
      isMonth
        ? [
            { label: { option: "every-two-months" }, change: { every: { unit: "month", n: 2 } } },
            { label: { option: "twice-a-month" }, change: { every: { unit: "month", n: 1 }, monthDays: [1, 15] } },
          ]
        : [
            { label: { option: "every-two-weeks" }, change: { every: { unit: "week", n: 2 }, weekdays: [1] } },
            { label: { option: "twice-a-week" }, change: { every: { unit: "week", n: 1 }, weekdays: [1, 4] } },
          ],
    );
  }
  // "every fortnight on a Monday": the rhythm says which Mondays
  if (saying.ask === "once-or-recurring" && saying.weekdays) {
    if (saying.recurs) return settle({ saying: without(saying, ["ask"]), where: {} });
    return ask(saying.ask, "ask", [
      { label: { option: "every-week" }, change: { weekdays: saying.weekdays, recurs: true } },
      { label: { option: "only-once" }, change: { weekdays: saying.weekdays } },
    ]);
  }
  if (saying.ask === "every-n-or-nth" && saying.weekdays && saying.every?.unit === "week") {
    const { n } = saying.every;
    const nthWeekdays = saying.weekdays.map((weekday) => ({ nth: n, weekday }));
    return ask(saying.ask, "ask", [
      { label: { option: "every-n-weeks" }, change: { every: { unit: "week", n } } },
      ...(n <= 5
        ? [
            {
              label: { option: "nth-of-month" as const },
              change: { every: { unit: "month" as const, n: 1 }, nthWeekdays },
            },
          ]
        : []),
    ]);
  }
  if (saying.ask === "which-time" && saying.times) {
    // "8 or 9am", "no later than 9am": each of the times that were said
    const times = saying.times.map((time): Choice => ({ label: { time }, change: { times: [time] } }));
    return ask(saying.ask, "ask", times);
  }
  if (saying.ask === "which-times") return ask(saying.ask, "ask", openTimes(saying.times));
  if (saying.ask === "which-day" && saying.every?.unit === "quarter")
    return ask(saying.ask, "ask", [
      { label: { monthDay: 1 }, change: { monthDays: [1] } },
      { label: { monthDay: -1 }, change: { monthDays: [-1] } },
    ]);
  if (saying.ask === "business-hours" && saying.every && isClockUnit(saying.every.unit)) {
    const hours = { from: { hour: 9, minute: 0, is24: true as const }, to: { hour: 17, minute: 0 } };
    return ask(saying.ask, "ask", [{ label: { option: "nine-to-five" }, change: { window: hours } }]);
  }
  if (saying.ask) return ask(saying.ask, "ask");

  // "for the rest of the week at 4pm": on every day of it
  if (saying.recurs && saying.until && !saying.every && !saysWhichDays(saying) && saying.months === undefined)
    saying.every = { unit: "day", n: 1 };
  // "this Saturday starting at 6am": one run, as it begins
  if (!saying.recurs && !saying.every && saying.day && saying.from?.time && !saying.from.day && !saying.times) {
    saying.times = [saying.from.time];
    delete saying.from;
  }
  // "in 3 weeks on Wednesday"
  const [single, ...others] = saying.weekdays ?? [];
  if (
    saying.day?.kind === "in" &&
    saying.day.unit === "week" &&
    single !== undefined &&
    others.length === 0 &&
    !saying.recurs
  ) {
    saying.day = { kind: "weekday-of", weekday: single, weeks: saying.day.n };
    delete saying.weekdays;
  }
  // "every two hours on weekdays starting at 7 until 19:00": the hours of each of these days
  if (saying.every && isClockUnit(saying.every.unit) && saying.weekdays && !saying.window) {
    const { from, until } = saying;
    if (from?.time && until?.time && !from.day && !until.day) {
      saying.window = { from: from.time, to: until.time };
      delete saying.from;
      delete saying.until;
    }
  }
  // "between 8 and 10 every morning, every half hour": the hours say which part of the day
  if (saying.every && isClockUnit(saying.every.unit) && saying.window) delete saying.dayparts;

  // "at the end of each month, on the last business day": the narrower day; "the 5th, the second business day" are two
  const nths = saying.businessDays ?? saying.nthWeekdays?.map(({ nth }) => nth);
  if (saying.monthDays && nths) {
    const [edge] = saying.monthDays;
    if (edge === undefined || Math.abs(edge) !== 1 || nths.some((nth) => nth !== edge)) return clash("monthDays");
    delete saying.monthDays;
  }

  // "Monday to Friday, not on weekends": said twice
  if (saying.exceptWeekdays?.every(isWeekend) === true && saying.weekdays?.some(isWeekend) === false)
    delete saying.exceptWeekdays;
  // "weekends but Monday to Friday": an exception from nothing that was said
  if (saying.weekdays && saying.exceptWeekdays?.every((day) => !saying.weekdays?.includes(day)) === true)
    return clash("exceptWeekdays");

  if (saying.alsoWeekdays && saying.weekdays && saying.recurs) {
    saying.weekdays = ([1, 2, 3, 4, 5, 6, 7] as const).filter(
      (day) => saying.weekdays?.includes(day) || saying.alsoWeekdays?.includes(day),
    );
  }
  if (
    saying.lasting &&
    !saying.recurs &&
    !saying.every &&
    !saying.day &&
    saying.afterMs === undefined &&
    saying.times &&
    ["day", "week", "month"].includes(saying.lasting.unit)
  ) {
    saying.every = { unit: "day", n: 1 };
    saying.recurs = true;
  }
  if (
    saying.until?.time &&
    saying.until.day &&
    !saying.times &&
    !saying.dayparts &&
    !saying.window &&
    saying.recurs &&
    !isClockUnit(saying.every?.unit ?? "day")
  ) {
    // "until the end of the year at 11am": the time of the rule
    const { time, ...until } = saying.until;
    saying.times = [time];
    saying.until = until;
  }
  if (
    saying.until?.daypart &&
    saying.until.day &&
    saying.recurs &&
    !saying.times &&
    !saying.dayparts &&
    !saying.window
  ) {
    const { daypart, ...until } = saying.until;
    saying.dayparts = [daypart];
    saying.until = until;
  }
  // a weekday without "every" is one day; with a rhythm it is the day of that rhythm
  if (saying.weekdays && !saying.recurs && !saying.every && saying.months === undefined) {
    const [only, ...more] = saying.weekdays;
    if (only === undefined) return clash("weekdays");
    if (more.length > 0) saying.recurs = true;
    else if (saying.inPeriod?.unit === "week") {
      saying.day = { kind: "weekday-of", weekday: only, weeks: saying.inPeriod.offset };
      delete saying.inPeriod;
      delete saying.weekdays;
    } else {
      if (saying.day && !(saying.day.kind === "weekday" && saying.day.weekday === only)) {
        // "Friday, March 13": the day of the week is only checked against the date
        if (saying.day.kind !== "date" && saying.day.kind !== "day" && saying.day.kind !== "month-day")
          return clash("day");
      } else saying.day = { kind: "weekday", weekday: only, which: "plain" };
      if (saying.day.kind === "weekday") delete saying.weekdays;
    }
  }
  if (saying.day && saying.recurs && !(saying.every && isClockUnit(saying.every.unit))) {
    const { day } = saying;
    if (day.kind === "weekday" && day.which === "plain" && !day.weeks) {
      if (saying.weekdays && !saying.weekdays.includes(day.weekday)) return clash("weekdays");
      saying.weekdays = [day.weekday];
      delete saying.day;
    } else if (
      day.kind === "date" &&
      day.year === undefined &&
      (saying.every === undefined || saying.every.unit === "year") &&
      !saying.months
    ) {
      saying.every ??= { unit: "year", n: 1 };
      saying.months = [day.month];
      saying.monthDays = [day.day];
      delete saying.day;
    } else if (day.kind === "month-day" && day.months === undefined) {
      saying.monthDays = [day.day];
      if (day.weekday) saying.weekdays = [day.weekday];
      delete saying.day;
    } else return clash("day");
  }

  if (saying.inPeriod) {
    const { unit, offset } = saying.inPeriod;
    if (saying.recurs) {
      // "every day at 7am this week": the period is where it begins and ends
      if (saying.from || saying.until) return clash("inPeriod");
      const { inPeriod: _, ...rest } = saying;
      const edge = (which: "start" | "end") => ({ day: { kind: "edge" as const, unit, offset, edge: which } });
      const until = { ...edge("end"), inclusive: true };
      return settle({ saying: { ...rest, ...(offset > 0 ? { from: edge("start") } : {}), until }, where: {} });
    }
    if (unit === "month" && saying.monthDays?.length === 1 && saying.monthDays[0] !== undefined) {
      saying.day = { kind: "month-day", day: saying.monthDays[0], months: offset };
      delete saying.monthDays;
    } else if (unit === "month" && saying.nthWeekdays?.length === 1 && saying.nthWeekdays[0]) {
      saying.day = { kind: "nth-of", ...saying.nthWeekdays[0], months: offset };
      delete saying.nthWeekdays;
    } else if (unit === "week" && saying.day?.kind === "weekday" && saying.day.which === "plain") {
      saying.day = { kind: "weekday-of", weekday: saying.day.weekday, weeks: offset };
    } else if (unit === "week") return ask("which-weekday", "inPeriod");
    else return ask("which-day", "inPeriod");
    delete saying.inPeriod;
  }

  const counted = settlePerUnit(saying);
  if (counted) return counted;

  const { every } = saying;
  if (every && (!Number.isFinite(every.n) || every.n <= 0)) return { refuse: "interval-out-of-range", slot: "every" };
  if (every && isClockUnit(every.unit)) {
    // "at 7 tomorrow morning and then every 4 hours": where it begins
    if (saying.day && saying.times?.length === 1 && !saying.from && !saying.window) {
      const { day, times, dayparts, ...rest } = saying;
      const [time] = times;
      const [daypart] = dayparts ?? [];
      if (time) return { saying: { ...rest, from: daypart ? { day, time, daypart } : { day, time } } };
    }
    return { saying };
  }

  if (saying.period === "quarter" || (every?.unit === "quarter" && every.n === 1)) {
    const settled = settleQuarter(saying);
    if (settled) return settled;
  } else if (every?.unit === "quarter") {
    saying.every = { unit: "month", n: every.n * 3 };
    saying.monthDays ??= [1];
  }
  if (saying.period === "year" && !saying.months) {
    const last = (saying.monthDays?.[0] ?? saying.nthWeekdays?.[0]?.nth ?? saying.businessDays?.[0] ?? 1) < 0;
    saying.months = [last ? 12 : 1];
  }
  if (every?.unit === "year") {
    if (!saying.months && !saying.monthDays && !saying.nthWeekdays) {
      if (saying.weekdays) return ask("which-date", "every");
      return ask("which-date", "every");
    }
    if (!saying.months || (!saying.monthDays && !saying.nthWeekdays && !saying.businessDays)) {
      if (saying.months && !saying.weekdays) return ask("which-day", "months", monthDayChoices);
      return ask("which-date", "every");
    }
    saying.every = { unit: "month", n: every.n === 1 ? 1 : every.n * 12 };
    if (every.n > 1 && saying.months.length > 1) return { refuse: "not-expressible", slot: "every" };
  }

  const byMonth = saying.monthDays ?? saying.nthWeekdays ?? saying.businessDays;
  if (byMonth && saying.recurs) {
    if (saying.weekdays?.length === 1 && saying.monthDays?.length === 1 && !saying.every) {
      // "every Friday the 13th"
      const out = ([1, 2, 3, 4, 5, 6, 7] as const).filter((day) => !saying.weekdays?.includes(day));
      const { weekdays: _, ...rest } = saying;
      return settle({ saying: { ...rest, every: { unit: "month", n: 1 }, exceptWeekdays: out }, where: {} });
    }
    if (saying.weekdays) return clash("weekdays");
    if (saying.every?.unit === "week" || (saying.every?.unit === "day" && saying.every.n > 1)) return clash("every");
    if (saying.every?.unit !== "month") saying.every = { unit: "month", n: 1 };
    if (saying.monthDays?.some((day) => Math.abs(day) > 31 || day === 0))
      return { refuse: "impossible-date", slot: "monthDays" };
    return { saying };
  }
  // "on the 1st and 15th": several days without a month are those of every month
  const isList = (saying.monthDays?.length ?? saying.nthWeekdays?.length ?? 1) > 1;
  if (isList && !saying.months && !saying.day && !saying.weekdays)
    return settle({ saying: { ...saying, every: { unit: "month", n: 1 }, recurs: true }, where: {} });
  if (byMonth) {
    const settled = settleOnceInMonth(saying);
    if (settled) return settled;
    return { saying };
  }
  // "every six months starting 1 February", "every week from Monday on": the day that it begins is its day
  const begun = saying.from?.day;
  if (saying.every?.unit === "month" && begun?.kind === "date" && !saying.weekdays && !saying.months)
    return settle({ saying: { ...saying, monthDays: [begun.day] }, where: {} });
  if (saying.every?.unit === "week" && begun?.kind === "weekday" && !saying.weekdays)
    return settle({ saying: { ...saying, weekdays: [begun.weekday] }, where: {} });
  if (saying.every?.unit === "month") {
    if (saying.weekdays) {
      const nth = [1, 2, 3, 4, -1].map((n): Choice => ({
        label: { option: "nth-of-month" },
        change: { nthWeekdays: (saying.weekdays ?? []).map((weekday) => ({ nth: n, weekday })) },
      }));
      return { ask: "which-day", slot: "weekdays", choices: nth.slice(0, 1) };
    }
    return ask("which-day", saying.months ? "months" : "every", monthDayChoices);
  }
  if (saying.every?.unit === "week" && !saying.weekdays) return ask("which-weekday", "every", weekdayChoices);
  if (saying.every?.unit === "day" && saying.every.n > 1 && saying.weekdays) return clash("every");
  if (saying.months && !saying.weekdays && saying.every === undefined)
    return ask("which-day", "months", saying.recurs ? monthDayChoices : []);
  if (saying.weekdays && !saying.recurs && saying.months) saying.recurs = true;
  return { saying };
}

const isClockUnit = (unit: string) => unit === "hour" || unit === "minute" || unit === "second";

/** "The 5th at 9am", "the first Monday of June": one day. */
function settleOnceInMonth(saying: Saying): Settled | undefined {
  const [month, ...moreMonths] = saying.months ?? [];
  // "the 10th of February, May, August and November": nobody lists so many months for one year only
  if (moreMonths.length > 1 && !saying.weekdays && !saying.day) {
    saying.every = { unit: "month", n: 1 };
    saying.recurs = true;
    return undefined;
  }
  const monthDay = saying.monthDays?.length === 1 ? saying.monthDays[0] : undefined;
  const nth = saying.nthWeekdays?.length === 1 ? saying.nthWeekdays[0] : undefined;
  if (moreMonths.length > 0 || saying.weekdays || saying.day)
    return { ask: "once-or-recurring", slot: "monthDays", choices: recurring(saying) };
  if (monthDay !== undefined) {
    if (month !== undefined && monthDay < 0) saying.day = { kind: "edge", unit: "month", offset: 0, edge: "end" };
    saying.day = month === undefined ? { kind: "month-day", day: monthDay } : { kind: "date", month, day: monthDay };
    if (monthDay < 0 && month !== undefined)
      return { ask: "once-or-recurring", slot: "monthDays", choices: recurring(saying) };
    delete saying.monthDays;
    delete saying.months;
    return undefined;
  }
  if (nth && month !== undefined) {
    saying.day = { kind: "nth-of", ...nth, month };
    delete saying.nthWeekdays;
    delete saying.months;
    return undefined;
  }
  return {
    ask: "once-or-recurring",
    slot: saying.nthWeekdays ? "nthWeekdays" : "monthDays",
    choices: recurring(saying),
  };
}

const recurring = (saying: Saying): Choice[] => [
  {
    label: { option: saying.months ? "every-year" : "nth-of-month" },
    change: { ...without(saying, ["day"]), recurs: true, every: { unit: "month", n: 1 } },
  },
];
