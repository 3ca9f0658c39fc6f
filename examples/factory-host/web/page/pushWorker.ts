// The service worker: shows what the host pushes, and leads to the conversation. It keeps and fetches nothing.
interface Told {
  title: string;
  body: string;
  tag: string;
  url: string;
}
/** What is used of a worker's global scope; the page's own types know windows only. */
interface Worker {
  registration: { showNotification(title: string, options: object): Promise<void> };
  clients: {
    matchAll(
      options: object,
    ): Promise<{ url: string; focus(): Promise<unknown>; navigate(url: string): Promise<unknown> }[]>;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(
    name: "push" | "notificationclick",
    listener: (event: {
      data?: { json(): Told };
      notification: { data: { url: string }; close(): void };
      waitUntil(done: Promise<unknown>): void;
    }) => void,
  ): void;
}
const worker = globalThis as unknown as Worker;

// the tag is the one that an open page uses, so that the same thing is never shown twice
worker.addEventListener("push", (event) => {
  const told = event.data?.json();
  if (told === undefined) return;
  const { title, body, tag, url } = told;
  event.waitUntil(worker.registration.showNotification(title, { body, tag, data: { url } }));
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data.url));
});

async function show(url: string): Promise<void> {
  const [open] = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open === undefined) await worker.clients.openWindow(url);
  else {
    await open.focus();
    await open.navigate(url);
  }
}
