import type { Line } from "../phrases/shape.ts";

/** The letters that were passed over, in the pieces that they stand in. */
export function passedOver(whole: Line, { tokens: left }: Line): string[] {
  const kept = new Set(left.map(({ start }) => start));
  const pieces: { start: number; end: number }[] = [];
  let open: { start: number; end: number } | undefined;
  for (const { start, end, shape } of whole.tokens) {
    if (kept.has(start)) open = undefined;
    else if (open) open.end = shape === "sign" ? open.end : end;
    else if (shape !== "sign") pieces.push((open = { start, end }));
  }
  return pieces.map(({ start, end }) => whole.text.slice(start, end)).filter((letters) => letters.includes(" "));
}
