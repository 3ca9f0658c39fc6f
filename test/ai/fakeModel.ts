import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What the fake server was asked. */
export interface Asked {
  messages: { role: string; content: unknown }[];
  response_format?: unknown;
}

/** A local server that speaks the OpenAI protocol and answers each request with what the test says. */
export async function aFakeModel(answer: (asked: Asked) => string | Promise<string>) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = JSON.parse(await textOf(request)) as Asked;
      asked.push(body);
      const content = await answer(body);
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          id: "1",
          object: "chat.completion",
          created: 0,
          model: "fake",
          choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        }),
      );
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const provider = createOpenAICompatible({
    name: "fake",
    baseURL: `http://127.0.0.1:${port}/v1`,
    supportsStructuredOutputs: true,
  });
  return {
    model: provider("fake"),
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
