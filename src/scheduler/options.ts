import { v4, v7 } from "uuid";
import * as z from "zod";
import { systemClock } from "../adapters/clocks/systemClock.ts";
import { localQueue } from "../adapters/queues/localQueue.ts";
import { functionRunner } from "../adapters/runners/functionRunner.ts";
import type { ReadingOptions } from "../confirm/reply.ts";
import { interpret } from "../interpret/interpret.ts";
import { durationMsSchema } from "../model/instant.ts";
import {
  defaultPolicies,
  givenPoliciesSchema,
  overridePolicies,
  type Policies,
  type PolicyOverrides,
} from "../model/policies.ts";
import type { Authorizer } from "../ports/authorizer.ts";
import type { Clock } from "../ports/clock.ts";
import type { Conversations } from "../ports/conversations.ts";
import type { FallbackInterpreter } from "../ports/fallbackInterpreter.ts";
import type { Logger } from "../ports/logger.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { Concurrency, Queue } from "../ports/queue.ts";
import type { Runner, RunnerFunction } from "../ports/runner.ts";
import type { Store } from "../ports/store.ts";
import type { Workflows } from "../ports/workflows.ts";
import { SchedulerError } from "../errors/schedulerError.ts";
import { checkPort, parse } from "./parse.ts";

/** What a process does beside others on the same store. */
export type Role = "plan" | "work";

/** What a host gives to {@link createScheduler}; only the store is needed. */
export interface SchedulerOptions {
  /** Where everything is kept. */
  store: Store;
  /** The host's agent. A scheduler without one plans and rings, and leaves the runs to other processes. */
  runner?: Runner | RunnerFunction;
  /** What carries the bells; inside the process where it is left out. */
  queue?: Queue;
  /**
   * What this process does once it is started, besides answering its callers: `plan` what is due and sweep, `work` on runs (which
   * takes a runner). Both unless set; `[]` only serves its callers. Every store needs a process that plans, and one that works.
   */
  roles?: readonly Role[];
  /** Finds the workflow that a prompt names. */
  workflows?: Workflows;
  /** The host's own conversation history. */
  conversations?: Conversations;
  /** Tell the owner of what happened. */
  notifiers?: readonly Notifier[];
  /** Asked before a job is created or changed, and each time before it runs; everybody may everything where it is left out. */
  authorizer?: Authorizer;
  clock?: Clock;
  logger?: Logger;
  /** What every job does where it does not say otherwise. */
  defaults?: PolicyOverrides;
  /** How sentences are read: `{ defaults: { morning: "08:00" } }`. */
  interpretation?: ReadingOptions;
  /** Asked for sentences that the grammar does not understand, such as `aiInterpreter` of `./ai`. */
  fallback?: FallbackInterpreter;
  limits?: {
    /** The shortest time between two occurrences of a job: one minute unless set. */
    minIntervalMs?: number;
    /** How many jobs that are not completed an owner may have: 1,000 unless set. */
    jobsPerOwner?: number;
    /** How many characters a sentence, a correction or a reply may have: 2,000 unless set. */
    textLength?: number;
    /** How long a proposal waits for its confirmation: one day unless set. */
    proposalMs?: number;
    /** How long the fallback interpreter may take: 10 s unless set. */
    fallbackMs?: number;
  };
  /** How many runs this process carries out at a time: ten unless set. */
  concurrency?: number | Partial<Concurrency>;
  lease?: {
    /** How long a run stays with a worker that gives no sign: 60 s unless set. */
    lengthMs?: number;
    /** How often the sign is given: 20 s unless set. */
    renewMs?: number;
  };
  /**
   * Signs the tokens that confirm what an agent proposed: the same in all processes that share a store, at least 32 characters.
   * Made at random where it is left out; then a token holds in the process that gave it, until it ends.
   */
  confirmationKey?: string;
  /** Makes the ids of proposals, jobs and requests: UUIDs of version 7 unless set. */
  newId?: () => string;
  /** The longest sleep between two looks at the store: 30 s unless set. */
  maxSleepMs?: number;
  /** After how long a queued run whose bell nobody answered rings again: 30 s unless set. */
  lostBellMs?: number;
  /** How long history is kept; for ever where a number is left out. */
  retention?: { runsMs?: number; eventsMs?: number; proposalsMs?: number };
}

/** The options with everything that was left out in its place. */
export interface Settings {
  store: Store;
  runner: Runner | undefined;
  queue: Queue;
  roles: ReadonlySet<Role>;
  /** Whether anybody can hear the queue's bells. */
  isRinging: boolean;
  workflows: Workflows | undefined;
  conversations: Conversations | undefined;
  notifiers: readonly Notifier[];
  authorizer: Authorizer | undefined;
  clock: Clock;
  logger: Logger;
  policies: Policies;
  interpretation: ReadingOptions;
  fallback: FallbackInterpreter | undefined;
  limits: { minIntervalMs: number; jobsPerOwner: number; textLength: number; proposalMs: number; fallbackMs: number };
  concurrency: Concurrency;
  lease: { lengthMs: number; renewMs: number };
  newId: () => string;
  confirmationKey: string;
  maxSleepMs: number;
  lostBellMs: number;
  retention: { runsMs?: number | undefined; eventsMs?: number | undefined; proposalsMs?: number | undefined };
}

