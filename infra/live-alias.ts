import { stage } from "./stages.ts";

/**
 * The ARN through which a function is called: where the stage releases by canary, that of its alias `live`, otherwise the
 * function's own. `npm run canary` moves the alias (docs/adr/0024-canary-releases.md).
 */
export function liveArn(name: string, definition: sst.aws.Function) {
  if (!stage.canary) return definition.arn;
  const { function: lambda } = definition.nodes;
  const alias = new aws.lambda.Alias(
    `${name}Live`,
    { name: "live", functionName: lambda.name, functionVersion: lambda.version },
    // A deploy creates the alias, and never moves it again. Pulumi would send both from its state if another input changed.
    { ignoreChanges: ["functionVersion", "routingConfig"] },
  );
  return alias.arn;
}
