import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createScheduler } from "@dexter/scheduled-jobs";
import { sqliteStore } from "@dexter/scheduled-jobs/sqlite";
import { VirtualClock } from "@dexter/scheduled-jobs/testing";
import { userInfo } from "node:os";
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { command } from "../../../examples/factory-host/terminal/command.ts";
import { aMailServer, type ReceivedMail } from "./aMailServer.ts";
import { aFolder, aProcess, runHost } from "./aProcess.ts";

const sentence = "In 2 seconds, run the simulation and email me a PDF of the results";
const files = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" });

/** What the store of a host's folder holds; nothing where there is none. */
async function inStore(folder: string) {
  mkdirSync(join(folder, ".data"), { recursive: true });
  const scheduler = createScheduler({ store: sqliteStore(join(folder, ".data", "dexter.db")) });
  const dexter = scheduler.as({
    ownerId: userInfo().username,
    factoryId: "example-works",
    timezone: "America/New_York",
  });
  const { items: jobs } = await dexter.jobs.list();
  const { items: runs } = await dexter.runs.list();
  const { items: conversations } = await dexter.conversations.list();
  await scheduler.stop();
  return { jobs, runs, conversations };
}

describe("the example host without a terminal", () => {
  it("reads a sentence back, waits until it is due, writes the conversation and ends with 0", async () => {
    const { code, output, folder } = await runHost([sentence, "--yes"], {
      environment: { MAIL_TO: "ada@factory.example" },
      byNpm: true,
    });
    expect(output).toContain("What      run the simulation and email me a PDF of the results");
    expect(output).toContain("America/New_York · your account's");
    expect(output).toContain("No model is configured, so I chose tools by the words of the prompt.");
    expect(output).toMatch(/CNC line, 50 replications of 8 h: \d+\.\d good parts an hour/);
    expect(output).toContain("✓ Done in");
    expect(code).toBe(0);
    const [letter] = files(join(folder, ".data", "outbox"));
    const mail = await simpleParser(readFileSync(join(folder, ".data", "outbox", letter ?? "")));
    expect(mail.to).toMatchObject({ text: "ada@factory.example" });
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(["application/pdf"]);
    const { jobs, runs, conversations } = await inStore(folder);
    expect(jobs.map(({ state }) => state)).toEqual(["completed"]);
    expect(runs.map(({ state }) => state)).toEqual(["succeeded"]);
    expect(conversations.map(({ title }) => title)).toEqual([jobs[0]?.name]);
  });

  it("sends the mail by the server that it is told of", async () => {
    const received: ReceivedMail[] = [];
    await using server = await aMailServer(received);
    const environment = { SMTP_URL: server.url, MAIL_TO: "ada@factory.example" };
    const { code, output } = await runHost([sentence, "--yes"], { environment });
    expect(output).toContain("Email sent to ada@factory.example.");
    expect(code).toBe(0);
    expect(received.map(({ to }) => to)).toEqual([["ada@factory.example"]]);
    const mail = await simpleParser(received[0]?.raw ?? "");
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(["application/pdf"]);
  });

  it("ends with 1 when the run failed, and says why", async () => {
    const { code, output } = await runHost(["In 2 seconds, water the plants", "--yes"], { byNpm: true });
    expect(output).toContain("I do not know how to do this. I can run the simulation");
    expect(output).toContain("✗ Failed");
    expect(code).toBe(1);
  });

  it("creates nothing without --yes, says so and ends with 3", async () => {
    const { code, output, folder } = await runHost(["Every weekday at 5am, run the simulation"]);
    expect(output).toContain("Monday through Friday at 5:00 AM");
    expect(output).toContain("Nothing was created, because there is no terminal to confirm in. Add --yes");
    expect(code).toBe(3);
    expect((await inStore(folder)).jobs).toEqual([]);
  });

  it("makes two jobs of two times a day, and ends at once where it is told not to wait", async () => {
    const { code, output, folder } = await runHost([
      "Twice a day at 6am and 6pm, run the simulation",
      "--yes",
      "--no-wait",
    ]);
    expect(output).toContain("This makes 2 jobs");
    expect(code).toBe(0);
    expect((await inStore(folder)).jobs).toHaveLength(2);
  });

  it("keeps everything in the folder it is given, and in the account's zone it is given", async () => {
    const { output, folder } = await runHost([
      "Every day at 5am, run the simulation",
      "--yes",
      "--no-wait",
      "--data",
      "elsewhere",
      "--timezone",
      "Asia/Tokyo",
    ]);
    expect(output).toContain("Asia/Tokyo");
    expect(files(folder).filter((name) => name.endsWith(".db"))).toEqual([join("elsewhere", "dexter.db")]);
  });

  it("tells how it is used", async () => {
    const { code, output } = await runHost(["--help"]);
    expect(output).toContain('npm start -- "<what and when>" --yes');
    expect(code).toBe(0);
  });
});

