import type { Contract, ObjectVia, ScheduleVia } from "../../packages/contracts/src/contract.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { alarm, atTheFirst } from "./alarm.ts";
import { functionSeries } from "./metric-series.ts";
import type { Runbook } from "./runbooks.ts";

/** Asynchronous invocations that wait too long, that Lambda gives up, or whose failure it cannot report. */
export function asyncAlarms(
  name: string,
  functionName: $util.Output<string>,
  { via, owner }: Contract<ObjectVia | ScheduleVia>,
  runbook: Runbook,
): void {
  const series = (metric: string, statistic: string) =>
    functionSeries(functionName, metric, statistic);
  const common = {
    owner,
    // Without an event none waits.
    withoutData: "quiet",
    periodSeconds: seconds.minute,
    severity: "page",
  } as const;
  const halfSeconds = via.maximumAgeSeconds / 2;
  alarm(`${name}EventAge`, {
    ...common,
    means: `Events for ${name} wait in Lambda's queue for more than ${halfSeconds} seconds; it gives them up after twice as long.`,
    runbook,
    watches: series("AsyncEventAge", "Maximum"),
    above: halfSeconds * 1_000,
    periods: { above: 1, of: 1 },
  });
  alarm(`${name}EventsLost`, {
    ...common,
    means: `Events for ${name} are lost: Lambda could not send the failure to its destination.`,
    runbook: "dead-letter-messages",
    watches: series("DestinationDeliveryFailures", "Sum"),
    ...atTheFirst,
  });
  alarm(`${name}EventsDropped`, {
    ...common,
    means: `Lambda has given up events for ${name}; they are in its failure destination.`,
    runbook: "dead-letter-messages",
    watches: series("AsyncEventsDropped", "Sum"),
    ...atTheFirst,
  });
}
