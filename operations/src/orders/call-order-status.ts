import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { OrderStates, type OrderStatusCall } from "@stagecraft/contracts/order-status";
import { appName } from "@stagecraft/contracts/system";
import { AccessError } from "../access/access-error.ts";

/** Calls the stage's function OrderStatus. @throws AccessError when the stage has none, or it fails. */
export async function callOrderStatus(
  lambda: LambdaClient,
  stage: string,
  call: OrderStatusCall,
): Promise<OrderStates> {
  const FunctionName = `${appName}-${stage}-OrderStatus`;
  const { FunctionError, Payload } = await lambda
    .send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(call) }))
    .catch((cause: Error) => {
      if (cause.name !== "ResourceNotFoundException") throw cause;
      throw new AccessError(
        `There is no function ${FunctionName} in this account and region. Is the stage ${stage} deployed, with this release?`,
        { cause },
      );
    });
  const payload: unknown = JSON.parse(Payload?.transformToString() || "null");
  if (FunctionError === undefined) return OrderStates.parse(payload);
  const { errorType, errorMessage } = payload as { errorType?: string; errorMessage?: string };
  throw new AccessError(`${FunctionName} failed with ${errorType}: ${errorMessage}. See its log.`);
}
