import { nextOccurrences, type Schedule } from "@dexter/scheduled-jobs";
import { Temporal } from "temporal-polyfill";
import { describe, expect } from "vitest";
import { aHost, onEachStore } from "./aHost.ts";
import { promised } from "./promised.ts";

/** Both hemispheres, a change of half an hour, a change at midnight, and a zone without any. */
const zones = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata"];
const hour = 3_600_000;

/** Ten in the morning, a week before each change of the clocks in 2027; any two days where there is none. */
function beforeChanges(timezone: string): Temporal.ZonedDateTime[] {
  const year = Temporal.ZonedDateTime.from(`2027-01-01T00:00[${timezone}]`);
  const changes: Temporal.ZonedDateTime[] = [];
  for (let at = year.getTimeZoneTransition("next"); at !== null && at.year === 2027;) {
    changes.push(at);
    at = at.getTimeZoneTransition("next");
  }
  const around = changes.length > 0 ? changes : [year.add({ months: 3 }), year.add({ months: 9 })];
  return around.map((change) => change.subtract({ days: 7 }).withPlainTime("10:00"));
}

const wall = (instant: Date, timezone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timezone);

/** What was understood of a sentence, said at an instant in a zone. */
async function understood(store: Parameters<typeof aHost>[0], sentence: string, at: Temporal.ZonedDateTime) {
  const { dexter } = aHost(store, { now: at.toInstant().toString(), timezone: at.timeZoneId });
  const { drafts, interpretation } = await dexter.propose(`${sentence}, check the line`);
  expect(drafts.map(({ prompt }) => prompt)).toEqual(["check the line"]);
  const [draft] = drafts;
  if (draft === undefined || interpretation.outcome !== "understood")
    throw new Error(`“${sentence}” was not understood`);
  return { draft, assumptions: interpretation.assumptions };
}

/** The wall times at which a schedule occurs, over both sides of the change. */
function wallTimes(schedule: Schedule, at: Temporal.ZonedDateTime, limit: number) {
  const after = new Date(at.epochMilliseconds);
  return nextOccurrences(schedule, { after, limit }).map((instant) => wall(instant, at.timeZoneId));
}

onEachStore((open) => {
  for (const timezone of zones) {
    for (const at of beforeChanges(timezone)) {
      describe(`in ${timezone}, said on ${at.toPlainDate().toString()}`, () => {
        promised(
          "”Every weekday at 7am”Monday through Friday, 7:00 AM",
          "Monday through Friday at 7:00, whatever the clocks do",
          async () => {
            const { draft } = await understood(open(), "Every weekday at 7am", at);
            expect(draft.description).toContain("Monday through Friday");
            expect(draft.description).toContain("7:00 AM");
            const said = wallTimes(draft.schedule, at, 15);
            const days: Temporal.PlainDate[] = [];
            for (let day = at.toPlainDate().add({ days: 1 }); days.length < 15; day = day.add({ days: 1 })) {
              if (day.dayOfWeek <= 5) days.push(day);
            }
            expect(said.map((time) => time.toPlainDateTime().toString())).toEqual(
              days.map((day) => `${day.toString()}T07:00:00`),
            );
          },
        );

        promised(
          "”Every weekday at 7am”Monday through Friday, 7:00 AM",
          "fired at exactly these instants, on both sides of the change",
          async () => {
            const { clock, scheduler, createOne, runsOf } = aHost(open(), { now: at.toInstant().toString(), timezone });
            await scheduler.start();
            const job = await createOne("Every weekday at 7am, check the line");
            await clock.advanceBy(14 * 24 * hour);
            const runs = await runsOf(job.id);
            expect(runs.map(({ dueAt }) => wall(dueAt, timezone).toPlainTime().toString())).toEqual(
              Array.from({ length: 10 }, () => "07:00:00"),
            );
            expect(new Set(runs.map(({ dueAt }) => wall(dueAt, timezone).toPlainDate().toString())).size).toBe(10);
            expect(runs.every(({ state }) => state === "succeeded")).toBe(true);
          },
        );

        promised(
          "”Every Monday morning”Monday, 9:00 AM (default morning time)",
          "Monday at 9:00, and the proposal says that nine is the default",
          async () => {
            const { draft, assumptions } = await understood(open(), "Every Monday morning", at);
            expect(draft.description).toContain("Monday");
            expect(draft.description).toContain("9:00 AM");
            expect(assumptions).toContainEqual(expect.objectContaining({ code: "time", value: "09:00" }));
            const said = wallTimes(draft.schedule, at, 4);
            const first = at.toPlainDate().add({ days: 8 - at.dayOfWeek });
            expect(said.map((time) => time.toPlainDateTime().toString())).toEqual(
              [0, 7, 14, 21].map((days) => `${first.add({ days }).toString()}T09:00:00`),
            );
          },
        );

        promised(
          "“The first of every month at midnight”1st of each month, 12:00 AM",
          "day 1 of each month, as it begins",
          async () => {
            const { draft } = await understood(open(), "The first of every month at midnight", at);
            expect(draft.description).toContain("12:00 AM");
            const said = wallTimes(draft.schedule, at, 12);
            const first = at.toPlainDate().with({ day: 1 });
            expect(said.map((time) => time.toPlainDateTime().toString())).toEqual(
              Array.from({ length: 12 }, (_, index) => `${first.add({ months: index + 1 }).toString()}T00:00:00`),
            );
          },
        );

        promised(
          "”Every 6 hours”Every 6 hours from creation time",
          "six hours of elapsed time, counted from the confirmation and not from the sentence",
          async () => {
            const { dexter, clock, runsOf } = aHost(open(), { now: at.toInstant().toString(), timezone });
            const { id, revision } = await dexter.propose("Every 6 hours, check the line");
            await clock.advanceBy(7 * 60_000);
            const [job] = await dexter.confirm(id, { revision });
            if (job === undefined) throw new Error("no job was created");
            const created = clock.now();
            expect(job.schedule).toMatchObject({ kind: "interval", everyMs: 6 * hour, anchor: new Date(created) });
            const said = nextOccurrences(job.schedule, { after: new Date(created), limit: 60 });
            expect(said.map((instant) => instant.getTime() - created)).toEqual(
              Array.from({ length: 60 }, (_, index) => (index + 1) * 6 * hour),
            );
            expect(await runsOf(job.id)).toEqual([]);
          },
        );

        promised(
          "”In 2 hours”One-off job, fires once at the scheduled time",
          "once, two hours of elapsed time after it was said, also across the change of the clocks",
          async () => {
            const store = open();
            const change = at.getTimeZoneTransition("next");
            const said =
              change === null || change.since(at).total({ unit: "days", relativeTo: at }) > 8
                ? at
                : change.subtract({ hours: 1 });
            const { clock, scheduler, createOne, runsOf, dexter } = aHost(store, {
              now: said.toInstant().toString(),
              timezone,
            });
            await scheduler.start();
            const job = await createOne("In 2 hours, check the line");
            expect(job.schedule).toEqual({ kind: "once", at: new Date(said.epochMilliseconds + 2 * hour) });
            await clock.advanceBy(2 * hour - 1000);
            expect(await runsOf(job.id)).toEqual([]);
            await clock.advanceBy(48 * hour);
            const runs = await runsOf(job.id);
            expect(runs.map(({ dueAt, state }) => [dueAt.getTime(), state])).toEqual([
              [said.epochMilliseconds + 2 * hour, "succeeded"],
            ]);
            expect((await dexter.jobs.get(job.id)).state).toBe("completed");
          },
        );
      });
    }
  }
});
