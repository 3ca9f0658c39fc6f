import { type Actor, type Scheduler, SchedulerError } from "@dexter/scheduled-jobs";
import { createMcpHandler } from "@dexter/scheduled-jobs/mcp";
import { Hono } from "hono";
import { html } from "hono/html";

/**
 * A host that gives its people an MCP server, and a page on which they confirm what their assistants propose. `actors` stands
 * for your own accounts: assistants send a token, people a cookie, and neither does with the other.
 */
export function mcpHost(
  scheduler: Scheduler,
  {
    origin,
    tokens,
    cookies,
  }: { origin: string; tokens: ReadonlyMap<string, Actor>; cookies: ReadonlyMap<string, Actor> },
): Hono {
  const handle = createMcpHandler({
    scheduler,
    authenticate: ({ headers }) => tokens.get(headers.get("authorization") ?? "") ?? null,
    confirmUrl: ({ id }) => `${origin}/confirm/${id}`,
  });
  const app = new Hono<{ Variables: { actor: Actor } }>();
  app.all("/mcp", ({ req }) => handle(req.raw));

  app.use("/confirm/*", async ({ req, set, text }, next) => {
    const actor = cookies.get(req.header("cookie") ?? "");
    if (actor === undefined) return text("Sign in first.", 401);
    // A page of another site must not press the button.
    if (req.method === "POST" && req.header("origin") !== origin) return text("Not from here.", 403);
    set("actor", actor);
    return next();
  });
  app.get("/confirm/:id", async ({ req, get, html: page }) => {
    const { summary, drafts, revision } = await scheduler.as(get("actor")).proposals.get(req.param("id"));
    return page(
      html`<!doctype html>
        <title>Confirm</title>
        <pre>${summary}</pre>
        ${drafts.map(({ prompt }) => html`<blockquote>${prompt}</blockquote>`)}
        <form method="post"><button name="revision" value="${revision}">Confirm</button></form>`,
    );
  });
  app.post("/confirm/:id", async ({ req, get, text }) => {
    const dexter = scheduler.as(get("actor"));
    const revision = Number((await req.formData()).get("revision"));
    const token = await dexter.proposals.confirmationToken(req.param("id"), { revision });
    const jobs = await dexter.confirm(req.param("id"), { revision, token });
    return text(`Confirmed: ${jobs.map(({ name }) => name).join(", ")}`);
  });
  app.onError((error, { text }) =>
    SchedulerError.is(error) ? text(error.message, error.code.endsWith("_NOT_FOUND") ? 404 : 409) : text("", 500),
  );
  return app as unknown as Hono;
}
