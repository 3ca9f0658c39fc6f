import { describe, expect, it } from "vitest";
import { defaultPolicies, overridePolicies, policyOverridesSchema } from "./policies.ts";

/** Another value than the default, for every policy: what a host or a job may say instead. */
const others = {
  onTimeMs: 1_000,
  jitterMs: 1_000,
  startWithinMs: 60_000,
  misfire: { policy: "each", windowMs: 1_000, oneOffWindowMs: 1_000, limit: 2 },
  overlap: { policy: "queueOne", scope: "factory" },
  retry: { attempts: 9, backoffMs: 1, maxBackoffMs: 2, afterCrash: true },
  limits: { runMs: 1_000, idleMs: 1_000, graceMs: 1_000, answerMs: 1_000 },
  budget: { tokens: 1, costUsd: 1, seconds: 1 },
  breakerFailures: 9,
  breakerCrashes: 9,
} as const;

const paths = Object.entries(others).flatMap(([name, value]): [path: string, override: object][] =>
  typeof value === "object"
    ? Object.entries(value).map(([inner, other]) => [`${name}.${inner}`, { [name]: { [inner]: other as unknown } }])
    : [[name, { [name]: value }]],
);

describe("policies", () => {
  it("can all be said otherwise", () => {
    const known = Object.entries(defaultPolicies).flatMap(([name, value]) =>
      typeof value === "object" && value !== null ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name],
    );
    expect(paths.map(([path]) => path).toSorted()).toEqual(known.toSorted());
  });

  for (const [path, override] of paths)
    it(`${path} is overridden alone, and a job's word counts more than its scheduler's`, () => {
      expect(policyOverridesSchema.parse(override)).toEqual(override);
      const changed = overridePolicies(defaultPolicies, override);
      expect(changed).toMatchObject(override);
      expect(changed).not.toEqual(defaultPolicies);
      const back = overridePolicies(changed, { ...pick(path) });
      expect(back).toEqual(defaultPolicies);
    });
});

/** The default of one policy, as an override. */
function pick(path: string): object {
  const [name = "", inner] = path.split(".");
  const value = (defaultPolicies as Record<string, unknown>)[name];
  return { [name]: inner === undefined ? value : { [inner]: (value as Record<string, unknown>)[inner] } };
}
