import { expect, test } from "vitest";
import { checkPolicyKind } from "./check-policy-kind.ts";
import { parsePolicy } from "./parse/parse-policy.ts";
import type { PolicyKind } from "./policy.ts";

type Case = { kind: PolicyKind; policy: object; error: string };

const allow = { Effect: "Allow", Action: "sts:AssumeRole" };
const service = { Service: "lambda.amazonaws.com" };

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
const cases: Case[] = [
  {
    kind: "identity",
    policy: { Statement: { ...allow, Resource: "*", Principal: "*" } },
    error: "at Statement[0]: a policy of kind identity is attached to its principal",
  },
  { kind: "identity", policy: { Statement: allow }, error: "needs Resource or NotResource" },
  {
    kind: "identity",
    policy: { Id: "x", Statement: { ...allow, Resource: "*" } },
    error: "at Id: a policy of kind identity has no Id",
  },
  {
    kind: "identity",
    policy: { Statement: { ...allow, Sid: "Not Plain", Resource: "*" } },
    error: "letters and digits only",
  },
  {
    kind: "boundary",
    policy: { Statement: [1, 2].map(() => ({ ...allow, Sid: "Twice", Resource: "*" })) },
    error: 'at Statement[1].Sid: "Twice" is not unique',
  },
  {
    kind: "resource",
    policy: { Statement: { ...allow, Resource: "*" } },
    error: "a policy of kind resource needs a Principal",
  },
  {
    kind: "trust",
    policy: { Statement: { ...allow, Principal: service, Resource: "*" } },
    error: "a trust policy is about its own role",
  },
  {
    kind: "trust",
    policy: { Statement: { ...allow, Effect: "Deny", NotPrincipal: service } },
    error: "a trust policy cannot have NotPrincipal",
  },
];

test.each(cases)("$kind: $error", ({ kind, policy, error }) => {
  expect(() => checkPolicyKind(kind, parsePolicy("example", policy))).toThrow(error);
});

test("a resource policy may have an Id, spaces in its Sid and no Resource", () => {
  const statement = { ...allow, Sid: "From the topic", Principal: service };
  const policy = parsePolicy("queue", { Id: "queue", Statement: statement });
  expect(() => checkPolicyKind("resource", policy)).not.toThrow();
});

test("a trust policy may have an Id", () => {
  const policy = parsePolicy("role", { Id: "role", Statement: { ...allow, Principal: service } });
  expect(() => checkPolicyKind("trust", policy)).not.toThrow();
});

test("several statements may have an empty Sid", () => {
  const statement = { ...allow, Sid: "", Resource: "*" };
  const policy = parsePolicy("example", { Statement: [statement, statement] });
  expect(() => checkPolicyKind("identity", policy)).not.toThrow();
});
