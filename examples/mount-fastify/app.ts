import type { Actor, Scheduler } from "@dexter/scheduled-jobs";
import { createHttpHandler } from "@dexter/scheduled-jobs/http";
import { getRequestListener } from "@hono/node-server";
import { fastify, type FastifyInstance } from "fastify";

const basePath = "/api/scheduled-jobs";

/** A Fastify server with the scheduler mounted. `actors` stands for your own accounts: who sends which token. */
export function fastifyApp(scheduler: Scheduler, actors: ReadonlyMap<string, Actor>): FastifyInstance {
  const handle = createHttpHandler({
    scheduler,
    basePath,
    authenticate: ({ headers }) => actors.get(headers.get("authorization") ?? "") ?? null,
  });
  const listener = getRequestListener(handle);
  const app = fastify();
  app.get("/", async () => "The host's own page");
  // a scope of its own, in which Fastify leaves the bodies to the handler
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _body, done) => done(null));
    scope.all(`${basePath}/*`, async (request, reply) => {
      reply.hijack();
      await listener(request.raw, reply.raw);
    });
  });
  return app;
}
