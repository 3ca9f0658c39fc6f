// npm run screenshots: the pictures of the README, taken of the real host.
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { launchBrowser } from "../ui/browser.ts";
import { aVisitor } from "./aVisitor.ts";
import { aJob, startWebHost } from "./aWebHost.ts";

const folder = join(import.meta.dirname, "../../docs/images");
mkdirSync(folder, { recursive: true });
const host = await startWebHost();
const browser = await launchBrowser();
const client = await host.clientOf("ada");
const runs = [
  await aJob(client, "Every Monday morning, refresh the production data pipeline"),
  await aJob(client, "Run a Monte Carlo batch on the first of every month"),
  await aJob(client, "Run the weekly quality audit workflow every Monday at 6am"),
  await aJob(client, "Every day at 6:30pm, order a new forklift", "Forklift order"),
];
const resting = await aJob(client, "Every 6 hours, write a downtime report");
await aJob(client, "In 2 hours, generate a quarterly throughput report");
await client.jobs.pause(resting);
const shown = await aJob(client, "Every weekday at 7am, run the simulation and write a PDF report");
for (const id of [...runs, shown]) {
  const run = await client.jobs.trigger(id, { requestId: id });
  while ((await client.runs.get(run.id)).finishedAt === undefined) await setTimeout(50);
}
const [last] = (await client.runs.list({ jobId: shown })).items;

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    const visitor = await aVisitor(browser, host.url, { look: { viewport: { width, height }, colorScheme } });
    const { page, row } = visitor;
    const take = async (what: string): Promise<void> => {
      const path = join(folder, `${what}-${width}-${colorScheme}.png`);
      await page.screenshot({ path });
      console.log(`${path} ${Math.ceil(statSync(path).size / 1024)} kB`);
    };
    await row("Forklift order").getByText("failed").waitFor();
    if (width > 800) {
      await page.goto(`${host.url}/#conversation=${last?.conversationId ?? ""}`);
      await page.reload();
      await page.locator("run-conversation details.steps > summary").first().click();
      await row("Forklift order").getByText("failed").waitFor();
    }
    await take("panel");
    await page
      .getByRole("textbox", { name: "What should Dexter do, and when?" })
      .fill("Every weekday morning, run the simulation and email me a PDF of the results");
    await page.locator("scheduled-jobs-panel #hint", { hasText: "first run" }).waitFor();
    await page.getByRole("button", { name: "Review" }).click();
    await page.getByRole("button", { name: "Create job" }).waitFor();
    await page.getByText("Next five runs").first().waitFor();
    await take("proposal");
    for (const wrong of visitor.wrong) console.error(wrong);
    await visitor.leave();
  }
}
await browser.close();
await host.stop();
