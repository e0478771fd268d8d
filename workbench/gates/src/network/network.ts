import { resourcesOf } from "@stagecraft/plan/resources";
import type { GateCheck, GateInput } from "../gate.ts";
import { endpointPolicy } from "./endpoint-policy.ts";
import { idleEndpoint } from "./idle-endpoint.ts";
import { idleExit } from "./idle-exit.ts";
import { idleInVpc } from "./idle-in-vpc.ts";
import { natForGatewayService } from "./nat-for-gateway-service.ts";
import { networkFactsOf } from "./network-facts.ts";
import { publicDatabase } from "./public-database.ts";
import { publicSubnet } from "./public-subnet.ts";
import { singleZone } from "./single-zone.ts";
import { unknownNeeds } from "./unknown-needs.ts";
import { unreachableDatabase } from "./unreachable-database.ts";
import { unreachableOutside } from "./unreachable-outside.ts";
import { unreachableService } from "./unreachable-service.ts";
import { unreadContainers } from "./unread-containers.ts";
import { wideEndpointPolicy } from "./wide-endpoint-policy.ts";
import { wideRule } from "./wide-rule.ts";

/** Each rule finds one kind of violation. */
export const rules = [
  idleInVpc,
  unreachableService,
  unreachableDatabase,
  unreachableOutside,
  endpointPolicy,
  wideEndpointPolicy,
  idleEndpoint,
  wideRule,
  natForGatewayService,
  idleExit,
  publicSubnet,
  publicDatabase,
  singleZone,
];

/** Checks that each function reaches what it needs, and nothing else. It reads only the Plan. */
export const network: GateCheck<Pick<GateInput, "plan">> = async ({ plan }) => {
  const facts = networkFactsOf(plan);
  const inVpc = facts.callers.filter(({ definition }) => definition.vpc).length;
  const endpoints = resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint").length;
  return {
    findings: rules.flatMap((rule) => rule(facts)),
    undecided: [...unknownNeeds(facts), ...unreadContainers(facts)],
    examined: facts.callers.length,
    figures: {
      "functions in a VPC": `${inVpc} of ${facts.callers.length}`,
      "security group rules": String(facts.securityRules.length),
      endpoints: String(endpoints),
    },
  };
};
