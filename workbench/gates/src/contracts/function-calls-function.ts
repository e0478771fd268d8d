import { matchesAction, matchesResource } from "@stagecraft/iam/wildcard-match";
import { grantsOf } from "@stagecraft/plan/resources/iam/role-grants";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";

const actions = ["lambda:InvokeFunction", "lambda:InvokeAsync", "lambda:InvokeFunctionUrl"];

/**
 * Functions that may invoke a function of the program: the caller is paid for while it waits, its timeout has to contain the other's,
 * and an error of the other is its own. https://docs.aws.amazon.com/lambda/latest/dg/concepts-event-driven-architectures.html
 */
export function functionCallsFunction({ plan }: Pick<ContractFacts, "plan">): readonly Finding[] {
  const roles = new Map(rolesOf(plan).map((role) => [role.arn, grantsOf(role)]));
  const functions = functionsOf(plan);
  return functions.flatMap(({ logicalName, roleArn }) => {
    const grants = (roles.get(roleArn) ?? []).filter(({ action }) =>
      actions.some((each) => matchesAction(action, each)),
    );
    const called = functions.filter(({ arn }) =>
      grants.some(
        ({ resource }) =>
          matchesResource(resource, arn) ||
          matchesResource(resource, `${arn}:$LATEST`) ||
          resource.startsWith(`${arn}:`),
      ),
    );
    return called.map(
      (other): Finding => ({
        rule: "contracts/function-calls-function",
        severity: "error",
        resource: logicalName,
        message:
          other.logicalName === logicalName
            ? "Its role lets it invoke itself: a loop that nothing but Lambda's recursion stop ends."
            : `Its role lets it invoke ${other.logicalName}: it would wait and be paid for while the other works, with a timeout and an error handling of its own.`,
        fix: `Send a message to a queue that ${other.logicalName} consumes, call both from a state machine, or move the code into one function; then remove the grant.`,
      }),
    );
  });
}
