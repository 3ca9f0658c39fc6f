import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { mount, mountPanel, mountRun, scenes } from "./scenes.ts";
import { eventually, stage } from "./stage.ts";

it("34: the prompt is the first message; steps fold and open by keyboard; an output downloads under its name", async () => {
  const page = await stage();
  await mountRun(page, "run-sim-3");
  const first = page.locator(".log > *").first();
  expect(await first.textContent()).toContain("Scheduled prompt, sent for you at 5:00\u00a0AM");
  expect(await first.textContent()).toContain("Run the simulation and email me a PDF of the results");
  const steps = page.locator("details.steps");
  expect(await steps.evaluate((details: HTMLDetailsElement) => details.open)).toBe(false);
  await steps.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  expect(await steps.evaluate((details: HTMLDetailsElement) => details.open)).toBe(true);
  await page.locator("details.step summary").first().focus();
  await page.keyboard.press("Space");
  expect(await page.locator("pre").first().textContent()).toBe(
    '{ "model": "monterrey-north", "horizonDays": 7, "replications": 30 }',
  );
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download simulation-2027-03-11.pdf" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("simulation-2027-03-11.pdf");
  expect(readFileSync(await download.path(), "utf8")).toBe("bytes of 11");
});

it("34: Alt and the arrows move from message to message", async () => {
  const page = await stage();
  await mountRun(page, "run-sim-3");
  await page.locator("summary").first().focus();
  await page.keyboard.press("Alt+ArrowDown");
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim());
  expect(await focused()).toContain("Scheduled prompt");
  await page.keyboard.press("Alt+ArrowDown");
  expect(await focused()).toContain("413 units a day");
});

it("secrets among a tool's values are masked until they are asked for", async () => {
  const page = await stage();
  await mountRun(page, "run-sim-3");
  await page.locator("details.steps > summary").click();
  await page.locator("summary", { hasText: "send_email" }).click();
  expect(await page.locator(".log").textContent()).not.toContain("s3cr3t-value");
  await page.getByRole("button", { name: "Show hidden values" }).click();
  expect(await page.locator("pre", { hasText: "s3cr3t-value" }).count()).toBe(1);
});

it("35: a run that waits shows its question and choices; the answer goes on with the same run", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.locator(".notice", { hasText: "Weekly quality audit is waiting for your answer." }).waitFor();
  expect(await page.locator(".job", { hasText: "Weekly quality audit" }).locator(".pill").textContent()).toBe(
    "Needs your answer",
  );
  await mountRun(page, "run-audit");
  await page.locator("[part=question]", { hasText: "Which audit should the report use?" }).waitFor();
  await page.getByRole("button", { name: "Audit B (9 defects)" }).click();
  await eventually(() => page.evaluate(() => bench.client.replies)).toEqual(["Audit B (9 defects)"]);
  await eventually(() => page.locator("run-conversation [part=status]").textContent()).toBe("In progress");
  await page.locator("run-conversation .msg.user", { hasText: "Audit B (9 defects)" }).waitFor();
  expect(await page.locator("run-conversation [part=question]").count()).toBe(0);
  await eventually(() => page.locator(".job", { hasText: "Weekly quality audit" }).locator(".pill").textContent()).toBe(
    "Running now",
  );
  expect(await page.evaluate(() => bench.client.runList.filter(({ jobId }) => jobId === "audit").length)).toBe(1);
});

it("35: an answer that could not be sent stays in its box", async () => {
  const page = await stage();
  await mountRun(page, "run-audit");
  await page.evaluate(() => bench.client.failures.push({ call: "runs.reply", code: "SERVER_UNREACHABLE" }));
  await page.getByLabel("Your answer").fill("Use both");
  await page.getByLabel("Your answer").press("Control+Enter");
  await page.locator(".wrong", { hasText: "Not saved. Your text is still here." }).waitFor();
  expect(await page.getByLabel("Your answer").inputValue()).toBe("Use both");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await eventually(() => page.evaluate(() => bench.client.replies)).toEqual(["Use both"]);
});

it("shows a run live: steps as they come, then the answer, and can be stopped", async () => {
  const page = await stage();
  await mountRun(page, "run-balance");
  await page.locator("summary", { hasText: "3\u00a0steps so far" }).waitFor();
  expect(await page.getByRole("log").getAttribute("aria-busy")).toBe("true");
  await page.evaluate(() =>
    bench.client.append(
      "c-run-balance",
      { type: "tool-result", callId: "c", output: "balanced", isError: false },
      { type: "message", role: "assistant", text: "Balanced **9 cells**." },
    ),
  );
  await page.locator(".msg strong", { hasText: "9 cells" }).waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await eventually(() => page.locator("[part=status]").textContent()).toBe("Cancelled");
});

