import { describe, expect, it } from "vitest";
import { SchedulerError } from "../errors/schedulerError.ts";
import { type RunState, runStateSchema } from "../model/run.ts";
import { aRun } from "../testing/samples.ts";
import { conversationFor } from "./beginRun.ts";
import { isOver, runMoves, type RunStep, stepRun } from "./stepRun.ts";

const now = 1_000_000;
const conversation = conversationFor(aRun(), now);
const start = { type: "start", worker: "w1", leaseUntil: now + 60_000, conversation } as const;
const reason = { code: "error", message: "no disk" } as const;

describe("the steps of a run", () => {
  it("counts an attempt and raises the fencing token when a queued run starts", () => {
    const { run, events } = stepRun(aRun({ attempt: 1, fencingToken: 4 }), start, now);
    expect(run).toMatchObject({ state: "running", attempt: 2, fencingToken: 5, worker: "w1", startedAt: now });
    expect(events.map(({ event }) => event.name)).toEqual(["run.started"]);
  });

  it("keeps the instant of the first start when it is tried again", () => {
    const first = stepRun(aRun(), start, now).run;
    const second = stepRun(first, { type: "retry", reason, notBefore: now + 5 }, now + 1).run;
    expect(second).toMatchObject({ state: "queued", notBefore: now + 5, reason });
    expect(second).not.toHaveProperty("leaseUntil");
    expect(stepRun(second, start, now + 10).run).toMatchObject({ startedAt: now, attempt: 2 });
  });

  it("forgets why an earlier attempt failed once the run succeeds", () => {
    const running = stepRun(aRun({ reason }), start, now).run;
    const { run } = stepRun(running, { type: "succeed", conversation }, now + 100);
    expect(run).toMatchObject({ state: "succeeded", finishedAt: now + 100 });
    expect(run).not.toHaveProperty("reason");
    expect(run).not.toHaveProperty("worker");
  });

  it("does not count the attempt that a stopping scheduler gave back", () => {
    const running = stepRun(aRun(), start, now).run;
    const released = stepRun(
      running,
      { type: "release", reason: { code: "stopped", message: "" }, notBefore: now },
      now,
    );
    expect(released.run).toMatchObject({ state: "queued", attempt: 0 });
  });

  it("keeps a question only while it waits for the answer", () => {
    const running = stepRun(aRun(), start, now).run;
    const question = { text: "Which line?", choices: ["1", "2"] };
    const asked = stepRun(running, { type: "ask", question, answerBy: now + 9, conversation }, now).run;
    expect(asked).toMatchObject({ state: "needs_input", question, answerBy: now + 9 });
    const answered = stepRun(asked, { type: "answer" }, now + 1).run;
    expect(answered).toMatchObject({ state: "queued", notBefore: now + 1 });
    expect(answered).not.toHaveProperty("question");
    expect(answered).not.toHaveProperty("answerBy");
  });

  it("tells in an event the state that the conversation has after the step", () => {
    const running = stepRun(aRun(), start, now).run;
    const { events } = stepRun(running, { type: "fail", reason, conversation }, now + 250);
    expect(events[0]?.event).toMatchObject({
      name: "run.failed",
      tookMs: 250,
      conversation: { status: "failed", updatedAt: now + 250 },
    });
  });

  it("refuses every step that is not in the table, in every state", () => {
    const steps: RunStep[] = [
      start,
      { type: "skip", reason },
      { type: "succeed", conversation },
      { type: "fail", reason, conversation },
      { type: "timeOut", reason, conversation },
      { type: "retry", reason, notBefore: now },
      { type: "release", reason, notBefore: now },
      { type: "interrupt", reason },
      { type: "ask", question: { text: "?", choices: [] }, answerBy: now, conversation },
      { type: "answer" },
      { type: "continue" },
      { type: "cancel", reason },
    ];
    const outcomeOf = (state: RunState, step: RunStep) => {
      try {
        return stepRun(aRun({ state }), step, now).run.state;
      } catch (error) {
        return SchedulerError.is(error, "RUN_STATE") ? undefined : error;
      }
    };
    for (const state of runStateSchema.options) {
      for (const step of steps) expect(outcomeOf(state, step)).toBe(runMoves[state][step.type]);
    }
  });

  it("leads on from an ended run only where a person has an interrupted one go on", () => {
    const ended = runStateSchema.options.filter(isOver);
    expect(ended.filter((state) => Object.keys(runMoves[state]).length > 0)).toEqual(["interrupted"]);
  });
});
