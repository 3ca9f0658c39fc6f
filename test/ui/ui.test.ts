import { describe } from "vitest";
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
  describe("all of them", async () => void (await import("./everywhere.suite.ts")));
});
