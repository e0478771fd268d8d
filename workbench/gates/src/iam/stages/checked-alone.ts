import type { Plan } from "@stagecraft/plan/plan";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { listOf, statementsOf } from "../grants.ts";
import type { PolicyDifference } from "./policy-differences.ts";

/**
 * Whether something that only the second stage has can be checked by its own Plan, without evidence: a role of functions without grants,
 * or with those that Lambda itself uses at each invocation; and a resource policy that allows a service, which grants no permission to a
 * role (`iam/open-resource-policy` checks it).
 */
export function isCheckedAlone(difference: PolicyDifference, second: Plan): boolean {
  const { isAlone, on, kind, arn, statement } = difference;
  if (!isAlone || on !== "second") return false;
  if (kind === "role") return isOfFunctions(second, arn) && onlyWritesTelemetry(second, arn);
  if (kind !== "resource policy" || statement?.effect !== "Allow") return false;
  return statement.principal.normal.startsWith("Service ");
}

function isOfFunctions(plan: Plan, roleArn: string): boolean {
  return functionsOf(plan).some((each) => each.roleArn === roleArn);
}

/**
 * The actions with which Lambda writes a function's log: a stream for each execution environment, and its lines.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html#monitoring-cloudwatchlogs-prereqs
 */
const logActions = ["logs:createlogstream", "logs:putlogevents"];

/**
 * The action with which Lambda's daemon sends a function's spans; IAM has no resource for it.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html#services-xray-permissions
 */
const spanAction = "xray:puttracesegments";

/** Whether the role may only write into the log groups of its functions and send their spans. */
function onlyWritesTelemetry(plan: Plan, roleArn: string): boolean {
  const { region, accountId } = plan;
  const groups = functionsOf(plan)
    .filter((each) => each.roleArn === roleArn)
    .map(({ logging }) => `arn:aws:logs:${region}:${accountId}:log-group:${logging.logGroup}:*`);
  const role = rolesOf(plan).find(({ arn }) => arn === roleArn);
  const statements = role?.policies.flatMap(({ document }) => statementsOf(document)) ?? [];
  // NotAction and NotResource grant everything else.
  return statements.every(({ Action: action = "*", Resource: resource = "*" }) => {
    const actions = listOf(action).map((each) => each.toLowerCase());
    if (actions.every((each) => each === spanAction)) return true;
    const isLog = actions.every((each) => logActions.includes(each));
    return isLog && listOf(resource).every((each) => groups.includes(each));
  });
}
