import { afterEach, describe, expect, it } from "vitest";
import { createClient } from "@dexter/scheduled-jobs/client";
import { createScheduler, memoryStore, SchedulerError } from "@dexter/scheduled-jobs";
import { createHttpHandler } from "@dexter/scheduled-jobs/http";
import type { EventView } from "../../src/client/views.ts";

const ada = { ownerId: "u1", factoryId: "f1", timezone: "America/New_York", factoryName: "Monterrey North" };
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A client of a real scheduler, with no network in between. */
async function aClient(locale = "en-US") {
  const scheduler = createScheduler({
    store: memoryStore(),
    runner: async ({ emit, ask, history }) => {
      if (history.some(({ item }) => item.type === "message" && item.text === "Audit B")) return "Audit B it is.";
      await emit({ type: "tool-call", callId: "1", name: "simulate", input: { at: "2027-03-11T15:12:00Z" } });
      await emit({ type: "output", name: "a.csv", mediaType: "text/csv", content: new TextEncoder().encode("a;b") });
      await ask({ text: "Which audit?", choices: ["Audit A", "Audit B"] });
      return "Done.";
    },
  });
  closing.push(() => scheduler.stop());
  await scheduler.start();
  const handle = createHttpHandler({
    scheduler,
    basePath: "/api",
    authenticate: ({ headers }) => (headers.get("authorization") === "Bearer ada" ? ada : null),
  });
  const net = { isDown: false, calls: [] as string[] };
  const client = createClient({
    baseUrl: "https://dexter.example/api/",
    locale,
    headers: () => ({ authorization: "Bearer ada" }),
    fetch: (url, init) => {
      net.calls.push(`${init.method ?? "GET"} ${new URL(url).pathname}`);
      return net.isDown ? Promise.reject(new TypeError("fetch failed")) : handle(new Request(url, init));
    },
  });
  return { client, net };
}
/** What comes over the line, from now on. */
function listen(client: ReturnType<typeof createClient>, after?: number) {
  const stop = new AbortController();
  closing.push(() => stop.abort());
  const heard: EventView[] = [];
  void (async () => {
    for await (const event of client.events({ signal: stop.signal, ...(after !== undefined && { after }) }))
      heard.push(event);
  })();
  return { heard, stop, names: () => heard.map(({ event }) => event.name) };
}
function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 8_000, interval: 20 });
}

