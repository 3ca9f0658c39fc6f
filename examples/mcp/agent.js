// What carries out a run: a program of its own. It reads the run from one line and answers in lines (docs/runners.md).
import { createInterface } from "node:readline";

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const run = JSON.parse(line);
  if (run.type !== "run") break;
  say({ type: "items", items: [{ type: "note", text: `Attempt ${run.attempt}, due ${run.dueAt}` }] });
  // Your agent works here. Before it changes something outside, it says { type: "side-effect", id: 1 } and waits for the answer.
  say({ type: "end", state: "succeeded", message: `Done: ${run.prompt}` });
  break;
}
process.stdin.destroy();
