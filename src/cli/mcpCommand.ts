import { parseArgs } from "node:util";
import { loadPeer } from "../adapters/loadPeer.ts";
import { processRunner } from "../adapters/runners/processRunner.ts";
import { webhookRunner } from "../adapters/runners/webhookRunner.ts";
import { SchedulerError } from "../errors/schedulerError.ts";
import { defined } from "../model/defined.ts";
import type { Logger } from "../ports/logger.ts";
import type { Runner } from "../ports/runner.ts";
import { createScheduler } from "../scheduler/createScheduler.ts";
import { accountOf, accountOptions, accountUsage } from "./account.ts";
import type { Terminal } from "./terminal.ts";

const usage = `Usage: dexter-jobs mcp --data <file> --owner <id> --factory <id> [options] [-- <command> [arguments]]

An MCP server on standard input and output: an assistant proposes, lists and explains the jobs in a SQLite file. It never
confirms: that is asked in a dialogue of its application, or done on the host's page or by dexter-jobs confirm.

With a command or --webhook it also carries out what is due, while it runs. Without either it only manages: another process on the
same file carries out.

Options:
${accountUsage}
  --confirm-url <url>  the host's page where a person confirms; {proposal} stands for the proposal's id
  --webhook <url>      has runs carried out by a signed endpoint; the secret is in the variable DEXTER_WEBHOOK_SECRET
  --allow-host <name>  a host of the own network that --webhook may call; may be given again
  --env <name>         a variable that the command sees; it sees no other but PATH; may be given again
  --help               this text`;

/** How long runs that are going on are waited for when the client goes. */
const STOP_WAIT_MS = 5_000;

const options = {
  ...accountOptions,
  "confirm-url": { type: "string" },
  webhook: { type: "string" },
  "allow-host": { type: "string", multiple: true },
  env: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

/** Serves MCP until the client goes. */
export async function mcpCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const split = args.includes("--") ? args.indexOf("--") : args.length;
  const { values } = parseArgs({ args: args.slice(0, split), options });
  if (values.help === true) {
    terminal.out(usage);
    return 0;
  }
  const { store, actor } = accountOf(values);
  const runner = runnerOf(values, args.slice(split + 1));
  const { serveStdio } = await loadPeer("@modelcontextprotocol/sdk", () => import("../mcp/stdio.ts"));
  // Standard output belongs to the protocol.
  const scheduler = createScheduler({ store, ...defined({ runner }), logger: loggerOn(terminal) });
  const template = values["confirm-url"];
  const confirmUrl =
    template && ((proposal: { id: string }) => template.replaceAll("{proposal}", encodeURIComponent(proposal.id)));
  try {
    scheduler.as(actor);
    await scheduler.health();
    if (runner !== undefined) await scheduler.start();
    await serveStdio({ scheduler, actor, ...(confirmUrl !== undefined && confirmUrl !== "" && { confirmUrl }) });
    return 0;
  } finally {
    await scheduler.stop({ waitMs: STOP_WAIT_MS });
  }
}

function runnerOf(
  values: { webhook?: string; "allow-host"?: string[]; env?: string[] },
  [command, ...args]: readonly string[],
): Runner | undefined {
  if (command !== undefined && values.webhook !== undefined) {
    throw new SchedulerError("INPUT_INVALID", { field: "--webhook", hint: "Give a command or --webhook, not both." });
  }
  if (command !== undefined) {
    const seen = Object.fromEntries((values.env ?? []).map((name) => [name, process.env[name]]));
    return processRunner({ command, args, env: defined(seen) });
  }
  if (values.webhook === undefined) return undefined;
  const secret = process.env["DEXTER_WEBHOOK_SECRET"] ?? "";
  return webhookRunner({ url: values.webhook, secret, allowedHosts: values["allow-host"] ?? [] });
}

function loggerOn(terminal: Terminal): Logger {
  const write = (values: object, message: string) => terminal.err(`${message} ${JSON.stringify(values, shown)}`);
  return { debug: () => {}, info: () => {}, warn: write, error: write };
}

/** An error has no fields of its own that JSON would show. */
const shown = (_: string, value: unknown) => (value instanceof Error ? value.message : value);
