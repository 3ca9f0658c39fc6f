import { PostgresBackend } from "@agendajs/postgres-backend";
import { Agenda } from "agenda";
import { inFlight, type Side, Tally } from "../side.ts";
import { work } from "../work.ts";

/** Agenda on Postgres, told of new jobs by a notification and looking ten times a second. */
export async function agendaSide(url: string, concurrency: number): Promise<Side> {
  const tally = new Tally();
  const backend = new PostgresBackend({ connectionString: url });
  const agenda = new Agenda({
    backend,
    processEvery: 100,
    defaultConcurrency: concurrency,
    maxConcurrency: concurrency,
  });
  agenda.define("run", (_job, done) => done());
  // Told once for what was done here, and again for what was heard of it.
  agenda.on("complete", (_job: unknown, isRemote?: boolean) => {
    if (isRemote !== true) tally.add();
  });
  await agenda.start();
  return {
    name: "Agenda",
    carryOut: async (runs) => {
      const done = tally.expect(runs);
      await inFlight(runs, concurrency, async () => {
        await agenda.now("run", work.payload);
      });
      await done;
    },
    close: async () => {
      await agenda.stop();
      await backend.disconnect();
    },
  };
}
