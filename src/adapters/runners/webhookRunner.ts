import { setTimeout as sleep } from "node:timers/promises";
import { SchedulerError } from "../../errors/schedulerError.ts";
import { givenObject, notAsExpected } from "../../model/given.ts";
import type { Outcome, RunContext, Runner } from "../../ports/runner.ts";
import { type Answer as HttpAnswer, callSigned, checkedUrl } from "../webhooks/endpoint.ts";
import { keyOf } from "../webhooks/signature.ts";
import { type Answer, answerSchema, conclude, Progress, read } from "./answer.ts";
import { Callbacks, type Listener } from "./callbacks.ts";
import { runMessage } from "./runMessage.ts";

/** What a host gives to {@link webhookRunner}. */
export interface WebhookRunnerOptions {
  /** Where runs are carried out. */
  url: string | ((context: RunContext) => string | Promise<string>);
  /** The secret that both sides know, as Standard Webhooks writes it: `whsec_` and base64. */
  secret: string;
  /** Where this process hears of runs that take longer: an address that leads to `callback`. */
  callbackUrl?: string;
  /** Hosts inside the own network that may be called, by name or address. */
  allowedHosts?: readonly string[];
  /**
   * Whether every run counts as one that changes something, from before it is sent: for endpoints that do not honour the
   * idempotency key. A run that breaks off is then `interrupted` and waits for a person, instead of being tried again.
   */
  declaresSideEffect?: boolean;
  /** Attempts in all of each request: 4 unless set. */
  attempts?: number;
  /** The wait before the second attempt; each further one is four times as long: 1 s unless set. */
  backoffMs?: number;
  /** How long a request may take: 60 s unless set. What takes longer is answered by 202. */
  timeoutMs?: number;
  /** How often a run that goes on is asked about, where the endpoint does not say: every 5 s unless set. */
  pollMs?: number;
  /** How much of an answer is read: 1 MiB unless set. */
  answerBytes?: number;
}

/** A runner whose work is done elsewhere, with the door for what comes back later. */
export interface WebhookRunner extends Runner {
  /** Takes what an endpoint says about a run that goes on; mount it at `callbackUrl`. */
  callback(request: Request): Promise<Response>;
}

/** The shortest wait between two questions about a run, whatever the endpoint asks for. */
const SHORTEST_POLL_MS = 100;
/** The longest that a timer can be. */
const NEVER_MS = 2 ** 31 - 1;
/** How long an endpoint may take to hear that a run is to stop. */
const CANCEL_MS = 5_000;

/**
 * Has runs carried out by an endpoint of yours: a signed POST (Standard Webhooks) says what to do; the outcome comes in the
 * answer, or later by callback or by asking.
 *
 * What is passing (429, 5xx, a broken connection) is tried again under the same `webhook-id`, and every attempt of a run carries
 * the same `idempotency-key`: an endpoint that sees one again gives the answer it gave before. Told to stop, it drops the request and sends
 * `run.cancel`. Answers are checked; one that cannot be read fails the run for good.
 *
 * @throws `SchedulerError` `INPUT_INVALID` for a secret that is too short
 * @see https://www.standardwebhooks.com
 * @example
 * createScheduler({ store, runner: webhookRunner({ url: "https://agent.example/runs", secret }) });
 */
export function webhookRunner(options: WebhookRunnerOptions): WebhookRunner {
  const { url } = givenObject("options", options, "Give at least `url` and `secret`.");
  if (typeof url !== "function" && !URL.canParse(url))
    throw notAsExpected("url", url, "Give an address, such as https://agent.example/runs.");
  const key = keyOf(options.secret);
  const callbacks = new Callbacks(key, options.answerBytes ?? 1_048_576);
  return {
    run: (context) => new Call(options, key, callbacks, context).carryOut(),
    callback: (request) => callbacks.receive(request),
  };
}

/** One attempt of a run, at its endpoint. */
class Call {
  readonly #options: WebhookRunnerOptions;
  readonly #key: Buffer;
  readonly #callbacks: Callbacks;
  readonly #context: RunContext;

  constructor(options: WebhookRunnerOptions, key: Buffer, callbacks: Callbacks, context: RunContext) {
    this.#options = options;
    this.#key = key;
    this.#callbacks = callbacks;
    this.#context = context;
  }

