#!/usr/bin/env node
import { createInterface } from "node:readline/promises";
import { runCommand } from "./command.ts";

async function ask(question: string): Promise<string> {
  const line = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await line.question(question);
  } finally {
    line.close();
  }
}

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  now: () => new Date(),
  ...(process.stdin.isTTY && process.stdout.isTTY && { ask }),
});
