import { describe, expect, it } from "vitest";
import { exampleNow } from "./fakeData.ts";
import { cut, violations } from "./looks.ts";
import { mount, mountPanel, mountProposal, scenes, sentences } from "./scenes.ts";
import { eventually, stage } from "./stage.ts";

describe("39: axe finds nothing in light and dark, and nothing is cut at 320 pixels, with text of 200 %, from right to left", () => {
  for (const scene of scenes) {
    it(`in ${scene.name}`, async () => {
      const page = await stage({ width: 390, ...scene.look });
      await scene.show(page);
      expect(await violations(page)).toEqual([]);
      await page.evaluate(() => document.documentElement.classList.replace("light", "dark"));
      expect(await violations(page, true), "in the dark").toEqual([]);
      await page.setViewportSize({ width: 344, height: 844 });
      expect(await cut(page), "at 320 pixels").toEqual([]);
      await page.evaluate(() => document.documentElement.classList.add("big"));
      await page.waitForTimeout(30);
      expect(await cut(page), "with text of 200 %").toEqual([]);
      await page.evaluate(() => document.documentElement.classList.remove("big"));
      await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
      await page.waitForTimeout(30);
      expect(await cut(page), "from right to left").toEqual([]);
    });
  }
});

it("39: Spanish fits where English does", async () => {
  const found: string[] = [];
  for (const [tag, attributes] of [
    ["scheduled-jobs-panel", {}],
    ["scheduled-jobs-panel", { selected: "simulation" }],
    ["job-proposal", { text: sentences.morning }],
    ["conversation-history", {}],
    ["run-conversation", { "run-id": "run-audit" }],
    ["notification-toggle", {}],
  ] as const) {
    const page = await stage({ width: 344, lang: "es" });
    await page.evaluate(() => (bench.client = new bench.FakeClient({ locale: "es" })));
    await mount(page, tag, attributes);
    await page.waitForTimeout(60);
    found.push(...(await cut(page)), ...(await violations(page)));
    await page.context().close();
  }
  expect(found).toEqual([]);
});

it("40: nothing moves when the rows come in place of their skeletons", async () => {
  const page = await stage();
  await page.evaluate(() => {
    bench.client.jobList = bench.client.jobList.filter(({ id }) => id !== "audit").slice(0, 3);
    bench.client.delayMs = 400;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Object.assign(globalThis, {
          shift:
            ((globalThis as unknown as { shift?: number }).shift ?? 0) +
            (entry as PerformanceEntry & { value: number }).value,
        });
    }).observe({ type: "layout-shift", buffered: true });
  });
  await mount(page, "scheduled-jobs-panel");
  await page.locator(".job .sk").first().waitFor();
  const before = await page.locator(".job").first().boundingBox();
  await page.locator(".job .st").first().waitFor();
  const after = await page.locator(".job").first().boundingBox();
  expect(Math.abs((after?.height ?? 0) - (before?.height ?? 99))).toBeLessThan(1);
  expect(after?.y).toBe(before?.y);
  await page.waitForTimeout(150);
  expect(await page.evaluate(() => (globalThis as unknown as { shift?: number }).shift ?? 0)).toBeLessThan(0.001);
});

