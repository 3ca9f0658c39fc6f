import { it } from "vitest";

/**
 * A test that proves a sentence of the product text; the sentence is written out letter for letter, so that
 * `coverage.test.ts` finds it in the text.
 *
 * There is no way to skip one.
 */
export function promised(sentence: string, title: string, test: () => Promise<void> | void): void {
  // oxlint-disable-next-line vitest/expect-expect -- the assertions are in the test that is handed in
  it(`“${sentence}”: ${title}`, test);
}
