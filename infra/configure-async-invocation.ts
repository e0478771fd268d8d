import type { Contract, ObjectVia, ScheduleVia } from "../packages/contracts/src/contract.ts";
import { asyncAlarms } from "./alarms/async-alarms.ts";
import type { Runbook } from "./alarms/runbooks.ts";

/** Sets how often Lambda retries an asynchronous invocation, and where it sends the event afterwards. */
export function configureAsyncInvocation(
  name: string,
  { name: functionName }: sst.aws.Function,
  destination: sst.aws.Queue,
  contract: Contract<ObjectVia | ScheduleVia>,
  runbook: Runbook,
) {
  const { via } = contract;
  new aws.lambda.FunctionEventInvokeConfig(`${name}Invocations`, {
    functionName,
    maximumRetryAttempts: via.retries,
    maximumEventAgeInSeconds: via.maximumAgeSeconds,
    destinationConfig: { onFailure: { destination: destination.arn } },
  });
  asyncAlarms(name, functionName, contract, runbook);
}
