import type { Actor, Scheduler } from "@dexter/scheduled-jobs";
import { createHttpHandler } from "@dexter/scheduled-jobs/http";
import { Hono } from "hono";

const basePath = "/api/scheduled-jobs";

/** A Hono app with the scheduler mounted. `actors` stands for your own accounts: who sends which token. */
export function honoApp(scheduler: Scheduler, actors: ReadonlyMap<string, Actor>): Hono {
  const handle = createHttpHandler({
    scheduler,
    basePath,
    authenticate: ({ headers }) => actors.get(headers.get("authorization") ?? "") ?? null,
  });
  const app = new Hono();
  app.get("/", ({ text }) => text("The host's own page"));
  app.all(`${basePath}/*`, ({ req }) => handle(req.raw));
  return app;
}
