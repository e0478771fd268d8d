import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { isObject, ownName } from "@stagecraft/plan/resources";
import { synthesize } from "@stagecraft/plan/synthesize";

/**
 * The Plan of the stage `local` with all that may run as a container. Its containers have the queue of orders and the files of the
 * catalogue for themselves, so that a test knows who did the work: the functions for both have lost their triggers.
 */
export async function withContainers(root: string): Promise<Plan> {
  const variables = { CONTAINERS: "orders-api,order-pipeline,catalog-import" };
  const plan = await synthesize({ root, stage: "local", variables });
  const resources = plan.resources
    .filter((resource) => !isMappingOf(resource, plan, "OrderPipeline"))
    .map(withoutImports);
  return { ...plan, resources };
}

function isMappingOf({ type, inputs }: Resource, plan: Plan, functionName: string): boolean {
  const mapped = plan.resources.find(
    (resource) =>
      resource.type === "aws:lambda/function:Function" && ownName(resource) === functionName,
  );
  return (
    type === "aws:lambda/eventSourceMapping:EventSourceMapping" &&
    inputs.functionName === mapped?.outputs.arn
  );
}

function withoutImports(resource: Resource): Resource {
  const { lambdaFunctions } = resource.inputs;
  if (!/bucketNotification/.test(resource.type) || !Array.isArray(lambdaFunctions)) return resource;
  const never = lambdaFunctions.map(
    (each): Json => (isObject(each) ? { ...each, filterPrefix: "never/" } : each),
  );
  return { ...resource, inputs: { ...resource.inputs, lambdaFunctions: never } };
}
