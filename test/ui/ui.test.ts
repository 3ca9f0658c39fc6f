import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useBrowser } from "./stage.ts";

// one file, so that all suites share one browser
describe("the components in a browser", () => {
  useBrowser();
  describe("scheduled-jobs-panel", async () => void (await import("./panel.suite.ts")));
  describe("job-proposal", async () => void (await import("./proposal.suite.ts")));
  describe("conversation-history", async () => void (await import("./history.suite.ts")));
  describe("run-conversation", async () => void (await import("./conversation.suite.ts")));
  describe("notification-toggle", async () => void (await import("./notifications.suite.ts")));
  describe("over HTTP", async () => void (await import("./overHttp.suite.ts")));
  describe("how fast, and for how long", async () => void (await import("./performance.suite.ts")));
  describe("in every look", async () => void (await import("./journey.suite.ts")));
  describe("all of them", async () => void (await import("./everywhere.suite.ts")));
});

it("each of the forty checks of the components has a test by its number", () => {
  const suites = globSync("*.suite.ts", { cwd: import.meta.dirname }).map((name) =>
    readFileSync(join(import.meta.dirname, name), "utf8"),
  );
  const titles = suites.flatMap((text) => [...text.matchAll(/\b(?:it|describe)\(\s*["`](\d[\d, ]*)[:,]/g)]);
  const numbers = new Set(titles.flatMap(([, said = ""]) => said.split(",").map(Number)));
  expect(Array.from({ length: 40 }, (_, n) => n + 1).filter((number) => !numbers.has(number))).toEqual([]);
});
