import { describe } from "../interpret/describe.ts";
import type { Actor } from "../model/actor.ts";
import type { Interpretation } from "../model/interpretation.ts";
import type { Proposal } from "../model/proposal.ts";
import { zoneOf } from "./draft.ts";
import { wordsFor } from "./words.ts";

/** What has to be asked back before an interpretation can be confirmed; `undefined` when nothing is. */
export function questionOf(interpretation: Interpretation, actor: Actor, now: Date): Proposal["question"] {
  const words = wordsFor(actor.locale);
  switch (interpretation.outcome) {
    case "ambiguous": {
      const { code, text, options } = interpretation.question;
      return { code, text, options: options.map(({ label }) => ({ label })) };
    }
    case "unsupported": {
      const options = interpretation.alternatives.map((alternative) => ({ label: labelOf(alternative, actor, now) }));
      return { code: interpretation.reason.code, text: interpretation.reason.message, options };
    }
    case "no-schedule":
      return { code: "missing-schedule", text: words.whenToRun, options: [] };
    case "understood":
      return hasPrompt(interpretation) ? undefined : { code: "missing-prompt", text: words.whatToDo, options: [] };
  }
}

/** Whether a request says what is to be done. */
export function hasPrompt<I extends Interpretation>(interpretation: I): interpretation is I & { prompt: string } {
  return interpretation.prompt !== null && interpretation.prompt.trim() !== "";
}

/** What a choice says: the schedules it would make. */
function labelOf(alternative: Interpretation, { locale, timezone }: Actor, now: Date): string {
  if (alternative.outcome !== "understood") return alternative.text;
  const said = alternative.schedules.map((schedule) =>
    describe(schedule, { locale: locale ?? "en-US", now, timezone: zoneOf(schedule) ?? timezone }),
  );
  return new Intl.ListFormat(locale ?? "en-US").format(said);
}
