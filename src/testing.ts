export { describeStore, type StoreContract } from "./testing/describeStore.ts";
export { VirtualClock } from "./testing/virtualClock.ts";
export { describeQueue, type QueueContract } from "./testing/describeQueue.ts";
