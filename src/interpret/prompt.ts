import type { Span } from "../model/interpretation.ts";
import type { Language } from "./language.ts";
import type { Phrase } from "./phrase.ts";
import type { Line } from "./shape.ts";
import type { Token } from "./token.ts";

/** Where the frames end that the request begins with: "please", "could you". The index of the first token behind them. */
export function frameEnd(line: Line, language: Language): number {
  let at = 0;
  for (let rounds = 0; rounds < 6; rounds++) {
    const next = oneFrame(line, at, language);
    if (next === at) return at;
    at = next;
  }
  return at;
}

function oneFrame(line: Line, at: number, language: Language): number {
  let next = at;
  for (const frame of language.frames) next = Math.max(next, frame(line, at)?.next ?? at);
  if (next === at) return at;
  while (line.tokens[next]?.text === "," || line.tokens[next]?.text === ":") next++;
  return next;
}

/** What remains for the work, letter for letter, and the letters that only framed the request. */
export interface Remaining {
  prompt: string | null;
  frames: Span[];
}

const opening = new Set([",", ";", ":", "-", "–", "—", "(", "[", "*", "•", "|", ">", "“", '"', "«"]);
const closing = new Set([",", ";", ":", "-", "–", "—", ")", "]", ".", "|", "!", "”", "»", ">", "→", "=", "…"]);

/** Takes the schedule and the frames out of the sentence. */
export function promptOf(
  line: Line,
  phrases: readonly Pick<Phrase, "first" | "next">[],
  language: Language,
): Remaining {
  const gone = Array.from(line.tokens, () => false);
  for (const phrase of phrases) {
    for (let at = phrase.first; at < phrase.next; at++) gone[at] = true;
  }
  // glue between two phrases goes with them
  const sorted = [...phrases].toSorted((a, b) => a.first - b.first);
  for (const [index, phrase] of sorted.entries()) {
    const before = sorted[index - 1];
    if (!before || phrase.first - before.next > 3) continue;
    const glue = line.tokens.slice(before.next, phrase.first);
    if (glue.every((token) => language.glue.has(token.text)))
      for (let at = before.next; at < phrase.first; at++) gone[at] = true;
  }
  const frames = takeFrames(line, gone, language);
  for (const { next } of sorted) {
    const suits = language.suits?.(line, next);
    if (suits && line.tokens.slice(suits.next).every(({ shape }) => shape === "sign"))
      for (let at = next; at < suits.next; at++) gone[at] = true;
  }
  takeParting(line, gone, language);
  const isLeft = (at: number) => at >= 0 && at < line.tokens.length && !gone[at];
  const pieces: string[] = [];
  for (let at = 0; at < line.tokens.length;) {
    if (gone[at]) {
      at++;
      continue;
    }
    let end = at;
    while (isLeft(end)) end++;
    const isFirst = pieces.length === 0;
    const hasMore =
      gone.slice(end).includes(false) &&
      line.tokens.slice(end).some((token, index) => !gone[end + index] && token.shape !== "sign");
    const [from, to] = trimmed(line.tokens, at, end, isFirst, hasMore, at > 0, end < line.tokens.length, language);
    const [first, last] = [line.tokens[from], line.tokens[to - 1]];
    if (first && last && to > from) pieces.push(line.text.slice(first.start, last.end));
    at = end;
  }
  const prompt = joinPieces(pieces).replaceAll(/\s+/g, " ").trim();
  return { prompt: /[\p{L}\p{N}]/u.test(prompt) ? prompt : null, frames };
}

