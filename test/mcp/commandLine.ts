import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { owner } from "../scheduler/harness.ts";

const main = resolve(import.meta.dirname, "../../src/cli/main.ts");

/** A SQLite file that is not there yet. */
export const aFile = (): string => join(mkdtempSync(join(tmpdir(), "dexter-mcp-")), "dexter.db");

export function account(data: string): string[] {
  const { ownerId, factoryId, timezone, locale } = owner;
  const values = { data, owner: ownerId, factory: factoryId, timezone, locale };
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
}

/** `dexter-jobs mcp` on a file, as an assistant's configuration starts it. */
export const mcpCommand = (data: string, ...more: string[]) => ({
  command: process.execPath,
  args: ["--disable-warning=ExperimentalWarning", main, "mcp", ...account(data), ...more],
});
