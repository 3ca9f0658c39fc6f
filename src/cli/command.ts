import { readFileSync } from "node:fs";
import { SchedulerError } from "../errors/schedulerError.ts";
import { confirmCommand } from "./confirmCommand.ts";
import { interpretCommand } from "./interpretCommand.ts";
import { mcpCommand } from "./mcpCommand.ts";
import { type Command, type Terminal, USED_WRONGLY } from "./terminal.ts";

const commands: Readonly<Record<string, Command>> = {
  interpret: interpretCommand,
  mcp: mcpCommand,
  confirm: confirmCommand,
};

const usage = `Usage: dexter-jobs <command> [options]

  interpret "<sentence>"   shows how a sentence is understood
  mcp                      an MCP server on standard input and output, over jobs in a SQLite file
  confirm [<proposal>]     confirms what an assistant proposed, at this terminal

dexter-jobs <command> --help tells more.`;

/** Carries out one command line. What comes back is the exit code. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (["help", "--help", "-h"].includes(name)) {
    terminal.out(usage);
    return 0;
  }
  if (["--version", "-v"].includes(name)) {
    terminal.out(version());
    return 0;
  }
  if (command === undefined) {
    terminal.err(name === "" ? usage : `There is no command "${name}".\n\n${usage}`);
    return USED_WRONGLY;
  }
  try {
    return await command(rest, terminal);
  } catch (error) {
    if (!SchedulerError.is(error) && !isParseError(error)) throw error;
    terminal.err(`${error.message}\n\nUsage: dexter-jobs ${name} --help tells more.`);
    return USED_WRONGLY;
  }
}

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** What `parseArgs` throws for options that it does not know, or that lack a value. */
function isParseError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
