// eslint-disable-next-line no-control-regex
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]/gu;

/** A text without the letters that steer how others are shown: bidi overrides and isolates, control characters. */
export function plainText(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(invisible, "");
}

/** Its first sentence, and the rest. */
export function firstSentence(text: string): [first: string, rest: string] {
  const end = /[.!?:](?=\s)/u.exec(text)?.index;
  return end === undefined ? [text, ""] : [text.slice(0, end + 1), text.slice(end + 1)];
}
