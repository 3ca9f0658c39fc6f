import { existsSync } from "node:fs";
import { join } from "node:path";
import sparticuz from "@sparticuz/chromium";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";

const ownSite = "http://localhost:4173";
/** Strict: scripts and sheets of the site itself, nothing inline, nothing remote. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** The browser that the machine has, or the one that comes with a package. */
export async function launchBrowser(): Promise<Browser> {
  const own = [process.env["CHROME_PATH"], "/usr/bin/chromium"].find((path) => path !== undefined && existsSync(path));
  if (own !== undefined) return chromium.launch({ executablePath: own, args: ["--no-sandbox"] });
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: ["--no-sandbox", "--font-render-hinting=none"],
  });
}

/** The page's scripts, by path. */
export async function buildPage(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: { page: join(import.meta.dirname, "page.ts") },
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2023",
    outdir: "/",
    write: false,
    logLevel: "error",
  });
  return new Map(outputFiles.map((file) => [file.path, file.text]));
}

const hostSheet = `
html { color-scheme: light dark; background: light-dark(#e9edef, #07090b); }
html.light { color-scheme: light; } html.dark { color-scheme: dark; }
body { margin: 0; padding: 12px; font: 400 16px/1.5 Inter, system-ui, "Segoe UI", Roboto, "Open Sans", sans-serif; color: light-dark(#15212a, #e8eef1); }
body.bare { padding: 0; }
main { border: 1px solid light-dark(#d3dbdf, #242e34); border-radius: 10px; overflow: clip; background: light-dark(#fff, #12181c); }
main.side { inline-size: 340px; }
main.wide { max-inline-size: 1240px; margin-inline: auto; }
main.column { max-inline-size: 860px; }
html.big { font-size: 200%; }
.brand > * { --sj-color-accent: rgb(166, 60, 0); --sj-color-on-accent: rgb(255, 255, 255); --sj-color-accent-soft: rgb(253, 235, 224); --sj-color-surface: rgb(251, 250, 247); --sj-radius: 0px; }
`;

/** How a page is looked at. */
export interface Look {
  width?: number;
  height?: number;
  theme?: "light" | "dark";
  lang?: string;
  dir?: "rtl";
  hostClass?: string;
  bodyClass?: string;
  reducedMotion?: boolean;
  forcedColors?: boolean;
  coarse?: boolean;
  now?: Date | "real";
  timezone?: string;
  permissions?: string[];
  init?: string;
  /** Where the host is, if it has an API of its own. */
  site?: string;
}
/** A page, and what went wrong on it. */
export interface Stage {
  page: Page;
  errors: string[];
  close: () => Promise<void>;
}

export async function openStage(
  browser: Browser,
  scripts: Map<string, string>,
  now: Date,
  look: Look = {},
): Promise<Stage> {
  const { site = ownSite } = look;
  const context = await browser.newContext({
    viewport: { width: look.width ?? 390, height: look.height ?? 844 },
    timezoneId: look.timezone ?? "America/New_York",
    locale: look.lang ?? "en-US",
    reducedMotion: look.reducedMotion === false ? "no-preference" : "reduce",
    ...(look.forcedColors === true && { forcedColors: "active" }),
    ...(look.coarse === true && { hasTouch: true, isMobile: true }),
    ...(look.permissions !== undefined && { permissions: look.permissions }),
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || /Refused|Content Security Policy/u.test(message.text()))
      errors.push(message.text());
  });
  const html = `<!doctype html><html lang="${look.lang ?? "en"}"${look.dir === undefined ? "" : ` dir="${look.dir}"`} class="${look.theme ?? "light"} ${look.hostClass ?? ""}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Host</title><link rel="stylesheet" href="/host.css"><script type="module" src="/page.js"></script></head><body class="${look.bodyClass ?? ""}"></body></html>`;
  await context.route(`${site}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const script = scripts.get(pathname);
    if (pathname === "/")
      return route.fulfill({ contentType: "text/html", body: html, headers: { "content-security-policy": policy } });
    if (pathname === "/host.css") return route.fulfill({ contentType: "text/css", body: hostSheet });
    if (script !== undefined) return route.fulfill({ contentType: "text/javascript", body: script });
    if (pathname.startsWith("/api/")) return route.fallback();
    return route.fulfill({ status: 204, body: "" });
  });
  if (look.now !== "real") await page.clock.setFixedTime(look.now ?? now);
  if (look.init !== undefined) await page.addInitScript(look.init);
  await page.goto(`${site}/`);
  await page.waitForFunction(() => "bench" in globalThis);
  return { page, errors, close: () => context.close() };
}
