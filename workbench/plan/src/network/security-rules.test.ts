import { expect, test } from "vitest";
import { planOf } from "../../testing/plan-of.ts";
import { admits, anywhere, letsOut, securityRulesOf } from "./security-rules.ts";

/** https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const tcp = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432 };

const app = { groups: ["sg-app"], ranges: ["10.0.0.0/24", "10.0.1.0/24"] };
const database = { groups: ["sg-database"], ranges: ["10.0.2.0/24"] };

const out = [
  egressType,
  "Out",
  { ...tcp, securityGroupId: "sg-app", referencedSecurityGroupId: "sg-database" },
] as const;
const into = [
  ingressType,
  "In",
  { ...tcp, securityGroupId: "sg-database", referencedSecurityGroupId: "sg-app" },
] as const;

test("a connection needs an egress rule at one end and an ingress rule at the other", () => {
  const both = securityRulesOf(planOf(out, into));
  expect(admits(both, app, database, 5432)).toBe(true);
  expect(admits(both, app, database, 5433)).toBe(false);
  expect(admits(both, database, app, 5432)).toBe(false);
  expect(admits(securityRulesOf(planOf(out)), app, database, 5432)).toBe(false);
  expect(admits(securityRulesOf(planOf(into)), app, database, 5432)).toBe(false);
  expect(admits(securityRulesOf(planOf()), app, database, 5432)).toBe(false);
});

test.each([
  ["every protocol, with any ports", { ipProtocol: "-1", fromPort: 0, toPort: 0 }, true],
  ["TCP by its number", { ipProtocol: "6", fromPort: 0, toPort: 65535 }, true],
  ["a range that ends at the port", { ipProtocol: "tcp", fromPort: 5000, toPort: 5432 }, true],
  ["a range that ends before it", { ipProtocol: "tcp", fromPort: 5000, toPort: 5431 }, false],
  ["UDP", { ipProtocol: "udp", fromPort: 0, toPort: 65535 }, false],
])("%s allows a TCP connection: %s", (_what, ports, expected) => {
  const rule = { ...ports, securityGroupId: "sg-database", cidrIpv4: "0.0.0.0/0" };
  const rules = securityRulesOf(planOf(out, [ingressType, "In", rule]));
  expect(admits(rules, app, database, 5432)).toBe(expected);
});

test.each([
  ["the whole network", "10.0.0.0/16", true],
  ["one of the caller's two subnets", "10.0.0.0/24", false],
  ["another network", "192.168.0.0/16", false],
])(
  "an address range allows a range that it contains completely: %s",
  (_what, cidrIpv4, expected) => {
    const rules = securityRulesOf(
      planOf(out, [ingressType, "In", { ...tcp, securityGroupId: "sg-database", cidrIpv4 }]),
    );
    expect(admits(rules, app, database, 5432)).toBe(expected);
  },
);

test("inline rules count, with several peers each and with the group itself", () => {
  const inline = { protocol: "tcp", fromPort: 5432, toPort: 5432 };
  const rules = securityRulesOf(
    planOf(
      [
        groupType,
        "App",
        { egress: [{ ...inline, cidrBlocks: ["10.0.2.0/25", "10.0.2.0/24"] }] },
        { id: "sg-app" },
      ],
      [
        groupType,
        "Database",
        { ingress: [{ ...inline, securityGroups: ["sg-other", "sg-app"], self: true }] },
        { id: "sg-database" },
      ],
    ),
  );
  expect(admits(rules, app, database, 5432)).toBe(true);
  const neighbour = { groups: ["sg-database", "sg-app"], ranges: ["10.0.2.0/24"] };
  expect(admits(rules, neighbour, database, 5432)).toBe(true);
});

// SST's own Vpc component keeps its rules in the VPC's default group.
test("rules of a VPC's default group and rules of the older resource type count too", () => {
  const all = { protocol: "-1", fromPort: 0, toPort: 0 };
  const rules = securityRulesOf(
    planOf(
      [
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "Default",
        { ingress: [{ ...all, cidrBlocks: ["10.0.0.0/16"] }], egress: [] },
        { id: "sg-database" },
      ],
      [
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "Older",
        {
          type: "egress",
          ...inlineTcp,
          securityGroupId: "sg-app",
          sourceSecurityGroupId: "sg-database",
        },
      ],
    ),
  );
  expect(admits(rules, app, database, 5432)).toBe(true);
  expect(admits(rules, database, app, 5432)).toBe(false);
});

const inlineTcp = { protocol: "tcp", fromPort: 5432, toPort: 5432 };

test("a connection to any address needs an egress rule for every address, or for the prefix list", () => {
  const rule = (peer: object) =>
    securityRulesOf(
      planOf([egressType, "Out", { ipProtocol: "-1", securityGroupId: "sg-app", ...peer }]),
    );
  expect(letsOut(rule({ cidrIpv4: "0.0.0.0/0" }), app, anywhere, 443)).toBe(true);
  expect(letsOut(rule({ cidrIpv4: "10.0.0.0/8" }), app, anywhere, 443)).toBe(false);
  const listed = { ...anywhere, groups: ["pl-s3"] };
  expect(letsOut(rule({ prefixListId: "pl-s3" }), app, listed, 443)).toBe(true);
  expect(letsOut(rule({ prefixListId: "pl-s3" }), app, anywhere, 443)).toBe(false);
});
