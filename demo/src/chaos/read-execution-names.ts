import { callService } from "@stagecraft/operations/local-system/call-service";
import type { System } from "@stagecraft/operations/local-system/start-system";
import type { Plan } from "@stagecraft/plan/plan";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";

type Page = {
  readonly executions: readonly { readonly name: string }[];
  readonly nextToken?: string;
};

/** The largest page: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const maxResults = 1_000;

/** Reads the names of every execution of every state machine. */
export async function readExecutionNames(system: System, plan: Plan): Promise<readonly string[]> {
  const operator = { stage: () => system.stage, plan };
  const names: string[] = [];
  for (const { arn: stateMachineArn } of stateMachinesOf(plan)) {
    let nextToken: string | undefined;
    do {
      const input = { stateMachineArn, maxResults, nextToken };
      const page = await callService<Page>(operator, "states", "ListExecutions", input);
      names.push(...page.executions.map(({ name }) => name));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }
  return names;
}
