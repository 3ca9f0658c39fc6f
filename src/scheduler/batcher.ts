import { turn } from "./turn.ts";

/**
 * Gathers calls that come while an earlier batch is being written, so that many small writes share one transaction.
 *
 * @param write does all of a batch and gives the results in the same order
 */
export class Batcher<Input, Output> {
  readonly #write: (inputs: readonly Input[]) => Promise<readonly Output[]>;
  readonly #limit: number;
  #waiting: { input: Input; resolve: (output: Output) => void; reject: (error: unknown) => void }[] = [];
  #isWriting = false;

  constructor(write: (inputs: readonly Input[]) => Promise<readonly Output[]>, limit = 200) {
    this.#write = write;
    this.#limit = limit;
  }

  add(input: Input): Promise<Output> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    // What is added in the same turn of the event loop belongs to the first batch.
    await turn();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#limit);
      try {
        const outputs = await this.#write(batch.map(({ input }) => input));
        for (const [index, { resolve }] of batch.entries()) resolve(outputs[index] as Output);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isWriting = false;
  }
}
