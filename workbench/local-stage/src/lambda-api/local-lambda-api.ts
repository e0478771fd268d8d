import { localAsyncInvoke } from "../async-invoke/local-async-invoke.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import type { LocalService } from "../stage/local-service.ts";
import { lambdaService } from "./lambda-service.ts";

export const localLambdaApi: LocalService = {
  name: "Lambda's API",
  resourceTypes: [],
  open(context) {
    const { invoke, versions } = context.use(localLambda);
    const { enqueue } = context.use(localAsyncInvoke);
    const { region, accountId } = context.plan;
    const account = { region, accountId };
    const lambda = lambdaService(context.functions, account, invoke, enqueue, versions);
    return { internal: undefined, operations: { lambda } };
  },
};
