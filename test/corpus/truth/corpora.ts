import { existsSync } from "node:fs";
import { resolve } from "node:path";

const here = import.meta.dirname;

/** Every field corpus with the hand-written source it is built from. */
export const corpora = (
  [
    ["field.en", "en", "field-en"],
    ["field.corrections.en", "en", "field-corr-en"],
    ["field.es", "es", "field-es"],
    ["field.corrections.es", "es", "field-corr-es"],
    ["field6.es", "es", "field6-es"],
    ["field6.corrections.es", "es", "field6-corr-es"],
    ["field7.es", "es", "field7-es"],
    ["field2.en", "en", "field2-en"],
    ["field2.es", "es", "field2-es"],
    ["field3.en", "en", "field3-en"],
    ["field3.es", "es", "field3-es"],
    ["field3.corrections.es", "es", "field3-corr-es"],
    ["field4.en", "en", "field4-en"],
    ["field4.corrections.en", "en", "field4-corr-en"],
    ["field4.es", "es", "field4-es"],
    ["field4.corrections.es", "es", "field4-corr-es"],
    ["field5.en", "en", "field5-en"],
    ["field5.corrections.en", "en", "field5-corr-en"],
    ["field5.es", "es", "field5-es"],
    ["field5.corrections.es", "es", "field5-corr-es"],
    ["field8.es", "es", "field8-es"],
    ["field10.es", "es", "field10-es"],
    ["field7.corrections.es", "es", "field7-corr-es"],
    ["field8.corrections.es", "es", "field8-corr-es"],
    ["field11.es", "es", "field11-es"],
    ["field9.corrections.es", "es", "field9-corr-es"],
    ["field12.es", "es", "field12-es"],
    ["field10.corrections.es", "es", "field10-corr-es"],
    ["field6.en", "en", "field6-en"],
    ["field7.en", "en", "field7-en"],
    ["field8.en", "en", "field8-en"],
    ["field9.en", "en", "field9-en"],
    ["field11.en", "en", "field11-en"],
    ["field12.en", "en", "field12-en"],
    ["field13.en", "en", "field13-en"],
    ["field14.en", "en", "field14-en"],
    ["field12.corrections.en", "en", "field12-corr-en"],
    ["field13.es", "es", "field13-es"],
    ["field14.es", "es", "field14-es"],
    ["field15.es", "es", "field15-es"],
    ["field11.corrections.es", "es", "field11-corr-es"],
    ["field12.corrections.es", "es", "field12-corr-es"],
    ["field13.corrections.es", "es", "field13-corr-es"],
    ["field9.es", "es", "field9-es"],
    ["field8.corrections.en", "en", "field8-corr-en"],
    ["field9.corrections.en", "en", "field9-corr-en"],
    ["field10.corrections.en", "en", "field10-corr-en"],
    ["field11.corrections.en", "en", "field11-corr-en"],
    ["prompts.en", "en", "prompts-en"],
  ] as const
)
  .map(([name, tag, prefix]) => ({
    name,
    tag,
    prefix,
    source: resolve(here, `${name}.txt`),
    target: resolve(here, "..", `${name}.jsonl`),
  }))
  .filter(({ source }) => existsSync(source));