const count = z.int().positive();
const dataSchema = z.strictObject({
  roles: z.array(z.enum(["plan", "work"])).default(["plan", "work"]),
  defaults: givenPoliciesSchema.default({}),
  limits: z
    .strictObject({
      minIntervalMs: count.default(60_000),
      jobsPerOwner: count.default(1_000),
      textLength: count.max(2_000).default(2_000),
      proposalMs: count.default(86_400_000),
      fallbackMs: count.default(10_000),
    })
    .prefault({}),
  concurrency: z
    .union([
      count,
      z.strictObject({ total: count.optional(), perOwner: count.optional(), perFactory: count.optional() }),
    ])
    .default(10),
  lease: z
    .strictObject({ lengthMs: count.default(60_000), renewMs: count.default(20_000) })
    .refine(({ lengthMs, renewMs }) => renewMs < lengthMs, {
      path: ["renewMs"],
      message: "A lease is renewed before it ends: give less than lengthMs",
    })
    .prefault({}),
  maxSleepMs: count.default(30_000),
  lostBellMs: count.default(30_000),
  confirmationKey: z.string().min(32).optional(),
  retention: z
    .strictObject({
      runsMs: durationMsSchema.optional(),
      eventsMs: durationMsSchema.optional(),
      proposalsMs: durationMsSchema.optional(),
    })
    .default({}),
});

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What is called of each port, whatever a host has made it of. */
const methodsOf = {
  queue: ["ring", "listen"],
  workflows: ["find"],
  conversations: ["open", "append", "setStatus"],
  authorizer: ["may"],
  clock: ["now", "monotonic", "sleep"],
  logger: ["debug", "info", "warn", "error"],
  fallback: ["read"],
} as const satisfies Partial<Record<keyof SchedulerOptions, readonly string[]>>;

function checkPorts(options: SchedulerOptions): void {
  const { store, runner, notifiers = [], newId } = options;
  checkPort(store, "options.store", ["open", "close", "confirmProposal", "planDue", "claim"]);
  if (runner !== undefined && typeof runner !== "function") checkPort(runner, "options.runner", ["run"]);
  for (const [name, methods] of Object.entries(methodsOf)) {
    const given: unknown = Reflect.get(options, name);
    if (given !== undefined) checkPort(given, `options.${name}`, methods);
  }
  if (!Array.isArray(notifiers)) {
    throw new SchedulerError("INPUT_INVALID", { field: "options.notifiers", hint: "Give a list: [emailNotifier(…)]." });
  }
  for (const [index, notifier] of notifiers.entries()) checkPort(notifier, `options.notifiers.${index}`, ["notify"]);
  if (newId !== undefined) parse(z.function(), newId, "options.newId");
}

const readingSchema = z.strictObject({ defaults: z.unknown().optional(), multiTime: z.unknown().optional() });

/** Reads a sentence as the host wants them read, so that what cannot be used is told before anybody says one. */
function checkReading(reading: ReadingOptions | undefined): void {
  if (reading === undefined) return;
  parse(readingSchema, reading, "options.interpretation");
  interpret("", { ...reading, now: new Date(0), timezone: "UTC" });
}

/**
 * Checks the options and fills in what was left out.
 *
 * @throws {@link SchedulerError} `INPUT_INVALID`
 */
export function settingsOf(options: SchedulerOptions): Settings {
  parse(z.object({}), options, "options");
  const {
    store,
    runner,
    queue,
    workflows,
    conversations,
    notifiers,
    authorizer,
    clock,
    logger,
    interpretation,
    fallback,
    newId,
    ...data
  } = options;
  const { defaults, concurrency, roles: named, ...checked } = parse(dataSchema, data, "options");
  checkPorts(options);
  checkReading(interpretation);
  const given = typeof concurrency === "number" ? { total: concurrency } : concurrency;
  const total = given.total ?? 10;
  const roles = new Set<Role>(runner === undefined ? named.filter((role) => role !== "work") : named);
  if (roles.has("work") && !roles.has("plan") && queue === undefined) {
    const hint = "Nobody else can ring in this process: give it a queue that those who plan ring, such as bullmqQueue.";
    throw new SchedulerError("INPUT_INVALID", { option: "queue", roles: named, hint });
  }
  return {
    ...checked,
    // Two random UUIDs of version 4: 244 bits that nobody can guess.
    confirmationKey: checked.confirmationKey ?? v4() + v4(),
    store,
    runner: typeof runner === "function" ? functionRunner(runner) : runner,
    queue: queue ?? localQueue(),
    roles,
    isRinging: queue !== undefined || roles.has("work"),
    workflows,
    conversations,
    notifiers: notifiers ?? [],
    authorizer,
    clock: clock ?? systemClock,
    logger: logger ?? silent,
    policies: overridePolicies(defaultPolicies, defaults),
    // below a minute the proposal tells what the limit is
    interpretation: { ...interpretation, ...(checked.limits.minIntervalMs < 60_000 && { minIntervalMs: 1 }) },
    fallback,
    newId: newId ?? v7,
    concurrency: { total, perOwner: given.perOwner ?? total, perFactory: given.perFactory ?? total },
  };
}
