import { expect, it } from "vitest";
import { mountHistory } from "./scenes.ts";
import { eventually, stage } from "./stage.ts";

it("31: the history groups by the reader's day; a run stands under the day it was due", async () => {
  const page = await stage();
  await mountHistory(page);
  expect(await page.locator(".grp").allTextContents()).toEqual([
    "Today",
    "Yesterday",
    "Previous 7 days",
    "March 2027",
    "February 2027",
  ]);
  const today = page.locator("section", { hasText: "Today" }).first();
  expect(await today.locator(".open").allTextContents()).toEqual([
    "Line balance refresh",
    "Why is Cell 4 the bottleneck?",
    "Simulation and PDF of results",
  ]);
  await page.evaluate(() => {
    const { client, aRun } = bench;
    const run = (id: string, title: string, due: string, ended: string) =>
      aRun({
        id,
        title,
        state: "succeeded",
        dueAt: new Date(due),
        startedAt: new Date(due),
        finishedAt: new Date(ended),
        conversationId: id,
      });
    client.runList = [run("late", "Across midnight", "2027-03-11T04:50:00Z", "2027-03-11T05:20:00Z")];
  });
  await page.locator("conversation-history").evaluate((history) => {
    Object.assign(history, { extra: [] });
    return (history as HTMLElement & { refresh(): Promise<void> }).refresh();
  });
  await eventually(() => page.locator(".grp").allTextContents()).toEqual(["Yesterday"]);
  // a reader in Madrid, where it was due after midnight
  await page.locator("conversation-history").evaluate((history) => history.setAttribute("timezone", "Europe/Madrid"));
  await eventually(() => page.locator(".grp").allTextContents()).toEqual(["Today"]);
});

it("32: every status has a shape and a word of its own, not only a colour", async () => {
  const page = await stage({ forcedColors: true });
  await mountHistory(page);
  const shown = await page
    .locator(".conv")
    .evaluateAll((lines) =>
      lines.map((line) => [
        line.querySelector("b")?.textContent ?? "",
        line.querySelector("path")?.getAttribute("d") ?? "",
      ]),
    );
  const byWord = new Map(shown.filter(([word]) => word !== "").map(([word = "", shape = ""]) => [word, shape]));
  expect([...byWord.keys()].toSorted()).toEqual([
    "12 missed",
    "Cancelled",
    "Done",
    "Failed",
    "In progress",
    "Missed",
    "Needs your answer",
    "Skipped",
  ]);
  const distinct = ["Cancelled", "Done", "Failed", "In progress", "Missed", "Needs your answer"].map((word) =>
    byWord.get(word),
  );
  expect(new Set(distinct).size).toBe(6);
});

it("33: a missed run tells why when it is asked", async () => {
  const page = await stage();
  await mountHistory(page);
  await page.getByRole("button", { name: "Why: Simulation and PDF of results" }).click();
  await page.locator(".why", { hasText: "The scheduler was down from 4:40 AM to 6:10 PM." }).waitFor();
  expect(await page.evaluate(() => bench.client.calls.includes("jobs.explain"))).toBe(true);
});

it("runs that were missed together are one line with their count and their days", async () => {
  const page = await stage();
  await mountHistory(page);
  expect(await page.locator(".conv", { hasText: "12 missed" }).locator("bdi").last().textContent()).toBe(
    "12 missed, Feb 2 – Feb 9",
  );
});

it("the tabs filter, move by arrows, and count who waits", async () => {
  const page = await stage();
  await mountHistory(page);
  expect(await page.getByRole("tab").allTextContents()).toEqual(["All", "Scheduled", "Needs you · 1"]);
  await page.getByRole("tab", { name: "All" }).focus();
  await page.keyboard.press("ArrowRight");
  await eventually(() => page.getByRole("tab", { name: "Scheduled" }).getAttribute("aria-selected")).toBe("true");
  expect(await page.locator(".conv", { hasText: "Why is Cell 4" }).count()).toBe(0);
  await page.keyboard.press("End");
  await eventually(() => page.locator(".open").allTextContents()).toEqual(["Weekly quality audit"]);
});

it("a line asks the host to open it and is then the current one", async () => {
  const page = await stage();
  await mountHistory(page);
  await page.evaluate(() =>
    document.addEventListener("sj-open-conversation", (event) => Object.assign(globalThis, { opened: event.detail })),
  );
  await page.locator(".open", { hasText: "Supplier delay digest" }).first().click();
  expect(await page.evaluate(() => (globalThis as unknown as { opened: unknown }).opened)).toEqual({
    runId: "run-supplier",
    jobId: "supplier",
    conversationId: "c-run-supplier",
  });
  expect(await page.locator(".conv", { hasText: "mailbox" }).getAttribute("aria-current")).toBe("page");
});

it("new runs appear by themselves, older ones as one scrolls, each once; only those near are in the document", async () => {
  const page = await stage();
  await page.evaluate(() => {
    bench.client.runList = Array.from({ length: 420 }, (_, n) => {
      const dueAt = new Date(Date.UTC(2027, 2, 11, 14) - n * 3_600_000);
      return bench.aRun({ id: `r${n}`, title: `Run ${n}`, state: "succeeded", dueAt, conversationId: `c${n}` });
    });
  });
  await mountHistory(page);
  const names = () => page.locator(".open").allTextContents();
  for (let n = 0; n < 40 && (await page.locator(".more").count()) > 0; n++) {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(60);
  }
  await eventually(async () => (await names()).includes("Run 419")).toBe(true);
  await eventually(() => page.locator(".conv").count()).toBeLessThan(160);
  const height = await page.evaluate(() => document.body.scrollHeight);
  await page.evaluate(() => {
    const run = bench.aRun({
      id: "new",
      title: "New run",
      state: "running",
      dueAt: new Date(),
      startedAt: new Date(),
      conversationId: "cn",
    });
    bench.client.runList = [run, ...bench.client.runList];
    bench.client.emit({ name: "run.planned", run }, run.jobId);
  });
  const seen = new Map<string, number>();
  for (let top = height; top > -800; top -= 800) {
    await page.evaluate((to) => window.scrollTo(0, Math.max(0, to)), top);
    await page.waitForTimeout(60);
    const now = await names();
    expect(new Set(now).size, "each once").toBe(now.length);
    for (const name of now) seen.set(name, 1);
  }
  await eventually(async () => (await names())[0]).toBe("New run");
  expect([...seen.keys()].filter((name) => name.startsWith("Run "))).toHaveLength(420);
  expect(Math.abs((await page.evaluate(() => document.body.scrollHeight)) - height), "it does not jump").toBeLessThan(
    200,
  );
});

it("the line that has the focus stays in the document, however far one scrolls", async () => {
  const page = await stage();
  await page.evaluate(() => {
    bench.client.runList = Array.from({ length: 300 }, (_, n) => {
      const dueAt = new Date(Date.UTC(2027, 2, 11, 14) - n * 3_600_000);
      return bench.aRun({ id: `r${n}`, title: `Run ${n}`, state: "succeeded", dueAt, conversationId: `c${n}` });
    });
  });
  await mountHistory(page);
  await page.getByRole("button", { name: "Run 2", exact: true }).focus();
  for (let n = 0; n < 40 && (await page.locator(".more").count()) > 0; n++) {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(60);
  }
  await eventually(() => page.locator(".conv").count()).toBeLessThan(200);
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe("Run 2");
});
