import { webhookNotifier, type WebhookNotifierOptions } from "@dexter/scheduled-jobs/notifiers";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it } from "vitest";
import { SchedulerError } from "../../src/errors/schedulerError.ts";
import { aNotification } from "./notification.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A receiver that answers with these statuses in turn, the last one again and again. */
async function aReceiver(...statuses: number[]) {
  const received: { headers: Record<string, string>; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() });
      const status = statuses[Math.min(received.length, statuses.length) - 1] ?? 200;
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closing.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { url, received };
}

const quick: Pick<WebhookNotifierOptions, "secret" | "backoffMs" | "allowedHosts"> = {
  secret,
  backoffMs: 1,
  allowedHosts: ["127.0.0.1"],
};

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return SchedulerError.is(error) ? error.code : String(error);
}

describe("the webhook notifier", () => {
  it("signs so that a receiver of Standard Webhooks can verify it", async () => {
    const { url, received } = await aReceiver(204);
    await webhookNotifier({ ...quick, url }).notify(aNotification());
    const [request] = received;
    const verified = new Webhook(secret).verify(request?.body ?? "", request?.headers ?? {});
    expect(verified).toMatchObject({ type: "run.failed", data: { link: { jobId: "j1" } } });
  });

  it("tries again what may pass, under the same id", async () => {
    const { url, received } = await aReceiver(503, 429, 200);
    await webhookNotifier({ ...quick, url }).notify(aNotification());
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  it("gives up on what will not pass, and after its last attempt", async () => {
    const gone = await aReceiver(410);
    expect(await codeOf(webhookNotifier({ ...quick, url: gone.url }).notify(aNotification()))).toBe(
      "NOTIFICATION_FAILED",
    );
    expect(gone.received).toHaveLength(1);
    const down = await aReceiver(500);
    expect(await codeOf(webhookNotifier({ ...quick, url: down.url, attempts: 2 }).notify(aNotification()))).toBe(
      "NOTIFICATION_FAILED",
    );
    expect(down.received).toHaveLength(2);
  });

  it("does not follow a redirection", async () => {
    const { url, received } = await aReceiver(302);
    expect(await codeOf(webhookNotifier({ ...quick, url }).notify(aNotification()))).toBe("NOTIFICATION_FAILED");
    expect(received).toHaveLength(1);
  });

  it("tells nobody where the owner gave no address", async () => {
    const { received } = await aReceiver(200);
    await expect(webhookNotifier({ ...quick, url: () => undefined }).notify(aNotification())).resolves.toBeUndefined();
    expect(received).toEqual([]);
  });

  const inside = [
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://localhost/",
    "https://10.1.2.3/",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[fd00::1]/",
    "http://example.com/",
    "https://user:secret@example.com/",
    "file:///etc/passwd",
    "not an address",
  ];
  for (const url of inside) {
    it(`refuses to call ${url}`, async () => {
      const notifier = webhookNotifier({ secret, url, attempts: 1 });
      const error: unknown = await notifier.notify(aNotification()).catch((reason: unknown) => reason);
      expect(SchedulerError.is(error)).toBe(true);
      expect(String(error)).toMatch(/may not be called/);
    });
  }
});
