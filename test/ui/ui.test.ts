import { describe } from "vitest";
import { useBrowser } from "./stage.ts";

// one file, so that all suites share one browser
describe("the components in a browser", () => {
  useBrowser();
  describe("scheduled-jobs-panel", async () => void (await import("./panel.suite.ts")));
  describe("job-proposal", async () => void (await import("./proposal.suite.ts")));
});
