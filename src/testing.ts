export { describeStore, type StoreContract } from "./testing/describeStore.ts";
