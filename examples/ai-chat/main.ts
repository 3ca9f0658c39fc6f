import { mkdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createScheduler } from "@dexter/scheduled-jobs";
import { sqliteStore } from "@dexter/scheduled-jobs/sqlite";
import { createAdaptorServer } from "@hono/node-server";
import { bundlePage } from "../bundlePage.ts";
import { chatApp } from "./chatApp.ts";
import { jobAgent } from "./jobAgent.ts";

const { values } = parseArgs({
  options: { port: { type: "string", default: "4410" }, data: { type: "string", default: ".data/ai-chat" } },
});
const { MODEL, OPENAI_BASE_URL = "https://api.openai.com/v1", OPENAI_API_KEY } = process.env;
if (MODEL === undefined) {
  console.error("Say which model: MODEL=… and OPENAI_API_KEY=…, or OPENAI_BASE_URL=… for one of your own.");
  process.exit(2);
}
const provider = createOpenAICompatible({
  name: "chat",
  baseURL: OPENAI_BASE_URL,
  includeUsage: true,
  ...(OPENAI_API_KEY !== undefined && { apiKey: OPENAI_API_KEY }),
});
const model = provider(MODEL);

const data = resolve(values.data);
await mkdir(data, { recursive: true });
const scheduler = createScheduler({
  store: sqliteStore(join(data, "dexter.db")),
  runner: jobAgent({ model, data }),
});
const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const actor = { ownerId: "you", factoryId: "monterrey-north", timezone, locale: "en-US" };
const assets = await bundlePage(join(import.meta.dirname, "page"));
const server = createAdaptorServer({ fetch: chatApp({ scheduler, model, actor, assets }).fetch });
await new Promise<void>((done) => server.listen(Number(values.port), "127.0.0.1", done));
await scheduler.start();
console.log(`Dexter is open at http://localhost:${(server.address() as AddressInfo).port}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
    void scheduler.stop({ waitMs: 1_000 });
  });
}
