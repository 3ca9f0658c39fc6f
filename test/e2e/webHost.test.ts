import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { aJob } from "./aWebHost.ts";
import { host, useWebHost, visit } from "./useWebHost.ts";

useWebHost();

describe("the whole way, in a browser", () => {
  it("from a sentence to a PDF on the disk", { timeout: 60_000 }, async () => {
    const { page, row } = await visit();
    await page
      .getByRole("textbox", { name: "What should Dexter do, and when?" })
      .fill("In 10 seconds, run the simulation and email me a PDF of the results");
    await page.getByRole("button", { name: "Review" }).click();
    await page.getByRole("heading", { name: "Check this job before it is created" }).waitFor();
    const client = await host.clientOf("ada");
    expect((await client.jobs.list()).items, "nothing exists before the button").toEqual([]);
    await page.getByRole("button", { name: "Schedule it" }).click();
    await row("Run simulation and email PDF of results").waitFor();

    const run = page.locator("run-conversation");
    await run.getByText("Scheduled prompt, sent for you").waitFor();
    await run.getByText("Email to ada@localhost put into the outbox.").waitFor();
    await run.locator("[part=status]", { hasText: "Done" }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      run.getByRole("button", { name: /^Download .*\.pdf$/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^\d{4}-\d\d-\d\d-simulation-results\.pdf$/);
    const pdf = await getDocumentProxy(new Uint8Array(await readFile(await download.path())));
    expect((await extractText(pdf, { mergePages: true })).text).toContain("good parts");
    const [mail] = await host.mails();
    expect(mail?.to).toMatchObject({ text: "ada@localhost" });
    expect(mail?.attachments.map(({ contentType }) => contentType)).toEqual(["application/pdf"]);

    await page.reload();
    await run.getByText("Email to ada@localhost put into the outbox.").waitFor();
  });
});

it("by keyboard alone: review, decline with the sentence kept, review again, create", { timeout: 60_000 }, async () => {
  const { page, row } = await visit({ person: "Luis" });
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return (element?.textContent || (element as HTMLTextAreaElement | null)?.value)?.trim();
    });
  const tabTo = async (text: string) => {
    for (let n = 0; n < 25 && (await focused())?.startsWith(text) !== true; n++) await page.keyboard.press("Tab");
  };
  const sentence = "Every weekday at 7am, check the line by keyboard";
  await page.locator("textarea").focus();
  await page.keyboard.type(sentence);
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("Check this job before it is created");
  await tabTo("Don’t create");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe(sentence);
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("Check this job before it is created");
  await tabTo("Create job");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("Job created");
  await row("by keyboard").waitFor();
  const client = await host.clientOf("luis");
  for (const { id, revision } of (await client.jobs.list()).items) await client.jobs.delete(id, { revision });
});

describe("in Spanish", () => {
  it("from a sentence to a PDF, page and elements in one language", { timeout: 60_000 }, async () => {
    const { page } = await visit({
      continueAs: "Continuar como",
      look: { locale: "es-MX" },
    });
    expect(await page.locator("html").getAttribute("lang")).toBe("es-MX");
    await page
      .getByRole("textbox", { name: "¿Qué debe hacer Dexter y cuándo?" })
      .fill("En 5 segundos, ejecuta la simulación y envíame un PDF");
    await page.getByRole("button", { name: "Revisar" }).click();
    await page.getByRole("button", { name: "Programar" }).click();
    const run = page.locator("run-conversation");
    await run.locator("[part=status]", { hasText: "Hecha" }).waitFor();
    await run.getByRole("button", { name: /^Descargar .*\.pdf$/ }).waitFor();
    const row = page.locator("scheduled-jobs-panel li.job", { hasText: /simulación/i });
    await row.getByText("Completado").waitFor();
    expect(await row.textContent()).not.toMatch(/Last run|Active|Completed/);
    await page.getByRole("navigation", { name: "Secciones" }).getByRole("button", { name: "Ajustes" }).click();
    await page.getByRole("combobox", { name: "Idioma" }).selectOption("English");
    await page.getByRole("textbox", { name: "What should Dexter do, and when?" }).waitFor();
    await row.getByText("Completed").waitFor();
  });
});

