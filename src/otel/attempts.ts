import { context, type Meter, ROOT_CONTEXT, trace, type Tracer } from "@opentelemetry/api";
import { SchedulerError } from "../errors/schedulerError.ts";
import type { EventName } from "../model/events.ts";
import type { Run } from "../model/run.ts";
import type { RunContext, RunMiddleware } from "../ports/runner.ts";
import type { Scheduler } from "../scheduler/createScheduler.ts";
import { AttemptSpan } from "./attemptSpan.ts";
import { instrumentsOf } from "./instruments.ts";

/** The events that say what became of an attempt. */
const endings = [
  "run.succeeded",
  "run.failed",
  "run.timed_out",
  "run.cancelled",
  "run.interrupted",
  "run.retried",
  "run.asked",
] as const satisfies readonly EventName[];

/** A span around every attempt that is carried out here. What became of it is what the scheduler wrote, not what the runner said. */
export function traceAttempts(
  scheduler: Scheduler,
  { tracer, meter, recordContent }: { tracer: Tracer; meter: Meter; recordContent: boolean },
): () => void {
  const instruments = instrumentsOf(meter);
  const open = new Map<string, AttemptSpan>();

  const middleware: RunMiddleware = async (given, next) => {
    const { run, job } = given;
    const span = new AttemptSpan({ tracer, instruments, recordContent }, run, job);
    const key = keyOf(run);
    open.set(key, span);
    const onAbort = () => {
      if (stopReasonOf(given) === "lost") close(key, span, { outcome: "lost" });
    };
    given.signal.addEventListener("abort", onAbort);
    try {
      // What happens to be active here belongs to whoever rang: a run stands at the root of its own trace.
      return await context.with(trace.setSpan(ROOT_CONTEXT, span.span), () => next(listening(given, span)));
    } catch (error) {
      span.threw(error);
      throw error;
    } finally {
      given.signal.removeEventListener("abort", onAbort);
    }
  };
  function close(key: string, span: AttemptSpan, end: Parameters<AttemptSpan["end"]>[0]): void {
    if (open.get(key) === span) open.delete(key);
    span.end(end);
  }

  const onEnd = ({ name, run }: { name: (typeof endings)[number]; run: Run }) => {
    const key = keyOf(run);
    const span = open.get(key);
    if (span !== undefined) close(key, span, { outcome: outcomeOf(name), run });
  };
  for (const name of endings) scheduler.on(name, onEnd);
  const remove = scheduler.use(middleware);
  return () => {
    remove();
    for (const name of endings) scheduler.off(name, onEnd);
    for (const [key, span] of open) close(key, span, { outcome: "unknown" });
  };
}

/** A run and which claim of it: every attempt has a fencing token of its own. */
const keyOf = ({ id, fencingToken }: Run) => `${id} ${fencingToken}`;

const outcomeOf = (name: (typeof endings)[number]) => name.slice("run.".length);

/** What the runner is given, with an ear to what it emits and uses. */
function listening(given: RunContext, span: AttemptSpan): RunContext {
  const heard: Partial<RunContext> = {
    emit: (...items) => {
      for (const item of items) span.emitted(item);
      return given.emit(...items);
    },
    usage: (used) => {
      if (used.modelCall !== undefined) span.called(used.modelCall);
      return given.usage(used);
    },
  };
  return new Proxy(given, {
    get: (target, key) => Reflect.get(Object.hasOwn(heard, key) ? heard : target, key) as unknown,
  });
}

function stopReasonOf({ signal }: RunContext): unknown {
  return SchedulerError.is(signal.reason) ? signal.reason.details["stopped"] : undefined;
}
