import type { Plan, Resource } from "../../plan.ts";
import { isObject, objectOf, resourcesOf, textOf } from "../../resources.ts";
import type { AliasDefinition } from "./alias-definition.ts";
import { splitFunctionArn } from "./function-arn.ts";

/** Every alias of the Plan's functions. */
export function aliasesOf(plan: Plan): readonly AliasDefinition[] {
  const functions = resourcesOf(plan, "aws:lambda/function:Function");
  return resourcesOf(plan, "aws:lambda/alias:Alias").map((alias) => {
    const arn = textOf(alias, "arn");
    const { functionArn } = splitFunctionArn(arn);
    const target = functions.find(({ outputs }) => outputs.arn === functionArn);
    const functionVersion = textOf(alias, "functionVersion");
    const ignored = alias.options?.ignoreChanges ?? [];
    return {
      logicalName: alias.name,
      name: textOf(alias, "name"),
      arn,
      functionArn,
      functionName: functionArn.split(":").at(-1) ?? functionArn,
      description: String(alias.inputs.description ?? ""),
      functionVersion,
      followsFunction:
        target?.inputs.publish === true && target.outputs.version === functionVersion,
      additionalVersionWeights: weightsOf(alias),
      keepsVersion: ignored.includes("functionVersion"),
      keepsRouting: ignored.includes("routingConfig"),
    };
  });
}

function weightsOf(alias: Resource): Readonly<Record<string, number>> {
  const weights = objectOf(alias, "routingConfig").additionalVersionWeights;
  if (!isObject(weights)) return {};
  return Object.fromEntries(
    Object.entries(weights).map(([version, weight]) => [version, Number(weight)]),
  );
}
