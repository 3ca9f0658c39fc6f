import { CronExpressionParser, type CronFieldCollection } from "cron-parser";
import { SchedulerError } from "../errors/schedulerError.ts";

/** What a cron expression says, field by field. Every list is sorted and holds nothing twice. */
export interface CronFields {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** 1 to 12. */
  readonly months: readonly number[];
  /** `*` or `?`, and nothing else, stands in the day-of-month field. */
  readonly isAnyDayOfMonth: boolean;
  readonly daysOfMonth: readonly number[];
  /** `L` stands in the day-of-month field: the month's last day. */
  readonly isLastDay: boolean;
  /** `15W`: the weekday nearest to the 15th in the same month. 0 stands for `LW`, the month's last weekday. */
  readonly nearestWeekdays: readonly number[];
  /** `*` or `?`, and nothing else, stands in the day-of-week field. */
  readonly isAnyDayOfWeek: boolean;
  /** 0 for Sunday to 6. */
  readonly daysOfWeek: readonly number[];
  /** `5L`: the month's last Friday. */
  readonly lastDaysOfWeek: readonly number[];
  /** `1#2`: of the days in `daysOfWeek` only the second in the month; 0 where there is no `#`. */
  readonly nth: number;
  /** A wildcard or a step stands in the hour field. */
  readonly isElapsed: boolean;
}

/**
 * Reads a cron expression: five fields, or six with the seconds first, or a name such as `@daily`.
 *
 * cron-parser reads and checks the fields, except for `W`, which it does not know.
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID` if it cannot be read, `SCHEDULE_UNSUPPORTED` for `H`, which cron-parser
 *   takes and which would pick a value at random, `SCHEDULE_NEVER_OCCURS` for days that none of its months has
 */
export function readCronFields(expression: string): CronFields {
  const fields = expression.trim().split(/\s+/);
  const isName = fields.length === 1 && expression.trim().startsWith("@");
  if (fields.length < 5 && !isName) {
    const hint = "Write five fields: minute, hour, day of the month, month and day of the week.";
    throw new SchedulerError("SCHEDULE_INVALID", { expression, hint });
  }
  if (expression.includes("H") && fields.some((field) => field.replaceAll(/thu/gi, "").includes("H"))) {
    const hint = "H picks a value at random: write the value that is meant.";
    throw new SchedulerError("SCHEDULE_UNSUPPORTED", { expression, hint });
  }
  const { nearestWeekdays, hasOthers } = takeNearestWeekdays(fields, expression);
  const read = parse(fields, expression);
  const { dayOfMonth, dayOfWeek } = read;
  return {
    seconds: read.second.values,
    minutes: read.minute.values,
    hours: read.hour.values,
    months: read.month.values,
    isAnyDayOfMonth: dayOfMonth.isWildcard,
    daysOfMonth: hasOthers ? dayOfMonth.values.filter((day) => typeof day === "number") : [],
    isLastDay: hasOthers && dayOfMonth.hasLastChar,
    nearestWeekdays,
    isAnyDayOfWeek: dayOfWeek.isWildcard,
    daysOfWeek: dayOfWeek.values.filter((day) => typeof day === "number" && day < 7) as number[],
    lastDaysOfWeek: dayOfWeek.values
      .filter((day) => typeof day === "string")
      .map((day) => Number.parseInt(day, 10) % 7),
    nth: dayOfWeek.nthDay,
    isElapsed: isName ? read.hour.isWildcard : /[*?/]/.test(fields.at(-4) ?? ""),
  };
}

/**
 * Takes what `W` says out of the day-of-month field, where it leaves the rest, or the plain days if there is no rest: cron-parser
 * then still finds a day that is none.
 */
function takeNearestWeekdays(fields: string[], expression: string): { nearestWeekdays: number[]; hasOthers: boolean } {
  const field = fields.at(-3) ?? "";
  if (!field.includes("W")) return { nearestWeekdays: [], hasOthers: true };
  const items = field.split(",");
  const days = items.filter((item) => /^(?:L|[12]?\d|3[01])W$/.test(item)).map((item) => item.slice(0, -1));
  const others = items.filter((item) => !item.includes("W"));
  if (days.length + others.length < items.length || days.includes("0")) {
    const hint = "W follows one day of the month, 1 to 31, or L: 15W, LW.";
    throw new SchedulerError("SCHEDULE_INVALID", { expression, hint });
  }
  fields[fields.length - 3] = (others.length > 0 ? others : [...new Set(days)]).join(",");
  const numbers = days.map((day) => (day === "L" ? 0 : Number(day)));
  return { nearestWeekdays: [...new Set(numbers)].toSorted((a, b) => a - b), hasOthers: others.length > 0 };
}

/** Which instant is of no interest here; but without one cron-parser asks the clock. */
const options = { currentDate: 0, tz: "UTC", hashSeed: "-" };

function parse(fields: readonly string[], expression: string): CronFieldCollection {
  try {
    return CronExpressionParser.parse(fields.join(" "), options).fields;
  } catch (error) {
    if (isOnlyImpossible(fields)) throw neverOccurs(expression);
    const hint = `${error instanceof Error ? error.message : String(error)}.`;
    throw new SchedulerError("SCHEDULE_INVALID", { expression, hint }, { cause: error });
  }
}

/** Whether each field is right by itself, so that only the days and the months do not go together. */
function isOnlyImpossible(fields: readonly string[]): boolean {
  const month = fields.length - 2;
  if (month < 0) return false;
  try {
    CronExpressionParser.parse(fields.with(month, "*").join(" "), options);
    CronExpressionParser.parse(`* * * ${fields[month]} *`, options);
    return true;
  } catch {
    return false;
  }
}

export function neverOccurs(expression: string): SchedulerError {
  return new SchedulerError("SCHEDULE_NEVER_OCCURS", { expression, hint: "None of its months has such a day." });
}
