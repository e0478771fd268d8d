import { expect, test } from "vitest";
import type { AccessRequest, RequestContext } from "./access-request.ts";
import conditionCases from "./cases/conditions.json" with { type: "json" };
import decisionCases from "./cases/decisions.json" with { type: "json" };
import { compareDecisions } from "./reference/compare-decisions.ts";
import type { RawPolicy, RawPolicySet } from "./reference/raw-policy.ts";
import { type Outcome, referenceDecision } from "./reference/reference-decision.ts";
import { exampleRequest } from "./testing/example-request.ts";

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

// node scripts/iam-agreement.ts compares more of them.
const requests = 5_000;

test("the evaluator and the reference agree, and each kind of decision occurs often", () => {
  const { outcomes, disagreement } = compareDecisions(requests, Date.now() % 2 ** 31);
  expect(disagreement).toBeUndefined();
  for (const count of Object.values(outcomes)) expect(count / requests).toBeGreaterThan(0.15);
});