describe("the client of a scheduler", () => {
  it("takes a sentence to a job, with instants as dates and the schedule in words", async () => {
    const { client } = await aClient();
    expect(await client.account()).toMatchObject(ada);
    const interpretation = await client.interpret("Every weekday at 7am, check the scrap rate");
    expect(interpretation.outcome).toBe("understood");
    const proposal = await client.propose("Every weekday at 7am, check the scrap rate");
    expect(proposal.drafts[0]?.next[0]?.dueAt).toBeInstanceOf(Date);
    const [job] = await client.confirm(proposal.id, { revision: proposal.revision, digest: proposal.digest ?? "" });
    expect(job?.description).toContain("7:00");
    expect(job?.nextAt).toEqual(proposal.drafts[0]?.next[0]?.dueAt);
    expect((await client.jobs.list({ search: "scrap", states: ["active"] })).items.map(({ id }) => id)).toEqual([
      job?.id,
    ]);
    expect((await client.jobs.preview(job?.id ?? "", { limit: 2 })).next).toHaveLength(2);
  });

  it("answers in the reader's language", async () => {
    const { client } = await aClient("es");
    const proposal = await client.propose("Cada lunes a las 9, revisa la merma");
    expect(proposal.drafts[0]?.description).toMatch(/lunes/i);
  });

  it("corrects a stored job by a proposal that is read back first", async () => {
    const { client } = await aClient();
    const proposal = await client.propose("Every weekday at 7am, check the scrap rate");
    const [job] = await client.confirm(proposal.id, { revision: proposal.revision, digest: proposal.digest ?? "" });
    if (job === undefined) throw new Error("no job");
    const correction = await client.jobs.correct(job.id, "make it 6am", { revision: job.revision });
    expect((await client.jobs.get(job.id)).revision).toBe(job.revision);
    const [changed] = await client.confirm(correction.id, {
      revision: correction.revision,
      digest: correction.digest ?? "",
    });
    expect(changed?.description).toContain("6:00");
    await expect(client.jobs.update(job.id, { name: "Scrap" }, { revision: job.revision })).rejects.toMatchObject({
      code: "REVISION_CONFLICT",
    });
    const renamed = await client.jobs.update(job.id, { name: "Scrap" }, { revision: changed?.revision ?? 0 });
    expect(renamed.name).toBe("Scrap");
    const paused = await client.jobs.pause(job.id);
    expect(paused.state).toBe("paused");
    expect((await client.jobs.resume(job.id)).skipped).toBe(0);
    await client.jobs.delete(job.id, { revision: (await client.jobs.get(job.id)).revision });
    await expect(client.jobs.get(job.id)).rejects.toSatisfy((error) => SchedulerError.is(error, "JOB_NOT_FOUND"));
  });

  it("hears what a run does, brings its outputs, and answers what it asks", async () => {
    const { client } = await aClient();
    const proposal = await client.propose("Every weekday at 7am, check the scrap rate");
    const [job] = await client.confirm(proposal.id, { revision: proposal.revision, digest: proposal.digest ?? "" });
    const line = listen(client);
    await eventually(() => client.connection.state).toBe("open");
    const run = await client.jobs.trigger(job?.id ?? "", { requestId: "once" });
    expect((await client.jobs.trigger(job?.id ?? "", { requestId: "once" })).id).toBe(run.id);
    await eventually(line.names).toContain("run.asked");
    expect(line.names(), "what was before is not told again").not.toContain("job.created");
    const asked = await client.runs.get(run.id);
    expect(asked.question).toEqual({ text: "Which audit?", choices: ["Audit A", "Audit B"] });
    const { items } = await client.conversations.entries(asked.conversationId ?? "");
    const call = items.find(({ item }) => item.type === "tool-call")?.item;
    expect(call?.type === "tool-call" && call.input, "what a tool was given is not touched").toEqual({
      at: "2027-03-11T15:12:00Z",
    });
    const output = items.find(({ item }) => item.type === "output");
    expect(output?.item).toMatchObject({ name: "a.csv", size: 3 });
    expect(await (await client.conversations.download(asked.conversationId ?? "", output?.sequence ?? 0)).text()).toBe(
      "a;b",
    );
    await client.runs.reply(run.id, "Audit B");
    await eventually(line.names).toContain("run.succeeded");
    expect((await client.conversations.get(asked.conversationId ?? "")).status).toBe("succeeded");
    const positions = line.heard
      .filter(({ event }) => event.name !== "conversation.appended")
      .map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(new Set(positions).size).toBe(positions.length);
  });

  it("gives a second reader what it missed, and the first one nothing twice", async () => {
    const { client } = await aClient();
    const first = listen(client);
    await eventually(() => client.connection.state).toBe("open");
    const proposal = await client.propose("Every weekday at 7am, check the scrap rate");
    await client.confirm(proposal.id, { revision: proposal.revision, digest: proposal.digest ?? "" });
    await eventually(first.names).toContain("job.created");
    const second = listen(client, 0);
    await eventually(second.names).toContain("job.created");
    expect(first.names().filter((name) => name === "job.created")).toHaveLength(1);
  });

  it("says that it is offline, builds the line again when it is told to, and goes on after the last event", async () => {
    const { client, net } = await aClient();
    net.isDown = true;
    const line = listen(client);
    const states: string[] = [];
    client.onConnection(({ state }) => states.push(state));
    await eventually(() => client.connection.state).toBe("waiting");
    expect(client.connection.retryAt).toBeInstanceOf(Date);
    await expect(client.jobs.list()).rejects.toMatchObject({ code: "SERVER_UNREACHABLE" });
    net.isDown = false;
    client.reconnect();
    await eventually(() => client.connection.state).toBe("open");
    const proposal = await client.propose("Every weekday at 7am, check the scrap rate");
    await eventually(line.names).toContain("proposal.opened");
    expect(states).toContain("waiting");
    expect(proposal.state).toBe("open");
  });

  it("passes on the server's own errors with the request's id", async () => {
    const { client } = await aClient();
    await expect(client.jobs.get("../../etc/passwd")).rejects.toSatisfy(
      (error) => SchedulerError.is(error, "JOB_NOT_FOUND") && typeof error.details["requestId"] === "string",
    );
    await expect(client.propose("x".repeat(3_000))).rejects.toSatisfy((error) => SchedulerError.is(error));
    const proxy = createClient({
      baseUrl: "https://dexter.example/api",
      fetch: async () => new Response("<h1>Bad gateway</h1>", { status: 502 }),
    });
    await expect(proxy.account()).rejects.toMatchObject({ code: "SERVER_UNREACHABLE", details: { status: 502 } });
  });

  it("gives a call up when it is told to", async () => {
    const { client } = await aClient();
    const stop = new AbortController();
    stop.abort(new Error("typed on"));
    await expect(client.interpret("every day", { signal: stop.signal })).rejects.toThrow("typed on");
  });
});
