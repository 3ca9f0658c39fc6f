import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { buildPage, launchBrowser, type Look, openStage, type Stage } from "./browser.ts";
import { exampleNow } from "./fakeData.ts";

let browser: Browser;
let scripts: Map<string, string>;
const open: Stage[] = [];

/** One browser and one build for all suites; each test has pages of its own, and no page may have an error. */
export function useBrowser(): void {
  beforeAll(async () => {
    [browser, scripts] = await Promise.all([launchBrowser(), buildPage()]);
  }, 60_000);
  afterAll(() => browser.close());
  afterEach(async () => {
    const stages = open.splice(0);
    await Promise.all(stages.map(({ close }) => close()));
    expect(stages.flatMap(({ errors }) => errors)).toEqual([]);
  });
}

/** A page under a strict Content-Security-Policy, at the instant of the examples. */
export async function stage(look: Look = {}): Promise<Page> {
  const opened = await openStage(browser, scripts, exampleNow, look);
  opened.page.setDefaultTimeout(5_000);
  open.push(opened);
  return opened.page;
}

/** A page of a host that serves its own API at this address, at the real time. */
export async function served(origin: string): Promise<Page> {
  const opened = await openStage(browser, scripts, exampleNow, { now: "real", site: origin, width: 1280 });
  opened.page.setDefaultTimeout(8_000);
  // that the server was away is what a test may want
  opened.errors.length = 0;
  open.push({ ...opened, errors: [] });
  return opened.page;
}

/** Waits until what is read is as expected. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 6_000, interval: 40 });
}
