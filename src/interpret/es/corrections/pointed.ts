import type { Token } from "../../tokens/token.ts";
import { adding, dropping } from "./requesting.ts";
import { isTimely } from "../request/told.ts";
import { isFormOf } from "../verbs.ts";

/** What is pointed at: a day or several, a month, an hour, or any of them. */
type Kind = "day" | "month" | "hour" | "any";

const isDay = (token: Token) =>
  token.meanings.some(({ kind }) => /^(?:weekday|dayset|date|day|month|every)$/.test(kind));
const isMonth = (token: Token) => token.meanings.some(({ kind }) => kind === "month");
const isIn = /^(?:,|y|a|al|de|del|el|la|los|las|en|menos|cada|todos|todas)$/;

/** The times that clauses name, each with the small words that go with it: "los lunes y martes", "el 10 de junio", "a las 8". */
function timesIn(clauses: readonly (readonly Token[])[]): { tokens: readonly Token[]; kind: Kind }[] {
  return clauses.flatMap((clause) => {
    const found: { tokens: readonly Token[]; kind: Kind }[] = [];
    let at = 0;
    while (at < clause.length) {
      if (!isTimely(clause[at] as Token)) {
        at++;
        continue;
      }
      let end = at + 1;
      for (
        let next = end;
        next < clause.length && (isTimely(clause[next] as Token) || isIn.test(clause[next]?.text ?? ""));
        next++
      )
        if (isTimely(clause[next] as Token)) end = next + 1;
      let start = at;
      while (start > 0 && /^(?:el|la|los|las|todos|todas|de|a|al)$/.test(clause[start - 1]?.text ?? "")) start--;
      // "del lunes", "al 7": the day; "de martes a jueves", "a las 8": as they are
      if (
        /^(?:a|al|de)$/.test(clause[start]?.text ?? "") &&
        !/^las?$/.test(clause[start + 1]?.text ?? "") &&
        !clause.slice(at, end).some(({ text }) => text === "a")
      )
        start++;
      const tokens = clause.slice(start, end);
      const isClock = /^las?$/.test(clause[at - 1]?.text ?? "") && !tokens.some(isDay);
      found.push({
        tokens,
        kind: isClock
          ? "hour"
          : tokens.every((token) => !isDay(token) || isMonth(token)) &&
              tokens.some(isMonth) &&
              !tokens.some(({ shape }) => shape === "number")
            ? "month"
            : "day",
      });
      at = end;
    }
    return found;
  });
}

/** "Ese", "ahí": it stands for what was told. */
export const isPointing = ({ text }: Token) => /^(?:ese|esa|esos|esas|ahi|alli)$/.test(text);

/** "Ese día", "esos dos", "a esa hora", "ahí". */
function pointingAt(tokens: readonly Token[], at: number): { kind: Kind; next: number } | undefined {
  const { text } = tokens[at] as Token;
  if (/^(?:ahi|alli)$/.test(text)) return { kind: "any", next: at + 1 };
  if (!isPointing(tokens[at] as Token)) return undefined;
  let next = at + 1;
  while (/^(?:mismo|misma|mismos|dos|tres)$/.test(tokens[next]?.text ?? "")) next++;
  const noun = tokens[next]?.text ?? "";
  if (/^(?:dia|dias|fecha|fechas)$/.test(noun)) return { kind: "day", next: next + 1 };
  if (/^horas?$/.test(noun)) return { kind: "hour", next: next + 1 };
  if (/^mes(?:es)?$/.test(noun)) return { kind: "month", next: next + 1 };
  const follows = tokens[next];
  return follows === undefined || follows.shape === "sign" || follows.meanings.length === 0
    ? { kind: "any", next }
    : undefined;
}

/** "Quítalos", "súmalo": what they take and add is named somewhere else. "Quítalo" may mean all of it. */
export const takesNamed = ({ text }: Token) =>
  /l[oa]s$/.test(text)
    ? isFormOf(text, dropping) || isFormOf(text, adding)
    : /l[oa]$/.test(text) && isFormOf(text, adding);

/**
 * The words of a request, with what was told in the place of what only points at it: "los lunes cierran, | ese día no".
 */
export function pointed(request: readonly Token[], told: readonly (readonly Token[])[]): readonly Token[] {
  let times: ReturnType<typeof timesIn> | undefined;
  const meant = (kind: Kind) => {
    times ??= timesIn(told);
    const fitting = times.filter((time) => kind === "any" || time.kind === kind);
    return fitting.length === 1 ? fitting[0] : undefined;
  };
  const words: Token[] = [];
  let isPointed = false;
  for (let at = 0; at < request.length;) {
    const isThen = request[at]?.text === "entonces" && at > 0 && !request.some(isTimely);
    const pointing: ReturnType<typeof pointingAt> = isThen ? { kind: "any", next: at + 1 } : pointingAt(request, at);
    if (!pointing) {
      words.push(request[at] as Token);
      at++;
      continue;
    }
    const time = meant(pointing.kind);
    if (time) {
      // "a esa hora", "en ese mes": what leads to it stands in both
      const lead = words.at(-1)?.text ?? "";
      if (lead === "en" || lead === time.tokens[0]?.text) words.pop();
      words.push(...time.tokens);
      isPointed = true;
    } else words.push(...request.slice(at, pointing.next));
    at = pointing.next;
  }
  if (isPointed || request.some(isTimely)) return words;
  const verb = words.findIndex(takesNamed);
  const time = verb < 0 ? undefined : meant("any");
  return time ? words.toSpliced(verb + 1, 0, ...time.tokens) : words;
}
