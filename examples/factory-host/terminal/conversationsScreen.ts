import type { Host } from "../host.ts";
import { entryText, isStep } from "./conversationText.ts";
import type { Prompter } from "./prompter.ts";
import { brief, style } from "./style.ts";
import { clockTime } from "./times.ts";
import { runStatus } from "./words.ts";

/** Past conversations, newest first: choose one to read it. */
export async function conversationsScreen({ dexter, timezone }: Host, prompter: Prompter): Promise<void> {
  for (;;) {
    const { items } = await dexter.conversations.list({ limit: 50 });
    if (items.length === 0) return prompter.say("No conversations yet.");
    const now = new Date();
    const id = await prompter.choose("Conversations", [
      ...items.map((one) => ({
        value: one.id,
        label: `${runStatus(one.status)} ${style.quiet("·")} ${brief(one.title, 60)}`,
        hint: clockTime(one.createdAt, timezone, now),
      })),
      { value: "back", label: style.quiet("Back") },
    ]);
    const chosen = items.find((one) => one.id === id);
    if (chosen === undefined) return;
    const { entries } = await dexter.conversations.get(chosen.id);
    for (const entry of entries) prompter.say(entryText(entry), isStep(entry));
    prompter.say(runStatus(chosen.status));
  }
}
