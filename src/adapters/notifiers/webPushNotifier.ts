import { createHash } from "node:crypto";
import { Agent } from "node:https";
import { givenMethods, givenObject } from "../../model/given.ts";
import type { Notification, Notifier } from "../../ports/notifier.ts";
import { checkedUrl } from "../webhooks/endpoint.ts";
import { lookupPublic } from "../webhooks/publicAddress.ts";
import { wordsOf } from "./words.ts";

/** What a browser's `PushSubscription` is in JSON, with the reader's language. */
export interface PushSubscriptionLike {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  locale?: string;
}

/** The part of the `web-push` package that is used (a type test proves that it fits). */
export interface WebPushLike {
  sendNotification(
    subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
    payload: string,
    options: {
      TTL: number;
      topic: string;
      urgency: "normal" | "high";
      vapidDetails: { subject: string; publicKey: string; privateKey: string };
      agent: Agent;
    },
  ): Promise<unknown>;
}

/** What a host gives to {@link webPushNotifier}. */
export interface WebPushNotifierOptions {
  /** `import webPush from "web-push"` */
  webPush: WebPushLike;
  vapidDetails: { subject: string; publicKey: string; privateKey: string };
  /** The browsers that the owner allowed. */
  subscriptions: (notification: Notification) => Promise<readonly PushSubscriptionLike[]>;
  /** Called with a subscription that is no longer good, so that the host forgets it. */
  forget: (subscription: PushSubscriptionLike) => Promise<void>;
  /** Where a click leads. */
  link: (notification: Notification) => string;
  /** How long a browser that is off may be told later, in seconds: a day unless set. */
  ttlSeconds?: number;
}

/**
 * Tells closed browsers, through `web-push`. A later notification of the same conversation takes the place of an earlier one that
 * was not delivered yet. An endpoint comes from a browser, so one that leads into a private network is refused. The payload is `{ title, body, tag, url }`, for a service worker to show.
 */
export function webPushNotifier(options: WebPushNotifierOptions): Notifier {
  givenMethods("options", options, ["subscriptions", "forget", "link"]);
  givenMethods("webPush", options.webPush, ["sendNotification"]);
  givenObject("vapidDetails", options.vapidDetails, "Give { subject, publicKey, privateKey }.");
  const { webPush, vapidDetails, subscriptions, forget, link, ttlSeconds = 86_400 } = options;
  const agent = new Agent({ lookup: lookupPublic });
  return {
    notify: async (notification) => {
      const { conversationId, runId, jobId } = notification.link;
      const tag = conversationId ?? runId ?? jobId;
      const topic = createHash("sha256").update(tag).digest("base64url").slice(0, 32);
      const urgency = notification.key === "run.needs_input" ? "high" : "normal";
      const failures: unknown[] = [];
      for (const subscription of await subscriptions(notification)) {
        const payload = JSON.stringify({ ...wordsOf(notification, subscription.locale), tag, url: link(notification) });
        try {
          checkedUrl(subscription.endpoint, []);
          await webPush.sendNotification(subscription, payload, {
            TTL: ttlSeconds,
            topic,
            urgency,
            vapidDetails,
            agent,
          });
        } catch (error) {
          if (isGone(error)) await forget(subscription);
          else failures.push(error);
        }
      }
      if (failures.length > 0)
        throw failures.length === 1 ? failures[0] : new AggregateError(failures, "Some browsers could not be told");
    },
  };
}

/** A push service answers 404 or 410 about a subscription that ended (RFC 8030, section 7.3). */
function isGone(error: unknown): boolean {
  const status = typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  return status === 404 || status === 410;
}
