import { styleText, stripVTControlCharacters } from "node:util";

type Format = Parameters<typeof styleText>[0];
const inStyle = (format: Format) => (text: string) => styleText(format, text, { stream: process.stdout });

/** Few colours, each with one meaning; none where the output is no terminal or NO_COLOR is set. */
export const style = {
  strong: inStyle("bold"),
  quiet: inStyle("dim"),
  /** Words that say when. */
  when: inStyle("yellow"),
  accent: inStyle("cyan"),
  good: inStyle("green"),
  bad: inStyle("red"),
};

// oxlint-disable-next-line no-control-regex -- these are what is taken out
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;

/** Text of other people's making: without anything that could move the cursor, change colours or the direction of reading. */
export function safe(text: string): string {
  return stripVTControlCharacters(text).replaceAll("\r\n", "\n").replaceAll(controls, "");
}

const graphemes = new Intl.Segmenter();

/** The same on one line, no longer than `length`. */
export function brief(text: string, length: number): string {
  const line = safe(text).replaceAll(/\s+/g, " ").trim();
  const letters = Array.from(graphemes.segment(line), ({ segment }) => segment);
  return letters.length <= length ? line : `${letters.slice(0, length - 1).join("")}…`;
}
