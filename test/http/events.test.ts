import { afterEach, describe, expect, it } from "vitest";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { aGate, aHarness, daily, thursday } from "../scheduler/harness.ts";
import { aLastingStore, stores } from "../scheduler/stores.ts";
import { aDoor, base, type Door } from "./door.ts";

const opened: AbortController[] = [];
afterEach(() => {
  for (const stream of opened.splice(0)) stream.abort();
});

async function listen(door: Door, { as = "ada", lastEventId = "" } = {}) {
  const abort = new AbortController();
  opened.push(abort);
  const headers = { authorization: `Bearer ${as}`, ...(lastEventId !== "" && { "last-event-id": lastEventId }) };
  const response = await door.send(new Request(`${base}/events`, { headers, signal: abort.signal }));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    status: response.status,
    stop: () => abort.abort(),
    /** Reads on until an event with this name has come, and gives all that came until then. */
    until: async (name: string) => {
      while (!new RegExp(`event: ${name}\\ndata: .*\\n\\n`).test(text)) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error(`the stream ended before ${name}: ${text}`);
        text += value;
      }
      const blocks = text.split("\n\n").filter((block) => block.includes("event: "));
      text = "";
      return blocks.map((block) => ({
        id: /^id: (\d+)$/m.exec(block)?.[1],
        name: /^event: (.+)$/m.exec(block)?.[1],
        data: JSON.parse(/^data: (.+)$/m.exec(block)?.[1] ?? "null"),
      }));
    },
  };
}

describe("the event stream", () => {
  it("tells what happens, and goes on after the last event that was heard", async () => {
    const door = aDoor();
    const first = await listen(door);
    const { body: proposal } = await door.call("POST /proposals", {
      body: { text: "Every day at 9am, check the line" },
    });
    const heard = await first.until("proposal.opened");
    first.stop();

    const { revision, digest } = proposal;
    await door.call(`POST /proposals/${proposal.id}/confirm`, { body: { revision, digest } });
    const second = await listen(door, { lastEventId: heard.at(-1)?.id ?? "" });
    const after = await second.until("job.created");
    expect(after.map(({ name }) => name)).toEqual(["proposal.confirmed", "job.created"]);
    expect(after.at(-1)?.data.event.job.prompt).toBe("check the line");
  });

  it("shows a conversation as it is written, only to its owner", async () => {
    const door = aDoor();
    const { body: proposal } = await door.call("POST /proposals", {
      body: { text: "Every day at 9am, check the line" },
    });
    const { revision, digest } = proposal;
    const { body: jobs } = await door.call(`POST /proposals/${proposal.id}/confirm`, { body: { revision, digest } });
    await door.scheduler.start();
    const [own, other] = [await listen(door), await listen(door, { as: "bob" })];
    const bobs = await door.call("POST /proposals", { as: "bob", body: { text: "Every day at 8am, weigh the coils" } });
    await door.call(`POST /jobs/${jobs[0].id}/trigger`, { body: {} });
    await door.clock.advanceBy(1_000);
    expect((await own.until("run.succeeded")).map(({ name }) => name)).toContain("run.started");
    const last = await door.call(`POST /proposals/${bobs.body.id}/decline`, { as: "bob", body: {} });
    expect(last.status).toBe(200);
    const heard = await other.until("proposal.declined");
    expect(heard.map(({ name }) => name)).toEqual(["proposal.opened", "proposal.declined"]);
    await door.scheduler.stop();
  });

  it.each(stores)(
    "shows a conversation as another process writes it, each entry once and in order, on the store %s",
    async (_name, createStore) => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const gates = [aGate(), aGate()];
      const worker = aHarness({
        store,
        clock,
        runner: async ({ emit }) => {
          await emit({ type: "note", text: "one" });
          await gates[0]!.opened;
          await emit({ type: "note", text: "two" }, { type: "note", text: "three" });
          await gates[1]!.opened;
          return "Done.";
        },
      });
      const door = aDoor({}, aHarness({ store, clock, roles: [] }));
      const job = await door.aJob(daily(12));
      const [own, other] = [await listen(door), await listen(door, { as: "bob" })];
      await worker.scheduler.start();
      await worker.dexter.jobs.trigger(job.id);
      const told: string[] = [];
      const hear = async (stream: typeof own) => {
        for (const { name, data } of await stream.until("conversation.appended"))
          if (name === "conversation.appended")
            for (const { sequence, item } of data.event.entries) told.push(`${sequence} ${item.text ?? item.type}`);
      };
      await clock.advanceBy(3_000);
      await hear(own);
      expect(told).toEqual(["2 one"]);
      // who comes while it goes on hears what comes from then on
      const late = await listen(door);
      await late.until("run.started");
      gates[0]!.open();
      await clock.advanceBy(3_000);
      await hear(own);
      expect(told).toEqual(["2 one", "3 two", "4 three"]);
      await hear(late);
      expect(told.slice(3)).toEqual(["3 two", "4 three"]);
      gates[1]!.open();
      await clock.advanceBy(3_000);
      await hear(own);
      expect(told.slice(5)).toEqual(["5 Done."]);
      const bobs = await door.call("POST /proposals", {
        as: "bob",
        body: { text: "Every day at 8am, weigh the coils" },
      });
      expect(bobs.status).toBe(201);
      expect((await other.until("proposal.opened")).map(({ name }) => name)).toEqual(["proposal.opened"]);
      await worker.scheduler.stop();
    },
  );

  it("keeps an owner from opening streams without end, and lets go of those that are closed", async () => {
    const door = aDoor({ limits: { streamsPerOwner: 3 } });
    const streams = [await listen(door), await listen(door), await listen(door)];
    expect((await listen(door)).status).toBe(429);
    expect((await listen(door, { as: "bob" })).status).toBe(200);
    streams[0]?.stop();
    expect((await listen(door)).status).toBe(200);
  });

  it("survives a thousand open streams", async () => {
    const door = aDoor({ limits: { streamsPerOwner: 1_000 } });
    const streams = await Promise.all(Array.from({ length: 1_000 }, () => listen(door)));
    await door.call("POST /proposals", { body: { text: "Every day at 9am, check the line" } });
    const heard = await Promise.all(streams.map((stream) => stream.until("proposal.opened")));
    expect(heard.every((events) => events.length === 1)).toBe(true);
  });
});
