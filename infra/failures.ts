import { keepMessages } from "./keep-messages.ts";
import { type Duration, seconds } from "./seconds.ts";

/** Where Lambda leaves what a function could not do, with what is needed to do it again. A person looks at it. */
export function failureQueue(name: string) {
  return new sst.aws.Queue(name, { transform: { queue: keepMessages("14 days") } });
}

/** How often a function that is called asynchronously is tried again, and that what fails for good is left there. */
export function keepFailures(
  name: string,
  { name: functionName }: sst.aws.Function,
  queue: sst.aws.Queue,
  { retries, maximumAge }: { retries: 0 | 1 | 2; maximumAge: Duration },
) {
  new aws.lambda.FunctionEventInvokeConfig(`${name}Invocations`, {
    functionName,
    maximumRetryAttempts: retries,
    maximumEventAgeInSeconds: seconds(maximumAge),
    destinationConfig: { onFailure: { destination: queue.arn } },
  });
}
