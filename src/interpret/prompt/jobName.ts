import type { Schedule } from "../../model/schedule.ts";
import { describingIn } from "../describe.ts";
import { tellingOf } from "../describe/telling.ts";
import { englishNameWords } from "../en/nameWords.ts";
import { spanishNameWords } from "../es/nameWords.ts";

/** What one language leaves out of names, and where it lets them end. */
export interface NameWords {
  /** Politeness before the request itself. */
  frame: RegExp;
  /** What a command begins with: a sentence that has one in front names the job best. */
  verbs?: ReadonlySet<string>;
  /** A sentence that tells what led to the request, and asks for nothing. */
  telling?: RegExp;
  /** Small words that a name does without. */
  dropped: RegExp | undefined;
  /** Where a long request can end early. */
  breaks: RegExp;
  /** Words that a name does not end with. */
  hanging: ReadonlySet<string>;
  /** The name where there is neither a prompt nor a schedule. */
  fallback: string;
}

const languages: Readonly<Record<string, NameWords>> = { en: englishNameWords, es: spanishNameWords };

/** The longest name. */
const LONGEST = 60;
/** What is longer than this ends earlier, where it can. */
const COMFORTABLE = 48;

interface JobNameOptions {
  /** A BCP 47 tag; English when left out. */
  locale?: string;
  /** The job's own schedule: it tells the job from its siblings, and names it where there is no prompt. */
  schedule?: Schedule;
  /** The schedules of all jobs that came of the same request. */
  siblings?: readonly Schedule[];
  /** The reader's zone, for schedules that carry none. UTC when left out. */
  timezone?: string;
}

/**
 * A short name for a job, made of words of its prompt: `Refresh production data pipeline`.
 *
 * Jobs of one request differ only in their schedule, so their names end in what tells them apart: `Print shift roster, 6:00 AM`.
 * At most 60 characters, cut between words, never empty.
 */
export function jobName(prompt: string | null, options: JobNameOptions = {}): string {
  const { locale = "en-US", schedule, siblings = [], timezone = "UTC" } = options;
  const words = languages[locale.slice(0, 2).toLowerCase()] ?? englishNameWords;
  const suffix = schedule && siblings.length > 1 ? apartFrom(schedule, siblings, locale, timezone) : undefined;
  const room = suffix === undefined ? LONGEST : LONGEST - suffix.length - 2;
  const name = shortened(prompt ?? "", words, room);
  if (name !== "") return suffix === undefined ? name : `${name}, ${suffix}`;
  if (!schedule) return words.fallback;
  const { words: description, writing } = describingIn(locale);
  return cut(description.schedule(tellingOf(schedule, timezone, undefined), writing), words, LONGEST);
}

