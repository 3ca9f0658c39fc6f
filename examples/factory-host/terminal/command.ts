import { SchedulerError } from "@dexter/scheduled-jobs";
import { type Host, openHost } from "../host.ts";
import { type Arguments, readArguments, usage } from "./arguments.ts";
import { interactive } from "./interactive.ts";
import { exitCode, once } from "./once.ts";
import { problem } from "./problem.ts";
import { type Print, RunFeed } from "./runFeed.ts";

/** Where a command runs. */
export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  /** Whether somebody can be asked. */
  isTerminal: boolean;
  print: Print;
  /** Says what is wrong. */
  complain: (text: string) => void;
  /** Asks the command to end. */
  signal: AbortSignal;
}

/** The whole program. @returns its exit code */
export async function command(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { environment, print, complain } = surroundings;
  let given: Arguments;
  try {
    given = readArguments(args, environment);
  } catch (error) {
    complain(`${problem(error)}\n\n${usage}`);
    return exitCode.unusable;
  }
  if (given.isHelp) {
    print(usage);
    return exitCode.ok;
  }
  try {
    const isWeb = given.sentence === undefined && !given.inTerminal;
    // one sentence needs no server
    const web = isWeb ? await import("../web/serve.ts") : undefined;
    const host = await openHost({ ...given, environment, ...(web !== undefined && { addressOf: web.fileAddress }) });
    try {
      if (host.movedJobs > 0)
        print(`Your account's zone is ${host.timezone} now. Jobs that moved along: ${host.movedJobs}.`);
      if (web === undefined) return await inHost(host, given, surroundings);
      await web.serveHost(host, { ...given, ...surroundings });
      return exitCode.ok;
    } finally {
      await host.scheduler.stop();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") {
      complain(`Port ${given.port} is taken. Choose another: --port <number>`);
      return exitCode.unusable;
    }
    // anything else is a mistake of this program
    if (!SchedulerError.is(error)) throw error;
    complain(problem(error));
    return exitCode.unusable;
  }
}

async function inHost(host: Host, given: Arguments, { isTerminal, print, signal }: Surroundings): Promise<number> {
  if (isTerminal && !given.isConfirmed) {
    await interactive(host, given.sentence, signal);
    return exitCode.ok;
  }
  if (given.sentence !== undefined) return once(host, given.sentence, { ...given, print, signal });
  const feed = new RunFeed(host, print);
  await host.scheduler.start();
  print("No terminal to ask in: running the jobs that exist, until Ctrl-C.");
  await feed.showUntil(() => false, signal);
  return exitCode.ok;
}
