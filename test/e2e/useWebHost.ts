import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchBrowser } from "../ui/browser.ts";
import { aVisitor, type Visitor } from "./aVisitor.ts";
import { startWebHost, type WebHost } from "./aWebHost.ts";

/** The host of this file's tests, once they run. */
export let host: WebHost;
let browser: Browser;
const visitors: Visitor[] = [];

/** One host and one browser for all tests of a file; no page of them may have an error or break the host's policy. */
export function useWebHost(): void {
  beforeAll(async () => {
    [host, browser] = await Promise.all([startWebHost(), launchBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    expect(await host.stop()).toBe(0);
  });
  afterEach(async () => {
    const left = visitors.splice(0);
    await Promise.all(left.map((visitor) => visitor.leave()));
    expect(left.flatMap(({ wrong }) => wrong)).toEqual([]);
  });
}

/** Somebody opens the host and signs in. */
export async function visit(options?: Parameters<typeof aVisitor>[2]): Promise<Visitor> {
  const visitor = await aVisitor(browser, host.url, options);
  visitors.push(visitor);
  return visitor;
}
