import type { Actor, Scheduler } from "@dexter/scheduled-jobs";
import { createHttpHandler } from "@dexter/scheduled-jobs/http";
import type { LanguageModel } from "ai";
import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import { secureHeaders } from "hono/secure-headers";
import { stream } from "hono/streaming";
import type { Asset } from "../bundlePage.ts";
import { Assistant } from "./assistant.ts";

const api = "/api/scheduled-jobs";

const page = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>Chat · Dexter</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="/assets/host.css" />
      <script type="module" src="/assets/host.js"></script>
    </head>
    <body>
      <main>
        <h1>Dexter</h1>
        <div id="talk" role="log" aria-label="Chat"></div>
        <form id="say">
          <label for="text">Message</label>
          <textarea id="text" rows="2" maxlength="2000" required></textarea>
          <button>Send</button>
        </form>
      </main>
      <aside aria-label="Runs"><conversation-history></conversation-history></aside>
    </body>
  </html>`;

/** A chat on one's own machine, for one person: `actor` stands for who is signed in. */
export function chatApp(options: {
  scheduler: Scheduler;
  model: LanguageModel;
  actor: Actor;
  assets: ReadonlyMap<string, Asset>;
}): Hono {
  const { scheduler, actor, assets } = options;
  const assistant = new Assistant(options);
  const app = new Hono();
  // only by the names of this machine: a page elsewhere whose name was pointed here gets nothing
  app.use(async ({ req, text }, next) => {
    const { hostname } = new URL(req.url);
    if (!["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return text("Open it as localhost.", 421);
    await next();
  });
  const handle = createHttpHandler({ scheduler, basePath: api, authenticate: () => actor });
  app.all(`${api}/*`, ({ req }) => handle(req.raw));
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["data:"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: false,
    }),
  );
  app.get("/", (context) => context.html(page));
  app.get("/assets/:name", ({ req, body, notFound }) => {
    const asset = assets.get(req.path);
    if (asset === undefined) return notFound();
    return body(new Uint8Array(asset.content), 200, { "content-type": asset.mediaType, "cache-control": "no-cache" });
  });
  // One line of JSON for each thing that the assistant says or shows.
  app.post("/chat", csrf(), async (context) => {
    const said = (await context.req.text()).slice(0, 2_000);
    return stream(context, async (out) => {
      try {
        for await (const told of assistant.answer(said)) await out.write(`${JSON.stringify(told)}\n`);
      } catch (error) {
        console.error(error);
        await out.write(`${JSON.stringify({ text: "The model could not be reached." })}\n`);
      }
    });
  });
  return app;
}
