import { SchedulerError } from "../../../errors/schedulerError.ts";

/** The least version that BullMQ recommends. */
const LEAST = [6, 2] as const;

/**
 * Refuses a Redis that is too old or may throw bells away, by what its `INFO` says.
 *
 * @throws {@link SchedulerError} `QUEUE_UNFIT`
 */
export function checkRedis(info: string, allowEviction: boolean): void {
  const values = new Map(
    info.split(/\r?\n/).flatMap((line): [string, string][] => {
      const [name, value] = line.split(":", 2);
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
  const version = values.get("redis_version");
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  // What speaks Redis under another name counts its versions in another way.
  const isRedis = !values.has("valkey_version") && !values.has("dragonfly_version") && version !== undefined;
  if (isRedis && (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])))
    throw new SchedulerError("QUEUE_UNFIT", {
      queue: "BullMQ",
      redisVersion: version,
      hint: `Use Redis ${LEAST.join(".")} or later.`,
    });
  const policy = values.get("maxmemory_policy");
  if (policy !== undefined && policy !== "noeviction" && !allowEviction)
    throw new SchedulerError("QUEUE_UNFIT", {
      queue: "BullMQ",
      maxmemoryPolicy: policy,
      hint:
        "Redis would throw bells away when its memory is full. Set maxmemory-policy to noeviction, or pass " +
        "allowEviction: true and have such bells rung again up to half a minute late.",
    });
}
