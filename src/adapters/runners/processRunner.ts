import { once } from "node:events";
import * as z from "zod";
import { SchedulerError } from "../../errors/schedulerError.ts";
import { givenObject, givenText } from "../../model/given.ts";
import type { Outcome, RunContext, Runner } from "../../ports/runner.ts";
import { conclude, endSchema, itemsSchema, read, usageSchema } from "./answer.ts";
import { ProcessGroup } from "./processGroup.ts";
import { runMessage } from "./runMessage.ts";

/** What a host gives to {@link processRunner}. */
export interface ProcessRunnerOptions {
  /** The program, started anew for every attempt, without a shell. */
  command: string;
  args?: readonly string[];
  cwd?: string;
  /** Its whole environment, beside `PATH`: it inherits nothing else, so that no secret of the host's reaches it by accident. */
  env?: Readonly<Record<string, string | undefined>>;
  /** How much memory it may hold, with everything it starts, in bytes: 512 MiB unless set. It is killed when it holds more. */
  memoryBytes?: number;
  /** How long it has to end by itself after it was told to: 5 s unless set. Then it is killed, with everything it started. */
  graceMs?: number;
  /** How long a line of it may be: 1 MiB unless set. */
  lineBytes?: number;
}

/** How often its memory is looked at. */
const MEMORY_EVERY_MS = 250;
/** How much of what it writes to its error output is kept, for the message of a failure. */
const KEPT_ERRORS = 2_000;

const id = z.union([z.int(), z.string().max(100)]).optional();
/** What the process says, one JSON object a line. With an `id`, it is told when that is done. */
const lineSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("items"), items: itemsSchema, id }),
  z.object({ type: z.literal("side-effect"), id }),
  usageSchema.extend({ type: z.literal("usage"), id }),
  endSchema,
]);
type Line = z.output<typeof lineSchema>;

/**
 * Has every attempt carried out by a process of its own, in any language: it reads the run as one line of JSON from its input, and
 * writes lines of JSON to its output: items, usage, a side effect it is about to have, and last how it ended.
 *
 * It sees no environment but what it is given, and is killed with everything it started when it holds too much memory, says
 * something that cannot be read, or does not end within the grace after it was told to stop. How long it may take is the job's
 * policy. It is not a sandbox: it runs as the host's user.
 *
 * @example
 * createScheduler({ store, runner: processRunner({ command: "python3", args: ["agent.py"], env: { MODEL_KEY: key } }) });
 */
export function processRunner(options: ProcessRunnerOptions): Runner {
  const hint = 'Give the program that is started, such as "python3"; what it is told stands in `args`.';
  givenText("command", givenObject("options", options, hint).command, hint);
  return { run: (context) => new Child(options, context).carryOut() };
}

/** One attempt in its process. */
class Child {
  readonly #options: ProcessRunnerOptions;
  readonly #context: RunContext;
  readonly #group: ProcessGroup;
  #end: z.output<typeof endSchema> | undefined;
  /** Why it was killed, in a sentence. */
  #broken: string | undefined;
  #errors = "";
  #grace: NodeJS.Timeout | undefined;
  #hasStarted = true;

