import * as z from "zod";
import { hostIdSchema } from "./actor.ts";
import { instantSchema } from "./instant.ts";
import { runStateSchema } from "./run.ts";

const json = z.json();

/** What a run writes into its conversation. */
export const conversationItemSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message"), role: z.enum(["user", "assistant", "system"]), text: z.string() }),
  z.object({ type: z.literal("tool-call"), callId: z.string(), name: z.string(), input: json }),
  z.object({ type: z.literal("tool-result"), callId: z.string(), output: json, isError: z.boolean().default(false) }),
  z.object({
    type: z.literal("output"),
    /** A file name, such as `throughput.pdf`. */
    name: z.string().min(1).max(255),
    mediaType: z.string().min(1).max(255),
    /** The content itself, or where the host keeps it. */
    content: z.union([z.instanceof(Uint8Array), z.object({ url: z.string() })]),
    /** The owner, as if they had made it themselves. */
    ownerId: hostIdSchema.optional(),
  }),
  z.object({ type: z.literal("question"), text: z.string(), choices: z.array(z.string()) }),
  z.object({ type: z.literal("note"), text: z.string() }),
  /** What one call of a language model used. */
  z.object({
    type: z.literal("usage"),
    model: z.string(),
    inputTokens: z.number().nonnegative(),
    outputTokens: z.number().nonnegative(),
    costUsd: z.number().nonnegative().optional(),
  }),
]);
/** What a runner hands in: one item, before it has a place in the conversation. */
export type ConversationItem = z.input<typeof conversationItemSchema>;

/** An item in its place. */
export const conversationEntrySchema = z.object({
  /** Counts up from 1 within the conversation, without gaps. */
  sequence: z.int().positive(),
  at: instantSchema,
  item: conversationItemSchema,
});
/** An item in its place. */
export type ConversationEntry = z.output<typeof conversationEntrySchema>;
/** @see {@link ConversationEntry} */
export type StoredConversationEntry = z.input<typeof conversationEntrySchema>;

/** The thread a run writes: the prompt first, then messages, tool calls, their results and outputs. */
export const conversationSchema = z.object({
  id: z.string(),
  runId: z.string(),
  jobId: z.string(),
  ownerId: z.string(),
  factoryId: z.string(),
  /** The job's name when the run began. */
  title: z.string(),
  /** The state of its run. */
  status: runStateSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** How many items it holds. */
  length: z.int().nonnegative(),
});
/** The thread a run writes: the prompt first, then messages, tool calls, their results and outputs. */
export type Conversation = z.output<typeof conversationSchema>;
/** @see {@link Conversation} */
export type StoredConversation = z.input<typeof conversationSchema>;
