import { colours, contentWidth, type Report } from "./document.ts";

const nameWidth = 92;

/** One bar a row, each made of shares that add up to at most 1. */
export function stackedBars(
  report: Report,
  chart: {
    parts: readonly { name: string; colour: string }[];
    bars: readonly { name: string; shares: readonly number[]; label: string }[];
  },
): void {
  const { pdf } = report;
  const rowHeight = 20;
  report.keep(chart.bars.length * rowHeight + 40);
  legend(report, chart.parts);
  const width = contentWidth - nameWidth - 48;
  for (const { name, shares, label } of chart.bars) {
    const top = pdf.y;
    pdf.font("Helvetica").fontSize(9).fillColor(colours.ink);
    pdf.text(name, report.left, top + 3, { width: nameWidth - 8, lineBreak: false, ellipsis: true });
    let x = report.left + nameWidth;
    for (const [index, share] of shares.entries()) {
      pdf.rect(x, top, width * share, 13).fill(chart.parts[index]?.colour ?? colours.pale);
      x += width * share;
    }
    pdf.font("Helvetica-Bold").fontSize(9).fillColor(colours.ink);
    pdf.text(label, report.left + nameWidth + width + 6, top + 3, { width: 42, align: "right", lineBreak: false });
    pdf.y = top + rowHeight;
  }
  pdf.x = report.left;
  pdf.moveDown(1);
}

/** Samples in equal classes; the interval around their mean is marked. */
export function histogram(
  report: Report,
  chart: { samples: readonly number[]; mean: number; low: number; high: number; unit: string },
): void {
  const { pdf } = report;
  const height = 110;
  report.keep(height + 40);
  const classes = classesOf(chart.samples);
  const most = Math.max(...classes.map(({ count }) => count));
  const from = classes[0]?.from ?? 0;
  const to = classes.at(-1)?.to ?? 1;
  const top = pdf.y + 12;
  const place = (value: number) => report.left + ((value - from) / (to - from)) * contentWidth;
  pdf.rect(place(chart.low), top, Math.max(1, place(chart.high) - place(chart.low)), height).fill(colours.soft);
  for (const { from: start, to: end, count } of classes) {
    const tall = (count / most) * (height - 8);
    const x = place(start) + 1;
    pdf.rect(x, top + height - tall, place(end) - place(start) - 2, tall).fill(colours.accent);
  }
  pdf.moveTo(place(chart.mean), top - 4).lineTo(place(chart.mean), top + height);
  pdf.lineWidth(1).strokeColor(colours.bad).stroke();
  axis(report, top + height);
  const tick = (text: string, x: number, align: "left" | "center" | "right") => {
    const shift = { left: 0, center: 40, right: 80 }[align];
    pdf.text(text, x - shift, top + height + 5, { width: 80, align, lineBreak: false });
  };
  pdf.font("Helvetica").fontSize(8).fillColor(colours.quiet);
  tick(from.toFixed(1), report.left, "left");
  tick(`${to.toFixed(1)} ${chart.unit}`, report.left + contentWidth, "right");
  pdf.fillColor(colours.bad);
  tick(`mean ${chart.mean.toFixed(1)}`, place(chart.mean), "center");
  pdf.x = report.left;
  pdf.y = top + height + 24;
}

/** One column a period. */
export function columns(report: Report, chart: { columns: readonly { name: string; value: number }[] }): void {
  const { pdf } = report;
  const height = 110;
  report.keep(height + 40);
  const top = pdf.y + 12;
  const most = Math.max(1, ...chart.columns.map(({ value }) => value));
  const step = contentWidth / Math.max(1, chart.columns.length);
  for (const [index, { name, value }] of chart.columns.entries()) {
    const x = report.left + index * step;
    const tall = (value / most) * (height - 12);
    pdf.rect(x + step * 0.14, top + height - tall, step * 0.72, tall).fill(colours.accent);
    pdf.font("Helvetica").fontSize(7).fillColor(colours.ink);
    const label = value >= 10_000 ? `${(value / 1000).toFixed(1)}k` : String(Math.round(value));
    pdf.text(label, x, top + height - tall - 9, { width: step, align: "center", lineBreak: false });
    pdf.fillColor(colours.quiet).text(name, x, top + height + 5, { width: step, align: "center", lineBreak: false });
  }
  axis(report, top + height);
  pdf.x = report.left;
  pdf.y = top + height + 24;
}

/** Between 5 and 20 classes of one width that cover all samples. */
export function classesOf(samples: readonly number[]): { from: number; to: number; count: number }[] {
  const low = Math.min(...samples);
  const high = Math.max(...samples);
  const count = Math.min(20, Math.max(5, Math.ceil(Math.sqrt(samples.length))));
  // all samples alike: one unit around them
  const width = high > low ? (high - low) / count : 1 / count;
  const start = high > low ? low : low - 0.5;
  const counts = Array.from({ length: count }, () => 0);
  for (const sample of samples) {
    const index = Math.min(count - 1, Math.floor((sample - start) / width));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((inClass, index) => ({
    from: start + index * width,
    to: start + (index + 1) * width,
    count: inClass,
  }));
}

function legend(report: Report, parts: readonly { name: string; colour: string }[]): void {
  const { pdf } = report;
  const y = pdf.y;
  let x = report.left + nameWidth;
  pdf.font("Helvetica").fontSize(8);
  for (const { name, colour } of parts) {
    pdf.rect(x, y, 8, 8).fill(colour);
    pdf.fillColor(colours.quiet).text(name, x + 12, y + 0.5, { lineBreak: false });
    x += 28 + pdf.widthOfString(name);
  }
  pdf.y = y + 18;
}

function axis(report: Report, y: number): void {
  report.pdf
    .moveTo(report.left, y)
    .lineTo(report.left + contentWidth, y)
    .lineWidth(0.7)
    .strokeColor(colours.quiet)
    .stroke();
}
