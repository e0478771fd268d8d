import type { Json, Plan } from "@stagecraft/plan/plan";
import { resourcePoliciesOf } from "@stagecraft/plan/resources/iam/resource-policies";
import { type RoleDefinition, rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { declaredArns } from "../declared-arns.ts";
import { aliasAsFunction } from "./alias-as-function.ts";
import { type SingleStatement, singleStatements } from "./single-statements.ts";
import { type StageNames, stageNames } from "./stage-names.ts";

export type PolicyKind = "policies" | "trust policy" | "permissions boundary" | "resource policy";

/** A permission or role that one of two stages has and the other has not. */
export type PolicyDifference = {
  /** The name of the role or resource policy in the program. */
  readonly resource: string;
  /** The ARN of the role, or of the policy's resource, on the stage that has it. */
  readonly arn: string;
  /** Whether the other stage has no such role or resource at all. */
  readonly isAlone: boolean;
  readonly kind: PolicyKind | "role";
  /** The stage that has it. */
  readonly on: "first" | "second";
  /** Undefined when the whole role or boundary is missing on the other stage. */
  readonly statement?: SingleStatement;
};

/** The differences, and the names of both stages. */
export type PolicyComparison = {
  readonly differences: readonly PolicyDifference[];
  readonly names: readonly [first: StageNames, second: StageNames];
  /** The number of compared roles and resources with a policy. */
  readonly compared: number;
};

/** A role, or a resource with policies of its own. */
type Holder = {
  readonly arn: string;
  readonly resource: string;
  readonly isRole: boolean;
  readonly documents: { readonly [kind in PolicyKind]?: readonly Document[] };
};
type Document = { readonly name: string; readonly document: Json };

/** Compares the permissions on two stages of one program. Differences only in names are ignored. */
export function comparePolicies(first: Plan, second: Plan): PolicyComparison {
  const names = stageNames(first, second);
  const [ofFirst, ofSecond] = names;
  const here = byName(holdersOf(first), ofFirst);
  const there = byName(holdersOf(second), ofSecond);
  const declared = [
    new Set(declaredArns(first).map(ofFirst.normal)),
    new Set(declaredArns(second).map(ofSecond.normal)),
  ] as const;
  const keys = [...new Set([...here.keys(), ...there.keys()])];
  return {
    names,
    compared: keys.length,
    differences: keys.flatMap((key) => {
      const [one, other] = [here.get(key), there.get(key)];
      const { arn, isRole, resource } = (one ?? other) as Holder;
      if (isRole && !(one && other)) {
        const on = one ? "first" : "second";
        return [{ resource, arn, isAlone: true, kind: "role", on } as const];
      }
      const both = declared.every((arns) => arns.has(key));
      return kinds.flatMap((kind) => differencesOf(kind, [one, other], { names, both }));
    }),
  };
}

const kinds: readonly PolicyKind[] = [
  ...(["policies", "trust policy", "permissions boundary", "resource policy"] as const),
];

function byName(holders: readonly Holder[], { normal }: StageNames): ReadonlyMap<string, Holder> {
  return new Map(holders.map((holder) => [`${normal(holder.arn)}`, holder]));
}

function holdersOf(plan: Plan): readonly Holder[] {
  const policies = resourcePoliciesOf(plan).map(aliasAsFunction(plan));
  const onResources = Map.groupBy(policies, ({ resourceArn }) => resourceArn);
  return [
    ...rolesOf(plan).map(roleHolder),
    ...[...onResources].map(([arn, documents]) => ({
      arn,
      isRole: false,
      resource: documents[0]?.name ?? arn,
      documents: { "resource policy": documents },
    })),
  ];
}

function roleHolder(role: RoleDefinition): Holder {
  const { arn, logicalName: resource, policies, trustPolicy, permissionsBoundary } = role;
  return {
    arn,
    resource,
    isRole: true,
    documents: {
      policies,
      "trust policy": [{ name: resource, document: trustPolicy }],
      ...(permissionsBoundary ? { "permissions boundary": [permissionsBoundary] } : {}),
    },
  };
}

function differencesOf(
  kind: PolicyKind,
  [first, second]: readonly [Holder | undefined, Holder | undefined],
  { names, both }: { readonly names: PolicyComparison["names"]; readonly both: boolean },
): readonly PolicyDifference[] {
  const about = (on: PolicyDifference["on"]) => {
    const holder = (on === "first" ? first : second) ?? first ?? second;
    return { arn: holder?.arn ?? "", isAlone: !both, kind, on };
  };
  const [has, hasOther] = [first, second].map((each) => each?.documents[kind] !== undefined);
  if (kind === "permissions boundary" && has !== hasOther) {
    const resource = (first ?? second)?.resource ?? "";
    return [{ resource, ...about(has ? "first" : "second") }];
  }
  const [one, other] = [
    statementsOf(first?.documents[kind], names[0]),
    statementsOf(second?.documents[kind], names[1]),
  ];
  const beyond = (
    on: PolicyDifference["on"],
    said: ReadonlyMap<string, Said>,
    otherwise: ReadonlyMap<string, Said>,
  ) =>
    [...said]
      .filter(([key]) => !otherwise.has(key))
      // A Deny of a resource that only one stage has does not affect the other stage.
      .filter(
        ([, { statement }]) => both || kind !== "resource policy" || statement.effect !== "Deny",
      )
      .map(([, { statement, policy }]) => {
        const resource = kind === "resource policy" ? policy : (first ?? second)?.resource;
        return { resource: resource ?? policy, ...about(on), statement };
      });
  return [...beyond("first", one, other), ...beyond("second", other, one)];
}

type Said = { readonly policy: string; readonly statement: SingleStatement };

/** The statements by their normalized text. */
function statementsOf(
  documents: readonly Document[] = [],
  names: StageNames,
): ReadonlyMap<string, Said> {
  return new Map(
    documents.flatMap(({ name: policy, document }) =>
      singleStatements(document, names).map((statement) => {
        const { effect, action, resource, principal, condition } = statement;
        const parts = [action, resource, principal, condition].map(({ normal }) => normal);
        return [JSON.stringify([effect, ...parts]), { policy, statement }] as const;
      }),
    ),
  );
}
