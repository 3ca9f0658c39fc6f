import { aiTools, type PendingProposal } from "@dexter/scheduled-jobs/ai";
import { generateText, isStepCount, type LanguageModel, ToolLoopAgent } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { afterEach, describe, expect, it } from "vitest";
import { aHarness, owner } from "../scheduler/harness.ts";
import { aFakeModel } from "./fakeModel.ts";

const sentence = "every Monday morning, refresh the production data pipeline";
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A model that proposes what the person said, and then tells what was read back to it. */
const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};
function aProposingMock(): MockLanguageModelV4 {
  return new MockLanguageModelV4({
    doGenerate: async ({ prompt }) => {
      const last = prompt.at(-1);
      if (last?.role === "tool") {
        return {
          content: [{ type: "text", text: "Please check the card and confirm it." }],
          finishReason: { unified: "stop", raw: "stop" },
          usage,
          warnings: [],
        };
      }
      return {
        content: [
          { type: "tool-call", toolCallId: "1", toolName: "propose_job", input: JSON.stringify({ text: sentence }) },
        ],
        finishReason: { unified: "tool-calls", raw: "tool_calls" },
        usage,
        warnings: [],
      };
    },
  });
}

async function aProposingServer(): Promise<LanguageModel> {
  const fake = await aFakeModel(({ messages }) =>
    messages.at(-1)?.role === "tool"
      ? "Please check the card and confirm it."
      : { calls: [{ name: "propose_job", input: { text: sentence } }] },
  );
  closing.push(fake.close);
  return fake.model;
}

describe("an agent of the AI SDK in a chat", () => {
  for (const [name, aModel] of [
    ["the SDK's mock model", async () => aProposingMock()],
    ["a model behind the OpenAI protocol", aProposingServer],
  ] as const) {
    for (const [way, ask] of [
      [
        "generateText",
        (model: LanguageModel, tools: ReturnType<typeof aiTools>) =>
          generateText({ model, tools, prompt: sentence, stopWhen: isStepCount(5) }),
      ],
      [
        "ToolLoopAgent",
        (model: LanguageModel, tools: ReturnType<typeof aiTools>) =>
          new ToolLoopAgent({ model, tools }).generate({ prompt: sentence }),
      ],
    ] as const) {
      it(`proposes what the person said through ${way} with ${name}; the person's click creates it`, async () => {
        const { scheduler, dexter } = aHarness();
        const shown: PendingProposal[] = [];
        const tools = aiTools({ scheduler, actor: owner, onProposal: (pending) => void shown.push(pending) });
        const result = await ask(await aModel(), tools);
        expect(result.text).toBe("Please check the card and confirm it.");
        expect((await dexter.jobs.list()).items).toEqual([]);
        const [{ proposal, token }] = shown as [PendingProposal];
        expect(JSON.stringify(result.steps)).toContain(proposal.id);
        expect(JSON.stringify(result.steps)).not.toContain(token);
        const [job] = await dexter.confirm(proposal.id, { revision: proposal.revision, token });
        expect(job).toMatchObject({
          prompt: "refresh the production data pipeline",
          schedule: { kind: "cron", expression: "0 9 * * 1", timezone: "America/New_York" },
        });
      });
    }
  }
});
