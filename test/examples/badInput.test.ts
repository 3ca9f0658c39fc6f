import { SchedulerError } from "@dexter/scheduled-jobs";
import { fc, it as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { aHost, onEachStore } from "../product/aHost.ts";

const nothing = { items: [] };
const bytes = fc.uint8Array({ maxLength: 200 }).map((values) => String.fromCharCode(...values));
const utf16 = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
  .map((units) => String.fromCharCode(...units));
const anything = fc.oneof(
  bytes,
  utf16,
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
);

/** A text with what no database keeps (NUL, half of a surrogate pair) replaced, as Unicode says it is shown. */
function stored(text: string): string {
  return text.replaceAll(/\0|\p{Surrogate}/gu, "\uFFFD");
}

onEachStore((open) => {
  describe("a host that is given anything at all", () => {
    it.each([
      ["1 MB", "x".repeat(1_048_576)],
      ["1 MB of schedules", "every day at 5am ".repeat(61_681)],
      ["2,001 characters", "y".repeat(2001)],
    ])("%s is refused with the length that is allowed", async (_what, text) => {
      const { dexter } = aHost(open());
      await expect(dexter.propose(text)).rejects.toMatchObject({ code: "TEXT_TOO_LONG", details: { longest: 2000 } });
      expect(await dexter.proposals.list()).toEqual(nothing);
    });

    it.each([
      ["a number", 5],
      ["null", null],
      ["a list", ["every day at 5am, run"]],
      ["a form without schedules", { schedules: [], prompt: "run" }],
      ["a form with an invalid date", { schedules: [{ kind: "once", at: new Date(Number.NaN) }], prompt: "run" }],
    ])("%s instead of a sentence is refused", async (_what, request) => {
      const { dexter } = aHost(open());
      await expect(dexter.propose(request as never)).rejects.toMatchObject({ code: "INPUT_INVALID" });
      expect(await dexter.jobs.list()).toEqual(nothing);
    });

    it.each([
      ["an impossible minute", "61 * * * *", "UTC", "SCHEDULE_INVALID"],
      ["a day that never comes", "0 0 30 2 *", "UTC", "SCHEDULE_NEVER_OCCURS"],
      ["every second", "* * * * * *", "UTC", "INTERVAL_TOO_SHORT"],
      ["a zone that does not exist", "0 5 * * *", "America/Gotham", "TIMEZONE_UNKNOWN"],
    ])(
      "a cron expression with %s is refused by name, and says what to do",
      async (_what, expression, timezone, code) => {
        const { dexter } = aHost(open());
        const error: unknown = await dexter
          .propose({ schedules: [{ kind: "cron", expression, timezone }], prompt: "run" })
          .catch((caught: unknown) => caught);
        expect(SchedulerError.is(error) && error.code).toBe(code);
        expect(SchedulerError.is(error) && error.details.hint).toEqual(expect.any(String));
        expect(await dexter.jobs.list()).toEqual(nothing);
      },
    );

    property.prop([anything], { numRuns: 60 })(
      "any text gets an answer, and creates nothing by itself",
      async (text) => {
        const { dexter } = aHost(open());
        const proposal = await dexter.propose(text);
        expect(await dexter.proposals.get(proposal.id)).toEqual(proposal);
        expect(await dexter.jobs.list()).toEqual(nothing);
      },
    );

    property.prop([anything.filter((text) => text.trim() !== "")], { numRuns: 60 })(
      "any prompt is kept letter for letter, from the form to the conversation, in every store",
      async (prompt) => {
        const { clock, scheduler, dexter } = aHost(open());
        await scheduler.start();
        const at = new Date(clock.now() + 3_600_000);
        const { id, revision } = await dexter.propose({ schedules: [{ kind: "once", at }], prompt });
        const [job] = await dexter.confirm(id, { revision });
        expect(job?.prompt).toBe(stored(prompt));
        await clock.advanceTo(at);
        const [listed] = (await dexter.conversations.list()).items;
        const { entries } = await dexter.conversations.get(listed?.id ?? "");
        expect(entries[0]?.item).toEqual({ type: "message", role: "user", text: stored(prompt) });
      },
    );
  });
});
