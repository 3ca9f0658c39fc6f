export { bullmqQueue, type BullmqOptions, type RedisClientLike } from "./adapters/queues/bullmq/bullmqQueue.ts";
