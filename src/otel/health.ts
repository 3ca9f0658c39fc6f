import type { Meter } from "@opentelemetry/api";
import type { Health, Scheduler } from "../scheduler/createScheduler.ts";

/** What `health()` says, asked for each time the metrics are collected; nothing while the store cannot be read. */
export function observeHealth(scheduler: Scheduler, meter: Meter): () => void {
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(`scheduled_jobs.${name}`, { unit, description });
  const due = gauge("jobs.due", "{job}", "Active jobs that are due and not planned yet");
  const runs = gauge("runs", "{run}", "Runs that are not over, by state");
  const here = gauge("runs.here", "{run}", "Runs that this process is carrying out");
  const lag = gauge("lag", "s", "By how much the oldest due job that is not planned yet is late");
  const wait = gauge("queue.wait", "s", "How long the run at the head of the line has been waiting");
  const skew = gauge("clock.skew", "s", "How far this machine's clock is ahead of the database's");
  const gauges = [due, runs, here, lag, wait, skew];

  const observe: Parameters<Meter["addBatchObservableCallback"]>[0] = async (result) => {
    const health = await read(scheduler);
    if (health === undefined) return;
    result.observe(due, health.dueJobs);
    result.observe(runs, health.queuedRuns, { state: "queued" });
    result.observe(runs, health.runningRuns, { state: "running" });
    result.observe(runs, health.waitingRuns, { state: "needs_input" });
    result.observe(here, health.runningHere);
    result.observe(lag, health.lagMs / 1_000);
    result.observe(wait, health.queuedForMs / 1_000);
    result.observe(skew, health.clockSkewMs / 1_000);
  };
  meter.addBatchObservableCallback(observe, gauges);
  return () => meter.removeBatchObservableCallback(observe, gauges);
}

async function read(scheduler: Scheduler): Promise<Health | undefined> {
  try {
    return await scheduler.health();
  } catch {
    // A metric that is missing says that the store is: the scheduler's own log has the error.
    return undefined;
  }
}
