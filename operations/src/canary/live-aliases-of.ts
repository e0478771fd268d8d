import type { Plan } from "@stagecraft/plan/plan";
import type { AliasDefinition } from "@stagecraft/plan/resources/lambda/alias-definition";
import { aliasesOf } from "@stagecraft/plan/resources/lambda/aliases";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";

/** An alias `live` as the program declares it. */
export type DeclaredAlias = Pick<AliasDefinition, "name" | "functionName"> & {
  /** The function's name in the program. */
  readonly logicalName: string;
};

/** The name of the aliases that `npm run canary` moves. */
const live = "live";

/** The aliases `live` of the program. */
export function liveAliasesOf(plan: Plan): readonly DeclaredAlias[] {
  const names = new Map(functionsOf(plan).map(({ arn, logicalName }) => [arn, logicalName]));
  return aliasesOf(plan)
    .filter(({ name }) => name === live)
    .map(({ name, functionName, functionArn }) => ({
      name,
      functionName,
      logicalName: names.get(functionArn) ?? functionName,
    }));
}
