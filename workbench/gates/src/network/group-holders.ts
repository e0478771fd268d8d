import type { Plan } from "@stagecraft/plan/plan";

/** What holds a security group, as far as its ways are known here. */
export type Holder = "function" | "endpoint" | "database" | "other";

const known: { readonly [type: string]: Holder } = {
  "aws:lambda/function:Function": "function",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "endpoint",
  "aws:rds/cluster:Cluster": "database",
};

/** Rules and groups name groups without being in them. */
const isNoHolder = /^sst:|^aws:ec2\/(?:default)?securityGroup|^aws:vpc\/securityGroup/i;

/** What is in a security group: each kind once, nothing when nobody is. */
export function holdersOf(plan: Plan, groupId: string): ReadonlySet<Holder> {
  const holders = plan.resources.filter(
    ({ type, inputs }) => !isNoHolder.test(type) && JSON.stringify(inputs).includes(`"${groupId}"`),
  );
  return new Set(holders.map(({ type }) => known[type] ?? "other"));
}
