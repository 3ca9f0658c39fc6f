import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { StoredProposal } from "../model/proposal.ts";

/**
 * What a person's door hands in to confirm what an agent proposed: a signature over this revision of this proposal of this
 * owner. Whoever knows only the proposal, its revision and its digest cannot make one.
 */
export function confirmationTokenOf(proposal: StoredProposal, key: string): string {
  const { ownerId, factoryId } = proposal.actor;
  const signed = JSON.stringify([ownerId, factoryId, proposal.id, proposal.revision, proposal.digest ?? ""]);
  return bytesToHex(hmac(sha256, utf8ToBytes(key), utf8ToBytes(signed)));
}

/** Whether a token is the one of this revision, in a time that does not tell how much of it is right. */
export function isTokenOf(token: string, proposal: StoredProposal, key: string): boolean {
  const expected = confirmationTokenOf(proposal, key);
  let difference = token.length ^ expected.length;
  for (let at = 0; at < expected.length; at += 1) difference |= token.charCodeAt(at) ^ expected.charCodeAt(at);
  return difference === 0;
}
