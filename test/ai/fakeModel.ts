import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the fake server was asked. */
export interface Asked {
  messages: {
    role: string;
    content: unknown;
    tool_calls?: { id: string; function: { name: string; arguments: string } }[];
    tool_call_id?: string;
  }[];
  tools?: { function: { name: string } }[];
  response_format?: unknown;
  stream?: boolean;
}

/** What it answers: words, calls of tools, or both. */
export interface Reply {
  text?: string;
  calls?: readonly { name: string; input: object; id?: string }[];
  /** The answer is sent and does not end before this has come. */
  until?: Promise<unknown>;
}

/** A local server that speaks the OpenAI protocol, streamed or whole, and answers each request with what the test says. */
export async function aFakeModel(answer: (asked: Asked) => string | Reply | Promise<string | Reply>) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = JSON.parse(await textOf(request)) as Asked;
      asked.push(body);
      const given = await answer(body);
      const reply = typeof given === "string" ? { text: given } : given;
      if (body.stream === true) await stream(reply, response, asked.length);
      else whole(reply, response, asked.length);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const baseURL = `http://127.0.0.1:${port}/v1`;
  return {
    model: fakeProvider(baseURL)("fake"),
    baseURL,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The AI SDK's provider for a server that speaks the OpenAI protocol. */
export function fakeProvider(baseURL: string) {
  return createOpenAICompatible({ name: "fake", baseURL, supportsStructuredOutputs: true, includeUsage: true });
}

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
const callsOf = ({ calls = [] }: Reply, count: number) =>
  calls.map(({ name, input, id }, index) => ({
    index,
    id: id ?? `call_${count}_${index}`,
    type: "function",
    function: { name, arguments: JSON.stringify(input) },
  }));
const finishOf = ({ calls = [] }: Reply) => (calls.length > 0 ? "tool_calls" : "stop");

function whole(reply: Reply, response: ServerResponse, count: number): void {
  const calls = callsOf(reply, count);
  const message = {
    role: "assistant",
    content: reply.text ?? null,
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  response.setHeader("content-type", "application/json");
  response.end(
    JSON.stringify({
      id: String(count),
      object: "chat.completion",
      created: 0,
      model: "fake",
      choices: [{ index: 0, message, finish_reason: finishOf(reply) }],
      usage,
    }),
  );
}

async function stream(reply: Reply, response: ServerResponse, count: number): Promise<void> {
  response.setHeader("content-type", "text/event-stream");
  const send = (choice: object, more: object = {}) => {
    const chunk = { id: String(count), object: "chat.completion.chunk", created: 0, model: "fake" };
    response.write(`data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, ...choice }], ...more })}\n\n`);
  };
  for (const content of reply.text?.match(/.{1,20}/gs) ?? []) send({ delta: { role: "assistant", content } });
  for (const call of callsOf(reply, count)) send({ delta: { role: "assistant", tool_calls: [call] } });
  await reply.until;
  send({ delta: {}, finish_reason: finishOf(reply) }, { usage });
  response.end("data: [DONE]\n\n");
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
