import fc from "fast-check";
import { arbitraryCondition } from "./arbitrary-condition.ts";
import type { RawPolicy, RawPolicySet, RawStatement } from "./raw-policy.ts";

const queue = "arn:aws:sqs:eu-west-1:111122223333:orders";
const account = "111122223333";
const roleArn = `arn:aws:iam::${account}:role/jobs-api`;
const sessionArn = `arn:aws:sts::${account}:assumed-role/jobs-api/jobs-api`;

/** Mostly wide, because otherwise several policies would allow hardly any request. */
const actions = fc.oneof(
  { weight: 2, arbitrary: fc.constant(["*"]) },
  {
    weight: 3,
    arbitrary: fc.subarray(
      ["sqs:SendMessage", "sqs:*", "SQS:send*", "s3:?etObject", "s3:Get*", "iam:*"],
      { minLength: 1 },
    ),
  },
);
const resources = fc.oneof(
  { weight: 2, arbitrary: fc.constant(["*"]) },
  {
    weight: 3,
    arbitrary: fc.subarray(
      [
        ...[queue, "arn:aws:sqs:*", "arn:aws:s3:::*", "arn:aws:s3:::red/?", "arn:*:s3:::*/a"],
        ...[
          "arn:aws:sqs:*-1:111122223333:orders",
          "arn:aws:s3:::r*:?",
          "arn:aws:sqs:*:111122223333:orders",
        ],
        /* biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are a policy's variables */
        "arn:aws:s3:::${aws:PrincipalTag/team}/*",
        "arn:aws:s3:::${aws:PrincipalTag/team, 'blue'}/a",
        /* biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are */
      ],
      { minLength: 1 },
    ),
  },
);

const principals = fc.oneof(
  fc.constant("*" as const),
  fc
    .subarray(["*", account, `arn:aws:iam::${account}:root`, roleArn, sessionArn], { minLength: 1 })
    .map((AWS) => ({ AWS })),
  fc.subarray([roleArn, `${roleArn}-other`], { minLength: 1 }).map((AWS) => ({ AWS })),
  fc
    .tuple(
      fc.subarray(["sns.amazonaws.com", "s3.amazonaws.com"], { minLength: 1 }),
      fc.subarray([account, roleArn, sessionArn], { minLength: 1 }),
    )
    .map(([Service, AWS]) => ({ Service, AWS })),
);

const plainOrNot = <Name extends string, Value>(name: Name, value: fc.Arbitrary<Value>) =>
  fc.oneof(
    { weight: 6, arbitrary: value.map((it) => ({ [name]: it })) },
    { weight: 1, arbitrary: value.map((it) => ({ [`Not${name}`]: it })) },
  );

/** AWS refuses Allow with NotPrincipal. */
function principalsOf(effect: RawStatement["Effect"]) {
  const named = principals.map((Principal) => ({ Principal }));
  return effect === "Allow" ? named : plainOrNot("Principal", principals);
}

type Shape = {
  /** A resource control policy is for everyone: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
  readonly principals: "none" | "everyone" | "named";
  readonly denies: number;
};

function principalElement({ principals: kind }: Shape, effect: RawStatement["Effect"]) {
  if (kind === "none") return fc.constant({});
  return kind === "everyone" ? fc.constant({ Principal: "*" as const }) : principalsOf(effect);
}

function statement(shape: Shape): fc.Arbitrary<RawStatement> {
  const { denies } = shape;
  const effect = fc.oneof(
    { weight: 100 - denies, arbitrary: fc.constant("Allow" as const) },
    { weight: denies, arbitrary: fc.constant("Deny" as const) },
  );
  return effect.chain((Effect) =>
    fc
      .tuple(
        plainOrNot("Action", actions),
        plainOrNot("Resource", resources),
        principalElement(shape, Effect),
        fc.oneof(
          { weight: Effect === "Allow" ? 2 : 1, arbitrary: fc.constant({}) },
          {
            weight: Effect === "Allow" ? 1 : 2,
            arbitrary: arbitraryCondition.map((Condition) => ({ Condition })),
          },
        ),
      )
      .map((parts) => Object.assign({ Effect }, ...parts) as RawStatement),
  );
}

function policy(shape: Shape): fc.Arbitrary<RawPolicy> {
  return fc.record({
    Version: fc.constantFrom("2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17"),
    Statement: fc.array(statement(shape), { minLength: 1, maxLength: 3 }),
  });
}

/** A limiting kind of policy is in one set of four. */
function limit<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const attached: Shape = { principals: "none", denies: 12 };
const onResource: Shape = { principals: "named", denies: 12 };
const onOrganization: Shape = { principals: "everyone", denies: 12 };
const someOf = (shape: Shape, minLength = 0) =>
  fc.array(policy(shape), { minLength, maxLength: 2 });
const open: RawPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["*"], Resource: ["*"] }],
};
const openToAll: RawPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["*"], Resource: ["*"], Principal: "*" }],
};
/** Mostly with an Allow for everything, which such policies usually have. */
const opened = (always: RawPolicy, shape: Shape) =>
  fc
    .tuple(fc.constantFrom(true, true, false), someOf(shape, 1))
    .map(([isOpen, list]) => (isOpen ? [always, ...list] : list));

/** Policies of every kind, which may allow or deny a request, or not apply to it. */
export const arbitraryPolicySet: fc.Arbitrary<RawPolicySet> = fc
  .record({
    identity: opened(open, attached),
    resource: fc.option(someOf(onResource), { nil: undefined }),
    resourceMustAllow: fc.constantFrom(undefined, undefined, undefined, true),
    boundary: limit(opened(open, attached)),
    session: limit(opened(open, attached)),
    serviceControl: limit(fc.array(opened(open, attached), { minLength: 1, maxLength: 3 })),
    resourceControl: limit(fc.array(opened(openToAll, onOrganization), { maxLength: 2 })),
    vpcEndpoint: limit(opened(openToAll, onResource)),
    vpcEndpointIsGateway: fc.constantFrom(undefined, true),
  })
  .map(({ identity, ...others }) => ({
    identity,
    ...Object.fromEntries(Object.entries(others).filter(([, list]) => list !== undefined)),
  }));