describe("the example host, killed and started again", { timeout: 90_000 }, () => {
  it("says what it missed, runs the latest missed one, and goes on", async () => {
    const folder = aFolder();
    await hourlyJobSince(folder, 5.25 * 3_600_000);
    const host = aProcess(["--terminal"], { folder });
    await host.said("missed 4 occurrences");
    await host.said("nothing was running when it was due");
    await host.said("✓ Done in");
    host.kill("SIGTERM");
    await host.ended;
    const { runs, jobs } = await inStore(folder);
    expect(runs.map(({ state, occurrences }) => [state, occurrences])).toEqual([
      ["succeeded", 1],
      ["missed", 4],
    ]);
    expect(jobs[0]?.nextAt?.getTime()).toBeGreaterThan(Date.now());
  });

  it("runs a one-off that came due while it was dead, once", async () => {
    const folder = aFolder();
    const first = aProcess([sentence, "--yes"], { folder, byNpm: true });
    await first.said("Waiting for the first run");
    first.kill("SIGKILL");
    await first.ended;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect((await inStore(folder)).runs).toEqual([]);
    const second = aProcess(["--terminal"], { folder });
    await second.said("✓ Done in");
    second.kill("SIGTERM");
    await second.ended;
    const { runs, conversations } = await inStore(folder);
    expect(runs.map(({ state }) => state)).toEqual(["succeeded"]);
    expect(conversations).toHaveLength(1);
  });

  it("finds a run that was cut off, and does not repeat it silently", async () => {
    const folder = aFolder();
    const work = "In 1 second, run a Monte Carlo batch of 20,000 replications and email me a PDF";
    const first = aProcess([work, "--yes"], { folder });
    await first.said("→ run_monte_carlo_batch");
    first.kill("SIGKILL");
    await first.ended;
    expect((await inStore(folder)).runs.map(({ state }) => state)).toEqual(["running"]);
    const second = aProcess(["--terminal"], { folder });
    // its lease ends ten seconds after the last sign of life
    await second.said("was cut off");
    second.kill("SIGTERM");
    await second.ended;
    const { runs, conversations } = await inStore(folder);
    expect(runs.map(({ state }) => state)).toEqual(["interrupted"]);
    expect(conversations.map(({ status }) => status)).toEqual(["interrupted"]);
    expect(existsSync(join(folder, ".data", "outbox"))).toBe(false);
  });
});

describe("what the example host answers to bad input", () => {
  it.each([
    ["an empty sentence", [""], /Nothing was created/],
    ["an emoji", ["🚀"], /when/i],
    ["another script", ["每天早上五点运行仿真"], /when/i],
    ["control characters", ["\u0001\u0002\u0007\u001B[2J\u001B[31m"], /Nothing was created/],
    ["1 MB", [`Every day at 5am, ${"run ".repeat(262_144)}`], /TEXT_TOO_LONG/],
    ["a time that has passed", ["On January 1st 2020 at 8am, run the simulation"], /past/i],
    ["an interval that is too short", ["Every 5 seconds, run the simulation"], /1 minute|60 s/i],
    ["a prompt without a time", ["run the simulation"], /when/i],
    ["a time without a prompt", ["every day at 5am"], /what/i],
    ["a cron string", ["*/5 * * * *"], /when should it run|what should dexter do/i],
    [
      "a zone that does not exist",
      ["Every day, run", "--timezone", "America/Gotham"],
      /America\/Gotham.*TIMEZONE_UNKNOWN/s,
    ],
    ["an option that does not exist", ["Every day, run", "--zone", "UTC"], /--zone/],
  ])("%s: says what to change, and creates nothing", async (_what, args, answer) => {
    const { code, output, folder } = await commandIn(aFolder(), [...args, "--yes", "--no-wait"]);
    expect(output).toMatch(answer);
    expect(code).toBe(2);
    // oxlint-disable-next-line no-control-regex -- these must be gone
    expect(output).not.toMatch(/[\u0001-\u0008\u000B-\u001A\u001C-\u001F]|\u001B(?!\[\d+m)/);
    expect(await inStore(folder)).toEqual({ jobs: [], runs: [], conversations: [] });
  });

  it.each([
    ["Every day at 5am, '; DROP TABLE jobs; --"],
    ["Every day at 5am, <script>alert(document.cookie)</script> && rm -rf $HOME"],
    ["Every day at 5am, run the simulation for 检查线 🚀"],
  ])("%j is kept letter for letter as a prompt, and does no harm", async (text) => {
    const { code, folder } = await commandIn(aFolder(), [text, "--yes", "--no-wait"]);
    expect(code).toBe(0);
    const { jobs } = await inStore(folder);
    expect(jobs.map(({ prompt }) => prompt)).toEqual([text.slice("Every day at 5am, ".length)]);
  });

  it("leaves a file alone that is no database of its own, as a process of its own would", async () => {
    const folder = aFolder();
    mkdirSync(join(folder, ".data"));
    const file = join(folder, ".data", "dexter.db");
    writeFileSync(file, "this is somebody's diary\n".repeat(200));
    const before = readFileSync(file);
    const { code, output } = await runHost(["Every day at 5am, run the simulation", "--yes", "--no-wait"], { folder });
    expect(output).toContain("STORE_CORRUPT");
    expect(code).toBe(2);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

/** The same program in this process. */
async function commandIn(folder: string, args: readonly string[]) {
  let output = "";
  const write = (text: string) => void (output += `${text}\n`);
  const code = await command(["--timezone", "America/New_York", ...args], {
    environment: { INIT_CWD: folder },
    isTerminal: false,
    print: write,
    complain: write,
    signal: new AbortController().signal,
  });
  return { code, output, folder };
}

/** A job that runs every hour, made in the past by a host that has not been running since. */
async function hourlyJobSince(folder: string, agoMs: number): Promise<void> {
  mkdirSync(join(folder, ".data"));
  const store = sqliteStore(join(folder, ".data", "dexter.db"));
  const scheduler = createScheduler({ store, clock: new VirtualClock(Date.now() - agoMs) });
  const owner = { ownerId: userInfo().username, factoryId: "example-works", timezone: "America/New_York" };
  const dexter = scheduler.as(owner);
  const { id, revision } = await dexter.propose("Every hour, run the simulation");
  await dexter.confirm(id, { revision });
  await scheduler.stop();
}
