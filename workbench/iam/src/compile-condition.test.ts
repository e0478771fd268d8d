import { describe, expect, test } from "vitest";
import type { RequestContext } from "./access-request.ts";
import conditionCases from "./cases/conditions.json" with { type: "json" };
import { compilePolicies } from "./compile-policies.ts";
import { parsePolicy } from "./parse/parse-policy.ts";
import { exampleRequest } from "./testing/example-request.ts";

type ConditionCase = {
  readonly name: string;
  readonly version?: string;
  readonly condition: unknown;
  readonly rows: readonly { readonly context: RequestContext; readonly holds: boolean }[];
};

// Each case names the AWS page that it follows.
describe.each(conditionCases as unknown as ConditionCase[])("$name", (example) => {
  const { version = "2012-10-17", condition, rows } = example;
  const statement = { Effect: "Allow", Action: "*", Resource: "*", Condition: condition };
  const policy = parsePolicy("example", { Version: version, Statement: statement });
  const decide = compilePolicies({ identity: [policy] });

  test.each(rows)("$context: $holds", ({ context, holds }) => {
    expect(decide({ ...exampleRequest, context }).allowed).toBe(holds);
  });
});

// AWS does not document this case: a multivalued key needs ForAllValues or ForAnyValue.
test("without a set operator one matching value of a list is enough, and with a negated operator none may match", () => {
  const decide = (condition: object) => {
    const statement = { Effect: "Allow", Action: "*", Resource: "*", Condition: condition };
    return compilePolicies({ identity: [parsePolicy("example", { Statement: statement })] });
  };
  const context = { "aws:TagKeys": ["owner", "team"] };
  const has = decide({ StringEquals: { "aws:TagKeys": "team" } });
  const hasNot = decide({ StringNotEquals: { "aws:TagKeys": "team" } });
  expect(has({ ...exampleRequest, context }).allowed).toBe(true);
  expect(hasNot({ ...exampleRequest, context }).allowed).toBe(false);
});
