import { Hono } from "hono";
import * as z from "zod";
import { SchedulerError } from "../errors/schedulerError.ts";
import type { Actor } from "../model/actor.ts";
import { givenFields, givenObject, notAsExpected } from "../model/given.ts";
import type { Logger } from "../ports/logger.ts";
import type { Scheduler } from "../scheduler/createScheduler.ts";
import { checkPort, parse } from "../scheduler/parse.ts";
import { eventStream } from "./eventStream.ts";
import { readJson, refuseCrossSite } from "./guard.ts";
import { openApiDocument } from "./openapi.ts";
import { problemOf, statusOf } from "./problem.ts";
import type { Route } from "./route.ts";
import { accountRoutes } from "./routes/account.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { proposalRoutes } from "./routes/proposals.ts";
import { runRoutes } from "./routes/runs.ts";

type MaybeActor = Actor | null | undefined;

/** What a host gives to {@link createHttpHandler}. */
export interface HttpOptions {
  scheduler: Scheduler;
  /**
   * Who sends a request, from the host's own session or token; nothing for nobody. There is no default: the door answers only
   * to those it knows.
   */
  authenticate(request: Request): MaybeActor | Promise<MaybeActor>;
  /** Where it is mounted, such as `/api/scheduled-jobs`; the root where it is left out. */
  basePath?: string;
  /** Origins other than the handler's own whose pages may change things. */
  allowedOrigins?: readonly string[];
  /** Asked before every request; a number refuses it for so many milliseconds. */
  rateLimit?(actor: Actor, request: Request): number | undefined | Promise<number | undefined>;
  limits?: {
    /** The largest body, in bytes: 64 KiB unless set. */
    bodyBytes?: number;
    /** How long a body may take to arrive: 10 s unless set. */
    bodyMs?: number;
    /** How many event streams one owner may have open: 20 unless set. */
    streamsPerOwner?: number;
  };
  logger?: Logger;
}

const routes: readonly Route[] = [...accountRoutes, ...proposalRoutes, ...jobRoutes, ...runRoutes];

const afterSchema = z.coerce.number().int().nonnegative();
/** Browsers send it by themselves, whoever wrote it: what cannot be read is the beginning. */
const lastEventSchema = afterSchema.catch(0);

const names = ["scheduler", "authenticate", "basePath", "allowedOrigins", "rateLimit", "limits", "logger"];

