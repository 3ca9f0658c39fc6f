import { type ErrorCode, type ErrorDetails, errorMessages, SchedulerError } from "../errors/schedulerError.ts";
import { givenFields, givenObject, givenText, notAsExpected } from "../model/given.ts";
import { EventLine } from "./eventLine.ts";
import { withInstants } from "./instants.ts";
import { newRequestId } from "./requestId.ts";
import type { SchedulerClient } from "./schedulerClient.ts";

/** Where the scheduler is, and who asks. */
export interface ClientOptions {
  /** Where `createHttpHandler` is mounted, such as `/api/scheduled-jobs`. */
  baseUrl: string;
  /** The reader's language, where the host's account does not say one; in a page, the page's unless set. */
  locale?: string;
  /** Headers of every request, such as a token; asked each time. The browser's cookies of the origin are always sent. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
  /** In place of the global `fetch`. */
  fetch?: (input: string, init: RequestInit) => Promise<Response>;
}
interface Call {
  query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  body?: unknown;
  revision?: number;
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
}

/**
 * A client of `createHttpHandler`, for browsers and Node: every call a request, and one stream of events that is built again
 * where it breaks.
 *
 * @throws `SchedulerError` `INPUT_INVALID`
 * @example
 * const client = createClient({ baseUrl: "/api/scheduled-jobs" });
 * const proposal = await client.propose("Every weekday at 7am, check the scrap rate");
 */
