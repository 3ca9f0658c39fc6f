import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  type ClientCapabilities,
  ElicitRequestSchema,
  type ElicitRequest,
  type ElicitResult,
} from "@modelcontextprotocol/sdk/types.js";
import { createMcpServer, type McpOptions } from "@dexter/scheduled-jobs/mcp";
import type { Actor } from "../../src/model/actor.ts";

/** What a client's user does when they are asked. */
export type Answering = (params: ElicitRequest["params"]) => ElicitResult | Promise<ElicitResult>;

export interface ToolAnswer {
  output: Record<string, unknown>;
  isError: boolean;
}

/** The SDK's own client, and what it does in the words of a test. */
export async function aClientOn(transport: Transport, person: { answers?: Answering; can?: ClientCapabilities } = {}) {
  const asked: ElicitRequest["params"][] = [];
  const { answers } = person;
  const capabilities = person.can ?? (answers === undefined ? {} : { elicitation: { form: {} } });
  const client = new Client({ name: "a test", version: "1.0.0" }, { capabilities });
  if (answers !== undefined) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params);
      return answers(params);
    });
  }
  await client.connect(transport);
  return {
    client,
    /** What the person was asked. */
    asked,
    call: async (name: string, args: Record<string, unknown> = {}): Promise<ToolAnswer> => {
      const { structuredContent, content, isError } = await client.callTool({ name, arguments: args });
      const [text] = content as { text: string }[];
      if (JSON.stringify(structuredContent) !== JSON.stringify(JSON.parse(text?.text ?? "null"))) {
        throw new Error("the text says something else than the structured content");
      }
      return { output: structuredContent as Record<string, unknown>, isError: isError === true };
    },
    read: async (uri: string): Promise<Record<string, unknown>> => {
      const { contents } = await client.readResource({ uri });
      const [first] = contents;
      return JSON.parse(first !== undefined && "text" in first ? first.text : "null") as Record<string, unknown>;
    },
  };
}

/** The same, joined to a server of ours in this process. */
export async function aClient(
  options: McpOptions & { actor: Actor },
  person: { answers?: Answering; can?: ClientCapabilities } = {},
) {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await createMcpServer(options).connect(ours);
  return aClientOn(theirs, person);
}
