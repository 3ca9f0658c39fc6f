// The interpreter in the shape that the corpora's scorer asks for: node score.mjs test/corpus/adapter.mjs <corpus.jsonl>
import { amend } from "../../src/interpret/amend.ts";
import { interpret as read } from "../../src/interpret/interpret.ts";
import { answerOf } from "./scoring.ts";

export function interpret(text, { now, timezone, locale }) {
  const at = new Date(now);
  return answerOf(read(text, { now: at, timezone, locale }), at);
}

export function correct(text, correction, { now, timezone, locale }) {
  const at = new Date(now);
  const first = read(text, { now: at, timezone, locale });
  return answerOf(amend(first, correction, { now: at, timezone, locale }), at);
}