export function createClient(options: ClientOptions): SchedulerClient {
  const where = "Give where the handler is mounted, such as /api/scheduled-jobs.";
  givenFields("options", givenObject("options", options, where), ["baseUrl", "locale", "headers", "fetch"]);
  if (!["function", "undefined"].includes(typeof options.headers)) {
    throw notAsExpected(
      "headers",
      typeof options.headers,
      "Give a function that gives the headers; it is asked each time.",
    );
  }
  const base = givenText("baseUrl", options.baseUrl, where).replace(/\/+$/, "");
  const locale = options.locale ?? pageLocale();
  const send = options.fetch ?? ((input, init) => fetch(input, init));

  async function request(method: string, path: string, call: Call = {}): Promise<Response> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined && String(value) !== "") query.set(name, String(value));
    }
    const headers: Record<string, string> = {
      accept: "application/json",
      ...(locale !== undefined && { "accept-language": locale }),
      ...(method !== "GET" && { "content-type": "application/json" }),
      ...(call.revision !== undefined && { "if-match": `"${call.revision}"` }),
      ...(call.idempotencyKey !== undefined && { "idempotency-key": call.idempotencyKey }),
      ...(await options.headers?.()),
    };
    const search = query.size === 0 ? "" : `?${query.toString()}`;
    const init: RequestInit = {
      method,
      headers,
      ...(method !== "GET" && { body: JSON.stringify(call.body ?? {}) }),
      ...(call.signal !== undefined && { signal: call.signal }),
    };
    call.signal?.throwIfAborted();
    try {
      return await send(`${base}${path}${search}`, init);
    } catch (error) {
      call.signal?.throwIfAborted();
      throw new SchedulerError(
        "SERVER_UNREACHABLE",
        { path, hint: "Try again when the server answers." },
        { cause: error },
      );
    }
  }
  async function ask<T>(method: string, path: string, call: Call = {}): Promise<T> {
    const response = await request(method, path, call);
    if (!response.ok) throw await failureOf(response, path);
    return (response.status === 204 ? undefined : withInstants(await response.json())) as T;
  }
  const get = <T>(path: string, call?: Call): Promise<T> => ask<T>("GET", path, call);
  const post = <T>(path: string, call?: Call): Promise<T> => ask<T>("POST", path, call);
  const line = new EventLine(async (after, signal) => request("GET", "/events", { query: { after }, signal }));

  return {
    ...(options.locale !== undefined && { locale: options.locale }),
    account: (call) => get("/account", { signal: call?.signal }),
    interpret: (text, { literal, signal } = {}) => post("/interpret", { body: { text, literal }, signal }),
    preview: (schedules, { limit, signal } = {}) => post("/preview", { body: { schedules, limit }, signal }),
    propose: (asked, { literal, signal } = {}) =>
      post("/proposals", {
        body: typeof asked === "string" ? { text: asked, literal } : asked,
        idempotencyKey: newRequestId(),
        signal,
      }),
    confirm: (id, body) => post(`/proposals/${encodeURIComponent(id)}/confirm`, { body }),
    proposals: {
      get: (id, call) => get(`/proposals/${encodeURIComponent(id)}`, { signal: call?.signal }),
      answer: (id, body, at) => post(`/proposals/${encodeURIComponent(id)}/answer`, { body, ...at }),
      amend: (id, body, at) => post(`/proposals/${encodeURIComponent(id)}/amend`, { body, ...at }),
      decline: (id, at) => post(`/proposals/${encodeURIComponent(id)}/decline`, at),
    },
    jobs: {
      list: ({ signal, ...query } = {}) => get("/jobs", { query, signal }),
      count: ({ signal, ...query } = {}) => get("/jobs/counts", { query, signal }),
      get: (id, call) => get(`/jobs/${encodeURIComponent(id)}`, { signal: call?.signal }),
      update: (id, body, at) => ask("PATCH", `/jobs/${encodeURIComponent(id)}`, { body, ...at }),
      correct: (id, correction, at) =>
        post(`/jobs/${encodeURIComponent(id)}/corrections`, { body: { correction }, ...at }),
      pause: (id) => post(`/jobs/${encodeURIComponent(id)}/pause`),
      resume: (id) => post(`/jobs/${encodeURIComponent(id)}/resume`),
      trigger: (id, { requestId = newRequestId() } = {}) =>
        post(`/jobs/${encodeURIComponent(id)}/trigger`, { idempotencyKey: requestId }),
      delete: (id, { revision, abortRunning }) =>
        ask("DELETE", `/jobs/${encodeURIComponent(id)}`, { revision, query: { abortRunning } }),
      preview: (id, { limit, signal } = {}) =>
        get(`/jobs/${encodeURIComponent(id)}/preview`, { query: { limit }, signal }),
      explain: (id, at, call) =>
        get(`/jobs/${encodeURIComponent(id)}/explain`, { query: { at: at.toISOString() }, signal: call?.signal }),
    },
    runs: {
      list: ({ signal, ...query } = {}) => get("/runs", { query, signal }),
      count: ({ signal, ...query } = {}) => get("/runs/counts", { query, signal }),
      get: (id, call) => get(`/runs/${encodeURIComponent(id)}`, { signal: call?.signal }),
      cancel: (id) => post(`/runs/${encodeURIComponent(id)}/cancel`),
      reply: (id, text) => post(`/runs/${encodeURIComponent(id)}/reply`, { body: { text } }),
    },
    conversations: {
      list: ({ signal, ...query } = {}) => get("/conversations", { query, signal }),
      get: (id, call) => get(`/conversations/${encodeURIComponent(id)}`, { signal: call?.signal }),
      entries: (id, { signal, ...query } = {}) =>
        get(`/conversations/${encodeURIComponent(id)}/entries`, { query, signal }),
      download: async (id, sequence, call) => {
        const path = `/conversations/${encodeURIComponent(id)}/outputs/${sequence}`;
        const response = await request("GET", path, { signal: call?.signal });
        if (!response.ok) throw await failureOf(response, path);
        return response.blob();
      },
    },
    events: (query) => line.read(query),
    get connection() {
      return line.connection;
    },
    onConnection: (listener) => line.onConnection(listener),
    reconnect: () => line.reconnect(),
  };
}

/** The server's own error; what is not ours (a proxy's page) counts as no answer. */
async function failureOf(response: Response, path: string): Promise<SchedulerError> {
  const problem = (await response.json().catch(() => ({}))) as {
    code?: unknown;
    details?: ErrorDetails;
    requestId?: unknown;
  };
  const requestId = typeof problem.requestId === "string" ? { requestId: problem.requestId } : {};
  const { code } = problem;
  if (typeof code === "string" && Object.hasOwn(errorMessages, code)) {
    return new SchedulerError(code as ErrorCode, { ...problem.details, ...requestId });
  }
  return new SchedulerError("SERVER_UNREACHABLE", { path, status: response.status, ...requestId });
}

/** The language of the page, so that the server speaks as the page does; none outside of one. */
function pageLocale(): string | undefined {
  return "document" in globalThis && document.documentElement.lang !== "" ? document.documentElement.lang : undefined;
}
