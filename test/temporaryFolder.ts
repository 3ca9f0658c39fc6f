import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Before all tests: one folder is the temporary folder of this run and of every process that it starts, databases and browsers
 * included. After them it is removed, whoever in between was killed or forgot to clean up.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "jobs-"));
  // A database server that runs as a user of its own has to get through.
  chmodSync(folder, 0o755);
  for (const name of ["TMPDIR", "TMP", "TEMP"]) process.env[name] = folder;
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Ctrl-C ends a run before its end.
  process.once("exit", remove);
  return remove;
}
