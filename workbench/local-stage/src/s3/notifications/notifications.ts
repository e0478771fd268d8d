import type {
  BucketDefinition,
  BucketNotificationDefinition,
} from "@stagecraft/plan/resources/s3/bucket-definition";
import type { Enqueue } from "../../async-invoke/enqueue.ts";
import type { StreamingCall } from "../../endpoint/streaming-service.ts";
import type { Notice } from "../../stage/report.ts";
import { type ChangedVersion, objectEvent } from "./object-event.ts";

/** A change of an object. `event` is S3's event name without `s3:`, such as `ObjectCreated:Put`. */
type Change = {
  readonly bucket: BucketDefinition;
  readonly event: string;
  readonly call: StreamingCall;
  readonly version: ChangedVersion;
};

/** Sends a change to every function that is configured for it. */
export type Notify = (change: Change) => void;

/**
 * Notifications of the buckets: asynchronous invocations as S3 itself, for the bucket. To be called in the transaction of
 * the change, so that a crash loses both or none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
export function createNotify(context: {
  readonly region: string;
  readonly accountId: string;
  readonly invokeAsync: Enqueue;
  nowMs(): number;
  report(notice: Notice): void;
}): Notify {
  return (change) => {
    for (const notification of change.bucket.notifications) {
      if (!matchesNotification(notification, change)) continue;
      const reason = invokeTarget(notification, change);
      if (reason === undefined) continue;
      const { logicalName } = change.bucket;
      context.report({
        kind: "failed",
        key: `notification ${logicalName} ${notification.id}`,
        message: `${logicalName} could not send ${change.event} to ${notification.targetArn}: ${reason}`,
      });
    }
  };

  /** Returns why it failed. The change is kept: S3's clients do not see failed notifications. */
  function invokeTarget(
    notification: BucketNotificationDefinition,
    change: Change,
  ): string | undefined {
    const event = objectEvent({ ...context, ...change, configurationId: notification.id });
    try {
      const outcome = context.invokeAsync(notification.targetArn, event, {
        caller: {
          kind: "service",
          principal: "s3.amazonaws.com",
          sourceArn: change.bucket.arn,
        },
        // S3 hands X-Ray's header of the request on:
        // https://docs.aws.amazon.com/xray/latest/devguide/xray-services-s3.html
        ...(change.call.traceHeader && { traceHeader: change.call.traceHeader }),
      });
      return outcome.kind === "denied" ? outcome.reason : undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
export function matchesNotification(
  { events, prefix, suffix }: BucketNotificationDefinition,
  {
    event,
    version: { key },
  }: { readonly event: string; readonly version: { readonly key: string } },
): boolean {
  const isAsked = events.some((asked) => {
    if (asked.endsWith("*")) return `s3:${event}`.startsWith(asked.slice(0, -1));
    return asked === `s3:${event}`;
  });
  return isAsked && key.startsWith(prefix) && key.endsWith(suffix);
}
