/** Words that come before a workflow's name and are none of it. */
const notName = new Set(
  "the our my your this that a an run start launch execute trigger kick off do use fire begin please then and with via using call invoke re-run rerun el la los las un una nuestro mi ejecuta lanza inicia corre".split(
    " ",
  ),
);

/**
 * The name of the workflow that a prompt refers to: the words between "the" and "workflow", or a quoted name beside the word.
 *
 * @example
 * workflowIn("Run the weekly quality audit workflow") // "weekly quality audit"
 */
export function workflowIn(prompt: string): string | undefined {
  const at = prompt.search(/\b(workflow|flujo de trabajo|flujo)\b/i);
  if (at < 0) return undefined;
  const word = /^(workflow|flujo de trabajo|flujo)/i.exec(prompt.slice(at))?.[0] ?? "";
  const behind = /^\s*(?:called|named|llamado)?\s*["“«'‘]([^"”»'’]{1,100})["”»'’]/.exec(
    prompt.slice(at + word.length, at + word.length + 140),
  );
  if (behind?.[1]) return behind[1].trim();
  const before = prompt.slice(Math.max(0, at - 120), at).trimEnd();
  const quoted = /["“«]([^"”»]{1,100})["”»]$/.exec(before);
  if (quoted?.[1]) return quoted[1].trim();
  const words = before.split(/\s+/);
  const name: string[] = [];
  while (words.length > 0 && name.length < 8) {
    const last = words.pop() ?? "";
    if (/[,.;:!?]$/.test(last) || notName.has(last.toLowerCase())) break;
    name.unshift(last);
  }
  return name.length > 0 ? name.join(" ") : undefined;
}
