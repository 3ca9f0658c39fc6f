import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** What was asked for on the command line. */
export interface Arguments {
  /** What to do and when; a terminal asks for it where it is left out. */
  sentence: string | undefined;
  /** Create the jobs without a terminal to ask in. */
  isConfirmed: boolean;
  /** Wait for the first run of what was created. */
  waits: boolean;
  /** Open the host in the terminal rather than in a browser. */
  inTerminal: boolean;
  /** The port for browsers; any free one for 0. */
  port: number | undefined;
  /** The folder with everything: database, production data, files, outbox. */
  data: string;
  timezone: string;
  isHelp: boolean;
}

export const usage = `Scheduled jobs in a small factory.

  npm start                                   opens the host for your browser
  npm run start:terminal                      opens it in this terminal
  npm start -- "<what and when>"              reads a sentence back and asks
  npm start -- "<what and when>" --yes        creates the job, waits for its first run, prints the conversation

  --yes               confirms what was understood, without asking
  --no-wait           ends as soon as the job is created
  --terminal          opens the host in this terminal
  --port <number>     where browsers find the host (default: 4400, or a free one)
  --data <folder>     where everything is kept (default: .data)
  --timezone <name>   the account's zone, such as America/New_York (default: this machine's);
                      jobs that follow it move along
  --help

  SMTP_URL            sends mails by this server; without it they become .eml files in <data>/outbox
  MAIL_TO             the address that "email me" means

Ends with 0 when the run ended well, 1 when it did not, 2 when the sentence or an option cannot be used,
3 when somebody has to confirm and there is no terminal.`;

/** Reads the command line; a relative folder counts from where npm was called. @throws TypeError for an unknown option */
export function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      yes: { type: "boolean", default: false, short: "y" },
      wait: { type: "boolean", default: true },
      terminal: { type: "boolean", default: false },
      port: { type: "string" },
      data: { type: "string", default: ".data" },
      timezone: { type: "string" },
      help: { type: "boolean", default: false, short: "h" },
    },
  });
  if (values.port !== undefined && !/^\d{1,5}$/.test(values.port)) {
    throw new TypeError(`--port takes a number, not "${values.port}"`);
  }
  const sentence = positionals.length > 0 ? positionals.join(" ") : undefined;
  return {
    sentence,
    isConfirmed: values.yes,
    waits: values.wait,
    inTerminal: values.terminal,
    port: values.port === undefined ? undefined : Number(values.port),
    data: resolve(environment["INIT_CWD"] ?? ".", values.data),
    timezone: values.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    isHelp: values.help,
  };
}
