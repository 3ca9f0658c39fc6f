import { SchedulerError } from "@dexter/scheduled-jobs";
import { exitCode, once } from "./terminal/once.ts";
import { openHost } from "./host.ts";
import { type Arguments, readArguments, usage } from "./terminal/arguments.ts";
import { interactive } from "./terminal/interactive.ts";
import { problem } from "./terminal/problem.ts";
import { RunFeed } from "./terminal/runFeed.ts";

const print = (text: string) => console.log(text);

process.exitCode = await main().catch((error: unknown) => {
  console.error(error);
  return exitCode.broken;
});

async function main(): Promise<number> {
  let given: Arguments;
  try {
    given = readArguments(process.argv.slice(2), process.env);
  } catch (error) {
    console.error(`${problem(error)}\n\n${usage}`);
    return exitCode.unusable;
  }
  if (given.isHelp) {
    print(usage);
    return exitCode.ok;
  }
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  try {
    const host = await openHost({ ...given, environment: process.env });
    try {
      const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
      if (isTerminal && !given.isConfirmed) {
        await interactive(host, given.sentence);
        return exitCode.ok;
      }
      if (given.sentence !== undefined)
        return await once(host, given.sentence, { ...given, print, signal: stop.signal });
      const feed = new RunFeed(host, print);
      await host.scheduler.start();
      print("No terminal to ask in: running the jobs that exist, until Ctrl-C.");
      await feed.showUntil(() => false, stop.signal);
      return exitCode.ok;
    } finally {
      await host.scheduler.stop();
    }
  } catch (error) {
    // anything else is a mistake of this program: Node shows where
    if (!SchedulerError.is(error)) throw error;
    console.error(problem(error));
    return exitCode.unusable;
  }
}
