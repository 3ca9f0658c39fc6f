const instantKeys = new Set(
  ["at", "dueAt", "lastDueAt", "createdAt", "updatedAt", "expiresAt", "nextAt", "startedAt", "finishedAt"].concat([
    "notBefore",
    "leaseUntil",
    "cancelRequestedAt",
    "anchor",
    "from",
    "until",
  ]),
);
/** What a host or a tool wrote is theirs: no instants are looked for in it. */
const foreignKeys = new Set(["input", "output", "params", "details", "policies"]);
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** An answer of the server with its instants as `Date`, where JSON has ISO 8601. */
export function withInstants(value: unknown, key = ""): unknown {
  if (typeof value === "string") return instantKeys.has(key) && iso.test(value) ? new Date(value) : value;
  if (value === null || typeof value !== "object" || foreignKeys.has(key)) return value;
  if (Array.isArray(value)) return value.map((item) => withInstants(item));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withInstants(inner, name)]));
}
