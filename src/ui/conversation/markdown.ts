import { html, nothing, type TemplateResult } from "lit";
import { plainText } from "../plainText.ts";

/**
 * The few shapes of Markdown that an answer needs: paragraphs, headings, lists, code, tables, bold, italic, links.
 *
 * Everything is a text binding, so HTML in the source stays text. Links go to `https:` and `mailto:` only; pictures are
 * never fetched (their address could carry data out) and become links.
 */
export function markdown(source: string): TemplateResult {
  const lines = plainText(source).split("\n");
  const blocks: unknown[] = [];
  for (let at = 0; at < lines.length;) {
    const read = block(lines, at);
    if (read.shown !== undefined) blocks.push(read.shown);
    at = read.next;
  }
  return html`${blocks}`;
}

interface Block {
  shown?: unknown;
  next: number;
}
const bullet = /^\s*[-*+]\s+(.*)$/u;
const numbered = /^\s*\d{1,9}[.)]\s+(.*)$/u;
const rule = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/u;

function block(lines: readonly string[], at: number): Block {
  const line = lines[at] ?? "";
  if (line.trim() === "") return { next: at + 1 };
  if (line.startsWith("```")) {
    const end = lines.findIndex((other, n) => n > at && other.startsWith("```"));
    const stop = end === -1 ? lines.length : end;
    return { shown: html`<pre dir="ltr">${lines.slice(at + 1, stop).join("\n")}</pre>`, next: stop + 1 };
  }
  const title = /^(#{1,6})\s+(.*)$/u.exec(line);
  if (title !== null) return { shown: heading(title[1]?.length ?? 1, title[2] ?? ""), next: at + 1 };
  for (const [item, list] of [
    [bullet, (items: unknown[]) => html`<ul>${items}</ul>`],
    [numbered, (items: unknown[]) => html`<ol>${items}</ol>`],
  ] as const) {
    if (item.test(line)) {
      const next = endOf(lines, at, (other) => item.test(other) || /^\s{2,}\S/u.test(other));
      const items: string[] = [];
      for (const one of lines.slice(at, next)) {
        const found = item.exec(one);
        if (found === null) items.push(`${items.pop() ?? ""} ${one.trim()}`);
        else items.push(found[1] ?? "");
      }
      return { shown: list(items.map((text) => html`<li>${inline(text)}</li>`)), next };
    }
  }
  if (line.includes("|") && rule.test(lines[at + 1] ?? "")) {
    const next = endOf(lines, at + 2, (other) => other.includes("|"));
    const rows = lines.slice(at + 2, next).map(cells);
    return {
      shown: html`<div class="scroll" tabindex="0"><table><thead><tr>${cells(line).map((cell) => html`<th>${inline(cell)}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${inline(cell)}</td>`)}</tr>`)}</tbody></table></div>`,
      next,
    };
  }
  const next = endOf(
    lines,
    at + 1,
    (other) => other.trim() !== "" && !bullet.test(other) && !numbered.test(other) && !/^(?:#{1,6}\s|```)/u.test(other),
  );
  return { shown: html`<p>${inline(lines.slice(at, next).join("\n"))}</p>`, next };
}

function endOf(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  let at = from;
  while (at < lines.length && belongs(lines[at] ?? "")) at++;
  return at;
}
function cells(line: string): string[] {
  return line
    .trim()
    .replaceAll(/^\||\|$/gu, "")
    .split("|")
    .map((cell) => cell.trim());
}
function heading(level: number, text: string): TemplateResult {
  if (level <= 1) return html`<h3>${inline(text)}</h3>`;
  return level === 2 ? html`<h4>${inline(text)}</h4>` : html`<h5>${inline(text)}</h5>`;
}

const marks =
  /`([^`\n]+)`|\*\*([^*\n]+)\*\*|\*([^*\s][^*\n]*)\*|(!?)\[([^\]\n]{0,500})\]\(([^()\s]{1,2000})\)|(https:\/\/[^\s<>()]{1,2000})/gu;

function inline(text: string): unknown[] {
  const parts: unknown[] = [];
  let at = 0;
  for (const found of text.matchAll(marks)) {
    if (found.index > at) parts.push(text.slice(at, found.index));
    const [all, code, strong, em, , label, target, bare] = found;
    at = found.index + all.length;
    if (code !== undefined) parts.push(html`<code dir="ltr">${code}</code>`);
    else if (strong !== undefined) parts.push(html`<strong>${strong}</strong>`);
    else if (em !== undefined) parts.push(html`<em>${em}</em>`);
    else
      parts.push(link(label === undefined || label === "" ? (bare ?? target ?? "") : label, bare ?? target ?? "", all));
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

function link(label: string, target: string, source: string): unknown {
  const address = URL.canParse(target) ? new URL(target) : undefined;
  if (address?.protocol !== "https:" && address?.protocol !== "mailto:") return source;
  // where the words do not say where it leads, the host is written after them
  const isNamed = address.protocol === "mailto:" || label.includes(address.host);
  return html`<a href=${address.href} target="_blank" rel="noopener noreferrer nofollow">${label}</a>${isNamed ? nothing : html` <span class="quiet s">(${address.host})</span>`}`;
}
