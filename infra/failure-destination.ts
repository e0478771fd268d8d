import type {
  Contract,
  DeadLetters,
  ObjectVia,
  ScheduleVia,
} from "../packages/contracts/src/contract.ts";
import { deadLetterQueue } from "./dead-letter-queue.ts";

/** A queue for events that a function could not process, with what is needed to process them again. */
export function failureDestination(name: string, deadLetters: DeadLetters) {
  return deadLetterQueue(name, deadLetters);
}

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
