import { SchedulerError } from "@dexter/scheduled-jobs";
import { describe, expect } from "vitest";
import { aHost, aThursday, onEachStore } from "./aHost.ts";
import { promised } from "./promised.ts";

const hour = 3_600_000;

onEachStore((open) => {
  describe("creating a job", () => {
    promised("Tell Dexter what you want automated and when.", "both are found in one sentence", async () => {
      const { dexter } = aHost(open());
      const { drafts } = await dexter.propose("Check the coolant of line 3 every day at 6pm");
      expect(drafts.map(({ prompt }) => prompt)).toEqual(["Check the coolant of line 3"]);
      expect(drafts[0]?.next[0]?.local).toBe("2027-03-11T18:00:00");
    });

    promised("Tell Dexter what you want automated and when.", "whichever half is missing is asked for", async () => {
      const { dexter } = aHost(open());
      const onlyWhat = await dexter.propose("check the coolant of line 3");
      expect(onlyWhat.question?.code).toBe("missing-schedule");
      await expect(dexter.confirm(onlyWhat.id, { revision: 1 })).rejects.toMatchObject({ code: "PROPOSAL_INCOMPLETE" });
      const answered = await dexter.proposals.answer(onlyWhat.id, { text: "every day at 6pm" }, { revision: 1 });
      expect(answered.drafts.map(({ prompt }) => prompt)).toEqual(["check the coolant of line 3"]);

      const onlyWhen = await dexter.propose("every day at 6pm");
      expect(onlyWhen.question?.code).toBe("missing-prompt");
      const complete = await dexter.proposals.answer(onlyWhen.id, { text: "check the coolant" }, { revision: 1 });
      expect(complete.drafts.map(({ prompt }) => prompt)).toEqual(["check the coolant"]);
      expect((await dexter.jobs.list()).items).toEqual([]);
    });

    promised(
      "Dexter translates natural language into a schedule, confirms the details with you, then writes the job:",
      "there is no job before the confirmation, and after it the one that was read back",
      async () => {
        const { dexter } = aHost(open());
        const proposal = await dexter.propose("Every weekday at 5am, run the simulation");
        expect((await dexter.jobs.list()).items).toEqual([]);
        const [draft] = proposal.drafts;
        expect(proposal.summary).toContain("Monday through Friday at 5:00 AM");
        const [job] = await dexter.confirm(proposal.id, { revision: proposal.revision });
        expect((await dexter.jobs.list()).items).toEqual([job]);
        expect(job).toMatchObject({ name: draft?.name, prompt: draft?.prompt, schedule: draft?.schedule });
        expect(job?.nextAt).toEqual(draft?.next[0]?.dueAt);
      },
    );

    promised(
      "Dexter handles the scheduling syntax — describe the cadence in plain language and Dexter interprets it.",
      "the person neither writes nor reads an expression",
      async () => {
        const { dexter } = aHost(open());
        for (const cadence of [
          "every other Friday at 3pm",
          "every weekday at 7am",
          "on the last day of every month at noon",
        ]) {
          const { drafts, summary } = await dexter.propose(`Check the line ${cadence}`);
          expect(drafts).toHaveLength(1);
          const shown = `${summary} ${drafts[0]?.description} ${drafts[0]?.name}`;
          expect(shown).not.toMatch(/[*?#]|FREQ=|\b\d+ \d+ /);
        }
      },
    );

    promised(
      "All schedules use your account’s timezone (IANA format, e.g., America/New_York).",
      "the same words are another instant in another account's zone, and the zone is read back",
      async () => {
        const { as } = aHost(open());
        for (const [timezone, first] of [
          ["America/New_York", "2027-03-12T10:00:00.000Z"],
          ["Asia/Tokyo", "2027-03-11T20:00:00.000Z"],
          ["Europe/Berlin", "2027-03-12T04:00:00.000Z"],
        ] as const) {
          const { drafts, summary } = await as({ timezone }).propose("Every day at 5am, check the line");
          expect(drafts[0]).toMatchObject({ timezone, followsAccountTimezone: true });
          expect(drafts[0]?.next[0]?.dueAt.toISOString()).toBe(first);
          expect(summary).toContain(timezone);
        }
      },
    );

    promised(
      "All schedules use your account’s timezone (IANA format, e.g., America/New_York).",
      "a zone that does not exist is refused by name",
      async () => {
        const { as } = aHost(open());
        const attempt = async () => as({ timezone: "America/Gotham" }).propose("Every day at 5am, check the line");
        await expect(attempt()).rejects.toMatchObject({ code: "TIMEZONE_UNKNOWN" });
        await expect(attempt()).rejects.toThrow("America/Gotham");
      },
    );

    promised(
      "All schedules use your account’s timezone (IANA format, e.g., America/New_York).",
      "jobs move along when the account moves, unless the sentence named a zone",
      async () => {
        const { scheduler, dexter, createOne } = aHost(open());
        const follows = await createOne("Every day at 5am, check the line");
        const named = await createOne("Every day at 5am Berlin time, check the other line");
        await scheduler.accountTimezoneChanged("u1", "Asia/Tokyo");
        expect((await dexter.jobs.get(follows.id)).nextAt?.toISOString()).toBe("2027-03-11T20:00:00.000Z");
        expect((await dexter.jobs.get(named.id)).nextAt).toEqual(named.nextAt);
      },
    );

    promised(
      "Dexter confirms the interpreted schedule before creating the job, so you can correct any misinterpretation.",
      "a correction gives a new revision, and only that one can be confirmed",
      async () => {
        const { dexter } = aHost(open());
        const first = await dexter.propose("Every weekday at 5am, run the simulation");
        const second = await dexter.proposals.amend(first.id, "no, 6am", { revision: first.revision });
        expect(second.drafts[0]?.description).toContain("6:00 AM");
        const outdated = dexter.confirm(first.id, { revision: first.revision });
        await expect(outdated).rejects.toSatisfy((error) => SchedulerError.is(error, "REVISION_CONFLICT"));
        const [job] = await dexter.confirm(second.id, { revision: second.revision });
        expect(job?.nextAt?.toISOString()).toBe("2027-03-12T11:00:00.000Z");
        expect((await dexter.jobs.list()).items).toHaveLength(1);
      },
    );

    promised(
      "Dexter confirms the interpreted schedule before creating the job, so you can correct any misinterpretation.",
      "what was declined creates nothing, ever",
      async () => {
        const { dexter } = aHost(open());
        const { id, revision } = await dexter.propose("Every weekday at 5am, run the simulation");
        await dexter.proposals.decline(id, { revision });
        await expect(dexter.confirm(id, { revision })).rejects.toMatchObject({ code: "PROPOSAL_NOT_OPEN" });
        expect((await dexter.jobs.list()).items).toEqual([]);
      },
    );

    promised(
      "Multi-time schedules like “twice a day at 6am and 6pm” require two separate jobs — a single schedule can’t represent two arbitrary fixed times.",
      "two jobs, proposed and confirmed together",
      async () => {
        const { dexter } = aHost(open());
        const proposal = await dexter.propose("Twice a day at 6am and 6pm, check the line");
        expect(proposal.drafts.map(({ next }) => next.slice(0, 2).map(({ local }) => local))).toEqual([
          ["2027-03-12T06:00:00", "2027-03-13T06:00:00"],
          ["2027-03-11T18:00:00", "2027-03-12T18:00:00"],
        ]);
        const jobs = await dexter.confirm(proposal.id, { revision: proposal.revision });
        expect(jobs.map(({ prompt }) => prompt)).toEqual(["check the line", "check the line"]);
        expect(new Set(jobs.map(({ id }) => id)).size).toBe(2);
        expect((await dexter.jobs.list()).items).toHaveLength(2);
      },
    );

    promised(
      "Multi-time schedules like “twice a day at 6am and 6pm” require two separate jobs — a single schedule can’t represent two arbitrary fixed times.",
      "both jobs or none: where there is room for one only, none is created",
      async () => {
        const { dexter } = aHost(open(), { limits: { jobsPerOwner: 1 } });
        const { id, revision } = await dexter.propose("Twice a day at 6am and 6pm, check the line");
        await expect(dexter.confirm(id, { revision })).rejects.toMatchObject({ code: "JOB_LIMIT_REACHED" });
        expect((await dexter.jobs.list()).items).toEqual([]);
      },
    );
  });

  describe("the two modes", () => {
    promised("Scheduled Jobs support two modes:", "a job is one-off or recurring, by its schedule", async () => {
      const { createOne } = aHost(open());
      expect((await createOne("In 2 hours, check the line")).schedule.kind).toBe("once");
      expect((await createOne("Every day at 5am, check the line")).schedule.kind).not.toBe("once");
    });

    promised(
      "Recurring — runs on a cron schedule (daily, weekly, monthly, custom intervals).",
      "each of the four kinds comes due at its own pace",
      async () => {
        const { clock, scheduler, createOne, runsOf } = aHost(open());
        await scheduler.start();
        const daily = await createOne("Every day at 5am, check the line");
        const weekly = await createOne("Every Monday at 6am, check the line");
        const monthly = await createOne("On the 15th of every month at 7am, check the line");
        const custom = await createOne("Every 36 hours, check the line");
        await clock.advanceTo("2027-04-08T15:12:00Z");
        const counts = await Promise.all(
          [daily, weekly, monthly, custom].map(async ({ id }) => (await runsOf(id)).length),
        );
        expect(counts).toEqual([28, 4, 1, 18]);
      },
    );

    promised(
      "Keeps firing until you delete it.",
      "for a year of weekdays, and never after it was deleted",
      async () => {
        const { clock, scheduler, dexter, createOne, runsOf } = aHost(open());
        await scheduler.start();
        const job = await createOne("Every Friday at 5am, check the line");
        await clock.advanceTo("2028-03-11T15:12:00Z");
        const runs = await runsOf(job.id);
        expect(runs).toHaveLength(53);
        expect(runs.every(({ state }) => state === "succeeded")).toBe(true);
        const { revision } = await dexter.jobs.get(job.id);
        await dexter.jobs.delete(job.id, { revision });
        await clock.advanceTo("2028-06-11T15:12:00Z");
        expect(await runsOf(job.id)).toHaveLength(53);
        await expect(dexter.jobs.get(job.id)).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
      },
    );

    promised(
      "One-off — runs once at a specific future time.",
      "once, and then it is completed and still listed",
      async () => {
        const { clock, scheduler, dexter, createOne, runsOf } = aHost(open());
        await scheduler.start();
        const job = await createOne("Tomorrow at 3pm, check the line");
        await clock.advanceTo("2028-01-01T00:00:00Z");
        expect((await runsOf(job.id)).map(({ dueAt }) => dueAt.toISOString())).toEqual(["2027-03-12T20:00:00.000Z"]);
        expect((await dexter.jobs.list()).items.map(({ id, state }) => [id, state])).toEqual([[job.id, "completed"]]);
      },
    );

    promised(
      "One-off — runs once at a specific future time.",
      "a time that has passed is refused, and nothing is created",
      async () => {
        const { dexter } = aHost(open());
        const proposal = await dexter.propose("Today at 8am, check the line");
        expect(proposal.interpretation).toMatchObject({ outcome: "unsupported", reason: { code: "past" } });
        await expect(dexter.confirm(proposal.id, { revision: 1 })).rejects.toMatchObject({
          code: "PROPOSAL_INCOMPLETE",
        });
        const at = new Date(Date.parse(aThursday) - hour);
        const form = dexter.propose({ schedules: [{ kind: "once", at }], prompt: "check the line" });
        await expect(form).rejects.toMatchObject({ code: "SCHEDULE_PAST" });
      },
    );

    promised("“On April 1st at 8am, run the quarterly analysis.”", "once, on the next April 1st at eight", async () => {
      const { createOne } = aHost(open());
      const job = await createOne("On April 1st at 8am, run the quarterly analysis.");
      expect(job.schedule).toEqual({ kind: "once", at: new Date("2027-04-01T12:00:00Z") });
      expect(job.prompt).toMatch(/^run the quarterly analysis\.?$/);
    });
  });
});
