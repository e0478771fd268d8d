import type { Plan } from "@stagecraft/plan/plan";
import { aliasesOf } from "@stagecraft/plan/resources/lambda/aliases";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { CanaryContext, CanaryResult } from "./canary-context.ts";
import { readLiveAlias } from "./live-alias.ts";
import { printStatus } from "./print-status.ts";
import { releaseVersions } from "./release-versions.ts";
import { rollBack } from "./roll-back.ts";

/** The name of the aliases that this command moves. */
const live = "live";

/** Runs `npm run canary` on the aliases that the Plan declares. @throws errors of AWS's APIs */
export async function runCanary(
  plan: Plan,
  given: Omit<CanaryContext, "aliases" | "alarmPrefix">,
): Promise<CanaryResult> {
  const names = new Map(functionsOf(plan).map(({ arn, logicalName }) => [arn, logicalName]));
  const declared = aliasesOf(plan)
    .filter(({ name }) => name === live)
    .map((alias) => ({
      ...alias,
      logicalName: names.get(alias.functionArn) ?? alias.functionName,
    }));
  if (declared.length === 0) {
    const text = `The stage ${plan.stage} has no function with an alias "${live}": a deploy gives every invocation to the new code at once. canary in infra/stages.ts changes that.`;
    return { text, exitCode: 0 };
  }
  const { lambda } = given.connection;
  const aliases = await Promise.all(declared.map((alias) => readLiveAlias(lambda, alias)));
  const context = { ...given, aliases, alarmPrefix: `${plan.app}-${plan.stage}-` };
  switch (given.options.action) {
    case "status":
      return printStatus(aliases);
    case "rollback":
      return rollBack(context);
    case "release":
      return releaseVersions(context);
  }
}
