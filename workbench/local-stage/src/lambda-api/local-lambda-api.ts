import { localAsyncInvoke } from "../async-invoke/local-async-invoke.ts";
import { localEventSourceMappings } from "../event-source-mappings/local-event-source-mappings.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import type { LocalService } from "../stage/local-service.ts";
import { lambdaService } from "./lambda-service.ts";

export const localLambdaApi: LocalService = {
  name: "Lambda's API",
  resourceTypes: [],
  open(context) {
    const { region, accountId } = context.plan;
    const lambda = lambdaService({
      ...context.use(localLambda),
      functions: context.functions,
      account: { region, accountId },
      enqueue: context.use(localAsyncInvoke).enqueue,
      // Mappings are opened later, since they use the services of their sources.
      mappings: () => context.use(localEventSourceMappings).mappings,
    });
    return { internal: undefined, operations: { lambda } };
  },
};
