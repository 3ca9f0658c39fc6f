import { buffer } from "node:stream/consumers";
import Pdf from "pdfkit";

export const colours = {
  ink: "#15212a",
  quiet: "#51606a",
  line: "#d5dde1",
  accent: "#0a6470",
  soft: "#e1f1f2",
  warn: "#e9b949",
  bad: "#c5362c",
  pale: "#e9eef0",
} as const;

const margin = 48;
export const contentWidth = 595.28 - 2 * margin;

/** A page that is written from the top down. */
export class Report {
  readonly pdf: PDFKit.PDFDocument;
  readonly left = margin;

  constructor(about: { title: string; subtitle: string; createdAt: Date }) {
    this.pdf = new Pdf({
      size: "A4",
      margin,
      lang: "en",
      displayTitle: true,
      bufferPages: true,
      // the same content gives the same bytes
      info: { Title: about.title, Creator: "factory-host", CreationDate: about.createdAt, ModDate: about.createdAt },
    });
    this.pdf.rect(0, 0, this.pdf.page.width, 6).fill(colours.accent);
    this.pdf.font("Helvetica-Bold").fontSize(20).fillColor(colours.ink).text(about.title, margin, 44);
    this.pdf.font("Helvetica").fontSize(9.5).fillColor(colours.quiet).text(about.subtitle, { lineGap: 2 });
    this.pdf.moveDown(1.2);
  }

  heading(text: string, room = 120): void {
    this.keep(room);
    this.pdf.font("Helvetica-Bold").fontSize(11.5).fillColor(colours.ink).text(text, this.left, this.pdf.y);
    this.pdf.moveDown(0.5);
  }

  caption(text: string): void {
    this.pdf
      .font("Helvetica")
      .fontSize(8.5)
      .fillColor(colours.quiet)
      .text(text, this.left, this.pdf.y - 6);
  }

  /** Numbers that are seen first, side by side. */
  figures(figures: readonly { value: string; label: string; note?: string }[]): void {
    const { pdf } = this;
    const top = pdf.y;
    const gap = 10;
    const width = (contentWidth - gap * (figures.length - 1)) / figures.length;
    for (const [index, { value, label, note }] of figures.entries()) {
      const x = this.left + index * (width + gap);
      pdf.roundedRect(x, top, width, 62, 4).fill(colours.soft);
      pdf.font("Helvetica-Bold").fontSize(16).fillColor(colours.accent);
      pdf.text(value, x + 10, top + 10, { width: width - 20, lineBreak: false });
      pdf.font("Helvetica").fontSize(8.5).fillColor(colours.ink);
      pdf.text(label, x + 10, top + 31, { width: width - 20, lineBreak: false });
      pdf.fillColor(colours.quiet).fontSize(7.5);
      pdf.text(note ?? "", x + 10, top + 44, { width: width - 20, lineBreak: false });
    }
    pdf.y = top + 80;
    pdf.x = this.left;
  }

  /** A table; the first column is text, all others are numbers. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const { pdf } = this;
    const first = contentWidth * 0.24;
    const other = (contentWidth - first) / Math.max(1, head.length - 1);
    const write = (cells: readonly string[], font: string, colour: string) => {
      this.keep(16);
      const y = pdf.y;
      pdf.font(font).fontSize(8.5).fillColor(colour);
      for (const [index, cell] of cells.entries()) {
        const x = index === 0 ? this.left : this.left + first + (index - 1) * other;
        const width = index === 0 ? first : other;
        pdf.text(cell, x, y, { width, align: index === 0 ? "left" : "right", lineBreak: false });
      }
      pdf
        .moveTo(this.left, y + 12.5)
        .lineTo(this.left + contentWidth, y + 12.5)
        .lineWidth(0.5)
        .strokeColor(colours.line)
        .stroke();
      pdf.y = y + 17;
      pdf.x = this.left;
    };
    write(head, "Helvetica-Bold", colours.quiet);
    for (const row of rows) write(row, "Helvetica", colours.ink);
    pdf.moveDown(1);
  }

  /** Goes to the next page where fewer than `height` points are left. */
  keep(height: number): void {
    if (this.pdf.y + height > this.pdf.page.height - margin) this.pdf.addPage();
  }

  /** The file, once every page has its foot. */
  async finish(foot: string): Promise<Uint8Array> {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.pdf.switchToPage(page);
      // below the margin, where text would open a new page
      this.pdf.page.margins.bottom = 0;
      this.pdf.font("Helvetica").fontSize(7.5).fillColor(colours.quiet);
      const y = this.pdf.page.height - 30;
      this.pdf.text(foot, this.left, y, { width: contentWidth, lineBreak: false });
      const number = `${page + 1} / ${count}`;
      this.pdf.text(number, this.left, y, { width: contentWidth, align: "right", lineBreak: false });
    }
    this.pdf.end();
    return new Uint8Array(await buffer(this.pdf));
  }
}
