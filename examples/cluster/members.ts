import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Processes of which one is killed now and then, and started again. */
export class Members {
  readonly #children = new Set<ChildProcess>();
  #isEnding = false;
  kills = 0;

  constructor(count: number) {
    for (let started = 0; started < count; started += 1) this.#start();
  }

  #start(): void {
    const program = fileURLToPath(new URL("member.ts", import.meta.url));
    const child = spawn(process.execPath, [...process.execArgv, program], { stdio: ["ignore", "ignore", "inherit"] });
    this.#children.add(child);
    child.once("exit", () => {
      this.#children.delete(child);
      if (!this.#isEnding) this.#start();
    });
  }

  /** Ends one at once, whatever it is doing. */
  killOne(): void {
    const children = [...this.#children];
    if (children[Math.floor(Math.random() * children.length)]?.kill("SIGKILL") === true) this.kills += 1;
  }

  /** Lets all of them finish what they are doing. */
  async stop(): Promise<void> {
    this.#isEnding = true;
    const children = [...this.#children];
    const ended = children.map(async (child) => once(child, "exit"));
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(ended);
  }
}
