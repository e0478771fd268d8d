import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccessRequest, RequestContext } from "./access-request.ts";
import conditionCases from "./cases/conditions.json" with { type: "json" };
import decisionCases from "./cases/decisions.json" with { type: "json" };
import { compilePolicies } from "./compile-policies.ts";
import { parsePolicy } from "./parse/parse-policy.ts";
import type { PolicySet } from "./policy-set.ts";
import { arbitraryPolicySet } from "./reference/arbitrary-policy-set.ts";
import { arbitraryRequest } from "./reference/arbitrary-request.ts";
import type { RawPolicy, RawPolicySet } from "./reference/raw-policy.ts";
import { type Outcome, referenceDecision } from "./reference/reference-decision.ts";
import { exampleRequest } from "./testing/example-request.ts";

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

type Documented = {
  readonly name: string;
  readonly policies: RawPolicySet;
  readonly requests: readonly (Partial<AccessRequest> & {
    readonly account?: string;
    readonly expect: { readonly allowed: boolean; readonly kind?: Outcome };
  })[];
};

// Each case names the AWS page that it follows.
test.each(decisionCases as unknown as Documented[])(
  "the reference decides AWS's example: $name",
  ({ policies, requests }) => {
    for (const { account, expect: expected, ...request } of requests) {
      const resourceAccountId = account ?? exampleRequest.resourceAccountId;
      const asked = { ...exampleRequest, resourceAccountId, ...request };
      const outcome = expected.allowed ? "allowed" : expected.kind;
      expect(referenceDecision(policies, asked)).toBe(outcome);
    }
  },
);

type DocumentedCondition = {
  readonly name: string;
  readonly version?: string;
  readonly condition: NonNullable<RawPolicy["Statement"][number]["Condition"]>;
  readonly rows: readonly { readonly context: RequestContext; readonly holds: boolean }[];
};

test.each(conditionCases as unknown as DocumentedCondition[])(
  "the reference reads AWS's condition: $name",
  ({ version = "2012-10-17", condition, rows }) => {
    const allow = { Effect: "Allow", Action: "*", Resource: "*", Condition: condition } as const;
    const identity = [{ Version: version, Statement: [allow] }];
    for (const { context, holds } of rows) {
      const outcome = referenceDecision({ identity }, { ...exampleRequest, context });
      expect({ context, outcome }).toEqual({ context, outcome: holds ? "allowed" : "implicit" });
    }
  },
);

const limitMs = 120_000;

test("the evaluator and the reference agree, and each kind of decision occurs often", {
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
