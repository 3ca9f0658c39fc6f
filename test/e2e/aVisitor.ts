import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";

/** Somebody at a browser, signed in, and what went wrong on their pages. */
export interface Visitor {
  page: Page;
  /** Errors of scripts, and what the Content-Security-Policy refused. */
  wrong: string[];
  /** The row of a job in the panel, by its name or another text in it. */
  row: (text: string | RegExp) => Locator;
  /** Chooses an entry of a row's menu. */
  choose: (name: string, entry: string) => Promise<void>;
  open: (section: "Scheduled Jobs" | "History" | "Settings") => Promise<void>;
  leave: () => Promise<void>;
}

export async function aVisitor(
  browser: Browser,
  url: string,
  options: { person?: string; continueAs?: string; look?: BrowserContextOptions; init?: string } = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "America/New_York",
    reducedMotion: "reduce",
    acceptDownloads: true,
    ...options.look,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const wrong: string[] = [];
  page.on("pageerror", ({ message }) => wrong.push(message));
  // a context of a test counts as incognito, where this browser has no push and says so
  const isNoPush = /Push API in incognito mode/;
  page.on("console", (message) => {
    if (message.type() === "error" && !isNoPush.test(message.text())) wrong.push(message.text());
  });
  await page.addInitScript(() =>
    addEventListener("securitypolicyviolation", ({ violatedDirective }) => console.error(violatedDirective)),
  );
  if (options.init !== undefined) await page.addInitScript(options.init);
  await page.goto(url);
  await page.getByRole("button", { name: `${options.continueAs ?? "Continue as"} ${options.person ?? "Ada"}` }).click();
  await page.getByRole("textbox", { name: /What should Dexter do, and when\?|¿Qué debe hacer Dexter/ }).waitFor();
  const row = (text: string | RegExp) => page.locator("scheduled-jobs-panel li.job", { hasText: text });
  return {
    page,
    wrong,
    row,
    choose: async (name, entry) => {
      await row(name).getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: entry }).click();
    },
    open: (section) =>
      page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: section }).click(),
    leave: () => context.close(),
  };
}
