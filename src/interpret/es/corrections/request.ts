import { isAll, type Line } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { yes } from "./answers.ts";
import type { Clause } from "./clauses.ts";
import { isPointing, pointed, takesNamed } from "./pointed.ts";
import { adding, dropping } from "./requesting.ts";
import { type Part, type Role, rolesOf } from "./roles.ts";
import { isTimely } from "../request/told.ts";
import { isFormOf } from "../verbs.ts";
import { zoneRules } from "../sayings/zones.ts";

/** "Bueno no", "no, espera", "perdón": what stands in front of it does not hold. */
const takesBack = ({ tokens }: Clause) =>
  tokens.every(({ text }) =>
    /^(?:no|espera|espere|esperate|perdon|digo|miento|corrijo|mentira|bueno|mejor|pero|ay|uy|mmm|ah)$/.test(text),
  ) && tokens.some(({ text }) => /^(?:no|espera|espere|esperate|perdon|digo|miento|corrijo|mentira)$/.test(text));

/** "A las 10, bueno no, a las 11": what was said first is only told, where the same is said anew. */
function takeBack(parts: Part[]): void {
  const back = parts.findLastIndex((part, index) => index > 0 && takesBack(part));
  const later = parts.slice(back + 1).filter(({ role }) => role === "asks");
  const kinds = later.flatMap(({ tokens }) => kindsOf(tokens));
  if (back < 0 || kinds.length === 0) return;
  for (const part of parts.slice(0, back)) {
    const own = kindsOf(part.tokens);
    const isPlain = !part.tokens.some(
      ({ text }) => isFormOf(text, dropping) || isFormOf(text, adding) || /^(?:no|sin|menos|tambien)$/.test(text),
    );
    if (part.role === "asks" && isPlain && own.length > 0 && own.every((kind) => kinds.includes(kind)))
      Object.assign(part, { role: "tells", lead: "because" });
  }
  parts.splice(back, 1);
}

/** What kinds of parts of a schedule a clause names. */
function kindsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, at) =>
    token.meanings.flatMap(({ kind }) => {
      // "las 8 de la mañana"
      if (kind === "day" && /^(?:la|las)$/.test(tokens[at - 1]?.text ?? "")) return [];
      if (/^(?:weekday|dayset|date|month|day|ordinal)$/.test(kind)) return ["day"];
      // "cata" is no "cada"
      if (kind === "every" && (tokens[at + 1]?.meanings.length ?? 0) === 0) return [];
      if (kind === "every" || kind === "frequency")
        return (tokens[at + 1]?.meanings ?? []).some((it) => it.kind === "weekday") ? [] : ["rhythm"];
      if (kind === "unit" && /^tod[ao]s$/.test(tokens[at - 2]?.text ?? "")) return ["rhythm"];
      return isTimely(token) ? ["hour"] : [];
    }),
  );
}

/** What is told of days in a way that may be asked for: "solo puede el viernes", "hasta el viernes", "quieren los lunes". */
const mayAsk = /^(?:solo|solamente|unicamente|quier.*|prefier.*|necesit.*|exig.*|piden?|pidio|pidieron)$/;
const bounds = /^(?:hasta|desde|partir|durante)$/;

/** Whether what a clause tells may be asked for as well, since nothing else is said of that and no reason is: then nobody knows. */
function isOpenBeside({ tokens, lead }: Part, kept: readonly Part[]): boolean {
  if (lead !== undefined) return false;
  const asked = kept.flatMap((part) =>
    part.tokens.some(isPointing) ? ["day", "hour", "rhythm"] : kindsOf(part.tokens),
  );
  const open = kindsOf(tokens).filter((kind) => !asked.includes(kind));
  const isBound =
    open.includes("day") && tokens.some(({ text }) => bounds.test(text)) && asked.every((kind) => kind === "hour");
  const isPointed = kept.some((part) => part.tokens.some(takesNamed));
  return (
    !isPointed &&
    open.length > 0 &&
    (open.includes("rhythm") || isBound || tokens.some(({ text }) => mayAsk.test(text)))
  );
}

/** "Eso es UTC", "porque es hora de Madrid": a zone is no reason, unless another one is asked for. */
const namesZone = (line: Line, tokens: readonly Token[]) =>
  tokens.some((_, at) => zoneRules.some(({ read }) => read({ text: line.text, tokens }, at) !== undefined));

const isThanks = ({ tokens }: Clause) =>
  tokens.every(({ text }) => /^(?:muchas|mil|gracias|por|favor|porfa|bueno|ok)$/.test(text));

/**
 * What of a correction asks for the change: its clauses without those that only tell something or are said around it. What is left has
 * to be understood to the last word, as ever; what is left out is told. A day or an hour that is only pointed at, "ese día", "quítalos",
 * is the one that was told.
 */
export function requestOf(line: Line, isChange: (part: Line) => boolean): Line | undefined {
  const parts = rolesOf(line, isChange);
  takeBack(parts);
  const of = (role: Role) => parts.filter((part) => part.role === role);
  const [told, kept, aside] = [of("tells"), of("asks"), of("aside")];
  if (told.some((part) => isOpenBeside(part, kept))) return undefined;
  const isZoned = ({ tokens }: Clause) => namesZone(line, tokens);
  if (told.some(isZoned) && !kept.some(isZoned)) return undefined;
  const isTimed = told.some(({ tokens }) => tokens.some(isTimely));
  // "perfecto, parce": yes; but of "perfecto, los lunes cerramos" nobody says what follows
  const isYes = ({ tokens }: Clause) => isAll({ text: line.text, tokens }, yes);
  if (kept.length === 0 && !isTimed)
    kept.push(...aside.filter((part) => isYes(part) && (told.length === 0 || !isThanks(part))));
  if (isTimed && kept.every(isYes)) return undefined;
  const request = kept.flatMap(({ tokens, end }) => (end ? [...tokens, end] : tokens));
  if (request.at(-1)?.shape === "sign") request.pop();
  const tokens = pointed(
    request,
    told.map((clause) => clause.tokens),
  );
  const isLess = tokens.length !== line.tokens.length || tokens.some((token, at) => token !== line.tokens[at]);
  return isLess && tokens.some(({ shape }) => shape !== "sign") ? { text: line.text, tokens } : undefined;
}
