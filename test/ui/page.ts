import { defineElements } from "../../src/ui.ts";
import { aJob, aRun, exampleJobs, exampleRuns } from "./fakeData.ts";
import { FakeClient } from "./fakeClient.ts";
import { interpretFake } from "./fakeSchedule.ts";

/** What the tests reach for inside the page. */
const pageBench = { FakeClient, aJob, aRun, exampleJobs, exampleRuns, interpretFake, client: new FakeClient() };
type Bench = typeof pageBench;
declare global {
  var bench: Bench;
}
globalThis.bench = pageBench;
defineElements();
