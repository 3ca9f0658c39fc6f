import type { Notice } from "../../model/proposal.ts";
import { languageOf } from "../languages.ts";

/** What of a prompt a run without a person cannot do. The codes are those of a proposal's notices. */
export type Advice = Omit<Notice, "code"> & { code: "needs-interaction" | "no-recipient" | "missing-attachment" };

/** Signs, in any language, of something that a run will not have. */
export interface AdviceSigns {
  /** "ask me which line": nobody will be there to answer. */
  needsInteraction: RegExp;
  /** "send an e-mail". */
  sends: RegExp;
  /** Who gets it: "me", "to the plant manager", an address, a channel. */
  recipient: RegExp;
  /** "this file": it is not there any more when the job runs. */
  attachment: RegExp;
  texts: Readonly<Record<Advice["code"], string>>;
}

/**
 * Advice on a prompt before it is confirmed: what a run without a person cannot do. Advice, never a reason to refuse.
 *
 * @param locale a BCP 47 tag; English where left out
 * @example
 * advise("ask me which line to simulate") // [{ code: "needs-interaction", text: "…" }]
 */
export function advise(prompt: string, locale?: string): Advice[] {
  const signs = languageOf(locale).advice;
  if (!signs) return [];
  const codes: Advice["code"][] = [];
  if (signs.needsInteraction.test(prompt)) codes.push("needs-interaction");
  if (signs.sends.test(prompt) && !signs.recipient.test(prompt)) codes.push("no-recipient");
  if (signs.attachment.test(prompt)) codes.push("missing-attachment");
  return codes.map((code) => ({ code, text: signs.texts[code] }));
}
