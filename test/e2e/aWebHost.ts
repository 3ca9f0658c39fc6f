import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createClient, type SchedulerClient } from "@dexter/scheduled-jobs/client";
import { type ParsedMail, simpleParser } from "mailparser";
import packageJson from "../../package.json" with { type: "json" };

const root = resolve(import.meta.dirname, "../..");

/** The example host as a process of its own, on a free port, with an empty data folder. */
export interface WebHost {
  url: string;
  /** A client that is signed in, as a script of that person would be. */
  clientOf(person: string, factory?: string): Promise<SchedulerClient>;
  /** The cookie that signing in gives. */
  cookieOf(person: string, factory?: string): Promise<string>;
  /** What is in the outbox. */
  mails(): Promise<ParsedMail[]>;
  stop(): Promise<number | null>;
}

export async function startWebHost(): Promise<WebHost> {
  const folder = mkdtempSync(join(tmpdir(), "web-host-"));
  const [, ...command] = packageJson.scripts.start.split(" ");
  const host = spawn(process.execPath, [...command, "--port", "0", "--data", folder], {
    cwd: root,
    env: { ...process.env, TZ: "America/New_York", INIT_CWD: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((done) => host.once("close", done));
  // it does not outlive who started it, however that ended
  const kill = () => host.kill("SIGKILL");
  process.once("exit", kill);
  let said = "";
  const url = await new Promise<string>((done, fail) => {
    for (const stream of [host.stdout, host.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        const at = /http:\/\/localhost:\d+/.exec(said)?.[0];
        if (at !== undefined) done(at);
      });
    }
    void ended.then(() => fail(new Error(`The host ended: ${said}`)));
  });
  const cookieOf = async (person: string, factory = "monterrey-north"): Promise<string> => {
    const answer = await fetch(`${url}/session`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: url },
      body: new URLSearchParams({ person, factory }),
    });
    return answer.headers.getSetCookie().join("; ").split(";")[0] ?? "";
  };
  return {
    url,
    cookieOf,
    clientOf: async (person, factory) => {
      const cookie = await cookieOf(person, factory);
      return createClient({ baseUrl: `${url}/api/scheduled-jobs`, headers: () => ({ cookie }) });
    },
    mails: () => {
      const outbox = join(folder, "outbox");
      return Promise.all(readdirSync(outbox).map((name) => simpleParser(readFileSync(join(outbox, name)))));
    },
    stop: async () => {
      host.kill("SIGTERM");
      const code = await ended;
      process.off("exit", kill);
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** Creates a job, as somebody did earlier. @returns its id */
export async function aJob(client: SchedulerClient, sentence: string, name?: string): Promise<string> {
  let proposal = await client.propose(sentence);
  if (name !== undefined)
    proposal = await client.proposals.amend(proposal.id, { name }, { revision: proposal.revision });
  const { id, revision, digest = "" } = proposal;
  const [job] = await client.confirm(id, { revision, digest });
  if (job === undefined) throw new Error(`No job came of: ${sentence}`);
  return job.id;
}
