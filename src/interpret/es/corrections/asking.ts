import type { Token } from "../../tokens/token.ts";
import { articles } from "../request/narrative.ts";
import { isPointing } from "./pointed.ts";
import { canRequest, isRequesting } from "./requesting.ts";
import { behindTime, isTimely, subjectOf } from "../request/told.ts";

/** Verbs with which somebody wishes: "quiero", "prefiere". */
export const wishes = /^(?:quier[eo]|quisiera|queremos|necesito|prefier[eo])$/;

/**
 * Whether a clause asks for a change by its verb, as nobody else is said to do it: "ponlo", "que sea", "lo pasamos"; but "la misa
 * empieza" and "se pasa" tell something.
 */
export function asks(tokens: readonly Token[], isReason = false): boolean {
  const behind = behindTime(tokens);
  const lead = /^(?:y|que|pero|pues|asi)$/.test(tokens[behind]?.text ?? "") ? behind + 1 : behind;
  const subject = subjectOf(tokens.slice(lead));
  return tokens.some((token, at) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if (!canRequest(token) || (before && /^(?:el|una?|mi|tu|su|de|del|al|con)$/.test(before.text))) return false;
    // "quiere encontrarlo listo" wishes for something else
    if (wishes.test(token.text) && !tokens.some((it) => isTimely(it) || isPointing(it))) return false;
    // "no dejan pasar"; but "puedes pasar", "hay que mover"
    if (
      before &&
      /[aei]r$/.test(token.text) &&
      !/^(?:que|a|de|mejor|favor|no|toca|vamos|hay)$|^(?:pued|pod|deb|quier|habria)/.test(before.text)
    )
      return false;
    if (token.text === "mejor")
      return subject === 0 && (tokens.some(isTimely) || (next !== undefined && isRequesting(next)));
    if (isRequesting(token) && /[aeinrds](?:[mts]e|nos)?l[oae]s?$/.test(token.text))
      return !before || !/^las?$|^los$/.test(before.text);
    // "lo pasamos a las 8", "me lo cambias", "se puede poner"; "se pasa", "nos dejan", "la usan", "la agenda"
    if (before && /^l[oa]s?$/.test(before.text))
      return isRequesting(token) && /(?:s|mos|[aei]r|quiero|quiere|necesito|prefiero)$/.test(token.text);
    if (before && /^(?:me|te|se|nos|les?)$/.test(before.text))
      return tokens[at - 2]?.text === "que" || /^gustaria$/.test(token.text);
    if (subject > 0 && at >= lead + subject) return before?.text === "que" || /^(?:quiere|prefiere)$/.test(token.text);
    // "pasa el bus a las 8" tells, "pasa a las 8" asks
    const isWhoDoesIt = articles.has(next?.text ?? "") && tokens[at + 2]?.meanings.length === 0;
    return isRequesting(token) || (!isReason && at <= lead && !isWhoDoesIt && !/(?:n|mos)$/.test(token.text));
  });
}
