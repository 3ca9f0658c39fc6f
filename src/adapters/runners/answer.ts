import * as z from "zod";
import { type ConversationItem, conversationItemSchema } from "../../model/conversation.ts";
import { defined } from "../../model/defined.ts";
import type { Outcome, RunContext } from "../../ports/runner.ts";

/** What whoever carries a run out outside this process says about it. Everything is checked here, where it enters. */

const [message, toolCall, toolResult, output, question, note, modelUsage] = conversationItemSchema.options;
/** An item as JSON carries it: the bytes of an output in base64. */
export const itemSchema = z.discriminatedUnion("type", [
  message.extend({ role: z.enum(["assistant", "system"]) }),
  toolCall,
  toolResult,
  output.omit({ ownerId: true }).extend({
    content: z.union([
      z.object({ url: z.string().max(2_000) }),
      z.object({ base64: z.base64() }).transform(({ base64 }) => new Uint8Array(Buffer.from(base64, "base64"))),
    ]),
  }),
  question,
  note,
  modelUsage,
]);
export const itemsSchema = z.array(itemSchema).max(1_000);

export const usageSchema = z.object({
  tokens: z.number().nonnegative().default(0),
  costUsd: z.number().nonnegative().default(0),
  seconds: z.number().nonnegative().default(0),
});

const text = z.string().max(1_000_000);
const succeeded = z.object({
  state: z.literal("succeeded"),
  message: text.optional(),
  summary: z.string().max(1_000).optional(),
});
const failed = z.object({
  state: z.literal("failed"),
  message: z.string().min(1).max(10_000),
  isPermanent: z.boolean().optional(),
});
const needsInput = z.object({
  state: z.literal("needs_input"),
  question: z.object({ text: z.string().min(1).max(10_000), choices: z.array(z.string()).max(100).optional() }),
});

/** What became of a run that is over. */
export const overSchema = z.discriminatedUnion("state", [succeeded, failed]);
/** What became of an attempt, as a line of a process says it. */
const end = { type: z.literal("end") };
export const endSchema = z.discriminatedUnion("state", [
  succeeded.extend(end),
  failed.extend(end),
  needsInput.extend(end),
]);
/** What became of an attempt. */
type End = z.output<typeof succeeded> | z.output<typeof failed> | z.output<typeof needsInput>;

/** Everything there is to say about a run so far: the same thing said twice changes nothing. */
const soFar = {
  /** All items of this attempt, from its beginning. */
  items: itemsSchema.optional(),
  /** All that this attempt has used. */
  usage: usageSchema.optional(),
  /** Whether something was changed outside. */
  hasSideEffect: z.boolean().optional(),
};
const running = z.object({
  state: z.literal("running"),
  /** Where to ask how it goes. */
  statusUrl: z.string().max(2_000).optional(),
  retryAfterMs: z.number().nonnegative().optional(),
});
export const answerSchema = z.discriminatedUnion("state", [
  running.extend(soFar),
  succeeded.extend(soFar),
  failed.extend(soFar),
  needsInput.extend(soFar),
]);
export type Answer = z.output<typeof answerSchema>;

/** What a runner gives back for an end; asking parks the run. */
export function conclude(ended: End, { ask }: Pick<RunContext, "ask">): Outcome | Promise<never> {
  if (ended.state !== "needs_input") return defined(ended);
  const { text: asked, choices } = ended.question;
  return ask({ text: asked, ...defined({ choices }) });
}

/** Writes what answers say, each thing once, however often it is said. */
export class Progress {
  readonly #context: RunContext;
  #items = 0;
  #used = { tokens: 0, costUsd: 0, seconds: 0 };
  #hasSideEffect = false;

  constructor(context: RunContext) {
    this.#context = context;
  }

  async note({ items = [], usage, hasSideEffect }: Answer): Promise<void> {
    if (hasSideEffect === true && !this.#hasSideEffect) {
      this.#hasSideEffect = true;
      await this.#context.declareSideEffect();
    }
    const fresh: ConversationItem[] = items.slice(this.#items);
    this.#items = Math.max(this.#items, items.length);
    if (fresh.length > 0) await this.#context.emit(...fresh);
    if (usage === undefined) return;
    const more = (kind: keyof typeof usage) => Math.max(0, usage[kind] - this.#used[kind]);
    const used = { tokens: more("tokens"), costUsd: more("costUsd"), seconds: more("seconds") };
    for (const kind of ["tokens", "costUsd", "seconds"] as const) this.#used[kind] += used[kind];
    if (used.tokens + used.costUsd + used.seconds > 0) await this.#context.usage(used);
  }
}

/** What somebody said, checked, or in one sentence why it cannot be read. */
export function read<T>(schema: z.ZodType<T>, said: string): { value: T } | { wrong: string } {
  let json: unknown;
  try {
    json = JSON.parse(said);
  } catch {
    return { wrong: `“${said.slice(0, 80)}” is not JSON` };
  }
  const result = schema.safeParse(json);
  if (result.success) return { value: result.data };
  const [issue] = result.error.issues;
  return { wrong: `${(issue?.path ?? []).join(".") || "it"}: ${issue?.message ?? "it has another shape"}` };
}