describe.each(["light", "dark"] as const)("the pages, %s", (colorScheme) => {
  it("have nothing that axe finds", async () => {
    const client = await host.clientOf("luis", "lyon-est");
    const id = await aJob(client, "Every weekday at 7am, run the simulation and write a PDF report", "Looked at");
    const run = await client.jobs.trigger(id, { requestId: id });
    await expect.poll(async () => (await client.runs.get(run.id)).state, { timeout: 15_000 }).toBe("succeeded");
    const { page, open } = await visit({ person: "Luis", look: { colorScheme } });
    const violations = async () =>
      (await new AxeBuilder({ page }).analyze()).violations.map(
        ({ id: rule, nodes }) => `${rule}: ${nodes[0]?.target.join(" ")}`,
      );
    await page.getByRole("combobox", { name: "Factory" }).selectOption("Lyon Est");
    const job = page.locator("scheduled-jobs-panel [part=name]", { hasText: "Looked at" });
    await job.first().waitFor();
    expect(await violations()).toEqual([]);
    await open("History");
    await page.locator("conversation-history").getByRole("button", { name: "Looked at" }).first().click();
    await page.locator("run-conversation [part=output]").waitFor();
    expect(await violations()).toEqual([]);
    await open("Settings");
    expect(await violations()).toEqual([]);
    await page.context().clearCookies();
    await page.goto(host.url);
    await page.getByRole("button", { name: "Continue as Ada" }).waitFor();
    expect(await violations()).toEqual([]);
  });
});

describe("the sample sign-in", () => {
  it("keeps people and factories apart", async () => {
    const ada = await host.clientOf("ada");
    const id = await aJob(ada, "Every weekday at 7am, run the simulation", "Only Ada's, only here");
    for (const other of [await host.clientOf("luis"), await host.clientOf("ada", "lyon-est")]) {
      await expect(other.jobs.get(id)).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
    }
    const { page, row } = await visit({ person: "Luis" });
    await page.locator("scheduled-jobs-panel").getByText("No scheduled jobs yet").waitFor();
    await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Settings" }).click();
    await page.getByRole("combobox", { name: "Signed in as" }).selectOption("Ada Moreau");
    await row("Only Ada's, only here").waitFor();
  });

  it("answers nobody without a cookie of its own making", async () => {
    const forged = (await host.cookieOf("ada")).replace("ada", "luis");
    for (const cookie of ["", forged]) {
      const answer = await fetch(`${host.url}/api/scheduled-jobs/jobs`, { headers: { cookie } });
      expect(answer.status).toBe(401);
    }
    const strange = await fetch(`${host.url}/session`, {
      method: "POST",
      headers: { origin: "https://elsewhere.example" },
      body: new URLSearchParams({ person: "ada" }),
    });
    expect(strange.status).toBe(403);
  });

  it("gives a file to its owner only", async () => {
    const client = await host.clientOf("ada");
    const id = await aJob(client, "Every weekday at 7am, run the simulation and write a PDF report", "Files");
    const run = await client.jobs.trigger(id, { requestId: "files" });
    await expect.poll(async () => (await client.runs.get(run.id)).state, { timeout: 15_000 }).toBe("succeeded");
    const { conversationId = "" } = await client.runs.get(run.id);
    const { items } = await client.conversations.entries(conversationId);
    const [url = ""] = items.flatMap(({ item }) => (item.type === "output" ? [item.url] : []));
    const statusFor = async (person: string | undefined) => {
      const cookie = person === undefined ? "" : await host.cookieOf(person);
      return (await fetch(`${host.url}${url}`, { headers: { cookie } })).status;
    };
    expect([await statusFor("ada"), await statusFor("luis"), await statusFor(undefined)]).toEqual([200, 404, 401]);
  });

  it("fits a phone: what is open covers the sidebar, and Back leads there", async () => {
    const client = await host.clientOf("luis");
    await aJob(client, "Every weekday at 7am, run the simulation", "On the phone");
    const { page, row, choose, open } = await visit({
      person: "Luis",
      look: { viewport: { width: 390, height: 844 } },
    });
    await row("On the phone").waitFor();
    await choose("On the phone", "Run now");
    await row("On the phone").getByText("succeeded").waitFor();
    await open("History");
    await page.locator("conversation-history").getByRole("button", { name: "On the phone" }).click();
    await page.locator("run-conversation").getByRole("heading", { name: "On the phone" }).waitFor();
    expect(await page.getByRole("navigation", { name: "Sections" }).isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole("button", { name: "Back" }).click();
    await page.locator("conversation-history").getByRole("button", { name: "On the phone" }).waitFor();
  });
});
