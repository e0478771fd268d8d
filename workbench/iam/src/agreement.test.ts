import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccessRequest } from "./access-request.ts";
import { compilePolicies } from "./compile-policies.ts";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicySet } from "./policy-set.ts";
import { arbitraryPolicySet } from "./reference/arbitrary-policy-set.ts";
import { arbitraryRequest } from "./reference/arbitrary-request.ts";
import type { RawPolicySet } from "./reference/raw-policy.ts";
import { type Outcome, referenceDecision } from "./reference/reference-decision.ts";

function parsed(raw: RawPolicySet): PolicySet {
  const parse = (value: unknown): unknown => {
    if (typeof value === "boolean") return value;
    return Array.isArray(value) ? value.map(parse) : parsePolicy("generated", value);
  };
  return Object.fromEntries(
    Object.entries(raw).map(([kind, list]) => [kind, parse(list)]),
  ) as PolicySet;
}

function evaluated(policies: RawPolicySet, request: AccessRequest): Outcome {
  const decision = compilePolicies(parsed(policies))(request);
  return decision.allowed ? "allowed" : decision.kind;
}

const limitMs = 120_000;

test("the evaluator and the reference agree, and requests are decided in every way often", {
  timeout: limitMs,
}, () => {
  const decided: Record<Outcome, number> = { allowed: 0, explicit: 0, implicit: 0 };
  const runs = 10_000;
  fc.assert(
    fc.property(arbitraryPolicySet, arbitraryRequest, (policies, request) => {
      const outcome = referenceDecision(policies, request);
      decided[outcome] += 1;
      expect(evaluated(policies, request)).toBe(outcome);
    }),
    { numRuns: runs },
  );
  for (const share of Object.values(decided)) expect(share / runs).toBeGreaterThan(0.15);
});
