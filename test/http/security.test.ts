import { describe, expect, it } from "vitest";
import { aDoor, base, type Caller, type Door } from "./door.ts";

const weekdays = "Every weekday at 5am, run the simulation";
const authorization = "Bearer ada";

/** A job of ada's with a run, and the addresses of everything that hangs on it. */
async function adasThings(door: Door): Promise<string[]> {
  const { body: proposal } = await door.call("POST /proposals", { body: { text: weekdays } });
  const { revision, digest } = proposal;
  const confirmed = await door.call(`POST /proposals/${proposal.id}/confirm`, { body: { revision, digest } });
  const jobId = confirmed.body[0].id;
  await door.scheduler.start();
  const { body: run } = await door.call(`POST /jobs/${jobId}/trigger`, { body: {} });
  await door.clock.advanceBy(1_000);
  const { conversationId } = (await door.call(`GET /runs/${run.id}`)).body;
  await door.scheduler.stop();
  return [
    `GET /proposals/${proposal.id}`,
    `POST /proposals/${proposal.id}/decline`,
    `POST /proposals/${proposal.id}/answer`,
    `POST /proposals/${proposal.id}/amend`,
    `POST /proposals/${proposal.id}/confirm`,
    `GET /jobs/${jobId}`,
    `PATCH /jobs/${jobId}`,
    `DELETE /jobs/${jobId}`,
    `POST /jobs/${jobId}/pause`,
    `POST /jobs/${jobId}/resume`,
    `POST /jobs/${jobId}/trigger`,
    `POST /jobs/${jobId}/corrections`,
    `GET /jobs/${jobId}/preview`,
    `GET /jobs/${jobId}/explain?at=2027-03-12T10:00:00Z`,
    `GET /runs/${run.id}`,
    `POST /runs/${run.id}/cancel`,
    `POST /runs/${run.id}/reply`,
    `GET /conversations/${conversationId}`,
    `GET /conversations/${conversationId}/entries`,
    `GET /conversations/${conversationId}/outputs/1`,
  ];
}

const bodies: Record<string, unknown> = {
  answer: { text: "yes" },
  amend: { correction: "make it 6am" },
  confirm: { revision: 1, digest: "0".repeat(64) },
  corrections: { correction: "make it 6am" },
  reply: { text: "hello" },
};

/** The same request about an id that nobody ever had. */
const aboutNothing = (line: string) =>
  line.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "00000000-0000-7000-8000-000000000000");

function ask(door: Door, line: string, as: Caller | "nobody") {
  const verb = /\/(\w+)$/.exec(line)?.[1] ?? "";
  const body = line.startsWith("GET") ? {} : { body: bodies[verb] ?? {} };
  return door.call(line, { as, ...body, headers: { "if-match": '"1"' } });
}

describe("the HTTP door, for those who may not", () => {
  it("answers nothing to a caller that the host does not know", async () => {
    const door = aDoor();
    for (const line of [...(await adasThings(door)), "GET /jobs", "GET /events", "GET /openapi.json", "GET /nowhere"]) {
      const { status, body } = await ask(door, line, "nobody");
      expect([line, status, body.code]).toEqual([line, 401, "NOT_AUTHENTICATED"]);
    }
  });

  for (const stranger of ["bob", "ada-elsewhere"] as const) {
    it(`answers ${stranger} about another's ids exactly as about ids that do not exist`, async () => {
      const door = aDoor();
      for (const line of await adasThings(door)) {
        const [theirs, nothing] = [await ask(door, line, stranger), await ask(door, aboutNothing(line), stranger)];
        const blank = ({ body }: { body: { details?: object; title?: string } }) => ({
          ...body,
          details: null,
          title: null,
          requestId: null,
        });
        expect([line, theirs.status]).toEqual([line, 404]);
        expect(blank(theirs)).toEqual(blank(nothing));
      }
    });

    it(`shows ${stranger} none of it in lists`, async () => {
      const door = aDoor();
      await adasThings(door);
      for (const list of ["/jobs", "/runs", "/proposals", "/conversations"]) {
        expect((await door.call(`GET ${list}`, { as: stranger })).body.items).toEqual([]);
      }
    });
  }

  it("refuses what a page of another site sends with the owner's cookies", async () => {
    const door = aDoor();
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
    ]) {
      const { status, body } = await door.call("POST /proposals", { body: { text: weekdays }, headers });
      expect([headers, status, body.code]).toEqual([headers, 403, "CROSS_SITE"]);
    }
    const own = { "sec-fetch-site": "same-origin", origin: new URL(base).origin };
    expect((await door.call("POST /proposals", { body: { text: weekdays }, headers: own })).status).toBe(201);
    expect((await door.call("GET /proposals")).body.items).toHaveLength(1);
  });

  it("refuses a form that a page of another site could post without being asked", async () => {
    const door = aDoor();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const refused = await door.call("POST /proposals", { body: "text=hello", headers });
    expect(refused).toMatchObject({ status: 415, body: { code: "MEDIA_TYPE_UNSUPPORTED" } });
  });
});

