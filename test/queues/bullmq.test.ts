import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { checkRedis } from "../../src/adapters/queues/bullmq/checkRedis.ts";
import { bullmqQueue } from "../../src/bullmq.ts";
import type { Bell } from "../../src/ports/queue.ts";
import { aRedis, isRedisSkipped, skipNote, type TestRedis } from "../redis.ts";

const ten = { total: 10, perOwner: 10, perFactory: 10 };
const aBell = (runId: string): Bell => ({ runId, owner: "u1", factory: "f1", priority: 0 });

describe("what Redis says of itself", () => {
  it("refuses one that is too old, with its version", () => {
    const info = "# Server\r\nredis_version:6.0.16\r\nmaxmemory_policy:noeviction\r\n";
    expect(() => checkRedis(info, false)).toThrow(/redisVersion "6\.0\.16"\. Use Redis 6\.2 or later/);
  });

  it("does not take Valkey for an old Redis", () => {
    const info = "redis_version:5.0.0\r\nvalkey_version:8.1.0\r\nmaxmemory_policy:noeviction\r\n";
    expect(() => checkRedis(info, false)).not.toThrow();
  });

  it("refuses one that evicts, unless the host can live with that", () => {
    const info = "redis_version:7.4.1\r\nmaxmemory_policy:allkeys-lru\r\n";
    expect(() => checkRedis(info, false)).toThrow(/maxmemoryPolicy "allkeys-lru"\. .*noeviction/);
    expect(() => checkRedis(info, true)).not.toThrow();
  });
});

describe("a queue on BullMQ without its packages", () => {
  for (const name of ["bullmq", "ioredis"]) {
    it(`says that ${name} is missing, and what to install`, async () => {
      vi.doMock(name, () => {
        throw new Error(`Cannot find package '${name}'`);
      });
      const queue = bullmqQueue({ connection: "redis://127.0.0.1:1" });
      const hint = `Run: npm install ${name}`;
      await expect(queue.ring([aBell("run-1")])).rejects.toMatchObject({
        code: "PEER_MISSING",
        details: { package: name, hint },
      });
      vi.doUnmock(name);
    });
  }

  it("refuses a name that Redis keys cannot hold", () => {
    expect(() => bullmqQueue({ connection: "redis://127.0.0.1:1", name: "a:b" })).toThrow(/without a colon/);
  });
});

describe.skipIf(isRedisSkipped)(`a queue on BullMQ${skipNote}`, () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await aRedis({ own: true, policy: "allkeys-lru" });
  });
  afterAll(() => redis.stop());

  it("is not opened on a Redis that evicts, and is where the host allows it", async () => {
    const refused = bullmqQueue({ connection: redis.url });
    await expect(refused.open?.(() => {})).rejects.toMatchObject({
      code: "QUEUE_UNFIT",
      details: { maxmemoryPolicy: "allkeys-lru" },
    });
    const allowed = bullmqQueue({ connection: redis.url, allowEviction: true });
    await allowed.open?.(() => {});
    await allowed.close?.();
  });

  it("takes a client of the host's, and leaves it open", async () => {
    const client = new Redis(redis.url, { maxRetriesPerRequest: null });
    const queue = bullmqQueue({ connection: client, prefix: "live", allowEviction: true });
    const heard: string[] = [];
    const stop = await queue.listen(async (runId) => void heard.push(runId), ten);
    await queue.ring([aBell("run-1")]);
    await vi.waitFor(() => expect(heard).toEqual(["run-1"]), 5_000);
    await stop();
    await queue.close?.();
    expect(await client.ping()).toBe("PONG");
    client.disconnect();
  });

  it("takes the options of a client", async () => {
    const { hostname, port } = new URL(redis.url);
    const queue = bullmqQueue({ connection: { host: hostname, port: Number(port) }, allowEviction: true });
    await queue.ring([aBell("run-1")]);
    expect(await queue.waiting?.()).toBeGreaterThan(0);
    await queue.close?.();
  });

  it("ignores messages that another version or program wrote, and fields that it does not know", async () => {
    const { Queue } = await import("bullmq");
    const client = new Redis(redis.url, { maxRetriesPerRequest: null });
    const other = new Queue("bells", { connection: client, prefix: "mixed", skipVersionCheck: true });
    await other.add("ring", { anything: 1 });
    await other.add("ring", { bells: [["run-2", "u1", "f1", 0]], since: "a later version" });
    const queue = bullmqQueue({ connection: redis.url, prefix: "mixed", allowEviction: true });
    const heard: string[] = [];
    const stop = await queue.listen(async (runId) => void heard.push(runId), ten);
    await vi.waitFor(() => expect(heard).toEqual(["run-2"]), 5_000);
    await stop();
    await queue.close?.();
    await other.close();
    client.disconnect();
  });

  it("hears again when Redis is back, whatever Redis has forgotten", async () => {
    const queue = bullmqQueue({ connection: redis.url, prefix: "gone", allowEviction: true });
    await queue.open?.(() => {});
    const heard: string[] = [];
    const stop = await queue.listen(async (runId) => void heard.push(runId), ten);
    await redis.restart();
    await vi.waitFor(
      async () => {
        await queue.ring([aBell("run-1")]);
        expect(heard).toContain("run-1");
      },
      { timeout: 15_000, interval: 200 },
    );
    await stop();
    await queue.close?.();
  });

  it("fails soon, with a name, where there is no Redis", async () => {
    const client = new Redis("redis://127.0.0.1:1", { maxRetriesPerRequest: null });
    client.on("error", () => {});
    const queue = bullmqQueue({ connection: client });
    await expect(queue.open?.(() => {})).rejects.toMatchObject({ code: "QUEUE_FAILED" });
    client.disconnect();
  }, 20_000);
});
