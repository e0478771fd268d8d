import type { Contract, ObjectVia, ScheduleVia } from "../packages/contracts/src/contract.ts";

/** Sets how often Lambda retries an asynchronous invocation, and where it sends the event afterwards. */
export function configureAsyncInvocation(
  name: string,
  { name: functionName }: sst.aws.Function,
  destination: sst.aws.Queue,
  { via }: Contract<ObjectVia | ScheduleVia>,
) {
  new aws.lambda.FunctionEventInvokeConfig(`${name}Invocations`, {
    functionName,
    maximumRetryAttempts: via.retries,
    maximumEventAgeInSeconds: via.maximumAgeSeconds,
    destinationConfig: { onFailure: { destination: destination.arn } },
  });
}
