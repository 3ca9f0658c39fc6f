import type { Interpretation } from "../model/interpretation.ts";
import { interpret, type InterpretOptions } from "./interpret.ts";
import { languageOf } from "./languages.ts";

/** When and where a correction was said. */
export type AmendOptions = Pick<InterpretOptions, "now" | "timezone" | "locale" | "defaults" | "multiTime">;

/**
 * The interpretation with one thing changed in words: "make it 6am", "weekdays only".
 *
 * What the correction does not name is kept, the prompt above all. A correction that is not understood says so.
 */
export function amend(interpretation: Interpretation, correction: string, options: AmendOptions): Interpretation {
  const said = interpret(correction, options);
  if (interpretation.outcome === "no-schedule" && said.outcome === "understood")
    return { ...said, prompt: interpretation.prompt, text: interpretation.text };
  return {
    text: interpretation.text,
    outcome: "unsupported",
    reason: { code: "not-understood", message: languageOf(options.locale).messages.reason["not-understood"] },
    alternatives: [interpretation],
    prompt: interpretation.prompt,
    spans: [],
  };
}
