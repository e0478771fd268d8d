import type {
  Contract,
  DeadLetters,
  ObjectVia,
  ScheduleVia,
} from "../packages/contracts/src/contract.ts";
import { deadLetterQueue } from "./dead-letters.ts";

/** Where Lambda leaves what a function could not do, with what is needed to do it again. A person looks at it. */
export function failureQueue(name: string, letters: DeadLetters) {
  return deadLetterQueue(name, letters);
}

/** How often a function that is called asynchronously is tried again, and that what fails for good is left there. */
export function keepFailures(
  name: string,
  { name: functionName }: sst.aws.Function,
  queue: sst.aws.Queue,
  { via }: Contract<ObjectVia | ScheduleVia>,
) {
  new aws.lambda.FunctionEventInvokeConfig(`${name}Invocations`, {
    functionName,
    maximumRetryAttempts: via.retries,
    maximumEventAgeInSeconds: via.maximumAgeSeconds,
    destinationConfig: { onFailure: { destination: queue.arn } },
  });
}
