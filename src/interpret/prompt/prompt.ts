import type { Span } from "../../model/interpretation.ts";
import type { Language } from "../language.ts";
import type { Phrase } from "../phrases/phrase.ts";
import type { Line, Shape } from "../phrases/shape.ts";
import type { Token } from "../tokens/token.ts";

/** Where the frames end that the request begins with, and the pleasantries in front of them: the index of the first token behind them. */
export function frameEnd(line: Line, { frames, greetings = [] }: Language, opensText = true): number {
  const shapes = opensText ? [...greetings, ...frames] : frames;
  let at = 0;
  for (let rounds = 0; rounds < 6; rounds++) {
    const next = oneFrame(line, at, shapes);
    if (next === at) return at;
    at = next;
  }
  return at;
}

function oneFrame(line: Line, at: number, shapes: readonly Shape<unknown>[]): number {
  let next = at;
  for (const frame of shapes) next = Math.max(next, frame(line, at)?.next ?? at);
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
const closing = new Set([
  ",",
  ";",
  ":",
  "-",
  "–",
  "—",
  ")",
  "]",
  ".",
  "|",
  "!",
  "”",
  "»",
  ">",
  "→",
  "=",
  "…",
  "*",
  "•",
]);

/** A sign that may end what was cut, and goes with it. */
export const isClosing = (text = ""): boolean => closing.has(text);

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
  takePartings(line, gone, language);
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

/** How much of a sentence is looked at for frames. */
const LONGEST_FRAME = 60;

/**
 * Frames stand at the beginning of what is left of the sentence of the schedule, or of the first one where nothing is left of
 * that. In front of it whole sentences may be pleasantries; a schedule may stand in the middle of a frame.
 */
function takeFrames(line: Line, gone: boolean[], language: Language): Span[] {
  const sentences = sentencesOf(line, gone);
  const said = line.tokens[gone.indexOf(true)]?.sentence ?? 0;
  const spans: Span[] = [];
  const request = sentences.find(({ sentence }) => sentence === said) ?? sentences[0];
  let opensText = true;
  for (const { sentence, indexes } of sentences) {
    const isRequest = sentence === request?.sentence;
    if (!opensText && !isRequest) continue;
    const words = indexes.slice(indexes.findIndex((at) => line.tokens[at]?.shape !== "sign"));
    const tokens = words.flatMap((at) => line.tokens[at] ?? []);
    const rest: Line = { text: line.text, tokens };
    const isPleasantry = opensText && frameEnd(rest, language) >= tokens.length;
    const end: number = isRequest || isPleasantry ? frameEnd(rest, language, opensText) : greetingEnd(rest, language);
    opensText &&= end >= tokens.length;
    if (end > 0) take(line, gone, spans, indexes, words.slice(0, end));
    if (isRequest && end < tokens.length) break;
  }
  return spans;
}

/** The sentences that something is left of, each with the places of its tokens. */
function sentencesOf({ tokens }: Line, gone: readonly boolean[]): { sentence: number; indexes: number[] }[] {
  const sentences: { sentence: number; indexes: number[] }[] = [];
  for (const [at, { sentence }] of tokens.entries()) {
    if (gone[at]) continue;
    const last = sentences.at(-1);
    if (last?.sentence !== sentence) sentences.push({ sentence, indexes: [at] });
    else if (last.indexes.length < LONGEST_FRAME) last.indexes.push(at);
  }
  return sentences.filter(({ indexes }) => indexes.some((at) => tokens[at]?.shape !== "sign"));
}

/** "Hi Dexter, we had some trouble last week": of a sentence that only tells something, its greeting and what is polite behind it. */
const greetingEnd = (line: Line, language: Language) =>
  frameEnd(line, { ...language, frames: [] }) === 0 ? 0 : frameEnd(line, language);

/** Takes words, and the signs in front of them. */
function take(line: Line, gone: boolean[], spans: Span[], indexes: readonly number[], words: readonly number[]): void {
  const signs = indexes.slice(0, indexes.indexOf(words[0] ?? -1));
  let before = -1;
  for (const at of words) {
    const token = line.tokens[at];
    if (!token) continue;
    gone[at] = true;
    const last = spans.at(-1);
    if (last && before === at - 1) last.end = token.end;
    else spans.push({ start: token.start, end: token.end, kind: "frame" });
    before = at;
  }
  for (const at of signs) gone[at] = true;
  // "¿Podrías …?": a question that only frames the request ends with it
  const asks = [...signs, ...words].some((at) => line.tokens[at]?.text === "¿");
  const close = asks ? line.tokens.findIndex((token, at) => !gone[at] && token.text === "?") : -1;
  if (close >= 0) gone[close] = true;
}

/** So many words can say goodbye at once, and so often. */
const LONGEST_PARTING = 14;
const PARTINGS = 4;

/** Takes politeness off the end, as long as something else is left. */
function takePartings(line: Line, gone: boolean[], language: Language): void {
  let end = line.tokens.length;
  for (let rounds = 0; rounds < PARTINGS; rounds++) {
    const before = takeParting(line, gone, end, language);
    if (before === undefined) return;
    end = before;
  }
}

/** Takes one, and gives where it began. */
function takeParting({ text, tokens }: Line, gone: boolean[], end: number, language: Language): number | undefined {
  const until = tokens.slice(0, end);
  for (let at = Math.max(1, end - LONGEST_PARTING); at < end; at++) {
    if (gone[at]) continue;
    // what stands behind the schedule begins a part of the sentence
    const from = gone[at - 1] ? at : 0;
    const line: Line = { text, tokens: from === 0 ? until : until.slice(from) };
    for (const parting of language.partings ?? []) {
      const match = parting(line, at - from);
      const next = match && match.next + from;
      if (next === undefined || !until.slice(next).every(({ shape }, index) => shape === "sign" || gone[next + index]))
        continue;
      let first = at;
      while (tokens[first - 1]?.text === "," || tokens[first - 1]?.text === "¡") first--;
      // a sentence of its own goes with its signs; else what ends the sentence stays
      const isOwn = tokens[first - 1]?.shape === "sign" || tokens[first - 1]?.sentence !== tokens[first]?.sentence;
      for (let index = first; index < end; index++)
        gone[index] ||= isOwn || index < next || tokens[index]?.text === "!";
      return first;
    }
  }
  return undefined;
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
      while (first < last && isClosing(tokens[first]?.text)) first++;
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