it("37: while the line is down the log waits, and nothing is lost or doubled when it is back", async () => {
  const page = await stage();
  await mountRun(page, "run-balance");
  await page.evaluate(() => bench.client.goOffline());
  await page.locator(".rc-head", { hasText: "You’re offline." }).waitFor();
  await page.evaluate(() => {
    bench.client.append("c-run-balance", { type: "message", role: "assistant", text: "First" });
    bench.client.append("c-run-balance", { type: "message", role: "assistant", text: "Second" });
  });
  await page.waitForTimeout(200);
  expect(await page.locator(".msg", { hasText: "First" }).count()).toBe(0);
  await page.evaluate(() => bench.client.goOnline());
  await page.locator(".msg", { hasText: "Second" }).waitFor();
  expect(await page.locator(".md").allTextContents()).toEqual(["First", "Second"]);
});

it("of a long conversation the last 200 entries are shown, the earlier ones when they are asked for", async () => {
  const page = await stage();
  await page.evaluate(() => {
    const items = Array.from({ length: 450 }, (_, n) => ({
      sequence: n + 1,
      at: new Date(),
      item: { type: "message" as const, role: "assistant" as const, text: `Message ${n + 1}` },
    }));
    bench.client.entries.set("c-run-sim-3", items);
  });
  await mountRun(page, "run-sim-3");
  expect(await page.locator(".msg").count()).toBe(200);
  await page.getByRole("button", { name: "Show earlier" }).click();
  await eventually(() => page.locator(".msg").count()).toBe(400);
  await page.getByRole("button", { name: "Show earlier" }).click();
  await eventually(() => page.locator(".msg").count()).toBe(450);
  expect(await page.getByRole("button", { name: "Show earlier" }).count()).toBe(0);
  expect(await page.locator(".msg").first().textContent()).toContain("Message 1");
});

it("36: hostile text in a name, a tool and a message is shown as text, nothing runs, nothing is fetched, nothing scrolls sideways", async () => {
  const page = await stage();
  const fetched: string[] = [];
  page.on("request", (asked) => fetched.push(asked.url()));
  await scenes.find(({ name }) => name === "run-hostile")?.show(page);
  await page.evaluate(() => {
    const [template] = bench.client.jobList;
    if (template === undefined) return;
    bench.client.jobList = [
      {
        ...template,
        name: `<img src=x onerror="window.pwned=8">\u202e${"n".repeat(120)}`,
        description: "<script>window.pwned=10</script>",
      },
    ];
  });
  await mountPanel(page);
  await page.locator("details.steps > summary").click();
  await page.locator("details.step > summary").click();
  await page.waitForTimeout(100);
  expect(await page.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(
    await page
      .locator("run-conversation img, run-conversation script, scheduled-jobs-panel img, scheduled-jobs-panel script")
      .count(),
  ).toBe(0);
  expect(await page.locator("run-conversation").evaluate((run) => run.shadowRoot?.textContent)).toContain(
    '<img src=x onerror="window.pwned=9">',
  );
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll("run-conversation, scheduled-jobs-panel")]
      .map((element) => element.shadowRoot?.textContent ?? "")
      .join(""),
  );
  expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  const links = await page
    .locator("run-conversation a")
    .evaluateAll((all) => all.map((link) => [link.getAttribute("href"), link.getAttribute("rel")]));
  expect(links).toEqual([
    ["https://evil.example/login", "noopener noreferrer nofollow"],
    ["https://evil.example/p.png", "noopener noreferrer nofollow"],
  ]);
  expect((await page.locator("run-conversation").textContent()) ?? "").not.toContain("javascript:window");
  expect(await page.locator("run-conversation .md").textContent()).toContain("bank (evil.example)");
  expect(fetched.filter((url) => url.includes("evil"))).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

it("what cannot be found any more says so, and nothing else", async () => {
  const page = await stage();
  await mount(page, "run-conversation", { "run-id": "nobody" });
  await page.locator(".note", { hasText: "This can’t be found any more." }).waitFor();
  expect(await page.getByRole("button").count()).toBe(0);
});
