export { describeStore, type StoreContract } from "./testing/describeStore.ts";
export { VirtualClock } from "./testing/virtualClock.ts";
