// Gives the corpora to the interpreter, in the shape that score.mjs asks for.
import { amend } from "../../src/interpret/amend.ts";
import { interpret as read } from "../../src/interpret/interpret.ts";
import { nextOccurrences } from "../../src/occurrences/occurrences.ts";

/** An interpretation as the scorer compares it. */
export function answer(interpretation, now) {
  if (interpretation.outcome === "ambiguous") return { kind: "ambiguous" };
  if (interpretation.outcome !== "understood") return { kind: "unsupported" };
  const { schedules, prompt } = interpretation;
  const [first] = schedules;
  if (schedules.length === 1 && first.kind === "once") return { kind: "once", at: first.at.toISOString(), prompt };
  const next = schedules.map((schedule) =>
    nextOccurrences(schedule, { after: now, limit: 5 }).map((at) => at.toISOString()),
  );
  return { kind: "recurring", next, prompt };
}

export function interpret(text, { now, timezone, locale }) {
  const at = new Date(now);
  return answer(read(text, { now: at, timezone, locale }), at);
}

export function correct(text, correction, { now, timezone, locale }) {
  const at = new Date(now);
  const first = read(text, { now: at, timezone, locale });
  return answer(amend(first, correction, { now: at, timezone, locale }), at);
}
