import type * as z from "zod";
import type { Actor } from "../model/actor.ts";
import type { ActorScheduler } from "../scheduler/actorScheduler.ts";
import type { Scheduler } from "../scheduler/createScheduler.ts";

/** What a route's handler is given: everything is checked already. */
export interface Call<Query, Body> {
  scheduler: Scheduler;
  dexter: ActorScheduler;
  actor: Actor;
  /** The parts of the path in braces. */
  params: Record<string, string>;
  query: Query;
  body: Body;
  /** From `If-Match`. */
  revision: number | undefined;
  /** From `Idempotency-Key`. */
  idempotencyKey: string | undefined;
  request: Request;
}

interface RouteBase {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below where the handler is mounted, in the braces of OpenAPI: `/jobs/{id}`. */
  path: `/${string}`;
  /** The name of the operation, for generated clients. */
  id: string;
  summary: string;
  /** What it answers with; nothing where it is left out. */
  result?: z.ZodType;
  /** The status where all is well: 200, or 204 without a result. */
  status?: 200 | 201 | 202 | 204;
  /** Whether the caller has to say which revision it changes. */
  needsRevision?: boolean;
  /** The media type of the answer, where it is not JSON. */
  produces?: string;
}

/** A route with its types forgotten, as the table holds it. */
export interface Route extends RouteBase {
  query?: z.ZodType;
  body?: z.ZodType;
  handle(call: Call<unknown, unknown>): Promise<unknown>;
}

/** One operation of the door: the same entry serves the request and writes the OpenAPI document. */
export function route<Query = undefined, Body = undefined>(
  entry: RouteBase & {
    query?: z.ZodType<Query>;
    body?: z.ZodType<Body>;
    handle(call: Call<Query, Body>): Promise<unknown>;
  },
): Route {
  return entry;
}
