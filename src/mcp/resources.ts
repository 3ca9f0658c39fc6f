import {
  ErrorCode,
  type ListResourcesResult,
  McpError,
  type ReadResourceResult,
  type Resource,
} from "@modelcontextprotocol/sdk/types.js";
import { SchedulerError } from "../errors/schedulerError.ts";
import type { Actor } from "../model/actor.ts";
import type { ConversationEntry } from "../model/conversation.ts";
import { defined } from "../model/defined.ts";
import type { ActorScheduler } from "../scheduler/actorScheduler.ts";
import { jobView, runView } from "../tools/views.ts";

const SCHEME = "scheduled-jobs://";
/** How many resources are on a page, and how many entries of a conversation are read at a time. */
const PAGE = 50;
const ENTRIES = 200;
/** The code that the protocol gives to a resource that is not there. */
const RESOURCE_NOT_FOUND = -32_002;

const json = "application/json";

/** The kinds of resources, in the order they are listed. */
export const resourceTemplates = [
  {
    uriTemplate: `${SCHEME}jobs/{jobId}`,
    name: "job",
    title: "A scheduled job",
    description: "Schedule, prompt, state and next runs of one job",
    mimeType: json,
  },
  {
    uriTemplate: `${SCHEME}runs/{runId}`,
    name: "run",
    title: "A run",
    description: "What became of one occurrence of a job, and why",
    mimeType: json,
  },
  {
    uriTemplate: `${SCHEME}conversations/{conversationId}{?after}`,
    name: "conversation",
    title: "A conversation",
    description:
      "What a run wrote: prompt, messages, tool calls and results, outputs; `next` leads on where it is longer",
    mimeType: json,
  },
  {
    uriTemplate: `${SCHEME}conversations/{conversationId}/outputs/{sequence}`,
    name: "output",
    title: "An output",
    description: "A file that a run made",
  },
] as const;

type Listed = { resources: Resource[]; cursor?: string | undefined };
type Lister = (agent: ActorScheduler, cursor: string | undefined) => Promise<Listed>;

const listers: readonly (readonly [kind: string, list: Lister])[] = [
  [
    "jobs",
    async ({ jobs }, cursor) => {
      const page = await jobs.list(defined({ limit: PAGE, cursor }));
      const resources = page.items.map(({ id, name, state, updatedAt }) =>
        resource(addressOf("jobs", id), id, name, `Job, ${state}`, updatedAt),
      );
      return { resources, cursor: page.cursor };
    },
  ],
  [
    "runs",
    async ({ runs }, cursor) => {
      const page = await runs.list(defined({ limit: PAGE, cursor }));
      const resources = page.items.map(({ id, title, state, dueAt }) =>
        resource(addressOf("runs", id), id, title, `Run due ${dueAt.toISOString()}, ${state}`, dueAt),
      );
      return { resources, cursor: page.cursor };
    },
  ],
  [
    "conversations",
    async ({ conversations }, cursor) => {
      const page = await conversations.list(defined({ limit: PAGE, cursor }));
      const resources = page.items.map(({ id, title, status, updatedAt }) =>
        resource(addressOf("conversations", id), id, title, `Conversation, ${status}`, updatedAt),
      );
      return { resources, cursor: page.cursor };
    },
  ],
];

/** Ids are the host's to make, so that they may hold anything. */
export const addressOf = (kind: string, id: string) => `${SCHEME}${kind}/${encodeURIComponent(id)}`;

function resource(uri: string, name: string, title: string, description: string, lastModified: Date): Resource {
  const annotations = { lastModified: lastModified.toISOString() };
  return { uri, name, title, description, mimeType: json, annotations };
}

