import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * A process with everything it starts, which is one thing to be stopped and measured: a group of its own. On Windows, where there are
 * no groups, it is the process alone, and its memory cannot be measured.
 */
export class ProcessGroup {
  readonly child: ChildProcessWithoutNullStreams;
  #isOver = false;

  constructor(command: string, args: readonly string[], options: { cwd?: string; env: NodeJS.ProcessEnv }) {
    this.child = spawn(command, args, {
      ...options,
      stdio: "pipe",
      shell: false,
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.child.once("exit", () => {
      // What it leaves behind ends with it; after that its number may be given to somebody else.
      this.kill("SIGKILL");
      this.#isOver = true;
    });
  }

  /** Sends a signal to all of it; nothing where it is gone. */
  kill(signal: "SIGTERM" | "SIGKILL"): void {
    const { pid } = this.child;
    if (pid === undefined || this.#isOver) return;
    try {
      if (process.platform === "win32") this.child.kill(signal);
      else process.kill(-pid, signal);
    } catch {
      // Everything in it has ended already.
    }
  }

  /** The memory that all of it holds, in bytes. */
  async memoryBytes(): Promise<number> {
    const { pid } = this.child;
    if (pid === undefined || process.platform === "win32") return 0;
    return process.platform === "linux" ? memoryByProc(pid) : memoryByPs(pid);
  }
}

/** What a file of `/proc` says; nothing where its process has ended meanwhile. */
function read(path: string): Promise<string> {
  return readFile(path, "latin1").catch(() => "");
}

async function memoryByProc(group: number): Promise<number> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const sizes = pids.map(async (pid) => {
    const stat = await read(`/proc/${pid}/stat`);
    // The name stands in parentheses and may hold anything; behind it are state, parent and group.
    const [, , pgid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(pgid) !== group) return 0;
    const [, kilobytes = "0"] = /^VmRSS:\s+(\d+) kB$/m.exec(await read(`/proc/${pid}/status`)) ?? [];
    return Number(kilobytes) * 1_024;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function memoryByPs(group: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pgid=,rss="]);
  const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return rows.reduce((sum, [pgid, kilobytes = 0]) => sum + (pgid === group ? kilobytes * 1_024 : 0), 0);
}
