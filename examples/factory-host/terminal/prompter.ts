import { clearScreenDown, moveCursor } from "node:readline";
import { isCancel, log, note, select, text } from "@clack/prompts";
import { wrapAnsi } from "fast-wrap-ansi";

/** One of several things to choose. */
export interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
}

/** Shows and asks; `undefined` where the person goes back, or `signal` took the question away. */
export const prompter = {
  async choose<Value extends string>(
    message: string,
    choices: readonly Choice<Value>[],
    signal?: AbortSignal,
  ): Promise<Value | undefined> {
    // clack derives its option type from the value, which it cannot do for one that is generic here
    const options = choices.map(({ value, label, hint }) => ({ value: value as string, label, ...(hint && { hint }) }));
    const chosen = await select<string>({ message, options, showInstructions: false, ...(signal && { signal }) });
    if (signal?.aborted === true) erase(choices.length + 4);
    return isCancel(chosen) ? undefined : (chosen as Value);
  },

  async ask(message: string, options: { placeholder?: string; initial?: string } = {}): Promise<string | undefined> {
    const { placeholder, initial } = options;
    const said = await text({
      message,
      ...(placeholder !== undefined && { placeholder }),
      ...(initial !== undefined && { initialValue: initial }),
    });
    return isCancel(said) || said === undefined || said.trim() === "" ? undefined : said;
  },

  show(title: string, body: string): void {
    note(fitted(body, 6), title, { format: (line) => line });
  },
  /** Writes lines beside the guide; close to the ones before where `isDense`. */
  say(lines: string, isDense = false): void {
    log.message(fitted(lines, 3), isDense ? { spacing: 0 } : {});
  },
  done(line: string): void {
    log.success(line);
  },
  warn(line: string): void {
    log.warn(line);
  },
};
/** Takes back what was drawn last: a question that nobody has to answer any more. */
function erase(rows: number): void {
  moveCursor(process.stdout, 0, -rows);
  clearScreenDown(process.stdout);
}

/** No wider than the terminal, less what clack draws around it. */
function fitted(lines: string, frame: number): string {
  return wrapAnsi(lines, (process.stdout.columns ?? 80) - frame, { trim: false });
}

export type Prompter = typeof prompter;
