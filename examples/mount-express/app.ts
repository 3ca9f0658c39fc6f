import type { Actor, Scheduler } from "@dexter/scheduled-jobs";
import { createHttpHandler } from "@dexter/scheduled-jobs/http";
import { getRequestListener } from "@hono/node-server";
import express, { type Express } from "express";

const basePath = "/api/scheduled-jobs";

/** An Express app with the scheduler mounted. `actors` stands for your own accounts: who sends which token. */
export function expressApp(scheduler: Scheduler, actors: ReadonlyMap<string, Actor>): Express {
  const handle = createHttpHandler({
    scheduler,
    basePath,
    authenticate: ({ headers }) => actors.get(headers.get("authorization") ?? "") ?? null,
  });
  const app = express();
  // before `express.json()`, which would read the bodies away; `all`, because `use` would cut the path
  app.all(`${basePath}/{*path}`, getRequestListener(handle));
  app.use(express.json());
  app.get("/", (_request, response) => void response.send("The host's own page"));
  return app;
}
