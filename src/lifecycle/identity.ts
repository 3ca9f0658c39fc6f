import { parse, v5 } from "uuid";

/** The namespace of all ids that are derived from others; as bytes, since as text it would be read anew for each. */
const namespace = parse("6f0d0e4c-5a3e-4d0b-9d4e-2f1d5f7a9c10");

/** The id of the run of an occurrence: the same wherever and however often it is planned. */
export function runIdOf(jobId: string, dueAt: number): string {
  return v5(`run ${jobId} ${dueAt}`, namespace);
}

/** The id of the run that a request asked for; the same request never makes two. */
export function manualRunIdOf(jobId: string, requestId: string): string {
  return v5(`manual ${jobId} ${requestId}`, namespace);
}

/** The id of the proposal that a request opened; the same request of the same owner never opens two. */
export function proposalIdOf(scope: { ownerId: string; factoryId: string }, requestId: string): string {
  return v5(`proposal ${JSON.stringify([scope.ownerId, scope.factoryId, requestId])}`, namespace);
}

/** The id of the conversation that a run writes, in all its attempts. */
export function conversationIdOf(runId: string): string {
  return v5(`conversation ${runId}`, namespace);
}

/** A number from 0 up to 1 that looks random and is always the same for the same id and purpose. */
export function fractionOf(id: string, purpose: string): number {
  return Number.parseInt(v5(`${purpose} ${id}`, namespace).slice(0, 8), 16) / 2 ** 32;
}
