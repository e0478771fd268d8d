import { expect, test } from "vitest";
import { compilePolicies } from "./compile-policies.ts";
import { explain } from "./explain.ts";
import { parsePolicy } from "./parse/parse-policy.ts";
import { exampleRequest } from "./testing/example-request.ts";

const queue = exampleRequest.resource;
const session = "arn:aws:sts::111122223333:assumed-role/jobs-api/jobs-api";

function explained(statement: object, change: Partial<typeof exampleRequest> = {}) {
  const policy = parsePolicy("jobs-api", { Version: "2012-10-17", Statement: statement });
  const request = { ...exampleRequest, ...change };
  return explain(compilePolicies({ identity: [policy] })(request), request);
}

test("an allowed request names the statement that allows it", () => {
  expect(
    explained({ Sid: "Send", Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }),
  ).toBe(
    `${session} may sqs:SendMessage on ${queue}: Send of "jobs-api" (an identity-based policy) allows it.`,
  );
});

test("an explicit denial names the statement that denies", () => {
  const text = explained({ Effect: "Deny", Action: "sqs:*", Resource: "*" });
  expect(text).toContain("with an explicit deny in an identity-based policy.");
  expect(text).toContain(
    'It is Statement[0] of "jobs-api" (an identity-based policy) that denies it.',
  );
});

test("an implicit denial names the nearest statement and every obstacle", () => {
  const text = explained({
    Effect: "Allow",
    Action: "sqs:SendMessage",
    Resource: "arn:aws:sqs:eu-west-1:111122223333:other",
    Condition: { Bool: { "aws:SecureTransport": "true" } },
  });
  expect(text).toContain("because no identity-based policy allows the sqs:SendMessage action.");
  expect(text).toContain(
    `Nearest is Statement[0] of "jobs-api" (an identity-based policy), but: resource ${queue} does not match ` +
      "arn:aws:sqs:eu-west-1:111122223333:other; " +
      'aws:SecureTransport is not in the request, but Bool wants "true".',
  );
});

test("the nearest statement has the fewest obstacles", () => {
  const other = "arn:aws:sqs:eu-west-1:111122223333:other";
  const statements = [
    {
      Effect: "Allow",
      Action: "sqs:*",
      Resource: other,
      Condition: { Null: { "aws:x": "false" } },
    },
    { Sid: "Near", Effect: "Allow", Action: "sqs:*", Resource: other },
    { Effect: "Allow", Action: "s3:*", Resource: "*" },
  ];
  expect(explained(statements)).toContain('Nearest is Near of "jobs-api"');
});

test("a statement for another action of the same service on the same resource is near, for another service it is not", () => {
  expect(explained({ Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: queue })).toContain(
    "but: action sqs:SendMessage does not match sqs:ReceiveMessage.",
  );
  expect(explained({ Effect: "Allow", Action: "sns:Publish", Resource: "*" })).toContain(
    "No statement comes near: none allows sqs:SendMessage.",
  );
});

test("an excluded resource is named as excluded", () => {
  expect(explained({ Effect: "Allow", Action: "sqs:*", NotResource: queue })).toContain(
    `but: resource ${queue} is excluded by NotResource ${queue}.`,
  );
});

test("a resource policy that names the account leaves the decision to the identity policies", () => {
  const policy = parsePolicy("queue", {
    Statement: { Effect: "Allow", Action: "sqs:*", Principal: { AWS: "111122223333" } },
  });
  const decision = compilePolicies({ identity: [], resource: [policy] })(exampleRequest);
  expect(explain(decision, exampleRequest)).toContain(
    "but: it names the account, which leaves the decision to identity-based policies.",
  );
});