describe("the HTTP door, against bad input", () => {
  it("refuses bodies that are too long, broken, of another shape, or not text", async () => {
    const door = aDoor();
    const cases: [unknown, number, string][] = [
      ["x".repeat(70_000), 413, "BODY_TOO_LARGE"],
      ["{", 400, "INPUT_INVALID"],
      ['"a string"', 400, "INPUT_INVALID"],
      [{ text: 7 }, 400, "INPUT_INVALID"],
      [{ schedules: [] }, 400, "INPUT_INVALID"],
      [{ text: "x".repeat(2_001) }, 413, "TEXT_TOO_LONG"],
      [
        { schedules: [{ kind: "cron", expression: "61 * * * *", timezone: "UTC" }], prompt: "x" },
        422,
        "SCHEDULE_INVALID",
      ],
      [
        { schedules: [{ kind: "cron", expression: "0 5 * * *", timezone: "Mars/Base" }], prompt: "x" },
        422,
        "TIMEZONE_UNKNOWN",
      ],
    ];
    for (const [body, status, code] of cases) {
      const refused = await door.call("POST /proposals", { body });
      expect([refused.status, refused.body.code]).toEqual([status, code]);
      expect(refused.headers.get("content-type")).toBe("application/problem+json");
    }
    expect((await door.call("GET /proposals")).body.items).toEqual([]);
  });

  it("gives up on a body that does not arrive", async () => {
    const door = aDoor({ limits: { bodyMs: 20 } });
    const never = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("{")) });
    const headers = { authorization, "content-type": "application/json" };
    const request = { method: "POST", headers, body: never, duplex: "half" } as RequestInit;
    const response = await door.send(new Request(`${base}/proposals`, request));
    expect(response.status).toBe(408);
  });

  it("gives markup back as the text it is, under a type that no browser runs", async () => {
    const door = aDoor();
    const text = `Every day at 9am, check <img src=x onerror=alert(1)> '; DROP TABLE jobs; --`;
    const { body, headers } = await door.call("POST /proposals", { body: { text } });
    expect(body.drafts[0].prompt).toBe("check <img src=x onerror=alert(1)> '; DROP TABLE jobs; --");
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("tells a client nothing of what broke inside", async () => {
    const door = aDoor({ authenticate: () => Promise.reject(new Error("password of the directory is swordfish")) });
    const { status, body } = await door.call("GET /jobs");
    expect([status, body.code]).toEqual([500, "SERVER_FAILED"]);
    expect(JSON.stringify(body)).not.toContain("swordfish");
  });

  it("asks the host's rate limit, and says when to come back", async () => {
    const door = aDoor({ rateLimit: () => 1_500 });
    const { status, headers } = await door.call("GET /jobs");
    expect([status, headers.get("retry-after")]).toEqual([429, "2"]);
  });
});
