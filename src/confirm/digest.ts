import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { JobDraft, Proposal } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";

/**
 * SHA-256, in hex, over what a person confirms: schedules, zones, prompts, factory and first occurrences.
 *
 * An interval counts with its length and not with its anchor, since it is anchored when it is confirmed; unless it has a
 * start, which is then where it counts from.
 */
export function digestOf(drafts: readonly JobDraft[], factoryId: string): string {
  const content = drafts.map((draft) => ({
    schedule: confirmedPart(draft.schedule),
    timezone: draft.timezone,
    prompt: draft.prompt,
    workflow: draft.workflow?.id ?? null,
    next: isAnchoredAtConfirmation(draft.schedule) ? [] : draft.next.map(({ dueAt }) => dueAt),
  }));
  return bytesToHex(sha256(utf8ToBytes(canonical({ factoryId, content }))));
}

/** The same over a change of a stored job: what is to be done, with which job, as it was at which revision. */
export function digestOfChange(change: NonNullable<Proposal["change"]>, factoryId: string): string {
  return bytesToHex(sha256(utf8ToBytes(canonical({ factoryId, change }))));
}

/** Whether a schedule begins to count when it is confirmed. */
export function isAnchoredAtConfirmation(schedule: Schedule): schedule is Schedule & { kind: "interval" } {
  return schedule.kind === "interval" && schedule.from === undefined;
}

function confirmedPart(schedule: Schedule): Partial<Schedule> {
  if (!isAnchoredAtConfirmation(schedule)) return schedule;
  const { anchor: _, ...rest } = schedule;
  return rest;
}

/** JSON with sorted keys and without what is undefined: the same for the same content. */
function canonical(value: unknown): string {
  if (value instanceof Date) return String(value.getTime());
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(",")}}`;
}
