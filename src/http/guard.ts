import { SchedulerError } from "../errors/schedulerError.ts";

const unsafe = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/**
 * Refuses what a page of another site can make a browser send with the owner's cookies.
 *
 * Browsers say where a request comes from (Fetch Metadata, `Origin`), and send `application/json` to another site only after
 * they asked; so no token has to be kept. Callers that are not browsers send neither header and are let through.
 */
export function refuseCrossSite(request: Request, allowedOrigins: readonly string[]): void {
  if (!unsafe.has(request.method)) return;
  const origin = request.headers.get("origin");
  if (origin !== null && allowedOrigins.includes(origin)) return;
  const site = request.headers.get("sec-fetch-site");
  const isOwn = site === null || site === "same-origin" || site === "none";
  const isOwnOrigin = origin === null || origin === new URL(request.url).origin || site === "same-origin";
  if (isOwn && isOwnOrigin) return;
  throw new SchedulerError("CROSS_SITE", {
    origin,
    hint: "Name the origin in `allowedOrigins` if it is the host's own.",
  });
}

/** Reads a JSON body of bounded length in bounded time. An empty body is an empty object. */
export async function readJson(request: Request, limits: { bodyBytes: number; bodyMs: number }): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new SchedulerError("MEDIA_TYPE_UNSUPPORTED", {
      contentType: type ?? null,
      hint: "Send the header `content-type: application/json`, also where the body is empty.",
    });
  }
  const text = await readText(request, limits);
  if (text === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new SchedulerError("INPUT_INVALID", { body: text.slice(0, 80), hint: "The body is not JSON." });
  }
}

async function readText(
  request: Request,
  { bodyBytes, bodyMs }: { bodyBytes: number; bodyMs: number },
): Promise<string> {
  const reader = request.body?.getReader();
  if (reader === undefined) return "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, bodyMs, "late");
  });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let length = 0;
  try {
    for (;;) {
      const chunk = await Promise.race([reader.read(), late]);
      if (chunk === "late") throw new SchedulerError("BODY_TIMEOUT", { afterMs: bodyMs });
      if (chunk.done) return text + decoder.decode();
      length += chunk.value.byteLength;
      if (length > bodyBytes) throw new SchedulerError("BODY_TOO_LARGE", { largest: bodyBytes });
      text += decoder.decode(chunk.value, { stream: true });
    }
  } catch (error) {
    // What is still to come is not waited for.
    reader.cancel(error).catch(() => {});
    if (SchedulerError.is(error)) throw error;
    throw new SchedulerError("INPUT_INVALID", { hint: "The body is not UTF-8, or broke off." }, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