function shortened(prompt: string, words: NameWords, room: number): string {
  // Names stand in lists and titles, where characters that turn the writing direction could disguise them.
  const line = prompt
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    // of an address the host is enough
    .replaceAll(/\b[a-z]{2,9}:\/\/([^\s/?#]+)\S*/gi, "$1")
    .trim();
  const sentence = firstSentence(request(line, words));
  const dropped = words.dropped ? sentence.replaceAll(words.dropped, "") : sentence;
  const name = dropped.length > Math.min(COMFORTABLE, room) ? endEarlier(dropped, words, room) : dropped;
  return capitalized(trimmed(name));
}

/** "Line 3 had two jams. check whether …": from the first part on that is a command, or else does more than tell. */
function request(text: string, words: NameWords): string {
  const { telling, verbs } = words;
  if (!telling) return unframed(text, words);
  // "1. export the orders 2. mail them": a number opens a point of a list, and ends no sentence
  const ends = /(?:^|:\s)1[.)]\s/.test(text) ? /(?<=\S[.!?])(?<!\b\d{1,2}\.)\s+(?=\S)/ : /(?<=\S[.!?])\s+(?=\S)/;
  const parts = text
    .slice(0, 2000)
    .split(ends)
    .map((sentence) => unframed(sentence, words));
  const asks = parts.filter((part) => !telling.test(part));
  const isCommand = (part: string) => verbs?.has(/^[\p{L}-]+/u.exec(part.toLowerCase())?.[0] ?? "") === true;
  const commands = parts.flatMap((part) => [
    ...(telling.test(part) ? behindCommas(part) : [part]),
    ...part.split(/[:;]\s+/).slice(1),
  ]);
  return (
    commands.find((part) => isCommand(part) && !isVague(part)) ??
    asks.find((part) => part.split(" ").length > 2 && !isVague(part)) ??
    unframed(text, words)
  );
}

/** "As agreed in the stand-up, list the spare parts": what follows each comma of it. */
const behindCommas = (part: string) =>
  [...part.matchAll(/,\s+/g)].map(({ index, 0: sign }) => part.slice(index + sign.length));

/** "Check it" is told before. */
const isVague = (part: string) => /^[\p{L}-]+ (?:it|them|this|that|me|us)\W*$/iu.test(part);

/** Without the politeness and the headings in front of it. */
function unframed(text: string, { frame }: NameWords): string {
  let bare = text;
  for (let rounds = 0; rounds < 4; rounds++) {
    const next = bare.replace(frame, "");
    if (next === bare || next === "") break;
    bare = next;
  }
  return bare;
}

/** Up to the sign that ends the first sentence or the first point of a list, unless almost nothing stands before it. */
function firstSentence(text: string): string {
  const end = /(?<=\S{3,}\s+\S{2,})(?:[.!?;:]\s|\s(?:[-*•–—]|\(?\d{1,2}[.)])\s)/.exec(text.slice(0, 400));
  return end ? text.slice(0, end.index) : text;
}

/** Ends a long name before a word that opens an afterthought, or else between two words. */
function endEarlier(text: string, words: NameWords, room: number): string {
  const limit = Math.min(COMFORTABLE, room);
  const ends = [...text.slice(0, limit + 8).matchAll(words.breaks)].map(({ index }) => index);
  const end = ends.findLast((index) => index <= limit && text.slice(0, index).trim().split(" ").length > 1);
  const early = end === undefined ? "" : cut(text.slice(0, end), words, room);
  // Less than a third of the room says too little.
  return early.length * 3 >= limit ? early : cut(text, words, room);
}

function cut(text: string, words: NameWords, room: number): string {
  if (text.length <= room) return withoutHanging(text, words);
  const space = text.lastIndexOf(" ", room);
  // One word longer than the room is cut between characters, never inside one.
  const short = space > 0 ? text.slice(0, space) : text.slice(0, room).replace(/[\uD800-\uDBFF]$/, "");
  return withoutHanging(short, words);
}

function withoutHanging(text: string, words: NameWords): string {
  let name = trimmed(text);
  for (;;) {
    const space = name.lastIndexOf(" ");
    if (space < 0 || !words.hanging.has(name.slice(space + 1).toLowerCase())) return name;
    name = trimmed(name.slice(0, space));
  }
}

/** Without signs at its edges that belong to the sentence rather than to the name. */
function trimmed(text: string): string {
  const bare = text.replace(/^[\s,.;:!?¿¡–—-]+/u, "").replace(/[\s,.;:!?–—-]+$/u, "");
  return /[\p{L}\p{N}]/u.test(bare) ? bare : "";
}

function capitalized(text: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase("en") + text.slice(first.length);
}

/** The shortest words about the schedule that hold for none of its siblings: its time, its days, or all of it. */
function apartFrom(
  schedule: Schedule,
  siblings: readonly Schedule[],
  locale: string,
  timezone: string,
): string | undefined {
  const { words, writing } = describingIn(locale);
  const tellings = siblings.map((one) => tellingOf(one, timezone, undefined));
  const own = tellingOf(schedule, timezone, undefined);
  for (const part of [words.time, words.days, words.schedule]) {
    const text = part(own, writing);
    const same = tellings.filter((telling) => part(telling, writing) === text).length;
    if (text !== undefined && same <= 1 && text.length <= LONGEST / 2) return text;
  }
  return undefined;
}
