import type { Correction, CorrectionWords } from "./correction.ts";
import type { Language } from "../language.ts";
import { passedOver } from "./passedOver.ts";
import { readChanges } from "./readChanges.ts";
import type { Line } from "../phrases/shape.ts";
import { tokenize } from "../tokens/tokenize.ts";
import type { Token } from "../tokens/token.ts";

/** So many words and signs are read of a correction that is no new prompt. */
export const LONGEST = 150;

/** What a correction says. Every word of it has to be understood, but for the reasons given for it; else it is unclear. */
export function readCorrection(text: string, language: Language): Correction {
  const words = language.corrections;
  if (!words) return { kind: "unclear" };
  const line = tokenize(text, language);
  const whole = words.whole(line);
  if (whole) return whole.kind === "prompt" ? withRest(whole, line, words, language) : whole;
  const anew = words.newPrompt?.(line);
  const read = anew && readLine({ text, tokens: line.tokens.slice(0, anew.at) }, words, language);
  return anew && read?.kind === "change" ? { ...read, prompt: anew.prompt } : readLine(line, words, language);
}

/** "Change the prompt to “…”, | and make it 7:15am": what stands behind a quotation is a change, too. */
function withRest(
  whole: Extract<Correction, { kind: "prompt" }>,
  { text, tokens }: Line,
  words: CorrectionWords,
  language: Language,
): Correction {
  const at = tokens.findIndex(({ shape }) => shape === "literal");
  const quotation = tokens[at]?.text ?? "";
  const prompt = quotation.slice(1, -1).trim();
  if (prompt === "" || (whole.prompt !== prompt && !whole.prompt.startsWith(quotation))) return whole;
  const from = tokens.findIndex(
    (token, index) => index > at && token.shape !== "sign" && !language.joins.has(token.text),
  );
  if (from < 0) return whole;
  const rest = tokens.slice(from);
  const read = readLine({ text, tokens: rest }, words, language);
  if (read.kind === "change") return { ...read, prompt };
  const isTimely = rest.some(({ meanings }) => meanings.length > 0);
  return whole.prompt === prompt && isTimely ? { kind: "unclear" } : whole;
}

/** What a line says that is about more than the prompt. */
function readLine(line: Line, words: CorrectionWords, language: Language): Correction {
  // of so many words nobody corrects a time
  if (line.tokens.length > LONGEST) return { kind: "unclear" };
  // clauses are read by themselves, and what is left of them often is one of these
  const known = new Map<string, Correction>();
  const read = (part: Line) => {
    const key = part.tokens.map(({ start }) => start).join();
    const changes = known.get(key) ?? readChanges(part, words, language);
    known.set(key, changes);
    return changes;
  };
  const isChange = (part: Line) => isMeant(read(part));
  return readPart(words.requestOf?.(line, isChange), line, words, read) ?? read(line);
}

const weekdaysBeside = (line: Line, { tokens }: Line) =>
  line.tokens
    .filter((token) => !tokens.includes(token))
    .flatMap(({ meanings }) =>
      // "the sun hits the window"
      meanings.flatMap((it) =>
        it.kind === "weekday" && !it.short ? [it.value] : it.kind === "dayset" ? it.value : [],
      ),
    );

/** A change, and none that cannot be. */
const isMeant = (read: Correction) =>
  read.kind === "change" && read.changes.every(({ said }) => said.saying.refuse === undefined);

/** What a part of a correction says, where it is understood, and what was passed over. The letters of a new prompt are the whole ones. */
function readPart(
  part: Line | undefined,
  line: Line,
  words: CorrectionWords,
  read: (part: Line) => Correction,
): Correction | undefined {
  const told = part && (words.whole(part) ?? read(part));
  if (part && told?.kind === "change")
    return { ...told, passedOver: passedOver(line, part), besides: weekdaysBeside(line, part) };
  // "wrong harbour, my bad! The prompt should be: …": what stands in front of it goes
  const isRest =
    told?.kind === "prompt" &&
    line.tokens.length - (part?.tokens.length ?? 0) === line.tokens.indexOf(part?.tokens[0] as Token);
  return told?.kind === "cancel" || told?.kind === "keep" || isRest ? told : undefined;
}
