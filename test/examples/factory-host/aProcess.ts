import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };

const root = resolve(import.meta.dirname, "../../..");

/** An empty folder for one host. */
export function aFolder(): string {
  return mkdtempSync(join(tmpdir(), "factory-host-"));
}

interface HostProcess {
  /** What it has written so far. */
  output(): string;
  /** Resolves once it has written this. */
  said(text: string | RegExp): Promise<void>;
  /** Resolves once it has ended, with its exit code; `null` where a signal ended it. */
  ended: Promise<number | null>;
  /** The host itself, not npm around it. */
  kill(signal: NodeJS.Signals): void;
}

interface ProcessOptions {
  folder: string;
  environment?: NodeJS.ProcessEnv;
  /** Through `npm start`, as a newcomer does it; else the command behind it, which starts sooner. */
  byNpm?: boolean;
}

/** The example host as it is started from another folder, without a terminal. */
export function aProcess(args: readonly string[], options: ProcessOptions): HostProcess {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NO_COLOR: "1",
    TZ: "America/New_York",
    ...options.environment,
  };
  // npm tells the folder it was called from; no variable of this run's own npm may speak for it
  delete environment["INIT_CWD"];
  const [command = "", ...start] =
    options.byNpm === true
      ? ["npm", "--prefix", root, "start", "--silent", "--"]
      : packageJson.scripts.start
          .split(" ")
          .map((word) => (/^(?:\.\/)?examples\//.test(word) ? join(root, word) : word));
  const child: ChildProcess = spawn(command === "node" ? process.execPath : command, [...start, ...args], {
    cwd: options.folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    // a group of its own, so that the host can be killed together with npm and at once
    detached: true,
  });
  let written = "";
  const listeners = new Set<() => void>();
  const ended = new Promise<number | null>((done) => child.once("close", (code) => done(code)));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      written += text;
      for (const listener of listeners) listener();
    });
  }
  const kill = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // it has ended
    }
  };
  onTestFinished(async () => {
    kill("SIGKILL");
    await ended;
  });
  return {
    output: () => written,
    ended,
    kill,
    said: (text) =>
      new Promise<void>((done, fail) => {
        const look = () => {
          if (!(typeof text === "string" ? written.includes(text) : text.test(written))) return;
          listeners.delete(look);
          done();
        };
        listeners.add(look);
        look();
        void ended.then(() => fail(new Error(`It ended without saying ${String(text)}:\n${written}`)));
      }),
  };
}

/** Runs the host to its end. */
export async function runHost(
  args: readonly string[],
  options: Partial<ProcessOptions> = {},
): Promise<{ code: number | null; output: string; folder: string }> {
  const folder = options.folder ?? aFolder();
  const host = aProcess(args, { ...options, folder });
  const code = await host.ended;
  return { code, output: host.output(), folder };
}
