import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SchedulerError } from "../../errors/schedulerError.ts";
import { isPublicAddress, lookupPublic } from "./publicAddress.ts";
import { signed } from "./signature.ts";

/** How an address is called, and how often. */
export interface CallOptions {
  key: Buffer;
  /** Hosts inside the own network that may be called, by name or address. */
  allowedHosts: readonly string[];
  /** Attempts in all. */
  attempts: number;
  /** The wait before the second attempt; each further one is four times as long. */
  backoffMs: number;
  /** How long an attempt may take. */
  timeoutMs: number;
  /** How much of an answer is read; what is longer counts as broken. Nothing is read unless set. */
  answerBytes?: number;
  signal?: AbortSignal;
}

/** What a host answered; redirections are answers like any other. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Why there is no answer of 2xx, after how many attempts. */
export interface NoAnswer {
  reason: string;
  attempts: number;
  /** Whether it might pass later: 429, 5xx, a broken connection. */
  isPassing: boolean;
}

/** Statuses that say "not now" rather than "never". */
const passing = new Set([408, 409, 425, 429]);

/** An address that may be called. @throws {@link SchedulerError} `ADDRESS_REFUSED` */
export function checkedUrl(text: string, allowedHosts: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAllowed = url !== undefined && allowedHosts.includes(url.hostname);
  const isSecure = url?.protocol === "https:" || (isAllowed && url.protocol === "http:");
  if (url === undefined || !isSecure || url.username !== "" || url.password !== "") {
    throw new SchedulerError("ADDRESS_REFUSED", {
      url: text.slice(0, 200),
      hint: "Give an https address without a password; a host of the own network stands in `allowedHosts`, too.",
    });
  }
  // A host that is an address is connected to without a lookup, so it is looked at here.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!isAllowed && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new SchedulerError("ADDRESS_REFUSED", { address: host, hint: "It leads into a private network." });
  }
  return url;
}

/**
 * Sends a signed message until it is answered by 2xx, with the same `webhook-id` in every attempt. 429, 5xx and broken connections are tried
 * again; redirections are not followed; addresses inside a private network are refused when they are connected to.
 *
 * @throws the signal's reason once it aborts
 */
export async function callSigned(
  url: URL,
  message: { method?: "POST" | "GET"; id: string; body: string; headers?: Record<string, string> },
  options: CallOptions,
): Promise<Answer | NoAnswer> {
  const { attempts, backoffMs, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    const result = await send(url, message, options);
    signal?.throwIfAborted();
    if ("status" in result && result.status >= 200 && result.status < 300) return result;
    const failure =
      "status" in result
        ? { reason: `status ${result.status}`, isPassing: passing.has(result.status) || result.status >= 500 }
        : result;
    if (!failure.isPassing || attempt >= attempts) return { ...failure, attempts: attempt };
    await sleep(backoffMs * 4 ** (attempt - 1), undefined, signal === undefined ? {} : { signal }).catch(() => {});
  }
}

/** Sends once. */
function send(
  url: URL,
  { method = "POST", id, body, headers }: Parameters<typeof callSigned>[1],
  { key, allowedHosts, timeoutMs, answerBytes = 0, signal }: CallOptions,
): Promise<Answer | { reason: string; isPassing: boolean }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    const request = (url.protocol === "http:" ? httpRequest : httpsRequest)(url, {
      method,
      headers: {
        ...headers,
        ...(method === "POST" && {
          "content-type": "application/json",
          "content-length": String(Buffer.byteLength(body)),
        }),
        ...signed(id, body, key),
      },
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      ...(!allowedHosts.includes(url.hostname) && { lookup: lookupPublic }),
    });
    const broke = (error: Error) => resolve({ reason: error.message, isPassing: !SchedulerError.is(error) });
    request.on("error", broke);
    request.once("response", (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      if (answerBytes === 0) response.resume();
      const read = answerBytes === 0 ? Promise.resolve("") : readText(response, answerBytes);
      read.then((text) => resolve({ status, headers: answered, body: text }), broke);
    });
    request.end(method === "POST" ? body : undefined);
  });
}

async function readText(response: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new SchedulerError("BODY_TOO_LARGE", { largest: most });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
