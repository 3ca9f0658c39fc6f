import type { RunContext } from "@dexter/scheduled-jobs";

/** What a thread does, by the prompt of its job. */
const deeds: Record<string, (context: RunContext) => Promise<unknown>> = {
  works: async ({ run, emit, usage, declareSideEffect, idempotencyKey }) => {
    await emit({
      type: "output",
      name: "a.bin",
      mediaType: "application/octet-stream",
      content: new Uint8Array([1, 2]),
    });
    await usage({ tokens: 5 });
    await declareSideEffect();
    return `${run.dueAt instanceof Date}, ${idempotencyKey}, ${JSON.stringify(process.env)}`;
  },
  asks: async ({ history, ask }) => {
    const said = history.at(-1)?.item;
    if (history.length === 1) await ask({ text: "Which shift?", choices: ["day", "night"] });
    return said?.type === "message" ? `Checked the ${said.text} shift.` : undefined;
  },
  loops: async ({ emit }) => {
    await emit({ type: "note", text: "begun" });
    for (;;) Math.sqrt(2);
  },
  listens: async ({ emit, signal }) => {
    await emit({ type: "note", text: "begun" });
    await new Promise((resolve) => {
      signal.addEventListener("abort", resolve);
    });
  },
  eats: async () => {
    const eaten: number[][] = [];
    for (;;) eaten.push(Array.from({ length: 100_000 }, (_, index) => index + 0.5));
  },
  dies: async () => process.exit(3),
  throws: async () => {
    throw new Error("the line is down");
  },
  "speaks as the owner": async ({ emit }) => emit({ type: "magic" } as never),
  "gives back nonsense": async () => ({ state: "magnificent" }),
};

export default async function threadAgent(context: RunContext): Promise<unknown> {
  return deeds[context.run.prompt]?.(context);
}
