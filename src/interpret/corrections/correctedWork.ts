import { fold } from "../tokens/characters.ts";
import { editAt } from "./editAt.ts";
import type { Language } from "../language.ts";
import { phraseAt } from "../phrases/phrase.ts";
import { LONGEST } from "./readCorrection.ts";
import { tokenize } from "../tokens/tokenize.ts";

/** Where whole words stand in the work. */
function placeOf(words: string, work: string): number | undefined {
  const at = fold(work).indexOf(fold(words));
  const isWhole = !/[\p{L}\p{N}]/u.test((work[at - 1] ?? "") + (work[at + words.length] ?? ""));
  return at >= 0 && isWhole ? at : undefined;
}

/** The work with some of its letters exchanged: "not pump 2, pump 3". */
export function exchangedWork(text: string, work: string, language: Language): string | undefined {
  const words = language.corrections?.exchanges?.(tokenize(text, language));
  if (!words) return undefined;
  const at = placeOf(words.from, work);
  // said twice, it changes nothing more
  if (at === undefined) return placeOf(words.to, work) === undefined ? undefined : work;
  const behind = work.slice(at + words.from.length);
  // "not timesheet, expense reminder", and a "reminder" follows
  const [next = ""] = /^ \S+/.exec(behind) ?? [];
  const to = next !== "" && words.to.endsWith(next) ? words.to.slice(0, -next.length) : words.to;
  // "to Pat, not Kim"
  const before = work.slice(0, at);
  const [last = ""] = /\S+ $/.exec(before) ?? [];
  return before + (last !== "" && to.startsWith(last) ? to.slice(last.length) : to) + behind;
}

/** A command that begins as the work did: "wrong tank! read tank 14". */
export function restatedWork(text: string, work: string, language: Language): string | undefined {
  const words = language.corrections;
  const [verb] = tokenize(work, language).tokens;
  if (!words || !verb) return undefined;
  const line = tokenize(text, language);
  const { tokens } = line;
  if (tokens.length > LONGEST) return undefined;
  let at = 0;
  while (at < tokens.length && tokens[at]?.text !== verb.text) {
    const edit = editAt(line, at, words);
    if (edit?.value.kind === "nothing") at = edit.next;
    else if (tokens[at]?.shape === "sign" || words.fillers.has(tokens[at]?.text ?? "")) at++;
    else return undefined;
  }
  const first = tokens[at];
  if (!first || tokens.length - at < 3) return undefined;
  // "send it to Maria as well" adds to the work that there is
  const adds = editAt(line, at, words) ?? tokens.slice(at).some(({ text: said }) => words.addsBehind.has(said));
  if (adds) return undefined;
  // a time or a "not" in it, and it is no plain command
  for (let next = at + 1; next < tokens.length; next++)
    if (phraseAt(line, next, language) ?? words.modes.some(({ shape }) => shape(line, next))) return undefined;
  return text.slice(first.start).trim();
}
