import * as z from "zod";
import { isSigned } from "../webhooks/signature.ts";
import { type Answer, answerSchema, read } from "./answer.ts";

/** What an endpoint sends to the callback address: which run it is about, and how that goes. */
const callbackSchema = z.object({
  data: z.object({ runId: z.string(), claim: z.int() }).and(answerSchema),
});

/** One run that listens for what is said about it. */
export class Listener {
  readonly #answers: Answer[] = [];
  #wake: () => void = () => {};

  hear(answer: Answer): void {
    this.#answers.push(answer);
    this.#wake();
  }

  /** Resolves once there is something to take. @throws the signal's reason once it aborts */
  ready(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#answers.length > 0) resolve();
      this.#wake = resolve;
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    });
  }

  take(): Answer | undefined {
    return this.#answers.shift();
  }
}

/** The runs of this process that wait for a callback, and the door that callbacks come through. */
export class Callbacks {
  readonly #key: Buffer;
  readonly #most: number;
  readonly #listeners = new Map<string, Listener>();

  constructor(key: Buffer, most: number) {
    this.#key = key;
    this.#most = most;
  }

  listen(runId: string, claim: number): Listener {
    const listener = new Listener();
    this.#listeners.set(`${runId} ${claim}`, listener);
    return listener;
  }

  forget(runId: string, claim: number): void {
    this.#listeners.delete(`${runId} ${claim}`);
  }

  async receive(request: Request): Promise<Response> {
    if (request.method !== "POST") return refuse(405, "Send a POST request.");
    const body = await bodyOf(request, this.#most);
    if (body === undefined) return refuse(413, `Send at most ${this.#most} bytes.`);
    if (!isSigned(request.headers, body, this.#key)) return refuse(401, "The signature is not ours, or too old.");
    const said = read(callbackSchema, body);
    if ("wrong" in said) return refuse(400, said.wrong);
    const { runId, claim, ...answer } = said.value.data;
    const listener = this.#listeners.get(`${runId} ${claim}`);
    if (listener === undefined) return refuse(404, "No run waits for this here: it is over, or elsewhere.");
    listener.hear(answer);
    return new Response(null, { status: 202 });
  }
}

async function bodyOf(request: Request, most: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function refuse(status: number, detail: string): Response {
  return Response.json({ status, detail }, { status });
}
