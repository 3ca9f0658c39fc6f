import { createHttpHandler, type HttpOptions } from "@dexter/scheduled-jobs/http";
import { aHarness, type Harness, owner } from "../scheduler/harness.ts";

export const base = "https://dexter.example/api/scheduled-jobs";

/** Who the tests' host knows, by their tokens. */
const accounts = {
  ada: owner,
  bob: { ...owner, ownerId: "u2" },
  "ada-elsewhere": { ...owner, factoryId: "f2" },
};
export type Caller = keyof typeof accounts;

export interface Door extends Harness {
  /** Sends a request as somebody, with JSON in and out. */
  call: (
    line: string,
    request?: { as?: Caller | "nobody"; body?: unknown; headers?: Record<string, string> },
  ) => Promise<{ status: number; headers: Headers; body: Body }>;
  send: (request: Request) => Promise<Response>;
}

// Answers of many shapes: each test looks at what it expects.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

/** A scheduler behind the door, as a host mounts it. */
export function aDoor(options: Partial<HttpOptions> = {}, harness: Harness = aHarness()): Door {
  const send = createHttpHandler({
    scheduler: harness.scheduler,
    basePath: "/api/scheduled-jobs",
    authenticate: (request) => {
      const token = request.headers.get("authorization")?.replace("Bearer ", "") ?? "";
      return Object.hasOwn(accounts, token) ? accounts[token as Caller] : null;
    },
    ...options,
  });
  return {
    ...harness,
    send,
    call: async (line, { as = "ada", body, headers = {} } = {}) => {
      const [method = "GET", path = "/"] = line.split(" ");
      const response = await send(
        new Request(base + path, {
          method,
          headers: {
            ...(as !== "nobody" && { authorization: `Bearer ${as}` }),
            ...(method !== "GET" && { "content-type": "application/json" }),
            ...headers,
          },
          ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
        }),
      );
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json") === true;
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    },
  };
}