/** Frames stand at the beginning of what is left; a schedule may stand in the middle of one. */
function takeFrames(line: Line, gone: boolean[], language: Language): Span[] {
  const indexes: number[] = [];
  const left: Token[] = [];
  // a frame belongs to the sentence of the schedule; another sentence is for the work
  const sentence = line.tokens[gone.indexOf(true)]?.sentence ?? 0;
  const signs: number[] = [];
  for (const [index, token] of line.tokens.entries()) {
    if (gone[index] || token.sentence !== sentence) continue;
    if (left.length === 0 && token.shape === "sign") {
      signs.push(index);
      continue;
    }
    indexes.push(index);
    left.push(token);
    if (left.length > 60) break;
  }
  const rest: Line = { text: line.text, tokens: left };
  const end = frameEnd(rest, language);
  if (end === 0) return [];
  const spans: Span[] = [];
  for (let at = 0; at < end; at++) {
    const index = indexes[at] ?? 0;
    const token = line.tokens[index];
    if (!token) continue;
    gone[index] = true;
    const last = spans.at(-1);
    const glued = last && indexes[at - 1] === index - 1;
    if (glued) last.end = token.end;
    else spans.push({ start: token.start, end: token.end, kind: "frame" });
  }
  for (const index of signs) gone[index] = true;
  // "¿Podrías …?": a question that only frames the request ends with it
  const asks = [...signs, ...indexes.slice(0, end)].some((index) => line.tokens[index]?.text === "¿");
  const close = asks ? line.tokens.findIndex((token, index) => !gone[index] && token.text === "?") : -1;
  if (close >= 0) gone[close] = true;
  return spans;
}

const LONGEST_PARTING = 14;

/** Takes politeness off the end, a few words of it, as long as something else is left. */
function takeParting({ text, tokens }: Line, gone: boolean[], language: Language): void {
  for (let at = Math.max(1, tokens.length - LONGEST_PARTING); at < tokens.length; at++) {
    if (gone[at]) continue;
    for (const parting of language.partings ?? []) {
      const match = parting({ text, tokens }, at);
      if (!match || !tokens.slice(match.next).every(({ shape }) => shape === "sign")) continue;
      let first = at;
      while (tokens[first - 1]?.text === "," || tokens[first - 1]?.text === "¡") first--;
      // a sentence of its own goes with its signs; else what ends the sentence stays
      const isOwn = tokens[first - 1]?.shape === "sign";
      const next = isOwn ? tokens.length : match.next;
      for (let index = first; index < tokens.length; index++)
        gone[index] ||= index < next || tokens[index]?.text === "!";
      return;
    }
  }
}

/** A piece without the signs and small words that only joined it to what was cut. */
function trimmed(
  tokens: readonly Token[],
  from: number,
  to: number,
  isFirst: boolean,
  hasMore: boolean,
  cutBefore: boolean,
  cutAfter: boolean,
  language: Language,
): [number, number] {
  let [first, last] = [from, to];
  if (cutBefore && isFirst) {
    const skipSigns = () => {
      while (first < last && closing.has(tokens[first]?.text ?? "")) first++;
    };
    skipSigns();
    const [word, next] = [tokens[first], tokens[first + 1]];
    if (
      word &&
      next &&
      last - first > 1 &&
      language.leadOuts.has(word.text) &&
      language.leadsOut?.(word, next) !== false
    )
      first++;
    skipSigns();
  }
  if (cutAfter) {
    // "Task: | every 2 hours | read the vibration" keeps its colon
    const drop = (at: number) => {
      const text = tokens[at]?.text ?? "";
      return hasMore
        ? opening.has(text) && text !== ":" && text !== ","
        : opening.has(text) || language.joins.has(text);
    };
    while (last > first && drop(last - 1)) last--;
    const isLeadIn = (at: number) =>
      (hasMore ? language.danglers : language.leadIns)?.has(tokens[at]?.text ?? "") === true;
    while (last > first && isLeadIn(last - 1)) last--;
    while (last > first && drop(last - 1)) last--;
  }
  return [first, last];
}

function joinPieces(pieces: readonly string[]): string {
  let text = "";
  for (const piece of pieces) {
    if (text === "") text = piece;
    else if (/^[.!?]+$/.test(piece) && /[.!?]$/.test(text)) continue;
    // "the counts, | every Saturday |, and compare": one comma is enough
    else if (text.endsWith(",") && /^[,;:.?!)]/.test(piece)) text = text.slice(0, -1) + piece;
    // "… each shift. | Every Monday |, list …": the comma was the schedule's
    else if (/[.!?:]$/.test(text)) text += ` ${piece.replace(/^[,;:)\s]+/, "")}`;
    else text += /^[,;:.?!)]/.test(piece) ? piece.replace(/^[)]+/, "") : ` ${piece.replace(/^[-–—]\s*/, "")}`;
  }
  return text;
}
