import { MockLanguageModelV4 } from "ai/test";

type Stream = Awaited<ReturnType<MockLanguageModelV4["doStream"]>>["stream"];
type StreamPart = Stream extends ReadableStream<infer Part> ? Part : never;
type CallOptions = Parameters<MockLanguageModelV4["doStream"]>[0];

/** What a scripted model answers with, in its order. */
export type Piece =
  | { text: string | readonly string[] }
  | { call: string; input: object; id?: string }
  | { file: Uint8Array; mediaType: string }
  /** The answer breaks off here. */
  | { error: unknown }
  /** The answer ends for this reason. */
  | { ends: "length" | "content-filter" | "error" }
  /** Nothing more comes until the call is given up. */
  | { hangs: true };
export type Answer = readonly Piece[] | ((options: CallOptions) => readonly Piece[]);

export const says = (...text: string[]): Piece => ({ text });
export const calls = (call: string, input: object = {}, id?: string): Piece => ({
  call,
  input,
  ...(id !== undefined && { id }),
});
export const asks = (question: string, ...choices: string[]): Piece => calls("ask_person", { question, choices });

/** The AI SDK's own mock model, which answers its calls one after the other as it is told. */
export function aScriptedModel(...answers: Answer[]): MockLanguageModelV4 {
  let count = 0;
  return new MockLanguageModelV4({
    modelId: "scripted-1",
    doStream: async (options) => {
      const answer = answers[count];
      count += 1;
      if (answer === undefined) throw new Error("the script has no further answer");
      const pieces = typeof answer === "function" ? answer(options) : answer;
      return { stream: streamOf(pieces, count, options.abortSignal) };
    },
  });
}

function streamOf(pieces: readonly Piece[], step: number, signal: AbortSignal | undefined) {
  return new ReadableStream<StreamPart>({
    start: async (controller) => {
      controller.enqueue({ type: "stream-start", warnings: [] });
      for (const [index, piece] of pieces.entries()) {
        if ("hangs" in piece) {
          await new Promise((resolve) => signal?.addEventListener("abort", resolve));
          controller.error(signal?.reason);
          return;
        }
        for (const part of partsOf(piece, `${step}-${index}`)) controller.enqueue(part);
      }
      const usual = pieces.some((piece) => "call" in piece) ? "tool-calls" : "stop";
      const unified = pieces.find((piece) => "ends" in piece)?.ends ?? usual;
      controller.enqueue({
        type: "finish",
        finishReason: { unified, raw: unified },
        usage: {
          inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
          outputTokens: { total: 5, text: 5, reasoning: 0 },
        },
      });
      controller.close();
    },
  });
}

function* partsOf(piece: Exclude<Piece, { hangs: true }>, id: string): Iterable<StreamPart> {
  if ("text" in piece) {
    yield { type: "text-start", id };
    for (const delta of [piece.text].flat()) yield { type: "text-delta", id, delta };
    yield { type: "text-end", id };
  } else if ("call" in piece) {
    const toolCallId = piece.id ?? `call-${id}`;
    yield { type: "tool-call", toolCallId, toolName: piece.call, input: JSON.stringify(piece.input) };
  } else if ("file" in piece) {
    yield { type: "file", mediaType: piece.mediaType, data: { type: "data", data: piece.file } };
  } else if ("error" in piece) {
    yield { type: "error", error: piece.error };
  }
}