  constructor(options: ProcessRunnerOptions, context: RunContext) {
    const { command, args = [], cwd, env = {} } = options;
    this.#options = options;
    this.#context = context;
    this.#group = new ProcessGroup(command, args, {
      env: { PATH: process.env["PATH"] ?? "", ...env },
      ...(cwd !== undefined && { cwd }),
    });
  }

  async carryOut(): Promise<Outcome> {
    const { child } = this.#group;
    const { signal } = this.#context;
    child.on("error", (error) => {
      // It could not be started: there is no process to wait for.
      this.#hasStarted = false;
      this.#broken ??= `It could not be started: ${error.message}.`;
    });
    // A process that does not read what it is told is no failure of ours.
    child.stdin.on("error", () => {});
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-KEPT_ERRORS);
    });
    const closed = once(child, "close").catch(() => []);
    const memory = setInterval(() => void this.#checkMemory(), MEMORY_EVERY_MS);
    const onStop = () => {
      this.#tell({ type: "stop", reason: String(stoppedBy(signal)) });
      this.#group.kill("SIGTERM");
      this.#killAfterGrace();
    };
    signal.addEventListener("abort", onStop, { once: true });
    if (signal.aborted) onStop();
    try {
      this.#tell({ type: "run", ...runMessage(this.#context) });
      await this.#listen();
      const [code, killedBy] = (await closed) as [number | null, string | null];
      return await this.#outcome(code, killedBy);
    } finally {
      signal.removeEventListener("abort", onStop);
      clearInterval(memory);
      clearTimeout(this.#grace);
      this.#group.kill("SIGKILL");
    }
  }

  /** Reads line by line, each one done before the next; the process waits meanwhile once its pipe is full. */
  async #listen(): Promise<void> {
    const most = this.#options.lineBytes ?? 1_048_576;
    let rest = "";
    for await (const text of this.#group.child.stdout.setEncoding("utf8") as AsyncIterable<string>) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) await this.#hear(line);
      if (rest.length > most) this.#break(`It wrote a line of more than ${most} characters.`);
    }
    await this.#hear(rest);
  }

  async #hear(line: string): Promise<void> {
    if (this.#broken !== undefined || this.#end !== undefined || line.trim() === "") return;
    const said = read(lineSchema, line);
    if ("wrong" in said) return this.#break(`It wrote a line that cannot be read: ${said.wrong}.`);
    if (said.value.type === "end") {
      this.#end = said.value;
      // It has said its last word; what it reads next is the end.
      this.#group.child.stdin.end();
      this.#killAfterGrace();
      return;
    }
    await this.#carryOutLine(said.value);
  }

  async #carryOutLine(line: Exclude<Line, { type: "end" }>): Promise<void> {
    const told = line.id === undefined ? {} : { id: line.id };
    try {
      if (line.type === "items") await this.#context.emit(...line.items);
      else if (line.type === "usage") await this.#context.usage(usageSchema.parse(line));
      else await this.#context.declareSideEffect();
      if (line.id !== undefined) this.#tell({ type: "done", ...told });
    } catch (error) {
      this.#tell({ type: "refused", ...told, message: error instanceof Error ? error.message : String(error) });
    }
  }

  async #checkMemory(): Promise<void> {
    const most = this.#options.memoryBytes ?? 512 * 2 ** 20;
    const held = await this.#group.memoryBytes().catch(() => 0);
    if (held <= most) return;
    this.#break(`It held ${Math.round(held / 2 ** 20)} MiB of memory; it may hold ${Math.round(most / 2 ** 20)} MiB.`);
  }

  #break(why: string): void {
    this.#broken ??= why;
    this.#group.kill("SIGKILL");
  }

  #killAfterGrace(): void {
    this.#grace ??= setTimeout(() => this.#group.kill("SIGKILL"), this.#options.graceMs ?? 5_000);
  }

  #tell(line: object): void {
    if (this.#hasStarted && this.#group.child.stdin.writable)
      this.#group.child.stdin.write(`${JSON.stringify(line)}\n`);
  }

  async #outcome(code: number | null, killedBy: string | null): Promise<Outcome> {
    this.#context.signal.throwIfAborted();
    // What breaks its limits or cannot be read would do so again.
    if (this.#broken !== undefined) return { state: "failed", message: this.#broken, isPermanent: true };
    if (this.#end !== undefined) return conclude(this.#end, this.#context);
    const how = killedBy === null ? `exit code ${code}` : `signal ${killedBy}`;
    const lastWords = this.#errors.trim().split("\n").at(-1);
    throw new SchedulerError("RUNNER_FAILED", {
      command: this.#options.command,
      reason: `ended by ${how} without saying how the run ended`,
      ...(lastWords !== "" && { lastWords }),
    });
  }
}

function stoppedBy({ reason }: AbortSignal): unknown {
  return SchedulerError.is(reason) ? reason.details["stopped"] : reason;
}
