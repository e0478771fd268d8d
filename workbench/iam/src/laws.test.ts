import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccessRequest, Principal } from "./access-request.ts";
import { compilePolicies } from "./compile-policies.ts";
import { parsePolicy } from "./parse/parse-policy.ts";
import type { NamedPolicy, Statement } from "./policy.ts";
import type { PolicySet } from "./policy-set.ts";
import { role } from "./testing/example-request.ts";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html

const queue = "arn:aws:sqs:eu-west-1:111122223333:orders";
const account = "111122223333";
const roleArn = `arn:aws:iam::${account}:role/jobs-api`;
const sessionArn = `arn:aws:sts::${account}:assumed-role/jobs-api/jobs-api`;

const someOf = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
const actions = someOf("sqs:SendMessage", "sqs:*", "s3:Get*", "*", "*");
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is a policy's variable
const resources = someOf(queue, "arn:aws:sqs:*", "arn:aws:s3:::${aws:PrincipalTag/team}/*", "*");
const conditions = fc.constantFrom(
  {},
  {},
  {},
  {},
  { Condition: { StringEquals: { "aws:PrincipalTag/team": "red" } } },
  { Condition: { StringNotEquals: { "aws:PrincipalTag/team": ["red", "blue"] } } },
  { Condition: { "ForAnyValue:StringLike": { "aws:TagKeys": ["o*", "t?"] } } },
  { Condition: { Null: { "aws:TagKeys": "true" } } },
);
/** Mostly Allow, because otherwise nearly every request would be denied before the other rules are applied. */
const effect = fc.constantFrom(...Array<string>(9).fill("Allow"), "Deny");

const unattached = fc
  .tuple(
    effect,
    fc.oneof(
      { weight: 5, arbitrary: actions.map((Action) => ({ Action })) },
      { weight: 1, arbitrary: actions.map((NotAction) => ({ NotAction })) },
    ),
    fc.oneof(
      { weight: 5, arbitrary: resources.map((Resource) => ({ Resource })) },
      { weight: 1, arbitrary: resources.map((NotResource) => ({ NotResource })) },
    ),
    conditions,
  )
  .map(([Effect, ...parts]) => Object.assign({ Effect }, ...parts) as object);

const principals = fc.oneof(
  fc.constant("*"),
  someOf("*", account, roleArn, sessionArn).map((AWS) => ({ AWS })),
  someOf("sns.amazonaws.com", "s3.amazonaws.com").map((Service) => ({ Service })),
);
const withPrincipal = fc
  .tuple(unattached, principals)
  .map(([statement, Principal]) => ({ ...statement, Principal }));

const policyOf = (statement: fc.Arbitrary<object>) =>
  fc
    .array(statement, { minLength: 1, maxLength: 4 })
    .map((Statement) => parsePolicy("example", { Version: "2012-10-17", Statement }));

const policySet: fc.Arbitrary<PolicySet> = fc.record(
  {
    identity: fc.array(policyOf(unattached), { maxLength: 2 }),
    resource: fc.array(policyOf(withPrincipal), { maxLength: 2 }),
    boundary: fc.array(policyOf(unattached), { minLength: 1, maxLength: 1 }),
    session: fc.array(policyOf(unattached), { minLength: 1, maxLength: 1 }),
    serviceControl: fc.array(fc.array(policyOf(unattached), { minLength: 1, maxLength: 2 }), {
      maxLength: 2,
    }),
    resourceControl: fc.array(fc.array(policyOf(withPrincipal), { maxLength: 2 }), {
      maxLength: 1,
    }),
    vpcEndpoint: fc.array(policyOf(withPrincipal), { minLength: 1, maxLength: 1 }),
  },
  { requiredKeys: ["identity"] },
);

const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom<Principal>(
    role,
    role,
    { kind: "service", service: "sns.amazonaws.com" },
    { kind: "anonymous" },
  ),
  action: fc.constantFrom("sqs:SendMessage", "SQS:deletemessage", "s3:GetObject", "iam:GetUser"),
  resource: fc.constantFrom(queue, "arn:aws:s3:::red/a", "arn:aws:s3:::blue/a", "*"),
  resourceAccountId: fc.constantFrom(account, account, "222222222222"),
  context: fc.record(
    {
      "aws:PrincipalTag/team": fc.constantFrom("red", "blue", "green"),
      "AWS:tagkeys": fc.subarray(["owner", "team", "to", ""]),
    },
    { requiredKeys: [] },
  ),
});