/** A page of jobs, then of runs, then of conversations, each newest first. */
export async function listResources(agent: ActorScheduler, given?: string): Promise<ListResourcesResult> {
  const [, kind, cursor] = /^([a-z]+):(.*)$/s.exec(given ?? "jobs:") ?? [];
  const place = listers.findIndex(([name]) => name === kind);
  const list = listers[place]?.[1];
  if (list === undefined) throw new McpError(ErrorCode.InvalidParams, "The cursor is not one that a page gave");
  const page = await reading(() => list(agent, cursor === "" ? undefined : cursor));
  const next = listers[place + 1]?.[0];
  const nextCursor = page.cursor === undefined ? next && `${next}:` : `${kind}:${page.cursor}`;
  return { resources: page.resources, ...defined({ nextCursor }) };
}

/** What one address leads to, for the person whom the agent works for; an address of somebody else's leads nowhere. */
export async function readResource(agent: ActorScheduler, actor: Actor, uri: string): Promise<ReadResourceResult> {
  const [, kind = "", encoded = "", sequence, query = ""] =
    /^scheduled-jobs:\/\/([a-z]+)\/([^/?]+)(?:\/outputs\/(\d{1,9}))?(?:\?(.*))?$/.exec(uri) ?? [];
  const text = (value: unknown): ReadResourceResult => ({
    contents: [{ uri, mimeType: json, text: JSON.stringify(value, null, 2) }],
  });
  return reading(async () => {
    const id = decoded(encoded);
    if (kind === "jobs") {
      const job = await agent.jobs.get(id);
      const next = job.nextAt === undefined ? [] : await agent.jobs.preview(id);
      return text({ ...jobView(job, actor), nextRuns: next.map(({ dueAt }) => dueAt.toISOString()) });
    }
    if (kind === "runs") return text(runView(await agent.runs.get(id)));
    if (kind === "conversations" && sequence !== undefined) return outputOf(agent, uri, id, Number(sequence));
    if (kind === "conversations")
      return text(await conversationView(agent, id, new URLSearchParams(query).get("after")));
    throw new McpError(RESOURCE_NOT_FOUND, "There is no resource with this address", { uri });
  }, uri);
}

/** An id out of an address; what is no encoding of anything is nobody's id. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function conversationView(agent: ActorScheduler, id: string, given: string | null) {
  const after = /^\d{1,9}$/.test(given ?? "") ? Number(given) : 0;
  const { entries, title, status, jobId, runId, length } = await agent.conversations.get(id, { after, limit: ENTRIES });
  const last = entries.at(-1)?.sequence ?? length;
  return {
    conversationId: id,
    title,
    status,
    jobId,
    runId,
    entries: entries.map((entry) => entryView(id, entry)),
    ...(last < length && { next: `${addressOf("conversations", id)}?after=${last}` }),
  };
}

/** An entry; the bytes of an output are a resource of their own. */
function entryView(conversationId: string, { sequence, at, item }: ConversationEntry) {
  const isBytes = item.type === "output" && item.content instanceof Uint8Array;
  const address = { url: `${addressOf("conversations", conversationId)}/outputs/${sequence}` };
  return { sequence, at: at.toISOString(), ...item, ...(isBytes && { content: address }) };
}

async function outputOf(agent: ActorScheduler, uri: string, id: string, sequence: number): Promise<ReadResourceResult> {
  const { entries } = await agent.conversations.get(id, { after: Math.max(0, sequence - 1), limit: 1 });
  const item = entries.find((entry) => entry.sequence === sequence)?.item;
  if (item?.type !== "output") throw new SchedulerError("OUTPUT_NOT_FOUND", { conversationId: id, sequence });
  const { content, mediaType: mimeType } = item;
  if (!(content instanceof Uint8Array)) return { contents: [{ uri, mimeType: "text/uri-list", text: content.url }] };
  return { contents: [{ uri, mimeType, blob: Buffer.from(content).toString("base64") }] };
}

/** Our errors in the protocol's codes. */
async function reading<Result>(read: () => Promise<Result>, uri?: string): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!SchedulerError.is(error)) throw error;
    const isAbsent = error.code.endsWith("_NOT_FOUND");
    throw new McpError(isAbsent ? RESOURCE_NOT_FOUND : ErrorCode.InvalidParams, error.message, {
      uri,
      code: error.code,
    });
  }
}
