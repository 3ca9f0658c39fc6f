import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { bundlePage } from "../../bundlePage.ts";
import type { Host } from "../host.ts";
import { webApp } from "./app.ts";
import { samplePeople } from "./people.ts";
import { sessionSecret } from "./session.ts";

const usualPort = 4400;

/** Where a saved file is got: `<files of its owner>/<run>/<name>` at `/files/<run>/<name>`. */
export function fileAddress(path: string): string {
  return `/files/${basename(dirname(path))}/${encodeURIComponent(basename(path))}`;
}

/**
 * Serves the host to the browsers of this machine, until the signal.
 *
 * @throws Error `EADDRINUSE` where a port was asked for that is taken
 */
export async function serveHost(
  host: Host,
  options: { port: number | undefined; print: (text: string) => void; signal: AbortSignal },
): Promise<void> {
  const { print, signal } = options;
  for (const { id, timezone } of samplePeople(host.timezone)) {
    await host.scheduler.accountTimezoneChanged(id, timezone);
  }
  const [assets, secret] = await Promise.all([
    bundlePage(join(import.meta.dirname, "page"), ["pushWorker"]),
    sessionSecret(host.data),
  ]);
  const server = createAdaptorServer({ fetch: webApp(host, { assets, secret }).fetch });
  const listen = (port: number): Promise<void> =>
    new Promise((done, fail) => {
      server.once("error", fail);
      server.listen(port, "127.0.0.1", () => {
        server.off("error", fail);
        done();
      });
    });
  if (options.port !== undefined) await listen(options.port);
  // another host may be open beside this one
  else await listen(usualPort).catch(() => listen(0));
  await host.scheduler.start();
  const { port } = server.address() as AddressInfo;
  print(`Dexter is open at http://localhost:${port}`);
  print("Ctrl-C ends it. What is due while it is closed is told when you open it again.");
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
  const closed = new Promise((done) => server.close(done));
  // event streams do not end by themselves
  if ("closeAllConnections" in server) server.closeAllConnections();
  await closed;
}
