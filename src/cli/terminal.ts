/** Where a command writes, and what time it is. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  now(): Date;
  /** Asks the person at the terminal; absent where there is none. */
  ask?(question: string): Promise<string>;
}

/** What a command comes to: its exit code. */
export type Command = (args: readonly string[], terminal: Terminal) => number | Promise<number>;

/** Used wrongly. */
export const USED_WRONGLY = 2;
