import { clusterScheduler } from "./scheduler.ts";

/** One process of the cluster: it plans and works beside the others. */
const scheduler = clusterScheduler();
process.once("SIGTERM", () => void scheduler.stop());
await scheduler.start();
