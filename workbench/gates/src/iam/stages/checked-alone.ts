import type { Plan } from "@stagecraft/plan/plan";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { listOf, statementsOf } from "../grants.ts";
import type { PolicyDifference } from "./policy-differences.ts";

/**
 * Whether what the second stage has alone can be checked by its own Plan, without having been seen in use: a role of functions
 * that grants nothing, or what Lambda itself uses at each invocation; and a policy of a resource that lets a service in, which
 * grants no role anything (`iam/open-resource-policy` asks on whose behalf).
 */
export function isCheckedAlone(difference: PolicyDifference, second: Plan): boolean {
  const { isAlone, on, kind, arn, statement } = difference;
  if (!isAlone || on !== "second") return false;
  if (kind === "role") return isOfFunctions(second, arn) && onlyLogs(second, arn);
  if (kind !== "resource policy" || statement?.effect !== "Allow") return false;
  return statement.principal.normal.startsWith("Service ");
}

function isOfFunctions(plan: Plan, roleArn: string): boolean {
  return functionsOf(plan).some((each) => each.roleArn === roleArn);
}

/**
 * Lambda writes a function's lines with its role: a stream for each environment, and what is printed.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html#monitoring-cloudwatchlogs-prereqs
 */
const logActions = ["logs:createlogstream", "logs:putlogevents"];

/** Whether the role may do nothing but write into the log groups of its functions. */
function onlyLogs(plan: Plan, roleArn: string): boolean {
  const { region, accountId } = plan;
  const groups = functionsOf(plan)
    .filter((each) => each.roleArn === roleArn)
    .map(({ logging }) => `arn:aws:logs:${region}:${accountId}:log-group:${logging.logGroup}:*`);
  const role = rolesOf(plan).find(({ arn }) => arn === roleArn);
  const statements = role?.policies.flatMap(({ document }) => statementsOf(document)) ?? [];
  // What is left out of a grant grants the rest.
  return statements.every(({ Action: action = "*", Resource: resource = "*" }) => {
    const isLog = listOf(action).every((each) => logActions.includes(each.toLowerCase()));
    return isLog && listOf(resource).every((each) => groups.includes(each));
  });
}
