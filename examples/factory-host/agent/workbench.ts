import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MailSettings } from "../mail/sendMail.ts";
import type { RecordSource } from "../pipeline/refreshPipeline.ts";
import type { Line } from "../simulation/line.ts";

/** What the tools of an owner's agent work with, in one factory. */
export interface Workbench {
  lines: readonly Line[];
  /** What the machines logged. */
  source: RecordSource;
  /** The production table of the factory. */
  table: string;
  /** Where the owner's files are. */
  files: string;
  /** Where the owner gets a file that was saved at a path. */
  addressOf(path: string): string;
  ownerEmail: string;
  mail: MailSettings;
}

/** A file that a tool made. */
export interface OutputFile {
  name: string;
  mediaType: string;
  content: Uint8Array;
}

/** Puts a file among the owner's own, as if they had made it; the same run writes the same file again. @returns its path */
export async function saveFile(folder: string, file: OutputFile): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, file.name);
  await writeFile(path, file.content);
  return path;
}
