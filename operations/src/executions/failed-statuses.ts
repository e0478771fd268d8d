/** The statuses of executions that `npm run dlq` redrives. Not ABORTED: a person stopped such an execution on purpose. */
export const failedStatuses = ["FAILED", "TIMED_OUT"] as const;

export const isFailedStatus = (status: string) => failedStatuses.some((each) => each === status);
