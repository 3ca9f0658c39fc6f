import { parseArgs } from "node:util";
import { interpret } from "../interpret/interpret.ts";
import { interpretationInWords } from "./interpretationInWords.ts";
import { type Terminal, USED_WRONGLY } from "./terminal.ts";

const usage = `Usage: dexter-jobs interpret "<sentence>" [options]

Shows how a sentence is understood: schedule, prompt, what was filled in, which letters were read as what, the next occurrences.

Options:
  --timezone <name>   the account's zone, by its IANA name (default: this machine's)
  --locale <tag>      the language and the clock, such as en-US or es-MX (default: en-US)
  --now <instant>     when it is said, in ISO 8601 (default: now)
  --json              one JSON object instead of words
  --help              this text

Exit codes: 0 understood, 1 a question or not possible, 2 used wrongly.`;

/** Shows how a sentence is understood. */
export function interpretCommand(args: readonly string[], terminal: Terminal): number {
  const { values, positionals } = parseArgs({
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
  if (values.help) {
    terminal.out(usage);
    return 0;
  }
  const now = values.now === undefined ? terminal.now() : new Date(values.now);
  if (positionals.length === 0 || Number.isNaN(now.getTime())) {
    terminal.err(usage);
    return USED_WRONGLY;
  }
  const timezone = values.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const options = { now, timezone, locale: values.locale ?? "en-US" };
  const interpretation = interpret(positionals.join(" "), options);
  terminal.out(values.json ? JSON.stringify(interpretation, null, 2) : interpretationInWords(interpretation, options));
  return interpretation.outcome === "understood" ? 0 : 1;
}
