import { describe, expect, it } from "vitest";
import { en } from "../../src/ui/messages/en.ts";
import { enLater } from "../../src/ui/messages/enLater.ts";
import { es } from "../../src/ui/messages/es.ts";
import { cut, violations } from "./looks.ts";
import { mount, mountHistory, mountPanel, mountRun, sentences } from "./scenes.ts";
import { eventually, stage } from "./stage.ts";

const languages = { en: { ...en, ...enLater }, es };
/** Each width with each theme and each language, each theme with each language. */
const looks = (
  [
    [1280, "light", "en"],
    [1280, "dark", "es"],
    [390, "light", "es"],
    [390, "dark", "en"],
  ] as const
).map(([width, theme, lang]) => ({ width, theme, lang, words: languages[lang] }));
type Look = (typeof looks)[number];

async function opened({ width, theme, lang }: Look) {
  const page = await stage({ width, theme, lang });
  await page.evaluate((locale) => (bench.client = new bench.FakeClient({ locale })), lang);
  const isFine = async (what: string): Promise<void> => {
    expect(await cut(page), what).toEqual([]);
    expect(await violations(page, true), what).toEqual([]);
  };
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  const heading = (name: string) => page.getByRole("heading", { name, exact: true });
  return { page, isFine, button, heading };
}