/** The lists of policies that a statement may be added to. */
const lists = ["identity", "resource", "boundary", "session", "vpcEndpoint"] as const;
type List = (typeof lists)[number];
const namesPrincipal = (list: List) => list === "resource" || list === "vpcEndpoint";

const addition = fc.constantFrom(...lists).chain((list) =>
  fc.record({
    list: fc.constant(list),
    policy: policyOf(namesPrincipal(list) ? withPrincipal : unattached),
  }),
);

/** Appends to an existing list: adding a first policy of a limiting kind would be a new limit. */
function withPolicy(set: PolicySet, list: List, policy: NamedPolicy): PolicySet {
  const present = set[list] ?? (list === "resource" ? [] : undefined);
  return present === undefined ? set : { ...set, [list]: [...present, policy] };
}

function only(policy: NamedPolicy, wanted: Statement["Effect"]): NamedPolicy {
  const { document } = policy;
  const remaining = document.Statement.filter((statement) => statement.Effect === wanted);
  return { ...policy, document: { ...document, Statement: remaining } };
}

const runs = { numRuns: 1500 };

test("an explicit deny always wins", () => {
  fc.assert(
    fc.property(policySet, request, (set, asked) => {
      const denyAll = parsePolicy("deny", {
        Statement: { Effect: "Deny", Action: "*", Resource: "*" },
      });
      const denyEveryone = parsePolicy("deny", {
        Statement: { Effect: "Deny", Action: "*", Resource: "*", Principal: "*" },
      });
      const denied = compilePolicies(withPolicy(set, "resource", denyEveryone))(asked);
      expect(denied).toMatchObject({ allowed: false, kind: "explicit" });
      if (asked.principal.kind !== "assumed-role") return;
      expect(compilePolicies(withPolicy(set, "identity", denyAll))(asked)).toMatchObject({
        allowed: false,
        kind: "explicit",
      });
    }),
    runs,
  );
});

test("adding an Allow never denies", () => {
  fc.assert(
    fc.property(policySet, request, addition, (set, asked, { list, policy }) => {
      const before = compilePolicies(set)(asked).allowed;
      const after = compilePolicies(withPolicy(set, list, only(policy, "Allow")))(asked).allowed;
      expect(after || !before).toBe(true);
    }),
    runs,
  );
});

test("adding a Deny never allows", () => {
  fc.assert(
    fc.property(policySet, request, addition, (set, asked, { list, policy }) => {
      const before = compilePolicies(set)(asked).allowed;
      const after = compilePolicies(withPolicy(set, list, only(policy, "Deny")))(asked).allowed;
      expect(before || !after).toBe(true);
    }),
    runs,
  );
});

test("the order of policies and statements does not matter", () => {
  const outcome = (set: PolicySet, asked: AccessRequest) => {
    const decision = compilePolicies(set)(asked);
    if (decision.allowed) return "allowed";
    return decision.kind === "explicit" ? "explicit" : `implicit: ${decision.missing}`;
  };
  const reversed = <T>(value: T): T => {
    if (!Array.isArray(value)) return value;
    return [...value].reverse().map((entry) => {
      if (Array.isArray(entry)) return reversed(entry);
      const { document } = entry as NamedPolicy;
      return { ...entry, document: { ...document, Statement: [...document.Statement].reverse() } };
    }) as T;
  };
  fc.assert(
    fc.property(policySet, request, (set, asked) => {
      const turned = Object.fromEntries(
        Object.entries(set).map(([kind, list]) => [kind, reversed(list)]),
      ) as PolicySet;
      expect(outcome(turned, asked)).toBe(outcome(set, asked));
    }),
    runs,
  );
});

test("the generated requests have every kind of decision", () => {
  const seen = new Set<string>();
  for (const [set, asked] of fc.sample(fc.tuple(policySet, request), { numRuns: 3000, seed: 1 })) {
    const decision = compilePolicies(set)(asked);
    if (decision.allowed) seen.add(`allowed by ${decision.by.kind}`);
    else
      seen.add(decision.kind === "explicit" ? `denied by ${decision.by.kind}` : decision.missing);
  }
  for (const way of [
    "allowed by identity",
    "allowed by resource",
    "identity",
    "resource",
    "boundary",
    "session",
    "service-control",
    "vpc-endpoint",
  ]) {
    expect(seen).toContain(way);
  }
});
