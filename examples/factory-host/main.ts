import { command } from "./terminal/command.ts";
import { exitCode } from "./terminal/once.ts";

const stop = new AbortController();
// a second Ctrl-C ends the process at once
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());

process.exitCode = await command(process.argv.slice(2), {
  environment: process.env,
  isTerminal: process.stdin.isTTY && process.stdout.isTTY,
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
  signal: stop.signal,
}).catch((error: unknown) => {
  console.error(error);
  return exitCode.broken;
});
