import { ownName, resourcesOf, textOf } from "@stagecraft/plan/resources";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../../finding.ts";
import type { GovernanceFacts } from "../governance-facts.ts";

const rule = "governance/log-retention";

/**
 * Log groups that keep their lines for ever, and functions whose log group the program does not declare: Lambda then makes one
 * without a retention. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
 */
export function logRetention({ plan }: GovernanceFacts): readonly Finding[] {
  const groups = resourcesOf(plan, "aws:cloudwatch/logGroup:LogGroup");
  const names = new Set(groups.map((group) => textOf(group, "name")));
  return [
    ...groups
      .filter(({ inputs }) => !inputs.retentionInDays)
      .map(
        (group): Finding => ({
          rule,
          severity: "error",
          resource: ownName(group),
          message: "It keeps its lines for ever, and each costs money every month.",
          fix: `In the log group: retentionInDays: 30`,
        }),
      ),
    ...functionsOf(plan)
      .filter(({ logging }) => !names.has(logging.logGroup))
      .map(
        ({ logicalName, logging }): Finding => ({
          rule,
          severity: "error",
          resource: logicalName,
          message: `It logs to ${logging.logGroup}, which the program does not declare: Lambda makes it, without a retention.`,
          fix: `Declare the log group with retentionInDays, and give its name to the function: logging: { logGroup: group.name }`,
        }),
      ),
  ];
}
