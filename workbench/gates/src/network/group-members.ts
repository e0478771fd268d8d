import type { Plan } from "@stagecraft/plan/plan";

/** The kinds of resources in a security group whose network paths are known here. */
export type Member = "function" | "endpoint" | "database" | "other";

const known: { readonly [type: string]: Member } = {
  "aws:lambda/function:Function": "function",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "endpoint",
  "aws:rds/cluster:Cluster": "database",
};

/** Types that name a group without being in it. */
const isNoMember = /^sst:|^aws:ec2\/(?:default)?securityGroup|^aws:vpc\/securityGroup/i;

/** The kinds of resources in a security group, without duplicates. */
export function membersOf(plan: Plan, groupId: string): ReadonlySet<Member> {
  const members = plan.resources.filter(
    ({ type, inputs }) => !isNoMember.test(type) && JSON.stringify(inputs).includes(`"${groupId}"`),
  );
  return new Set(members.map(({ type }) => known[type] ?? "other"));
}
