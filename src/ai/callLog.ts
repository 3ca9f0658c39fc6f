import type { ConversationEntry, ConversationItem } from "../model/conversation.ts";
import type { RunContext } from "../ports/runner.ts";
import { unfinishedCalls } from "./historyMessages.ts";
import { isSameJson, type Json, toJson } from "../model/json.ts";

/** A call that is written in the conversation and may be carried out now. */
interface WrittenCall {
  /** Its id in the conversation, where no other call has it. */
  readonly callId: string;
  readonly idempotencyKey: string;
}
interface Meeting {
  call: Promise<WrittenCall>;
  arrive: (call: WrittenCall) => void;
  miss: () => void;
}

const nobody = () => undefined;

/**
 * The calls of one attempt, written before they are carried out, and their results before the model hears of them.
 *
 * The agent's stream says in which order things were said and called; the tools are called by the agent. Both meet here, so
 * that a call is carried out only once it stands in the conversation, in its place.
 */
export class CallLog {
  readonly #emit: RunContext["emit"];
  readonly #runKey: string;
  readonly #taken: Set<string>;
  readonly #answered = new Set<string>();
  readonly #unfinished: { callId: string; name: string; input: Json }[];
  readonly #meetings = new Map<string, Meeting[]>();
  readonly #waiting = new Map<string, Meeting[]>();
  #isClosed = false;

  constructor(emit: RunContext["emit"], runKey: string, history: readonly ConversationEntry[]) {
    this.#emit = emit;
    this.#runKey = runKey;
    this.#taken = new Set(history.flatMap(({ item }) => (item.type === "tool-call" ? [item.callId] : [])));
    this.#unfinished = unfinishedCalls(history).map(({ callId, name, input }) => ({ callId, name, input }));
  }

  /** Writes a call. @returns its id in the conversation */
  async write(toolCallId: string, name: string, given: unknown): Promise<string> {
    const input = toJson(given);
    const callId = this.#freeId(toolCallId);
    await this.#emit({ type: "tool-call", callId, name, input });
    const again = this.#unfinished.findIndex((call) => call.name === name && isSameJson(call.input, input));
    const [before] = again < 0 ? [] : this.#unfinished.splice(again, 1);
    const idempotencyKey = `${this.#runKey}:${before?.callId ?? callId}`;
    this.#next(toolCallId, this.#meetings, this.#waiting).arrive({ callId, idempotencyKey });
    return callId;
  }

  /** Resolves once the next call of the agent with this id is written. */
  written(toolCallId: string): Promise<WrittenCall> {
    const meeting = this.#next(toolCallId, this.#waiting, this.#meetings);
    if (this.#isClosed) meeting.miss();
    return meeting.call;
  }

  async writeResult(callId: string, output: unknown, isError = false): Promise<void> {
    const item: ConversationItem = { type: "tool-result", callId, output: toJson(output), isError };
    await this.#emit(item);
    this.#answered.add(callId);
  }

  hasResult(callId: string): boolean {
    return this.#answered.has(callId);
  }

  /** Nothing more is written: a call that waits for that is carried out by nobody. */
  close(): void {
    this.#isClosed = true;
    for (const meetings of this.#waiting.values()) for (const { miss } of meetings.splice(0)) miss();
  }

  /** The first meeting that the other side has come to; else one that this side waits in. */
  #next(id: string, mine: Map<string, Meeting[]>, others: Map<string, Meeting[]>): Meeting {
    const waiting = others.get(id)?.shift();
    if (waiting !== undefined) return waiting;
    let [arrive, miss]: [Meeting["arrive"], Meeting["miss"]] = [nobody, nobody];
    const call = new Promise<WrittenCall>((resolve, reject) => {
      arrive = resolve;
      miss = () => reject(new Error("The attempt ended before this call was written."));
    });
    const meeting = { call, arrive, miss };
    mine.set(id, [...(mine.get(id) ?? []), meeting]);
    return meeting;
  }

  /** Some models count their calls from 1 in every answer; in a conversation, and for a key, an id is of one call. */
  #freeId(id: string): string {
    let free = id;
    for (let count = 2; this.#taken.has(free); count += 1) free = `${id}_${count}`;
    this.#taken.add(free);
    return free;
  }
}
