import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { SchedulerError } from "../../errors/schedulerError.ts";
import type { Notification, Notifier } from "../../ports/notifier.ts";
import { isPublicAddress, lookupPublic } from "./publicAddress.ts";

/** What a host gives to {@link webhookNotifier}. */
export interface WebhookNotifierOptions {
  /** Where an owner wants to be told; nowhere where it gives `undefined`. */
  url: string | ((notification: Notification) => string | undefined | Promise<string | undefined>);
  /** The secret that the receiver knows, as Standard Webhooks writes it: `whsec_` and base64. */
  secret: string;
  /** Hosts inside the own network that may be told, by name or address. */
  allowedHosts?: readonly string[];
  /** Attempts in all: 4 unless set. */
  attempts?: number;
  /** The wait before the second attempt; each further one is four times as long: 1 s unless set. */
  backoffMs?: number;
  /** How long an attempt may take: 10 s unless set. */
  timeoutMs?: number;
}

/**
 * Tells by a signed POST request, by the rules of Standard Webhooks: `webhook-id` is the same in every attempt and for the same
 * thing, so that a receiver can leave out what it knows. Answers of 2xx end it; 429, 5xx and broken connections are tried again; redirections are
 * not followed. Addresses inside a private network are refused.
 *
 * @see https://www.standardwebhooks.com
 */
export function webhookNotifier(options: WebhookNotifierOptions): Notifier {
  const { attempts = 4, backoffMs = 1_000, timeoutMs = 10_000, allowedHosts = [] } = options;
  const key = keyOf(options.secret);
  return {
    notify: async (notification) => {
      const address = typeof options.url === "string" ? options.url : await options.url(notification);
      if (address === undefined) return;
      const url = checkedUrl(address, allowedHosts);
      const body = JSON.stringify({ type: notification.key, data: notification });
      for (let attempt = 1; ; attempt += 1) {
        const failure = await send(url, body, headersOf(notification, body, key), {
          timeoutMs,
          isInside: allowedHosts.includes(url.hostname),
        });
        if (failure === undefined) return;
        if (!failure.isPassing || attempt >= attempts) {
          throw new SchedulerError("NOTIFICATION_FAILED", {
            host: url.host,
            attempts: attempt,
            reason: failure.reason,
          });
        }
        await new Promise((resolve) => {
          setTimeout(resolve, backoffMs * 4 ** (attempt - 1));
        });
      }
    },
  };
}

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (key.length >= 24) return key;
  throw new SchedulerError("INPUT_INVALID", { field: "secret", hint: "Give whsec_ and at least 24 bytes in base64." });
}

function checkedUrl(text: string, allowedHosts: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAllowed = url !== undefined && allowedHosts.includes(url.hostname);
  const isSecure = url?.protocol === "https:" || (isAllowed && url.protocol === "http:");
  if (url === undefined || !isSecure || url.username !== "" || url.password !== "") {
    throw new SchedulerError("ADDRESS_REFUSED", {
      url: text.slice(0, 200),
      hint: "Give an https address without a password.",
    });
  }
  // A host that is an address is connected to without a lookup, so it is looked at here.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!isAllowed && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new SchedulerError("ADDRESS_REFUSED", { address: host, hint: "It leads into a private network." });
  }
  return url;
}

function headersOf({ dedupeKey }: Notification, body: string, key: Buffer): Record<string, string> {
  const id = `msg_${createHmac("sha256", key).update(dedupeKey).digest("base64url")}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}

/** Sends once; nothing where it was taken. */
function send(
  url: URL,
  body: string,
  headers: Record<string, string>,
  { timeoutMs, isInside }: { timeoutMs: number; isInside: boolean },
): Promise<{ reason: string; isPassing: boolean } | undefined> {
  return new Promise((resolve) => {
    const request = (url.protocol === "http:" ? httpRequest : httpsRequest)(url, {
      method: "POST",
      headers,
      signal: AbortSignal.timeout(timeoutMs),
      ...(!isInside && { lookup: lookupPublic }),
    });
    request.once("response", (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) resolve(undefined);
      else resolve({ reason: `status ${status}`, isPassing: status === 429 || status >= 500 });
    });
    request.once("error", (error) => {
      resolve({ reason: error.message, isPassing: !SchedulerError.is(error) });
    });
    request.end(body);
  });
}
