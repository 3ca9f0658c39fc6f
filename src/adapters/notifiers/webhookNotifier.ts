import { createHmac } from "node:crypto";
import { SchedulerError } from "../../errors/schedulerError.ts";
import { givenObject, notAsExpected } from "../../model/given.ts";
import type { Notification, Notifier } from "../../ports/notifier.ts";
import { callSigned, checkedUrl } from "../webhooks/endpoint.ts";
import { keyOf } from "../webhooks/signature.ts";

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
  const { url: given } = givenObject("options", options, "Give at least `url` and `secret`.");
  if (!["string", "function"].includes(typeof given))
    throw notAsExpected("url", given, "Give an address, or a function.");
  const { attempts = 4, backoffMs = 1_000, timeoutMs = 10_000, allowedHosts = [] } = options;
  const key = keyOf(options.secret);
  return {
    notify: async (notification) => {
      const address = typeof options.url === "string" ? options.url : await options.url(notification);
      if (address === undefined) return;
      const url = checkedUrl(address, allowedHosts);
      const body = JSON.stringify({ type: notification.key, data: notification });
      const id = `msg_${createHmac("sha256", key).update(notification.dedupeKey).digest("base64url")}`;
      const answer = await callSigned(url, { id, body }, { key, allowedHosts, attempts, backoffMs, timeoutMs });
      if ("status" in answer) return;
      throw new SchedulerError("NOTIFICATION_FAILED", {
        host: url.host,
        attempts: answer.attempts,
        reason: answer.reason,
      });
    },
  };
}
