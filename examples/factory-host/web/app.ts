import { readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { createHttpHandler } from "@dexter/scheduled-jobs/http";
import { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import type { Asset } from "../../bundlePage.ts";
import type { Host } from "../host.ts";
import { endpointSchema, subscriptionSchema } from "../push/pushDesk.ts";
import { hostPage, signInPage } from "./pages.ts";
import { sampleFactories, samplePeople } from "./people.ts";
import { Sessions } from "./session.ts";
import { languageNames, pageLanguage } from "./words.ts";

const api = "/api/scheduled-jobs";
const chosenLanguage = "factory-host-language";
const mediaTypes: Record<string, string> = { ".pdf": "application/pdf", ".csv": "text/csv; charset=utf-8" };

/** The host's own server: its pages, its sign-in, the files of its people, and the scheduler mounted among them. */
export function webApp(host: Host, options: { assets: ReadonlyMap<string, Asset>; secret: string }): Hono {
  const people = samplePeople(host.timezone);
  const sessions = new Sessions(options.secret, people, sampleFactories);
  const app = new Hono();
  const actorOf = async (request: Request) => {
    const session = await sessions.read(request);
    if (session === null) return null;
    const { person, factory } = session;
    return { ownerId: person.id, factoryId: factory.id, timezone: person.timezone, factoryName: factory.name };
  };

  // only by the names of this machine: a page elsewhere whose name was pointed here gets nothing
  app.use(async ({ req, text }, next) => {
    const { hostname } = new URL(req.url);
    if (!["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return text("Open it as localhost.", 421);
    await next();
  });
  const handle = createHttpHandler({ scheduler: host.scheduler, basePath: api, authenticate: actorOf });
  app.all(`${api}/*`, ({ req }) => handle(req.raw));
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      // there is no TLS on one's own machine
      strictTransportSecurity: false,
    }),
  );

  app.get("/", async (context) => {
    const session = await sessions.read(context.req.raw);
    const spoken = pageLanguage(getCookie(context, chosenLanguage), context.req.header("accept-language"));
    context.header("vary", "accept-language, cookie");
    return context.html(
      session === null ? signInPage(people, spoken) : hostPage(session, people, sampleFactories, spoken),
    );
  });
  app.post("/session", csrf(), async (context) => {
    const { person, factory } = await context.req.parseBody();
    const session = sessions.find(person, factory);
    if (session === undefined) return context.text("Nobody of that name, or no such factory.", 400);
    await sessions.write(context, session);
    return context.redirect("/", 303);
  });
  app.post("/language", csrf(), async (context) => {
    const { language } = await context.req.parseBody();
    const chosen = languageNames.find(({ id }) => id === language)?.id;
    if (chosen === undefined) return context.text("No page is written in this language.", 400);
    setCookie(context, chosenLanguage, chosen, { httpOnly: true, sameSite: "Lax", path: "/", maxAge: 365 * 86_400 });
    return context.redirect("/", 303);
  });
  app.get("/assets/:name", ({ req, body, notFound }) => {
    const asset = options.assets.get(req.path);
    if (asset === undefined) return notFound();
    return body(new Uint8Array(asset.content), 200, {
      "content-type": asset.mediaType,
      "cache-control": "no-cache",
      // the worker that shows what is pushed looks after the whole host
      "service-worker-allowed": "/",
    });
  });

  app.get("/push", ({ text }) => text(host.push.publicKey));
  app.on(["POST", "DELETE"], "/push", csrf(), async ({ req, body, text }) => {
    const session = await sessions.read(req.raw);
    if (session === null) return text("Sign in first.", 401);
    const given: unknown = await req.json().catch(() => undefined);
    const { person } = session;
    const isLeaving = req.method === "DELETE";
    const leaving = endpointSchema.safeParse(given);
    const coming = subscriptionSchema.safeParse(given);
    if (isLeaving && leaving.success) await host.push.remove(person.id, leaving.data.endpoint);
    else if (!isLeaving && coming.success) await host.push.add(person.id, coming.data);
    else return text("This is no subscription.", 400);
    return body(null, 204);
  });

  // what a run made is the owner's, as if they had made it; so it is served from among their files
  app.get("/files/:runId{[\\w-]+}/:name", async (context) => {
    const actor = await actorOf(context.req.raw);
    if (actor === null) return context.text("Sign in first.", 401);
    const { runId, name } = context.req.param();
    const file = join(host.filesOf(actor.ownerId), runId, basename(name));
    // a name that is no file's, such as "..", is not found either
    const content = await readFile(file).catch(() => undefined);
    if (content === undefined) return context.notFound();
    return context.body(new Uint8Array(content), 200, {
      "content-type": mediaTypes[extname(file)] ?? "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(basename(name))}`,
      "cache-control": "no-store",
    });
  });

  return app;
}
