import { describe, expect, test } from "vitest";
import type { Principal, RequestContext } from "./access-request.ts";
import actionCases from "./cases/actions.json" with { type: "json" };
import decisionCases from "./cases/decisions.json" with { type: "json" };
import resourceCases from "./cases/resources.json" with { type: "json" };
import { compilePolicies } from "./compile-policies.ts";
import { parsePolicy } from "./parse/parse-policy.ts";
import type { PolicySet } from "./policy-set.ts";
import { exampleRequest } from "./testing/example-request.ts";

type DecisionCase = {
  readonly name: string;
  readonly policies: { readonly [Kind in keyof PolicySet]: readonly unknown[] | boolean };
  readonly requests: readonly {
    readonly principal?: Principal;
    readonly action: string;
    readonly resource: string;
    readonly account?: string;
    readonly context?: RequestContext;
    readonly expect: object;
  }[];
};

function parseAll(policies: DecisionCase["policies"]): PolicySet {
  const parse = (value: unknown): unknown => {
    if (typeof value === "boolean") return value;
    return Array.isArray(value) ? value.map(parse) : parsePolicy("example", value);
  };
  return Object.fromEntries(
    Object.entries(policies).map(([kind, list]) => [kind, parse(list)]),
  ) as PolicySet;
}

// Each case names the AWS page that it follows.
describe.each(decisionCases as unknown as DecisionCase[])("$name", ({ policies, requests }) => {
  const decide = compilePolicies(parseAll(policies));

  test.each(requests.map((request, index) => ({ index, ...request })))(
    "request $index: $action",
    ({ principal, action, resource, account, context, expect: expected }) => {
      const decision = decide({
        principal: principal ?? exampleRequest.principal,
        action,
        resource,
        resourceAccountId: account ?? exampleRequest.resourceAccountId,
        context: context ?? {},
      });
      expect(decision).toMatchObject(expected);
    },
  );
});

type PatternCase = {
  readonly name: string;
  readonly pattern: string;
  readonly context?: RequestContext;
  readonly matches: readonly string[];
  readonly misses: readonly string[];
};

test.each(resourceCases as PatternCase[])("Resource: $name", (example) => {
  const { pattern, context = {}, matches, misses } = example;
  const statement = { Effect: "Allow", Action: "*", Resource: pattern };
  const policy = parsePolicy("example", { Version: "2012-10-17", Statement: statement });
  const decide = compilePolicies({ identity: [policy] });
  const allows = (resource: string) => decide({ ...exampleRequest, resource, context }).allowed;
  expect(matches.filter((resource) => !allows(resource))).toEqual([]);
  expect(misses.filter(allows)).toEqual([]);
});

test.each(actionCases as PatternCase[])("Action: $name", ({ pattern, matches, misses }) => {
  const statement = { Effect: "Allow", Action: pattern, Resource: "*" };
  const policy = parsePolicy("example", { Statement: statement });
  const decide = compilePolicies({ identity: [policy] });
  const allows = (action: string) => decide({ ...exampleRequest, action }).allowed;
  expect(matches.filter((action) => !allows(action))).toEqual([]);
  expect(misses.filter(allows)).toEqual([]);
});

test("decisions are correct after more actions than the index keeps", () => {
  const statement = { Effect: "Allow", Action: "sqs:*", Resource: "*" };
  const decide = compilePolicies({ identity: [parsePolicy("example", { Statement: statement })] });
  for (let index = 0; index < 5000; index += 1) {
    expect(decide({ ...exampleRequest, action: `sqs:Action${index}` }).allowed).toBe(true);
  }
  expect(decide({ ...exampleRequest, action: "sqs:Action0" }).allowed).toBe(true);
  expect(decide({ ...exampleRequest, action: "sns:Action0" }).allowed).toBe(false);
});
