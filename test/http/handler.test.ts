import { describe, expect, it } from "vitest";
import { day } from "../scheduler/harness.ts";
import { aDoor, base, type Caller, type Door } from "./door.ts";

const weekdays = "Every weekday at 5am, run the simulation";

async function confirmedJob(door: Door, text = weekdays) {
  const { body: proposal } = await door.call("POST /proposals", { body: { text } });
  const { revision, digest } = proposal;
  const { body } = await door.call(`POST /proposals/${proposal.id}/confirm`, { body: { revision, digest } });
  return body[0];
}

describe("the HTTP door", () => {
  it("leads from a sentence to a job, and says both in the reader's words", async () => {
    const door = aDoor();
    const proposed = await door.call("POST /proposals", { body: { text: weekdays } });
    expect(proposed.status).toBe(201);
    expect(proposed.headers.get("etag")).toBe('"1"');
    expect(proposed.body).toMatchObject({ state: "open", revision: 1, drafts: [{ prompt: "run the simulation" }] });
    expect((await door.call("GET /jobs")).body.items).toEqual([]);

    const { id, revision, digest } = proposed.body;
    const confirmed = await door.call(`POST /proposals/${id}/confirm`, { body: { revision, digest } });
    expect(confirmed.status).toBe(201);
    expect(confirmed.body).toMatchObject([
      { description: "Monday through Friday at 5:00 AM", nextAt: "2027-03-12T10:00:00.000Z", state: "active" },
    ]);
  });

  it("gives the same jobs when a confirmation is repeated", async () => {
    const door = aDoor();
    const { body: proposal } = await door.call("POST /proposals", { body: { text: weekdays } });
    const { revision, digest } = proposal;
    const confirm = () => door.call(`POST /proposals/${proposal.id}/confirm`, { body: { revision, digest } });
    const [first, second] = [await confirm(), await confirm()];
    expect(second.body[0].id).toBe(first.body[0].id);
    expect((await door.call("GET /jobs")).body.items).toHaveLength(1);
  });

  it("refuses a confirmation whose digest is not the one that was shown", async () => {
    const door = aDoor();
    const { body: proposal } = await door.call("POST /proposals", { body: { text: weekdays } });
    const body = { revision: proposal.revision, digest: "0".repeat(64) };
    const refused = await door.call(`POST /proposals/${proposal.id}/confirm`, { body });
    expect(refused).toMatchObject({ status: 409, body: { code: "DIGEST_MISMATCH" } });
    expect((await door.call("GET /jobs")).body.items).toEqual([]);
  });

  it("opens one proposal for one Idempotency-Key", async () => {
    const door = aDoor();
    const headers = { "idempotency-key": "click-1" };
    const first = await door.call("POST /proposals", { body: { text: weekdays }, headers });
    const again = await door.call("POST /proposals", { body: { text: weekdays }, headers });
    const other = await door.call("POST /proposals", { as: "bob", body: { text: weekdays }, headers });
    expect(again.body.id).toBe(first.body.id);
    expect(other.body.id).not.toBe(first.body.id);
  });

  it("takes a form whose instants are ISO 8601", async () => {
    const door = aDoor();
    const body = { schedules: [{ kind: "once", at: "2027-03-12T08:00:00-05:00" }], prompt: "check the line" };
    const proposed = await door.call("POST /proposals", { body });
    expect(proposed.body.drafts[0].next[0].dueAt).toBe("2027-03-12T13:00:00.000Z");
  });

  it("reads an answer and a decline", async () => {
    const door = aDoor();
    const { body: asked } = await door.call("POST /proposals", { body: { text: "Every Friday at 5, check the line" } });
    expect(asked.question.options.length).toBeGreaterThan(1);
    const answered = await door.call(`POST /proposals/${asked.id}/answer`, {
      body: { option: 0 },
      headers: { "if-match": '"1"' },
    });
    expect(answered.body).toMatchObject({ revision: 2, drafts: [{ prompt: "check the line" }] });
    const declined = await door.call(`POST /proposals/${asked.id}/decline`, { body: {} });
    expect(declined.body.state).toBe("declined");
  });

  it("creates nothing from a revision that is no longer the proposal's, however often it is sent", async () => {
    const door = aDoor();
    const { body: seen } = await door.call("POST /proposals", { body: { text: weekdays } });
    // in another window it is corrected
    const { body: amended } = await door.call(`POST /proposals/${seen.id}/amend`, {
      body: { correction: "make it 6am" },
      headers: { "if-match": '"1"' },
    });
    expect([seen.revision, amended.revision]).toEqual([1, 2]);
    const confirm = (revision: number, digest: string) =>
      door.call(`POST /proposals/${seen.id}/confirm`, { body: { revision, digest } });
    const refused = [
      [await confirm(1, seen.digest), 412, "REVISION_CONFLICT"],
      [await confirm(1, amended.digest), 412, "REVISION_CONFLICT"],
      [await confirm(3, amended.digest), 412, "REVISION_CONFLICT"],
      [await confirm(2, seen.digest), 409, "DIGEST_MISMATCH"],
      [await confirm(1, seen.digest), 412, "REVISION_CONFLICT"],
    ] as const;
    for (const [{ status, body, headers }, expected, code] of refused) {
      expect([status, body.code]).toEqual([expected, code]);
      expect(headers.get("content-type")).toContain("application/problem+json");
    }
    // a change from the window that did not see it is refused too
    const late = { body: { correction: "make it 7am" }, headers: { "if-match": '"1"' } };
    expect((await door.call(`POST /proposals/${seen.id}/amend`, late)).body.code).toBe("REVISION_CONFLICT");
    expect((await door.call("GET /jobs")).body.items).toEqual([]);
    expect((await door.call(`GET /proposals/${seen.id}`)).body).toMatchObject({ state: "open", revision: 2 });

    // what is shown now can be confirmed; and then the old revision gives no second job
    const { body: jobs } = await confirm(2, amended.digest);
    expect(jobs).toMatchObject([{ schedule: { expression: "0 6 * * 1-5" } }]);
    expect((await confirm(1, seen.digest)).body.code).toBe("REVISION_CONFLICT");
    expect((await door.call("GET /jobs")).body.items).toHaveLength(1);
  });

  it("confirms nothing that was declined, has expired or is somebody else's", async () => {
    const door = aDoor();
    const propose = async () => (await door.call("POST /proposals", { body: { text: weekdays } })).body;
    const confirm = async (proposal: { id: string; revision: number; digest: string }, as: Caller = "ada") => {
      const { revision, digest } = proposal;
      const { status, body } = await door.call(`POST /proposals/${proposal.id}/confirm`, {
        as,
        body: { revision, digest },
      });
      return [status, body.code];
    };
    const declined = await propose();
    await door.call(`POST /proposals/${declined.id}/decline`, { body: {} });
    expect(await confirm(declined)).toEqual([409, "PROPOSAL_NOT_OPEN"]);
    const open = await propose();
    expect(await confirm(open, "bob")).toEqual([404, "PROPOSAL_NOT_FOUND"]);
    expect(await confirm(open, "ada-elsewhere")).toEqual([404, "PROPOSAL_NOT_FOUND"]);
    await door.clock.advanceBy(30 * day);
    expect((await confirm(open))[1]).toBe("PROPOSAL_EXPIRED");
    expect((await door.call("GET /jobs")).body.items).toEqual([]);
  });

  it("changes a job only for a caller who says which revision it changes", async () => {
    const door = aDoor();
    const job = await confirmedJob(door);
    const body = { name: "Night simulation" };
    expect(await door.call(`PATCH /jobs/${job.id}`, { body })).toMatchObject({
      status: 428,
      body: { code: "REVISION_REQUIRED" },
    });
    const headers = { "if-match": `"${job.revision}"` };
    expect((await door.call(`PATCH /jobs/${job.id}`, { body, headers })).body.name).toBe("Night simulation");
    expect(await door.call(`PATCH /jobs/${job.id}`, { body, headers })).toMatchObject({
      status: 412,
      body: { code: "REVISION_CONFLICT" },
    });
  });

  it("refuses to move a job into another factory", async () => {
    const door = aDoor();
    const job = await confirmedJob(door);
    const headers = { "if-match": `"${job.revision}"` };
    const refused = await door.call(`PATCH /jobs/${job.id}`, { body: { factoryId: "f2" }, headers });
    expect(refused).toMatchObject({ status: 409, body: { code: "FACTORY_IMMUTABLE" } });
  });

  it("pauses, resumes, previews, explains and deletes", async () => {
    const door = aDoor();
    const job = await confirmedJob(door);
    expect((await door.call(`POST /jobs/${job.id}/pause`, { body: {} })).body.state).toBe("paused");
    expect((await door.call(`POST /jobs/${job.id}/resume`, { body: {} })).body).toMatchObject({
      state: "active",
      skipped: 0,
    });
    expect((await door.call(`GET /jobs/${job.id}/preview?limit=2`)).body.next).toHaveLength(2);
    expect((await door.call(`GET /jobs/${job.id}/explain?at=2027-03-12T10:00:00Z`)).body.code).toBe("upcoming");
    const headers = { "if-match": `"${(await door.call(`GET /jobs/${job.id}`)).body.revision}"` };
    expect((await door.call(`DELETE /jobs/${job.id}`, { headers })).status).toBe(204);
    expect((await door.call(`GET /jobs/${job.id}`)).status).toBe(404);
  });

  it("triggers a run once for one key, and gives its conversation and its outputs", async () => {
    const door = aDoor();
    const job = await confirmedJob(door);
    await door.scheduler.start();
    const headers = { "idempotency-key": "now" };
    const first = await door.call(`POST /jobs/${job.id}/trigger`, { body: {}, headers });
    const again = await door.call(`POST /jobs/${job.id}/trigger`, { body: {}, headers });
    expect(first.status).toBe(202);
    expect(again.body.id).toBe(first.body.id);
    await door.clock.advanceBy(1_000);

    const { body: run } = await door.call(`GET /runs/${first.body.id}`);
    expect(run).toMatchObject({ state: "succeeded", timezone: "America/New_York" });
    const { body: conversation } = await door.call(`GET /conversations/${run.conversationId}`);
    expect(conversation).toMatchObject({ title: job.name, status: "succeeded" });
    const { body: entries } = await door.call(`GET /conversations/${run.conversationId}/entries`);
    expect(entries.items[0].item).toEqual({ type: "message", role: "user", text: "run the simulation" });
    await door.scheduler.stop();
  });

  it("refuses to stream from a place that is none, where a caller says it, and not where a browser does", async () => {
    const door = aDoor();
    expect(await door.call("GET /events?after=yesterday")).toMatchObject({
      status: 400,
      body: { code: "INPUT_INVALID" },
    });
    const headers = { authorization: "Bearer ada", "last-event-id": "yesterday" };
    const { status, body } = await door.send(new Request(`${base}/events`, { headers }));
    expect(status).toBe(200);
    await body?.cancel();
  });

  it("describes itself in OpenAPI 3.1, every route and every answer", async () => {
    const { body } = await aDoor().call("GET /openapi.json");
    expect(body.openapi).toBe("3.1.0");
    const operations = Object.values(body.paths).flatMap((path) => Object.values(path as object));
    expect(operations.length).toBeGreaterThan(25);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const job = body.paths["/jobs/{id}"].get.responses["200"].content["application/json"].schema;
    expect(job.properties.nextAt).toEqual({ type: "string", format: "date-time" });
  });
});
