import { localAsyncInvoke } from "../async-invoke/local-async-invoke.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import type { LocalService } from "../stage/local-service.ts";
import { lambdaService } from "./invoke-operation.ts";

export const localLambdaApi: LocalService = {
  name: "Lambda's API",
  resourceTypes: [],
  open(context) {
    const { invoke } = context.use(localLambda);
    const { enqueue } = context.use(localAsyncInvoke);
    const lambda = lambdaService(context.functions, invoke, enqueue);
    return { internal: undefined, operations: { lambda } };
  },
};
