import { createHmac, timingSafeEqual } from "node:crypto";
import { SchedulerError } from "../../errors/schedulerError.ts";

/** How far the clocks of sender and receiver may differ. */
const TOLERANCE_S = 300;

/** The headers that Standard Webhooks gives a message; they are signed together with its body. */
export interface SignedHeaders {
  "webhook-id": string;
  "webhook-timestamp": string;
  "webhook-signature": string;
}

/** @throws {@link SchedulerError} `INPUT_INVALID` for a secret that is too short to keep anything secret */
export function keyOf(secret: string): Buffer {
  const key = Buffer.from(typeof secret === "string" ? secret.replace(/^whsec_/, "") : "", "base64");
  if (key.length >= 24) return key;
  throw new SchedulerError("INPUT_INVALID", { field: "secret", hint: "Give whsec_ and at least 24 bytes in base64." });
}

/** @see https://www.standardwebhooks.com */
export function signed(id: string, body: string, key: Buffer): SignedHeaders {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = `v1,${signatureOf(id, timestamp, body, key)}`;
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
}

/** Whether a message comes, now, from somebody who knows the secret. Several signatures may stand in the header, after a change of secrets. */
export function isSigned(headers: Headers, body: string, key: Buffer): boolean {
  const id = headers.get("webhook-id");
  const timestamp = headers.get("webhook-timestamp");
  const signatures = headers.get("webhook-signature");
  if (id === null || timestamp === null || signatures === null) return false;
  if (!(Math.abs(Date.now() / 1_000 - Number(timestamp)) <= TOLERANCE_S)) return false;
  const expected = Buffer.from(signatureOf(id, timestamp, body, key));
  return signatures.split(" ").some((each) => {
    const given = Buffer.from(each.replace(/^v1,/, ""));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function signatureOf(id: string, timestamp: string, body: string, key: Buffer): string {
  return createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
}
