import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import * as z from "zod";

/** What a station did on a day: one row of the table. */
const productionRowSchema = z.object({
  date: z.iso.date(),
  line: z.string().min(1),
  station: z.string().min(1),
  /** Whether finished parts leave the line here. */
  isLast: z.enum(["yes", "no"]),
  machines: z.coerce.number().int().positive(),
  /** Of all its machines together. */
  plannedSeconds: z.coerce.number().nonnegative(),
  downSeconds: z.coerce.number().nonnegative(),
  breakdowns: z.coerce.number().int().nonnegative(),
  good: z.coerce.number().int().nonnegative(),
  scrapped: z.coerce.number().int().nonnegative(),
  /** How long a part was worked on, on average; without breakdowns. */
  cycleSeconds: z.coerce.number().nonnegative(),
  /** How long it should take at the machine's rated speed. */
  ratedCycleSeconds: z.coerce.number().positive(),
});
export type ProductionRow = z.output<typeof productionRowSchema>;

const columns = Object.keys(productionRowSchema.shape);

/** The rows of the table file, in its order; none where there is no file yet. @throws Error where it cannot be read */
export async function readProductionTable(path: string): Promise<ProductionRow[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  try {
    return z.array(productionRowSchema).parse(parse(text, { columns: true }));
  } catch (error) {
    throw new Error(`${path} is not a production table. Move it away; the next refresh writes a new one.`, {
      cause: error,
    });
  }
}

/** Writes the table beside the old one and puts it in its place, so that a reader sees the one or the other. */
export async function writeProductionTable(path: string, rows: readonly ProductionRow[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // two runs may refresh at once: each has a draft of its own
  const draft = `${path}.${randomUUID()}.new`;
  await writeFile(draft, stringify([...rows], { header: true, columns }));
  await rename(draft, path);
}
