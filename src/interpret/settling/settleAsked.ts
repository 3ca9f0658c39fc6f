import { ask, type Choice, clash, openTimes, type Settled, type Step } from "./choices.ts";
import { type AskCode, isElapsed, type Saying, without } from "../phrases/saying.ts";

/** What cannot be scheduled, or cannot be so, whatever else is said. */
export const settleContradiction: Step = (draft) => {
  const { refuse, once, recurs, otherDays } = draft;
  // "now every Monday at 9am" is from now on
  if (refuse === "immediate" && (recurs ?? draft.every ?? draft.day)) return { again: without(draft, ["refuse"]) };
  if (refuse) return { refuse, slot: "refuse" };
  if (once && recurs) return clash("once");
  return otherDays && ask("which-weekdays", "otherDays");
};

/** What the words themselves ask: the rest of the request answers it, or there are ways to go on from it. */
export const settleAsked: Step = (draft) => {
  if (!draft.ask) return undefined;
  return asked[draft.ask]?.(draft) ?? ask(draft.ask, "ask");
};

const every = (unit: "week" | "month", n: number): Saying => ({ every: { unit, n } });
const twiceAMonth: Choice = {
  label: { option: "twice-a-month" },
  change: { ...every("month", 1), monthDays: [1, 15] },
};
const everyTwoWeeks: Choice = {
  label: { option: "every-two-weeks" },
  change: { ...every("week", 2), weekdays: [1] },
};

/** The one weekday that is said without anything about which of them it is. */
const plainWeekday = ({ day }: Saying) => (day?.kind === "weekday" && day.which === "plain" ? day.weekday : undefined);

const again = (saying: Saying, change: Saying) => ({ again: { ...without(saying, ["ask"]), ...change } });
const choose = ({ ask: code }: Saying, choices: readonly Choice[]): Settled | undefined =>
  code && ask(code, "ask", choices);

/** By what is asked; where nothing comes of it, the question stays open. */
const asked: Readonly<Partial<Record<AskCode, Step>>> = {
  /** "Every fortnight". */
  "two-weeks-or-half-month": (saying) => {
    const plain = plainWeekday(saying);
    const weekdays = saying.weekdays ?? (plain && [plain]);
    if (weekdays) return again(without(saying, ["day"]), { weekdays });
    if (saying.monthDays?.length === 2) return again(saying, every("month", 1));
    return choose(saying, [everyTwoWeeks, twiceAMonth]);
  },
  /** "Biweekly", "bimonthly". */
  "twice-or-every-two": (saying) => {
    if (saying.every?.unit === "month") {
      if (saying.monthDays?.length === 2) return again(saying, every("month", 1));
      return choose(saying, [{ label: { option: "every-two-months" }, change: every("month", 2) }, twiceAMonth]);
    }
    if (saying.weekdays) return again(saying, every("week", saying.weekdays.length > 1 ? 1 : 2));
    if (plainWeekday(saying)) return again(saying, every("week", 2));
    const twice: Choice = { label: { option: "twice-a-week" }, change: { ...every("week", 1), weekdays: [1, 4] } };
    return choose(saying, [everyTwoWeeks, twice]);
  },
  /** "On a Monday"; in "every fortnight on a Monday" the rhythm says which Mondays. */
  "once-or-recurring": (saying) => {
    const { weekdays, recurs } = saying;
    if (!weekdays) return undefined;
    if (recurs) return again(saying, {});
    return choose(saying, [
      { label: { option: "every-week" }, change: { weekdays, recurs: true } },
      { label: { option: "only-once" }, change: { weekdays } },
    ]);
  },
  /** "Every third Monday". */
  "every-n-or-nth": (saying) => {
    if (!saying.weekdays || saying.every?.unit !== "week") return undefined;
    const { n } = saying.every;
    const nthWeekdays = saying.weekdays.map((weekday) => ({ nth: n, weekday }));
    const nth: Choice = { label: { option: "nth-of-month" }, change: { ...every("month", 1), nthWeekdays } };
    return choose(saying, [{ label: { option: "every-n-weeks" }, change: every("week", n) }, ...(n <= 5 ? [nth] : [])]);
  },
  /** "8 or 9am", "no later than 9am": each of the times that were said. */
  "which-time": (saying) =>
    saying.times &&
    choose(
      saying,
      saying.times.map((time) => ({ label: { time }, change: { times: [time] } })),
    ),
  "which-times": (saying) => choose(saying, openTimes(saying.times)),
  "which-day": (saying) =>
    saying.every?.unit === "quarter"
      ? choose(
          saying,
          [1, -1].map((monthDay) => ({ label: { monthDay }, change: { monthDays: [monthDay] } })),
        )
      : undefined,
  "business-hours": (saying) => {
    if (!isElapsed(saying)) return undefined;
    const window = { from: { hour: 9, minute: 0, is24: true as const }, to: { hour: 17, minute: 0 } };
    return choose(saying, [{ label: { option: "nine-to-five" }, change: { window } }]);
  },
};
