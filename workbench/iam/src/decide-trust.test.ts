import { describe, expect, test } from "vitest";
import type { Principal, RequestContext } from "./access-request.ts";
import trustCases from "./cases/trust.json" with { type: "json" };
import { decideTrust } from "./decide-trust.ts";
import { parsePolicy } from "./parse/parse-policy.ts";

type TrustCase = {
  readonly name: string;
  readonly policy: unknown;
  readonly rows: readonly {
    readonly principal: Principal;
    readonly context: RequestContext;
    readonly expect: object;
  }[];
};

// Each case names the AWS page that it follows.
describe.each(trustCases as unknown as TrustCase[])("$name", ({ policy, rows }) => {
  test.each(rows)("$principal $context", ({ principal, context, expect: expected }) => {
    expect(decideTrust(parsePolicy("trust", policy), principal, context)).toMatchObject(expected);
  });
});

test("the nearest statement explains why a service is denied", () => {
  const policy = parsePolicy("trust", {
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { Service: "states.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    },
  });
  expect(decideTrust(policy, { kind: "service", service: "states.amazonaws.com" })).toMatchObject({
    nearest: {
      policy: "trust",
      because: 'aws:SourceAccount is not in the request, but StringEquals wants "111122223333"',
    },
  });
  expect(
    decideTrust(
      policy,
      { kind: "service", service: "lambda.amazonaws.com" },
      { "aws:SourceAccount": "111122223333" },
    ),
  ).toMatchObject({
    nearest: { because: "principal lambda.amazonaws.com is not states.amazonaws.com" },
  });
});
