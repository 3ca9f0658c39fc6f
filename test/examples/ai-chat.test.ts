import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createClient } from "@dexter/scheduled-jobs/client";
import { afterEach, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { type Asked, aFakeModel, type Reply } from "../ai/fakeModel.ts";
import { launchBrowser } from "../ui/browser.ts";

const root = resolve(import.meta.dirname, "../..");
const sentence = "Every Monday morning, refresh the production data pipeline";
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A model that proposes what the person says, changes it as they say, and carries out jobs with the tool for it. */
function answer({ messages, tools }: Asked): Reply {
  const last = messages.at(-1);
  const isWorking = JSON.stringify(messages[0]?.content).includes("You carry out a scheduled job");
  if (last?.role === "tool") {
    const result = JSON.parse(String(last.content)) as Record<string, unknown>;
    return { text: isWorking ? `${String(result["days"])} days were taken in.` : "Please check the card." };
  }
  if (isWorking) return { calls: [{ name: "refresh_production_data", input: {} }] };
  const said = String(last?.content);
  expect(tools?.map((tool) => tool.function.name)).toContain("propose_job");
  if (said !== "make it 6am") return { calls: [{ name: "propose_job", input: { text: said } }] };
  const proposed = messages.findLast(({ role }) => role === "tool");
  const { proposalId, revision } = JSON.parse(String(proposed?.content)) as { proposalId: string; revision: number };
  return { calls: [{ name: "amend_proposal", input: { proposalId, revision, correction: said } }] };
}

/** The example as a process of its own, with its model behind a local server. */
async function theChat() {
  const fake = await aFakeModel(answer);
  closing.push(fake.close);
  const data = mkdtempSync(join(tmpdir(), "ai-chat-"));
  closing.push(() => rmSync(data, { recursive: true, force: true }));
  const [, ...command] = packageJson.scripts["start:chat"].split(" ");
  const host = spawn(process.execPath, [...command, "--port", "0", "--data", data], {
    cwd: root,
    env: { ...process.env, TZ: "America/New_York", MODEL: "fake", OPENAI_BASE_URL: fake.baseURL },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((done) => host.once("close", done));
  closing.push(async () => {
    host.kill("SIGTERM");
    expect(await ended).toBe(0);
  });
  let said = "";
  const url = await new Promise<string>((done, fail) => {
    host.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const at = /http:\/\/localhost:\d+/.exec(said)?.[0];
      if (at !== undefined) done(at);
    });
    void ended.then(() => fail(new Error(`The host ended: ${said}`)));
  });
  return { url, asked: fake.asked, client: createClient({ baseUrl: `${url}/api/scheduled-jobs` }) };
}

describe("the chat with an agent of the AI SDK", () => {
  it("has a job proposed by the model, changed in words, confirmed by a click, and carried out by the agent", async () => {
    const { url, client, asked } = await theChat();
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const page = await browser.newPage({ locale: "en-US", timezoneId: "America/New_York" });
    page.setDefaultTimeout(15_000);
    const wrong: string[] = [];
    page.on("pageerror", ({ message }) => wrong.push(message));
    page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
    await page.goto(url);
    const say = async (text: string) => {
      await page.getByRole("textbox", { name: "Message" }).fill(text);
      await page.getByRole("textbox", { name: "Message" }).press("Enter");
    };

    await say(sentence);
    await page.locator("job-proposal").getByText("Every Monday at 9:00 AM", { exact: true }).waitFor();
    await page.getByText("Please check the card.").waitFor();
    expect((await client.jobs.list()).items).toEqual([]);

    await say("make it 6am");
    await page.locator("job-proposal").getByText("Every Monday at 6:00 AM", { exact: true }).waitFor();
    expect(await page.locator("job-proposal").count()).toBe(1);
    expect((await client.jobs.list()).items).toEqual([]);

    // The button is deaf for half a second after what is proposed has changed.
    await page.waitForTimeout(600);
    await page.getByRole("button", { name: "Create job" }).click();
    await page.getByRole("heading", { name: "Job created" }).waitFor();
    const [job] = (await client.jobs.list()).items;
    expect(job).toMatchObject({
      prompt: "refresh the production data pipeline",
      schedule: { kind: "cron", expression: "0 6 * * 1", timezone: "America/New_York" },
    });

    await page.getByRole("button", { name: "Run once now to test" }).click();
    const row = page
      .locator("conversation-history")
      .getByText(job?.name ?? "-")
      .first();
    await row.click();
    await page.locator("run-conversation").getByText("days were taken in.").waitFor({ timeout: 60_000 });
    expect(asked.filter(({ messages }) => JSON.stringify(messages).includes("Go on from there"))).toEqual([]);
    expect(wrong).toEqual([]);
  }, 120_000);
});
