import type { HowRead } from "./interpret.ts";
import type { Said } from "./phrases/saying.ts";

const said = ({ saying }: Said) => JSON.stringify(saying);

/** How a sentence was read, as lines of text: its tokens, its phrases, and what they say together. Tests print it where a reading fails. */
export function readingInWords({ line, phrases, clusters, gathered }: HowRead): string {
  const tokens = line.tokens.map((token) => {
    const kinds = token.meanings.map((meaning) => meaning.kind).join("|");
    return token.spelling === undefined ? `${token.text}${kinds && `:${kinds}`}` : `${token.text}~:${kinds}`;
  });
  return [
    `tokens    ${tokens.join(" ")}`,
    ...phrases.map(
      (phrase) =>
        `phrase    ${phrase.rule}${phrase.bare ? " (bare)" : ""} “${line.text.slice(line.tokens[phrase.first]?.start, line.tokens[phrase.next - 1]?.end)}” ${JSON.stringify(phrase.says)}`,
    ),
    ...clusters.map(
      (cluster) =>
        `cluster   ${cluster.atStart ? "start " : ""}${cluster.atEnd ? "end " : ""}${cluster.clashes ? "clashes " : ""}${cluster.parts.map(said).join(" + ")}`,
    ),
    gathered ? `schedule  ${gathered.doubt?.code ?? ""} ${gathered.parts.map(said).join(" + ")}` : "schedule  none",
  ].join("\n");
}
