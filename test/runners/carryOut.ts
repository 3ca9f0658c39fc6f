import { createScheduler, memoryStore, type Run, type Runner } from "@dexter/scheduled-jobs";
import type { ConversationEntry } from "../../src/model/conversation.ts";
import type { PolicyOverrides } from "../../src/model/policies.ts";

const owner = { ownerId: "u1", factoryId: "f1", timezone: "America/New_York", locale: "en-US" };
const endings = [
  "run.succeeded",
  "run.failed",
  "run.timed_out",
  "run.cancelled",
  "run.interrupted",
  "run.asked",
] as const;

/** A scheduler on this machine's clock, whose one job is run by a runner as often as it is asked. */
export async function aHost(runner: Runner, policies: PolicyOverrides = {}, prompt = "check line 3") {
  const scheduler = createScheduler({
    store: memoryStore(),
    runner,
    defaults: { retry: { attempts: 2, backoffMs: 10 }, limits: { graceMs: 2_000 } },
  });
  const dexter = scheduler.as(owner);
  const yearly = { kind: "cron", expression: "0 0 1 1 *", timezone: "UTC" } as const;
  const proposal = await dexter.propose({ schedules: [yearly], prompt, name: "Line check", policies });
  const [job] = await dexter.confirm(proposal.id, { revision: proposal.revision });
  await scheduler.start();

  /** Until a run is over, or waits for an answer. */
  const end = new Promise<Run>((resolve) => {
    for (const name of endings) scheduler.on(name, ({ run }) => resolve(run));
  });
  return {
    scheduler,
    dexter,
    job: job!,
    trigger: () => dexter.jobs.trigger(job!.id),
    /** Runs the job once, to its end. */
    carryOut: async (): Promise<{ run: Run; items: ConversationEntry["item"][] }> => {
      await dexter.jobs.trigger(job!.id);
      const run = await end;
      const { entries } = await dexter.conversations.get(run.conversationId ?? "");
      await scheduler.stop();
      return { run, items: entries.map(({ item }) => item) };
    },
  };
}
