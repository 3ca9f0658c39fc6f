import { parseArgs } from "node:util";
import { SchedulerError } from "../errors/schedulerError.ts";
import { interpret } from "../interpret/interpret.ts";
import { interpretationInWords } from "./interpretationInWords.ts";

/** Where a command writes, and what time it is. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  now(): Date;
}

const usage = `Usage: dexter-jobs interpret "<sentence>" [options]

Shows how a sentence is understood: schedule, prompt, what was filled in, which letters were read as what, the next occurrences.

Options:
  --timezone <name>   the account's zone, by its IANA name (default: this machine's)
  --locale <tag>      the language and the clock, such as en-US or es-MX (default: en-US)
  --now <instant>     when it is said, in ISO 8601 (default: now)
  --json              one JSON object instead of words
  --help              this text

Exit codes: 0 understood, 1 a question or not possible, 2 used wrongly.`;

/** Carries out one command line. What comes back is the exit code. */
export function runCommand(args: readonly string[], terminal: Terminal): number {
  let read: ReturnType<typeof parse>;
  try {
    read = parse(args);
  } catch (error) {
    terminal.err(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = read;
  if (values.help) {
    terminal.out(usage);
    return 0;
  }
  const [command, ...words] = positionals;
  const now = values.now === undefined ? terminal.now() : new Date(values.now);
  if (command !== "interpret" || words.length === 0 || Number.isNaN(now.getTime())) {
    terminal.err(usage);
    return 2;
  }
  const timezone = values.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const options = { now, timezone, locale: values.locale ?? "en-US" };
  try {
    const interpretation = interpret(words.join(" "), options);
    terminal.out(
      values.json ? JSON.stringify(interpretation, null, 2) : interpretationInWords(interpretation, options),
    );
    return interpretation.outcome === "understood" ? 0 : 1;
  } catch (error) {
    if (!(error instanceof SchedulerError)) throw error;
    terminal.err(error.message);
    return 2;
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      timezone: { type: "string" },
      locale: { type: "string" },
      now: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
}
