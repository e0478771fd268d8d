import { expect, test } from "vitest";
import refusals from "../cases/refusals.json" with { type: "json" };
import { PolicyError } from "../policy-error.ts";
import { parsePolicy } from "./parse-policy.ts";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
test("single values become lists, values become strings, and JSON text is parsed", () => {
  const statement = {
    Sid: "One",
    Effect: "Allow",
    Action: "sqs:SendMessage",
    Resource: "*",
    Principal: { Service: "sns.amazonaws.com", AWS: ["111122223333"] },
    Condition: { Bool: { "aws:SecureTransport": true }, NumericLessThan: { "s3:max-keys": [10] } },
  };
  const json = JSON.stringify({ Version: "2012-10-17", Id: "example", Statement: statement });
  expect(parsePolicy("queue", json, { arn: "arn:aws:iam::aws:policy/Example" })).toEqual({
    name: "queue",
    arn: "arn:aws:iam::aws:policy/Example",
    document: {
      Version: "2012-10-17",
      Id: "example",
      Statement: [
        {
          Sid: "One",
          Effect: "Allow",
          Action: ["sqs:SendMessage"],
          Resource: ["*"],
          Principal: { Service: ["sns.amazonaws.com"], AWS: ["111122223333"] },
          Condition: {
            Bool: { "aws:SecureTransport": ["true"] },
            NumericLessThan: { "s3:max-keys": ["10"] },
          },
        },
      ],
    },
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
test("a policy without a version has the older one, without variables", () => {
  const statement = { Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::b/${aws:username" };
  expect(parsePolicy("old", { Statement: statement }).document.Version).toBe("2008-10-17");
});

// By the grammar, and by the errors of
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
test.each(refusals)("$policy is refused: $error", ({ policy, error }) => {
  expect(() => parsePolicy("queue", policy)).toThrow(PolicyError);
  expect(() => parsePolicy("queue", policy)).toThrow(error);
  expect(() => parsePolicy("queue", policy)).toThrow('policy "queue"');
});