it("40: with reduced motion nothing is animated", async () => {
  const page = await stage({ reducedMotion: true });
  await mountPanel(page);
  await scenes.find(({ name }) => name === "run-balance")?.show(page);
  expect(
    await page.evaluate(
      () => [...document.querySelectorAll("*")].flatMap((element) => element.shadowRoot?.getAnimations() ?? []).length,
    ),
  ).toBe(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await eventually(() =>
    page.evaluate(
      () => [...document.querySelectorAll("*")].flatMap((element) => element.shadowRoot?.getAnimations() ?? []).length,
    ),
  ).toBeGreaterThan(0);
});

it("40: five custom properties restyle every element, with no other sheet", async () => {
  const page = await stage({ hostClass: "brand" });
  const looks: Record<string, unknown> = {};
  for (const [tag, attributes, selector] of [
    ["scheduled-jobs-panel", {}, ".btn.primary"],
    ["job-proposal", { text: sentences.morning }, ".btn.primary"],
    ["run-conversation", { "run-id": "run-audit" }, ".btn.primary"],
    ["conversation-history", {}, ".seg"],
    ["notification-toggle", {}, ".sw"],
  ] as const) {
    await mount(page, tag, attributes, "brand");
    const part = page.locator(`${tag} ${selector}`).first();
    await part.waitFor();
    looks[tag] = [
      await page.locator(tag).evaluate((host) => getComputedStyle(host).backgroundColor),
      ...(await part.evaluate((one) => [
        getComputedStyle(one).backgroundColor,
        getComputedStyle(one).borderTopLeftRadius,
      ])),
    ];
    await page.evaluate(() => document.querySelector("main")?.remove());
  }
  const button = ["rgb(251, 250, 247)", "rgb(166, 60, 0)", "0px"];
  expect(looks).toEqual({
    "scheduled-jobs-panel": button,
    "job-proposal": button,
    "run-conversation": button,
    "conversation-history": ["rgb(251, 250, 247)", "rgb(234, 238, 240)", "0px"],
    "notification-toggle": ["rgb(251, 250, 247)", "rgb(251, 250, 247)", "99px"],
  });
});

it("follows the host's color-scheme, and theme sets it on one element", async () => {
  const page = await stage({ theme: "dark" });
  await mountPanel(page);
  const surface = () =>
    page.locator("scheduled-jobs-panel").evaluate((panel) => getComputedStyle(panel).backgroundColor);
  expect(await surface()).toBe("rgb(18, 24, 28)");
  await page.locator("scheduled-jobs-panel").evaluate((panel) => panel.setAttribute("theme", "light"));
  expect(await surface()).toBe("rgb(255, 255, 255)");
});

it("relative times follow the clock by one timer, and are not announced", async () => {
  const page = await stage({ now: "real" });
  await page.clock.install({ time: exampleNow });
  await mountPanel(page);
  const row = page.locator(".job", { hasText: "Line balance refresh" });
  expect(await row.locator(".last").textContent()).toContain("started 2\u00a0min ago");
  await page.clock.runFor(61_000);
  await eventually(() => row.locator(".last").textContent()).toContain("started 3\u00a0min ago");
  expect(await page.locator("[aria-live=polite]").first().textContent()).toBe("");
});

it("an element that leaves the page stops listening, and goes on where it was when it is back", async () => {
  const page = await stage();
  await mountPanel(page);
  await page.evaluate(() => {
    const panel = document.querySelector("scheduled-jobs-panel");
    panel?.remove();
    Object.assign(globalThis, { panel });
    bench.client.jobList = bench.client.jobList.map((job) => (job.id === "report" ? { ...job, name: "Renamed" } : job));
    const job = bench.client.jobList.find(({ id }) => id === "report");
    if (job !== undefined) bench.client.emit({ name: "job.updated", job, changed: ["name"] }, "report");
    document.querySelector("main")?.append((globalThis as unknown as { panel: Element }).panel);
  });
  await page.locator(".job", { hasText: "Renamed" }).waitFor();
  expect(await page.locator(".job").count()).toBe(7);
});

it("proposals in a panel keep their own heading level and language", async () => {
  const page = await stage();
  await mountProposal(page, sentences.morning);
  await page.locator("job-proposal").evaluate((proposal) => proposal.setAttribute("heading-level", "4"));
  await eventually(() => page.locator("job-proposal h4").count()).toBe(1);
  expect(await page.locator("job-proposal h2").count()).toBe(0);
});

it("36: script in every text that the elements show stays text, in all five of them", async () => {
  const page = await stage({ width: 1280 });
  await page.evaluate(() => {
    const { client } = bench;
    const evil = '<img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=2</script>';
    client.jobList = client.jobList.map((job) => ({
      ...job,
      name: `${evil} ${job.name}`,
      prompt: evil,
      description: evil,
      ...(job.suspension !== undefined && { suspension: { ...job.suspension, message: evil } }),
    }));
    client.runList = client.runList.map((run) => ({
      ...run,
      title: `${evil} ${run.id}`,
      prompt: evil,
      summary: evil,
      ...(run.reason !== undefined && { reason: { ...run.reason, message: evil } }),
      ...(run.question !== undefined && { question: { text: evil, choices: [evil, evil] } }),
    }));
    const at = new Date();
    const items = [
      { type: "message" as const, role: "user" as const, text: evil },
      {
        type: "message" as const,
        role: "system" as const,
        text: `# ${evil}\n\n| ${evil} |\n| --- |\n| [${evil}](${evil}) |`,
      },
      { type: "note" as const, text: evil },
      { type: "tool-call" as const, callId: evil, name: evil, input: { [evil]: evil } },
      { type: "tool-result" as const, callId: evil, output: evil, isError: true },
      { type: "output" as const, name: `${evil}.pdf`, mediaType: evil, url: `javascript:${evil}` },
      { type: "question" as const, text: evil, choices: [evil] },
      { type: "message" as const, role: "assistant" as const, text: evil },
    ];
    for (const id of client.entries.keys())
      client.entries.set(
        id,
        items.map((item, place) => ({ sequence: place + 1, at, item })),
      );
  });
  await mountPanel(page, { selected: "supplier" });
  await mountProposal(page, `Every weekday morning, <img src=x onerror="globalThis.pwned=3"> check`);
  await page.locator("job-proposal #correction").fill('<img src=x onerror="globalThis.pwned=4"> monkey');
  await page.locator("job-proposal #correction").press("Enter");
  await page.locator("job-proposal button.opt").waitFor();
  await mount(page, "conversation-history");
  await page.locator("conversation-history").evaluate((history) => {
    const title = '<img src=x onerror="globalThis.pwned=5">';
    Object.assign(history, { extra: [{ id: title, title, summary: title, at: new Date() }] });
  });
  for (const run of ["run-audit", "run-mc", "run-sim-1", "run-sim-3"])
    await mount(page, "run-conversation", { "run-id": run });
  await mount(page, "notification-toggle");
  await page.locator("run-conversation details.step").first().waitFor({ state: "attached" });
  await page.locator("conversation-history .conv").first().waitFor();
  const made = await page.evaluate(() => {
    const within = (root: ParentNode): Element[] =>
      [...root.querySelectorAll("*")].flatMap((one) => [
        one,
        ...(one.shadowRoot === null ? [] : within(one.shadowRoot)),
      ]);
    const all = within(document.body);
    return {
      foreign: all.filter((one) => one.matches("img, script, iframe, object, embed, [onerror], [onload]")).length,
      links: all.filter((one) => /^\s*javascript:/i.test(one.getAttribute("href") ?? "")).length,
      pwned: "pwned" in globalThis,
      shown: all.some((one) => one.childElementCount === 0 && one.textContent.includes("<img src=x onerror")),
    };
  });
  expect(made).toEqual({ foreign: 0, links: 0, pwned: false, shown: true });
});
