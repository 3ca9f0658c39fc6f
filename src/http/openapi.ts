import * as z from "zod";
import type { Route } from "./route.ts";

/** What every refused request answers with. */
const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe("Stable: what a client branches on."),
  details: z.record(z.string(), z.json()).optional(),
  requestId: z.string(),
});

/** A document of OpenAPI 3.1 for these routes, from the schemas that check them. */
export function openApiDocument(routes: readonly Route[], basePath: string): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  paths["/events"] = {
    get: {
      operationId: "streamEvents",
      summary: "What happens to the caller's jobs, as Server-Sent Events; goes on after Last-Event-ID",
      parameters: [parameter("header", "Last-Event-ID", false, { type: "integer" })],
      responses: { 200: { description: "A stream", content: { "text/event-stream": {} } }, default: refused() },
    },
  };
  return {
    openapi: "3.1.0",
    info: { title: "Scheduled jobs", version: "1" },
    servers: [{ url: basePath === "" ? "/" : basePath }],
    paths,
    components: { schemas: { Problem: jsonSchema(problemSchema, "output") } },
  };
}

function operationOf(route: Route): object {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const query = route.query === undefined ? {} : jsonSchema(route.query, "input");
  const { properties = {}, required = [] } = query as { properties?: Record<string, unknown>; required?: string[] };
  const status = route.status ?? (route.result === undefined && route.produces === undefined ? 204 : 200);
  const content =
    route.produces !== undefined
      ? { [route.produces]: {} }
      : route.result === undefined
        ? undefined
        : { "application/json": { schema: jsonSchema(route.result, "output") } };
  return {
    operationId: route.id,
    summary: route.summary,
    parameters: [
      ...names.map((name) => parameter("path", name, true, { type: "string" })),
      ...Object.entries(properties).map(([name, schema]) => parameter("query", name, required.includes(name), schema)),
      ...(route.needsRevision === true ? [parameter("header", "If-Match", true, { type: "string" })] : []),
      ...(route.method === "POST" ? [parameter("header", "Idempotency-Key", false, { type: "string" })] : []),
    ],
    ...(route.body !== undefined && {
      requestBody: { required: true, content: { "application/json": { schema: jsonSchema(route.body, "input") } } },
    }),
    responses: {
      [status]: { description: route.summary, ...(content !== undefined && { content }) },
      default: refused(),
    },
  };
}

function parameter(place: "path" | "query" | "header", name: string, required: boolean, schema: unknown): object {
  return { in: place, name, required, schema };
}

function refused(): object {
  const schema = { $ref: "#/components/schemas/Problem" };
  return { description: "Refused: see `code`", content: { "application/problem+json": { schema } } };
}

/** Instants are ISO 8601 in JSON, whatever they are inside. */
function jsonSchema(schema: z.ZodType, io: "input" | "output"): object {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema: made }) => {
      if (zodSchema instanceof z.core.$ZodDate) Object.assign(made, { type: "string", format: "date-time" });
    },
  });
  return rest;
}
