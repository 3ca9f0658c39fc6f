import type { Line, Shape } from "./shape.ts";
import type { MeaningKind, Token } from "./token.ts";

/** What a language knows of what people say around a change: "ok so I talked to Priya and …", "sorry to be a pain, but …". */
export interface ChatterWords {
  /** Whether a clause begins at this word without a sign in front of it: "… | but can we …", "no Fridays | we don't work then". */
  opens: (tokens: readonly Token[], at: number) => boolean;
  /** What is said beside a change: "my bad", "on second thought". */
  asides: Shape<unknown>;
  /** "Oh", "dear": words that say nothing. */
  interjections: ReadonlySet<string>;
  /** Whether it tells something of somebody or something else, and asks for nothing. */
  tells(clause: readonly Token[]): boolean;
  /** Whether it tells what people do, with an hour of their own: "everyone is at lunch then". */
  tellsOfPeople(clause: readonly Token[]): boolean;
  /** Whether it is a remark that is no sentence: "typo on my end", "change of plans". */
  remarks(clause: readonly Token[]): boolean;
  /** Whether these words make no sense as a change: something in them has no meaning for one. */
  isForeign(clause: Line): boolean;
  /** "No": it may refuse all that there is. Where given, a clause of light words without one of these goes too: "my bad! …". */
  refuses?: ReadonlySet<string>;
  /** "So", "entonces": what stands in front of it is the reason for what follows. */
  concludes: ReadonlySet<string>;
  /** Words that only lead from one clause to the next. */
  leads: ReadonlySet<string>;
  /** Whether a zone is named: that is never a reason only. */
  namesZone(whole: Line, clause: readonly Token[]): boolean;
}

/** Where what is said first, and says nothing, ends: "oh dear, …", "my bad, …". */
function leadOf(clause: Line, { asides, interjections }: ChatterWords): number {
  let at = 0;
  for (;;) {
    const token = clause.tokens[at];
    const isSpoken = token !== undefined && (interjections.has(token.text) || token.shape === "sign");
    const next = token && (asides(clause, at)?.next ?? (isSpoken ? at + 1 : at));
    if (next === undefined || next === at) return at;
    at = next;
  }
}

const breaks = new Set([",", ";", ".", "!", "?", ":", "-", "–", "—", "(", ")", "…", "¡", "¿"]);

function clausesOf({ tokens }: Line, { opens }: ChatterWords): Token[][] {
  const clauses: Token[][] = [];
  let clause: Token[] = [];
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1];
    const isSign = before?.shape === "sign" && breaks.has(before.text) && (before.text !== "-" || before.spaced);
    if (clause.length > 0 && (isSign || before?.sentence !== token.sentence || opens(tokens, at))) {
      clauses.push(clause);
      clause = [];
    }
    clause.push(token);
  }
  if (clause.length > 0) clauses.push(clause);
  return clauses;
}

const timely: ReadonlySet<MeaningKind> = new Set([
  "every",
  "weekday",
  "dayset",
  "frequency",
  "month",
  "ordinal",
  "number",
  "clock",
  "military",
  "meridiem",
  "day",
  "date",
  "zone",
]);

const namesDay = ({ meanings }: Token) =>
  meanings.some((it) => /^(?:every|weekday|dayset|frequency|month|day|date|zone)$/.test(it.kind));

/** "A third coach", "two kids", "the last train": what is counted is no time. */
const counts = (next: Token | undefined, isCounted: (token: Token) => boolean, isOneOf: boolean) =>
  next?.shape === "word" && next.meanings.length === 0 && (isOneOf || isCounted(next));

/** Whether a word of it can be one of a schedule. */
export function namesTime(clause: readonly Token[], isCounted: (token: Token) => boolean): boolean {
  return clause.some(({ meanings, shape }, at) =>
    meanings.some((it) => {
      // "the sun hits the window"
      if (it.kind === "weekday" && it.short && clause[at - 1]?.text === "the") return false;
      if ("plural" in it && it.plural) return it.kind !== "unit";
      if (!timely.has(it.kind) || "vague" in it) return false;
      const isNumber = it.kind === "number" || it.kind === "ordinal";
      return !(
        isNumber &&
        (shape === "word" || it.kind === "ordinal") &&
        counts(clause[at + 1], isCounted, it.kind === "ordinal" && clause[at - 1]?.text === "the")
      );
    }),
  );
}

/**
 * A correction without the clauses that name no time and ask for nothing, and without what stands in front of a "so" that says when.
 *
 * What is left has to be understood to the last word, as ever; what is left out is told.
 */
export function withoutChatter(
  line: Line,
  words: ChatterWords,
  isCounted: (token: Token) => boolean,
): Line | undefined {
  const { text } = line;
  const isTimely = (clause: readonly Token[]) => namesTime(clause, isCounted);
  const isChatter = (clause: readonly Token[]) => {
    if (isTimely(clause) || clause.some(({ shape }) => shape === "literal") || words.namesZone(line, clause))
      return false;
    const said = clause.filter(({ shape }) => shape !== "sign");
    const rest = said.slice(leadOf({ text, tokens: said }, words));
    const { refuses } = words;
    const isLead = refuses && rest.length === 0 && said.length > 0 && !said.some((token) => refuses.has(token.text));
    return isLead === true || (rest.length > 0 && (words.remarks(said) || words.tells(rest) || words.remarks(rest)));
  };
  const clauses = clausesOf(line, words);
  // "everyone is at lunch then", "they never answer before ten": an hour of somebody else
  const isOthers = (clause: readonly Token[]) => {
    const said = clause.filter(({ shape }) => shape !== "sign");
    const rest = said.slice(leadOf({ text, tokens: said }, words));
    return !words.namesZone(line, clause) && words.tellsOfPeople(rest) && !rest.some(namesDay);
  };
  const kept = clauses.filter((clause) => !isChatter(clause) && !isOthers(clause));
  const last = kept.findLastIndex(
    (clause, index) => index > 0 && words.concludes.has(clause[0]?.text ?? "") && isTimely(clause),
  );
  const told = kept.filter(
    (clause, index) => index >= last || words.namesZone(line, clause) || !words.isForeign({ text, tokens: clause }),
  );
  // "sorry to be a pain | but Mondays"
  const [opening, ...more] = told;
  const isLed = opening !== undefined && opening !== clauses[0] && words.leads.has(opening[0]?.text ?? "");
  const tokens = [...(isLed ? opening.slice(1) : (opening ?? [])), ...more.flat()];
  const isLess = tokens.length < line.tokens.length && tokens.some(({ shape }) => shape !== "sign");
  return isLess ? { text, tokens } : undefined;
}

/** The letters that were passed over, in the pieces that they stand in. */
export function passedOver(whole: Line, { tokens: left }: Line): string[] {
  const kept = new Set(left.map(({ start }) => start));
  const pieces: { start: number; end: number }[] = [];
  let open: { start: number; end: number } | undefined;
  for (const { start, end, shape } of whole.tokens) {
    if (kept.has(start)) open = undefined;
    else if (open) open.end = shape === "sign" ? open.end : end;
    else if (shape !== "sign") pieces.push((open = { start, end }));
  }
  return pieces.map(({ start, end }) => whole.text.slice(start, end)).filter((letters) => letters.includes(" "));
}
