import { parseArgs } from "node:util";
import { createScheduler } from "../scheduler/createScheduler.ts";
import { readBack } from "../tools/readBack.ts";
import { accountOf, accountOptions, accountUsage } from "./account.ts";
import { type Terminal, USED_WRONGLY } from "./terminal.ts";

const usage = `Usage: dexter-jobs confirm [<proposal>] --data <file> --owner <id> --factory <id> [options]

Shows what an assistant proposed and asks the person at this terminal; without a proposal, lists those that are open.

Options:
${accountUsage}

Exit codes: 0 done, 1 not confirmed, 2 used wrongly.`;

/** Confirms a proposal at a terminal, where a person sits: it asks nobody through a pipe. */
export async function confirmCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...accountOptions, help: { type: "boolean", short: "h" } },
  });
  if (values.help === true) {
    terminal.out(usage);
    return 0;
  }
  const { store, actor } = accountOf(values);
  const scheduler = createScheduler({ store });
  const dexter = scheduler.as(actor);
  try {
    const [id] = positionals;
    if (id === undefined) {
      const { items } = await dexter.proposals.list({ state: "open" });
      for (const proposal of items) terminal.out(`${proposal.id}\n${readBack(proposal)}\n`);
      if (items.length === 0) terminal.out("Nothing is proposed.");
      return 0;
    }
    const proposal = await dexter.proposals.get(id);
    terminal.out(readBack(proposal));
    if (terminal.ask === undefined) {
      terminal.err("Only a person at a terminal can confirm.");
      return USED_WRONGLY;
    }
    const { revision } = proposal;
    const answer = await terminal.ask("Confirm? Type yes: ");
    if (answer.trim().toLowerCase() !== "yes") {
      terminal.out("Nothing was done.");
      return 1;
    }
    const token = await dexter.proposals.confirmationToken(id, { revision });
    const jobs = await dexter.confirm(id, { revision, token });
    terminal.out(["Done.", ...jobs.map((job) => `${job.id} ${job.name}`)].join("\n"));
    return 0;
  } finally {
    await scheduler.stop();
  }
}