function checkOptions(options: HttpOptions): void {
  givenFields("options", givenObject("options", options, "Give at least `scheduler` and `authenticate`."), names);
  checkPort(options.scheduler, "options.scheduler", ["as", "events"]);
  checkPort(options, "options", ["authenticate"]);
  const { basePath = "" } = options;
  if (/^(?:\/[^?#]*[^?#/])?$/.test(basePath)) return;
  throw notAsExpected(
    "basePath",
    basePath,
    "Give a path that begins with a slash and ends without, such as /api/jobs.",
  );
}

/**
 * The whole API of one caller as a fetch-standard handler, to be mounted in any server.
 *
 * It answers in JSON, errors as RFC 9457 problems with our codes. `GET /openapi.json` describes it, `GET /events` streams what
 * happens.
 *
 * @throws `SchedulerError` `INPUT_INVALID`
 * @example
 * const handle = createHttpHandler({ scheduler, basePath: "/api/scheduled-jobs", authenticate: (request) => session(request) });
 * app.all("/api/scheduled-jobs/*", (context) => handle(context.req.raw));
 */
export function createHttpHandler(options: HttpOptions): (request: Request) => Promise<Response> {
  checkOptions(options);
  const { scheduler, basePath = "", logger } = options;
  const { bodyBytes = 65_536, bodyMs = 10_000, streamsPerOwner = 20 } = options.limits ?? {};
  const app = new Hono<{ Variables: { actor: Actor } }>().basePath(basePath === "" ? "/" : basePath);
  const streams = new Map<string, number>();
  const document = JSON.stringify(openApiDocument(routes, basePath));

  app.use(async ({ req, set }, next) => {
    refuseCrossSite(req.raw, options.allowedOrigins ?? []);
    const actor = await options.authenticate(req.raw);
    // `session && { … }` gives whatever an absent session is.
    if (!actor) {
      throw new SchedulerError("NOT_AUTHENTICATED", { hint: "Sign in, or send the host's token." });
    }
    const retryAfterMs = await options.rateLimit?.(actor, req.raw);
    if (retryAfterMs !== undefined && retryAfterMs > 0) throw new SchedulerError("RATE_LIMITED", { retryAfterMs });
    set("actor", withLanguage(actor, req.header("accept-language")));
    await next();
  });
  app.get("/openapi.json", () => json(document, 200));
  app.get("/events", ({ req, get }) => {
    const actor = get("actor");
    const open = streams.get(actor.ownerId) ?? 0;
    if (open >= streamsPerOwner) {
      throw new SchedulerError("RATE_LIMITED", { streams: open, retryAfterMs: 5_000, hint: "Close another stream." });
    }
    const dexter = scheduler.as(actor);
    const asked = req.query("after") ?? 0;
    const after = lastEventSchema.parse(
      req.header("last-event-id") ?? parse(afterSchema, asked === "now" ? 0 : asked, "after"),
    );
    streams.set(actor.ownerId, open + 1);
    return eventStream(scheduler, dexter, {
      after,
      isFromNow: req.header("last-event-id") === undefined && req.query("after") === "now",
      base: basePath,
      signal: req.raw.signal,
      onClose: () => {
        const left = (streams.get(actor.ownerId) ?? 1) - 1;
        if (left > 0) streams.set(actor.ownerId, left);
        else streams.delete(actor.ownerId);
      },
    });
  });
  const bodyOf = async (route: Route, request: Request): Promise<unknown> => {
    if (route.method === "GET") return undefined;
    const body = await readJson(request, { bodyBytes, bodyMs });
    return route.body && parse(route.body, body, "body");
  };
  for (const route of routes) {
    app.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ":$1"), async ({ req, get }) => {
      const actor = get("actor");
      const answer = await route.handle({
        scheduler,
        dexter: scheduler.as(actor),
        actor,
        params: req.param(),
        query: route.query && parse(route.query, req.query(), "query"),
        body: await bodyOf(route, req.raw),
        revision: revisionOf(req.header("if-match"), route.needsRevision === true),
        idempotencyKey: parse(z.string().min(1).max(200).optional(), req.header("idempotency-key"), "Idempotency-Key"),
        request: req.raw,
      });
      if (answer instanceof Response) return answer;
      if (route.result === undefined) return new Response(null, { status: 204 });
      return json(JSON.stringify(answer), route.status ?? 200, etagOf(answer));
    });
  }
  app.notFound(({ req }) => {
    throw new SchedulerError("ROUTE_NOT_FOUND", { method: req.method, path: req.path });
  });

  app.onError((error, { req }) => {
    const requestId = crypto.randomUUID();
    const status = SchedulerError.is(error) ? statusOf(error.code) : 500;
    if (status >= 500) logger?.error({ error, requestId, path: req.path }, "A request failed");
    return problemOf(error, requestId);
  });

  return async (request) => {
    const response = await app.fetch(request);
    response.headers.set("x-content-type-options", "nosniff");
    return response;
  };
}

/** `If-Match: "7"` */
function revisionOf(header: string | undefined, isNeeded: boolean): number | undefined {
  const digits = /^(?:W\/)?"(\d{1,15})"$/.exec(header ?? "")?.[1];
  if (digits !== undefined) return Number(digits);
  if (!isNeeded && header === undefined) return undefined;
  throw new SchedulerError("REVISION_REQUIRED", {
    ifMatch: header ?? null,
    hint: 'Send the ETag of what you read: `If-Match: "1"`.',
  });
}

function etagOf(answer: unknown): Record<string, string> {
  const revision = typeof answer === "object" && answer !== null && "revision" in answer ? answer.revision : undefined;
  return typeof revision === "number" ? { etag: `"${revision}"` } : {};
}

function json(text: string, status: number, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  });
}

/** The reader's language, where the host's account does not say one. */
function withLanguage(actor: Actor, header: string | undefined): Actor {
  const tag = header?.split(",", 1)[0]?.split(";", 1)[0]?.trim();
  return actor.locale !== undefined || tag === undefined || !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)
    ? actor
    : { ...actor, locale: tag };
}