  async carryOut(): Promise<Outcome> {
    const { url, allowedHosts = [], declaresSideEffect = false } = this.#options;
    const { run, signal, declareSideEffect } = this.#context;
    const address = typeof url === "string" ? url : await url(this.#context);
    const endpoint = checkedUrl(address, allowedHosts);
    if (declaresSideEffect) await declareSideEffect();
    const heard = this.#callbacks.listen(run.id, run.fencingToken);
    try {
      return await this.#follow(endpoint, heard);
    } catch (error) {
      if (signal.aborted) await this.#cancel(endpoint);
      throw error;
    } finally {
      this.#callbacks.forget(run.id, run.fencingToken);
    }
  }

  async #follow(endpoint: URL, heard: Listener): Promise<Outcome> {
    const { callbackUrl } = this.#options;
    const progress = new Progress(this.#context);
    const data = { ...runMessage(this.#context), ...(callbackUrl !== undefined && { callbackUrl }) };
    let answer = await this.#send(endpoint, "start", data);
    let statusUrl: string | undefined;
    for (;;) {
      if ("wrong" in answer) return this.#unreadable(endpoint, answer.wrong);
      await progress.note(answer.value);
      if (answer.value.state !== "running") return conclude(answer.value, this.#context);
      statusUrl = answer.value.statusUrl ?? statusUrl;
      if (statusUrl === undefined && callbackUrl === undefined) {
        return this.#unreadable(endpoint, "it goes on, and there is neither a statusUrl nor a callbackUrl");
      }
      answer = await this.#next(endpoint, statusUrl, answer.value.retryAfterMs, heard);
    }
  }

  /** What is said next: by callback, or when it is asked, whichever comes first. */
  async #next(
    endpoint: URL,
    statusUrl: string | undefined,
    retryAfterMs: number | undefined,
    heard: Listener,
  ): Promise<{ value: Answer } | { wrong: string }> {
    const over = new AbortController();
    const signal = AbortSignal.any([this.#context.signal, over.signal]);
    try {
      await Promise.race([heard.ready(signal), this.#untilAsked(statusUrl, retryAfterMs, signal)]);
    } finally {
      over.abort();
    }
    const said = heard.take();
    if (said !== undefined || statusUrl === undefined) return { value: said ?? { state: "running" } };
    const address = URL.canParse(statusUrl, endpoint) ? new URL(statusUrl, endpoint) : undefined;
    // What the endpoint says leads nowhere but to itself.
    if (address?.origin !== endpoint.origin) return { wrong: `the statusUrl ${statusUrl} leads elsewhere` };
    return this.#send(address, "status");
  }

  async #untilAsked(statusUrl: string | undefined, retryAfterMs: number | undefined, signal: AbortSignal) {
    const { pollMs = 5_000 } = this.#options;
    const ms = statusUrl === undefined ? NEVER_MS : Math.max(SHORTEST_POLL_MS, retryAfterMs ?? pollMs);
    await sleep(ms, undefined, { signal });
  }

  /** @throws {@link SchedulerError} `RUNNER_FAILED` where it may pass, so that the job's policy decides on another attempt */
  async #send(url: URL, type: "start" | "status", data?: object): Promise<{ value: Answer } | { wrong: string }> {
    const { run, idempotencyKey, signal } = this.#context;
    const { allowedHosts = [], attempts = 4, backoffMs = 1_000, timeoutMs = 60_000, answerBytes } = this.#options;
    const message = {
      method: data === undefined ? ("GET" as const) : ("POST" as const),
      id: `${type}_${run.id}_${run.fencingToken}`,
      body:
        data === undefined ? "" : JSON.stringify({ type: `run.${type}`, timestamp: new Date().toISOString(), data }),
      headers: { "idempotency-key": idempotencyKey, accept: "application/json" },
    };
    const answer = await callSigned(url, message, {
      key: this.#key,
      allowedHosts,
      attempts,
      backoffMs,
      timeoutMs,
      answerBytes: answerBytes ?? 1_048_576,
      signal,
    });
    if ("status" in answer) return readAnswer(answer);
    const { reason } = answer;
    if (answer.isPassing)
      throw new SchedulerError("RUNNER_FAILED", { host: url.host, attempts: answer.attempts, reason });
    return { wrong: reason };
  }

  /** What is refused or cannot be read now will be at the next attempt, too, and work may have been done. */
  #unreadable({ host }: URL, wrong: string): Outcome {
    return { state: "failed", message: `${host} gave no outcome: ${wrong}.`, isPermanent: true };
  }

  /** Tells the endpoint to stop; nobody waits for what it says to that. */
  async #cancel(endpoint: URL): Promise<void> {
    const { run, idempotencyKey } = this.#context;
    const data = { runId: run.id, claim: run.fencingToken, idempotencyKey };
    const body = JSON.stringify({ type: "run.cancel", timestamp: new Date().toISOString(), data });
    const { allowedHosts = [] } = this.#options;
    await callSigned(
      endpoint,
      { id: `cancel_${run.id}_${run.fencingToken}`, body },
      { key: this.#key, allowedHosts, attempts: 1, backoffMs: 0, timeoutMs: CANCEL_MS },
    );
  }
}

function readAnswer({ status, headers, body }: HttpAnswer): { value: Answer } | { wrong: string } {
  if (status === 204) return { value: { state: "succeeded" } };
  const later = {
    ...(headers.location !== undefined && { statusUrl: headers.location }),
    ...(/^\d{1,6}$/.test(headers["retry-after"] ?? "") && { retryAfterMs: Number(headers["retry-after"]) * 1_000 }),
  };
  if (status === 202 && body.trim() === "") return { value: { state: "running", ...later } };
  const answer = read(answerSchema, body);
  if ("value" in answer && answer.value.state === "running") return { value: { ...later, ...answer.value } };
  return answer;
}
