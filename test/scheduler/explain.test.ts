import { describe, expect, it } from "vitest";
import { aGate, daily, day, hour, minute, owner } from "./harness.ts";
import { aStage, stores } from "./stores.ts";

const noon = Date.parse("2027-03-11T17:00:00Z");

for (const [name, createStore] of stores) {
  describe(`why a job did or did not run, on the store ${name}`, () => {
    it("is answered for every moment, in the words of the actor's language", async () => {
      const gate = aGate();
      let attempts = 0;
      const { clock, scheduler, dexter, aJob } = await aStage(createStore, {
        defaults: { retry: { attempts: 1 }, limits: { runMs: 3 * day, idleMs: 3 * day } },
        // A run that goes on for days would be renewed thousands of times.
        lease: { lengthMs: 12 * hour, renewMs: 6 * hour },
        runner: async () => {
          attempts += 1;
          if (attempts === 2) throw new Error("no disk");
          if (attempts === 3) await gate.opened;
        },
      });
      const spanish = scheduler.as({ ...owner, locale: "es-MX" });
      const job = await aJob(daily(12));
      const why = async (at: number) => {
        const { code, text } = await dexter.jobs.explain(job.id, new Date(at));
        const { code: same, text: dicho } = await spanish.jobs.explain(job.id, new Date(at));
        expect(same).toBe(code);
        return [code, text, dicho];
      };
      expect(await why(noon - day)).toEqual(["not-created", "The job did not exist yet.", "La tarea aún no existía."]);
      expect((await why(noon))[0]).toBe("upcoming");
      expect((await why(noon + minute))[0]).toBe("not-scheduled");
      await scheduler.start();
      await clock.advanceTo(noon + minute);
      expect(await why(noon)).toEqual(["succeeded", "It ran and succeeded.", "Se ejecutó y terminó bien."]);
      await clock.advanceTo(noon + day + minute);
      expect(await why(noon + day)).toEqual(["error", "no disk", "Falló: no disk"]);
      expect((await dexter.jobs.explain(job.id, new Date(noon + day))).params).toEqual({ message: "no disk" });
      // Clocks go forward on the third day: noon comes an hour earlier.
      const [third, fourth] = [noon + 2 * day, noon + 3 * day - hour];
      await clock.advanceTo(fourth + minute);
      expect((await why(third))[0]).toBe("running");
      expect(await why(fourth)).toEqual([
        "overlap",
        "An earlier run of the job was not over.",
        "Una ejecución anterior no había terminado.",
      ]);
      gate.open();
      await clock.settle();
      await dexter.jobs.pause(job.id);
      expect((await why(fourth + day))[1]).toBe("The job is paused: it will not run then.");
      await clock.advanceBy(2 * day);
      expect((await why(fourth + day))[2]).toBe("La tarea estaba en pausa.");
      await dexter.jobs.resume(job.id);
      expect((await why(fourth + day))[0]).toBe("paused");
      await scheduler.stop();
    });

    it("is not answered by a row that counts several occurrences for an instant between two of them", async () => {
      const { clock, scheduler, dexter, aJob } = await aStage(createStore, {
        defaults: { misfire: { policy: "skip" } },
      });
      const job = await aJob(daily(12));
      // Nothing runs for two days and a half; clocks go forward on the third.
      await clock.advanceTo(noon + 2 * day + hour);
      await scheduler.start();
      await clock.settle();
      const why = async (at: number) => (await dexter.jobs.explain(job.id, new Date(at))).code;
      expect([await why(noon), await why(noon + day), await why(noon + 2 * day)]).toEqual(
        Array.from({ length: 3 }, () => "misfire-skip"),
      );
      expect(await why(noon + minute)).toBe("not-scheduled");
      expect(await why(noon + day - hour)).toBe("not-scheduled");

      // By another schedule it can no longer be told which instants the row counts.
      await dexter.jobs.update(job.id, { schedule: daily(13) }, { revision: (await dexter.jobs.get(job.id)).revision });
      expect(await why(noon + day)).toBe("misfire-skip");
      await scheduler.stop();
    });

    it("is answered by the schedule's own row, however often the job was run by hand", async () => {
      const { clock, scheduler, dexter, aJob } = await aStage(createStore);
      const job = await aJob(daily(12));
      // Nobody is there for three days.
      await clock.advanceTo(noon + 3 * day + 2 * hour);
      await scheduler.start();
      await clock.advanceBy(minute);
      const missed = await dexter.jobs.explain(job.id, new Date(noon + day));
      expect(missed).toMatchObject({ code: "coalesced", run: { state: "missed", occurrences: 3 } });
      for (let press = 0; press < 25; press += 1) await dexter.jobs.trigger(job.id);
      await clock.advanceBy(minute);
      const later = new Date(clock.now());
      expect((await dexter.jobs.explain(job.id, later)).code).toBe("not-scheduled");
      expect(await dexter.jobs.explain(job.id, new Date(noon + day))).toEqual(missed);
      const [byHand] = (await dexter.runs.list({ jobId: job.id, limit: 1 })).items;
      expect((await dexter.jobs.explain(job.id, byHand!.dueAt)).run?.trigger).toBe("manual");
      await scheduler.stop();
    });
  });
}
