import { emailNotifier, type PushSubscriptionLike, webPushNotifier } from "@dexter/scheduled-jobs/notifiers";
import { simpleParser } from "mailparser";
import { createECDH, randomBytes } from "node:crypto";
import { createTransport } from "nodemailer";
import { describe, expect, it } from "vitest";
import webPush from "web-push";
import { aNotification } from "./notification.ts";

/** Real messages of a real nodemailer, kept instead of sent. */
function aMailbox() {
  const kept: Buffer[] = [];
  const transport = createTransport({ streamTransport: true, buffer: true });
  transport.use("stream", (mail, done) => {
    mail.message.build((error, message) => {
      if (error === null) kept.push(message);
      done(error);
    });
  });
  return { transport, read: async () => Promise.all(kept.map((message) => simpleParser(message))) };
}

describe("the e-mail notifier", () => {
  it("writes to the owner, in their language, with a link and without what the run wrote", async () => {
    const { transport, read } = aMailbox();
    const notifier = emailNotifier({
      transport,
      from: "dexter@factory.example",
      recipient: () => ({ address: "ana@factory.example", locale: "es-MX" }),
      link: ({ link }) => `https://factory.example/conversations/${link.conversationId}`,
    });
    await notifier.notify(aNotification());
    const [mail] = await read();
    expect(mail?.subject).toBe("Weekly audit: Fallida");
    expect(mail?.text).toContain("https://factory.example/conversations/c1");
    expect(mail?.text).not.toContain("cluster");
  });

  it("gives the same thing the same Message-ID, and lets no name become a header", async () => {
    const { transport, read } = aMailbox();
    const recipient = () => ({ address: "ana@factory.example" });
    const notifier = emailNotifier({ transport, from: "dexter@factory.example", recipient });
    const evil = aNotification({ params: { name: "Audit\r\nBcc: everybody@factory.example" } });
    await notifier.notify(evil);
    await notifier.notify(evil);
    const [first, second] = await read();
    expect(first?.messageId).toBe(second?.messageId);
    expect(first?.bcc).toBeUndefined();
  });

  it("is silent about what is not worth an e-mail, and about owners without an address", async () => {
    const { transport, read } = aMailbox();
    const from = "dexter@factory.example";
    await emailNotifier({ transport, from, recipient: () => undefined }).notify(aNotification());
    const recipient = () => ({ address: "ana@factory.example" });
    await emailNotifier({ transport, from, recipient }).notify(aNotification({ key: "run.succeeded" }));
    expect(await read()).toEqual([]);
  });
});

function aSubscription(endpoint: string): PushSubscriptionLike {
  const browser = createECDH("prime256v1");
  browser.generateKeys();
  const keys = { p256dh: browser.getPublicKey().toString("base64url"), auth: randomBytes(16).toString("base64url") };
  return { endpoint, keys };
}

describe("the Web Push notifier", () => {
  const vapidDetails = { subject: "mailto:dexter@factory.example", ...webPush.generateVAPIDKeys() };

  it("hands web-push a request that it can encrypt and sign, without what the run wrote", async () => {
    const requests: { endpoint: string; payload: string; headers: unknown }[] = [];
    const notifier = webPushNotifier({
      webPush: {
        sendNotification: async (subscription, payload, options) => {
          const { endpoint, headers } = webPush.generateRequestDetails(subscription, payload, options);
          requests.push({ endpoint, payload, headers });
        },
      },
      vapidDetails,
      subscriptions: async () => [aSubscription("https://push.example/1"), aSubscription("https://push.example/2")],
      forget: async () => undefined,
      link: ({ link }) => `/conversations/${link.conversationId}`,
    });
    await notifier.notify(aNotification());
    expect(requests).toHaveLength(2);
    expect(JSON.parse(requests[0]?.payload ?? "")).toEqual({
      title: "Weekly audit",
      body: "Failed",
      tag: "c1",
      url: "/conversations/c1",
    });
    expect(requests[0]?.headers).toMatchObject({ TTL: 86_400, Urgency: "normal" });
  });

  it("fits the web-push package as it is", () => {
    const options: Parameters<typeof webPushNotifier>[0]["webPush"] = webPush;
    expect(typeof options.sendNotification).toBe("function");
  });

  it.each(["http://push.example/1", "https://127.0.0.1/1", "https://[::1]/1", "https://user:pass@push.example/1"])(
    "refuses to send to %s, which no browser's push service is",
    async (endpoint) => {
      const told: string[] = [];
      const notifier = webPushNotifier({
        webPush: { sendNotification: async (subscription) => void told.push(subscription.endpoint) },
        vapidDetails,
        subscriptions: async () => [aSubscription(endpoint)],
        forget: async () => undefined,
        link: () => "/",
      });
      await expect(notifier.notify(aNotification())).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
      expect(told).toEqual([]);
    },
  );

  it("forgets a browser that is gone, and still tells the others", async () => {
    const forgotten: string[] = [];
    const told: string[] = [];
    const notifier = webPushNotifier({
      webPush: {
        sendNotification: async ({ endpoint }) => {
          if (endpoint.endsWith("gone")) throw Object.assign(new Error("gone"), { statusCode: 410 });
          told.push(endpoint);
        },
      },
      vapidDetails,
      subscriptions: async () => [
        aSubscription("https://push.example/gone"),
        aSubscription("https://push.example/here"),
      ],
      forget: async ({ endpoint }) => void forgotten.push(endpoint),
      link: () => "/",
    });
    await notifier.notify(aNotification());
    expect([forgotten, told]).toEqual([["https://push.example/gone"], ["https://push.example/here"]]);
  });
});
