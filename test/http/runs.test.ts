import { describe, expect, it } from "vitest";
import { aHarness, day } from "../scheduler/harness.ts";
import { aDoor, type Caller } from "./door.ts";

const daily = { kind: "cron", expression: "0 5 * * *", timezone: "America/New_York" } as const;

describe("the runs of a caller", () => {
  it("are found by letters of their title, page by page", async () => {
    const door = aDoor();
    await door.aJob(daily, { name: "Night simulation" });
    await door.aJob(daily, { name: "Scrap rate" });
    await door.scheduler.start();
    for (let n = 0; n < 4; n += 1) await door.clock.advanceBy(day);
    await door.scheduler.stop();
    const first = (await door.call("GET /runs?search=NIGHT&limit=3")).body;
    const found = [...first.items];
    for (let { cursor } = first; cursor !== undefined;) {
      const { body } = await door.call(`GET /runs?search=NIGHT&limit=3&cursor=${encodeURIComponent(cursor)}`);
      found.push(...body.items);
      ({ cursor } = body);
    }
    expect(found.map(({ title }) => title)).toEqual(Array.from({ length: 4 }, () => "Night simulation"));
    expect((await door.call("GET /runs?search=nothing%20of%20it")).body).toEqual({ items: [] });
  });

  it("are counted by state, like the jobs, for their owner in its factory and for nobody else", async () => {
    const door = aDoor();
    const night = await door.aJob(daily, { name: "Night simulation" });
    const scrap = await door.aJob(daily, { name: "Scrap rate" });
    await door.scheduler.start();
    for (let n = 0; n < 3; n += 1) await door.clock.advanceBy(day);
    await door.scheduler.stop();
    await door.call(`POST /jobs/${scrap.id}/pause`, { body: {} });
    const count = async (path: string, as: Caller = "ada") => (await door.call(`GET ${path}`, { as })).body;
    expect(await count("/jobs/counts")).toEqual({ active: 1, paused: 1 });
    expect(await count("/jobs/counts?search=NIGHT")).toEqual({ active: 1 });
    expect(await count("/jobs/counts?states=paused,completed")).toEqual({ paused: 1 });
    expect(await count("/runs/counts")).toEqual({ succeeded: 6 });
    expect(await count(`/runs/counts?jobId=${night.id}`)).toEqual({ succeeded: 3 });
    expect(await count(`/runs/counts?jobId=${night.id}&states=failed`)).toEqual({});
    expect(await count("/runs/counts?search=scrap")).toEqual({ succeeded: 3 });
    for (const stranger of ["bob", "ada-elsewhere"] as const) {
      expect(await count("/jobs/counts", stranger)).toEqual({});
      expect(await count(`/runs/counts?jobId=${night.id}`, stranger)).toEqual({});
    }
    expect((await door.call("GET /runs/counts?states=lost")).status).toBe(400);
    expect((await door.call("GET /runs/counts", { as: "nobody" })).status).toBe(401);
  });

  it("say of the first two of a job that they are early, whatever else is listed", async () => {
    const door = aDoor();
    await door.aJob(daily);
    await door.scheduler.start();
    for (let n = 0; n < 4; n += 1) await door.clock.advanceBy(day);
    await door.scheduler.stop();
    const { items } = (await door.call("GET /runs")).body;
    expect(items.map(({ isEarly }: { isEarly?: boolean }) => isEarly)).toEqual([undefined, undefined, true, true]);
    const latest = (await door.call("GET /runs?limit=1")).body.items;
    expect(latest.map(({ isEarly }: { isEarly?: boolean }) => isEarly)).toEqual([undefined]);
    expect((await door.call(`GET /runs/${items[3].id}`)).body.isEarly).toBe(true);
  });
});

describe("an output that the host keeps elsewhere", () => {
  const outputsOf = async (url: string) => {
    const door = aDoor(
      {},
      aHarness({
        runner: async ({ emit }) =>
          emit({ type: "output", name: "a.pdf", mediaType: "application/pdf", content: { url } }),
      }),
    );
    const job = await door.aJob(daily);
    await door.scheduler.start();
    const { body: run } = await door.call(`POST /jobs/${job.id}/trigger`, { body: {} });
    await door.clock.advanceBy(1_000);
    await door.scheduler.stop();
    const { conversationId } = (await door.call(`GET /runs/${run.id}`)).body;
    const { items } = (await door.call(`GET /conversations/${conversationId}/entries`)).body;
    const place = items.findIndex(({ item }: { item: { type: string } }) => item.type === "output");
    const answer = await door.call(`GET /conversations/${conversationId}/outputs/${place + 1}`);
    const stranger = await door.call(`GET /conversations/${conversationId}/outputs/${place + 1}`, { as: "bob" });
    return { url: items[place].item.url as string, answer, stranger };
  };

  it.each(["https://files.example/a.pdf?token=1", "/files/a.pdf"])(
    "is led to at %s, and only its owner is",
    async (url) => {
      const { answer, stranger, ...output } = await outputsOf(url);
      expect(output.url).toBe(url);
      expect([answer.status, answer.headers.get("location")]).toEqual([302, url]);
      expect([stranger.status, stranger.headers.get("location")]).toEqual([404, null]);
    },
  );

  it.each([
    "javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "file:///etc/passwd",
    "//evil.example/a",
    "/\\evil.example",
  ])("is never led to at %s", async (url) => {
    const { answer, ...output } = await outputsOf(url);
    expect(output.url).toMatch(/^\/api\/scheduled-jobs\/conversations\/.*\/outputs\/\d+$/);
    expect([answer.status, answer.body.code, answer.headers.get("location")]).toEqual([404, "OUTPUT_NOT_FOUND", null]);
  });
});
