import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Notifier } from "@dexter/scheduled-jobs";
import { webPushNotifier } from "@dexter/scheduled-jobs/notifiers";
import webPush from "web-push";
import * as z from "zod";

/** What a browser hands over when its owner allowed notifications. */
export const subscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https$/ }).max(2_000),
  keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
  locale: z.string().max(35).default("en"),
});
export const endpointSchema = subscriptionSchema.pick({ endpoint: true });
type Subscription = z.infer<typeof subscriptionSchema>;
const keptSchema = z.record(z.string(), z.array(subscriptionSchema));
/** So many browsers of one person are told. */
const most = 10;

/** Which browsers want to be told of what becomes of their owner's jobs, also while no page of the host is open. */
export interface PushDesk {
  /** What a browser needs to know to subscribe. */
  publicKey: string;
  notifier: Notifier;
  add(ownerId: string, subscription: Subscription): Promise<void>;
  remove(ownerId: string, endpoint: string): Promise<void>;
}

/** Opens the desk on a data folder, where its keys and the subscriptions are kept. */
export async function openPushDesk(data: string): Promise<PushDesk> {
  const path = join(data, "push-subscriptions.json");
  const keys = await ownKeys(join(data, "push-keys.json"));
  const kept = new Map(Object.entries(keptSchema.parse(JSON.parse(await readOr(path, "{}")))));
  let writing = Promise.resolve();
  const keep = (ownerId: string, subscriptions: readonly Subscription[]): Promise<void> => {
    kept.set(ownerId, subscriptions.slice(-most));
    const text = JSON.stringify(Object.fromEntries(kept));
    writing = written(writing, path, text);
    return writing;
  };
  const others = (ownerId: string, endpoint: string) =>
    (kept.get(ownerId) ?? []).filter((one) => one.endpoint !== endpoint);
  const remove = (ownerId: string, endpoint: string) => keep(ownerId, others(ownerId, endpoint));
  return {
    publicKey: keys.publicKey,
    add: (ownerId, subscription) => keep(ownerId, [...others(ownerId, subscription.endpoint), subscription]),
    remove,
    notifier: {
      notify: async (notification) => {
        const { ownerId, link } = notification;
        await webPushNotifier({
          webPush,
          vapidDetails: { subject: "mailto:dexter@localhost", ...keys },
          subscriptions: async () => kept.get(ownerId) ?? [],
          forget: ({ endpoint }) => remove(ownerId, endpoint),
          link: () => (link.conversationId === undefined ? "/" : `/#conversation=${link.conversationId}`),
        }).notify(notification);
      },
    },
  };
}

/** The key pair by which push services know this host; made once. */
async function ownKeys(path: string): Promise<{ publicKey: string; privateKey: string }> {
  const made = JSON.stringify(webPush.generateVAPIDKeys());
  await writeFile(path, made, { flag: "wx", mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return z.object({ publicKey: z.string(), privateKey: z.string() }).parse(JSON.parse(await readFile(path, "utf8")));
}

/** Writes whole or not at all, after what is being written. */
async function written(before: Promise<void>, path: string, text: string): Promise<void> {
  await before.catch(() => undefined);
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
async function readOr(path: string, otherwise: string): Promise<string> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return otherwise;
    throw error;
  });
}
