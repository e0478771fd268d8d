import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { CustomerDataCall } from "@stagecraft/contracts/customer-data";
import { appName } from "@stagecraft/contracts/system";
import { OperatorError } from "./operator-error.ts";

/** Calls the stage's function for customers' data. @throws OperatorError when it fails. */
export async function callFunction<Answer>(
  lambda: LambdaClient,
  stage: string,
  call: CustomerDataCall,
  answer: { parse(payload: unknown): Answer },
): Promise<Answer> {
  const FunctionName = `${appName}-${stage}-CustomerData`;
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(call) }),
  );
  const payload: unknown = JSON.parse(Payload?.transformToString() || "null");
  if (FunctionError === undefined) return answer.parse(payload);
  const { errorMessage } = payload as { errorMessage?: string };
  throw new OperatorError(`${FunctionName} failed: ${errorMessage}. See its log.`);
}