// what depends on the width, the theme or the language; what does not has its tests once
for (const look of looks) {
  const { width, theme, lang, words } = look;
  describe(`in ${lang}, at ${width} pixels, ${theme}`, () => {
    it("1, 2, 3, 4, 6, 7, 9, 10: from an example to a job, with a change of mind", async () => {
      const { page, isFine, button, heading } = await opened(look);
      await page.evaluate(() => (bench.client.jobList = []));
      await mount(page, "scheduled-jobs-panel", {}, "wide");
      await page.locator(".try button").first().click();
      expect(await page.locator("textarea").inputValue()).toBe(words.examples[0]?.join(""));
      await isFine("an example");
      await page.locator("textarea").fill(sentences.morning);
      await eventually(() => page.locator(".ghost .when-ink").allTextContents()).toEqual(["Every weekday morning"]);
      await page.locator("textarea").press("Enter");
      await heading(words.checkHeading).waitFor();
      expect(await page.evaluate(() => bench.client.jobList.length)).toBe(0);
      expect(await page.locator(".rail .t").count()).toBe(5);
      await isFine("a proposal");

      await button(words.dontCreate).click();
      await page.locator("textarea").waitFor();
      expect(await page.locator("textarea").inputValue()).toBe(sentences.morning);
      await button(words.review).click();
      await heading(words.checkHeading).waitFor();

      await page.locator("#correction").fill("make it 6am");
      await button(words.update).click();
      await heading(words.changedHeading).waitFor();
      expect(await page.locator(".was").count()).toBe(1);
      await isFine("a correction");
      const first = await page.locator("#create small").textContent();
      expect(first).toContain(await page.locator(".rail .t").first().textContent());
      // what was just changed is not created by a click that was meant for what stood there before
      await page.clock.setFixedTime(new Date("2027-03-11T15:12:05Z"));
      await eventually(async () => {
        await page.locator("#create").click();
        return page.evaluate(() => bench.client.jobList.length);
      }).toBe(1);
      await heading(words.createdHeading).waitFor();
      await isFine("what was created");
      await button(words.close).click();
      await page.locator(".job .status", { hasText: words.active }).waitFor();
    });

    it("13, 14, 15, 16: questions, reasons and several jobs are said in full", async () => {
      const { page, isFine, heading } = await opened(look);
      const canCreate: (string | null)[] = [];
      for (const [text, title] of [
        [sentences.question, words.questionHeading],
        [sentences.event, words.unsupportedHeading],
        [sentences.noTime, words.whenHeading],
        [sentences.several, words.severalHeading(2)],
      ] as const) {
        await mount(page, "job-proposal", { text }, "wide");
        await heading(title).waitFor();
        const create = page.locator("#create");
        canCreate.push((await create.count()) === 0 ? "no button" : await create.getAttribute("aria-disabled"));
        await isFine(text);
        await page.locator("main").evaluate((main) => main.remove());
      }
      expect(canCreate).toEqual(["true", "no button", "true", null]);
    });

    it("21, 22, 23, 24, 25, 26, 27, 28, 29: what is done to jobs", async () => {
      const { page, isFine, button } = await opened(look);
      await mountPanel(page, {}, "wide");
      const row = page.locator('.job[data-id="simulation"]');
      const menu = async (label: string): Promise<void> => {
        await page.locator('[data-menu="simulation"]').first().click();
        await page.getByRole("menuitem", { name: label, exact: true }).click();
      };
      const status = row.locator(".status");
      expect(await page.locator(".job .status").allTextContents()).toEqual(
        expect.arrayContaining(
          [words.needsAnswer, words.suspended, words.runningNow].map((word) => expect.stringContaining(word)),
        ),
      );
      await isFine("the list");
      await page.locator('[data-menu="simulation"]').first().press("Enter");
      await page.getByRole("menu").waitFor();
      await isFine("the menu");
      await page.keyboard.press("Escape");

      await menu(words.pause);
      await page.locator(".toast", { hasText: words.pausedToast }).waitFor();
      expect(await status.textContent()).toContain(words.paused);
      await isFine("what was done");
      await menu(words.runNow);
      await page.locator(".toast", { hasText: words.startedToast }).waitFor();
      await menu(words.resume);
      await eventually(() => status.textContent()).not.toContain(words.paused);

      await menu(words.editPrompt);
      await page.locator("#prompt").fill("x".repeat(2_001));
      await button(words.savePrompt).click();
      await page.locator(".wrong", { hasText: words.promptTooLong(1) }).waitFor();
      await isFine("a prompt that is too long");
      await button(words.cancel).click();
      await button(words.changeSchedule).click();
      await page.getByRole("tab", { name: words.withFields }).click();
      await page.locator("#time").fill("half past");
      await button(words.saveSchedule).click();
      await page.locator(".wrong", { hasText: words.timeInvalid }).waitFor();
      expect(await page.locator("#time").evaluate((field) => field.matches(":focus"))).toBe(true);
      await isFine("a wrong time");
      await button(words.cancel).click();
      await isFine("one job");

      await page.locator('.detail [data-menu="detail"]').click();
      await page.getByRole("menuitem", { name: words.delete, exact: true }).click();
      const dialog = page.getByRole("alertdialog");
      await dialog.waitFor();
      expect(await dialog.textContent()).toContain(words.deleteText);
      expect(await page.locator("#keep").evaluate((keep) => keep.matches(":focus"))).toBe(true);
      await isFine("the question before it is deleted");
      await button(words.deleteJob).click();
      await eventually(() => row.count()).toBe(0);
    });

    it("31, 32, 33, 34, 35: what became of runs", async () => {
      const { page, isFine, heading } = await opened(look);
      await mountHistory(page, {}, "wide");
      await heading(words.previousDays).waitFor();
      const told = await page.locator("conversation-history .sub").allTextContents();
      for (const word of [words.inProgress, words.done, words.failed, words.needsAnswer, words.missed, words.skipped])
        expect(
          told.some((text) => text.includes(word)),
          word,
        ).toBe(true);
      await page.locator("conversation-history .sub .link").first().click();
      await page.locator("conversation-history .why").waitFor();
      await isFine("the history");
      await page.locator("main").evaluate((main) => main.remove());
      await mountRun(page, "run-audit");
      await page.locator("run-conversation summary").first().press("Enter");
      await page.locator("run-conversation .chips button").first().waitFor();
      await isFine("a question");
    });
  });
}
