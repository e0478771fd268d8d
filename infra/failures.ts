type Duration = `${number} ${"seconds" | "hours"}`;

/** Where Lambda leaves what a function could not do, with what is needed to do it again. A person looks at it. */
export function failureQueue(name: string) {
  return new sst.aws.Queue(name, {
    transform: {
      queue: { messageRetentionSeconds: 14 * 24 * 60 * 60, sqsManagedSseEnabled: true },
    },
  });
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

function seconds(duration: Duration): number {
  const [count, unit] = duration.split(" ");
  return Number(count) * { seconds: 1, hours: 3600 }[unit as "seconds"];
}
