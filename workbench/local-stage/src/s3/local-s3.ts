import { bucketObjectsOf } from "@stagecraft/plan/resources/s3/bucket-objects";
import { bucketsOf } from "@stagecraft/plan/resources/s3/buckets";
import { localAsyncInvoke } from "../async-invoke/local-async-invoke.ts";
import { meterS3 } from "../metering/meter-s3.ts";
import type { LocalService } from "../stage/local-service.ts";
import { notificationErrors } from "./notifications/notification-errors.ts";
import { putObjects } from "./put-objects.ts";
import { createS3 } from "./s3.ts";

export const localS3: LocalService = {
  name: "S3",
  resourceTypes: [
    /^aws:s3\/(bucket|bucketCorsConfiguration|bucketLifecycleConfiguration|bucketNotification|bucketObjectv2|bucketOwnershipControls|bucketPolicy|bucketPublicAccessBlock|bucketServerSideEncryptionConfiguration|bucketVersioning):/,
  ],
  deployErrors: (plan, authority) => notificationErrors(bucketsOf(plan), authority),
  open(context) {
    const { plan, options, state, clock, reports, meter } = context;
    const s3 = createS3({
      state,
      clock,
      directory: options.directory,
      region: plan.region,
      accountId: plan.accountId,
      buckets: bucketsOf(plan),
      invokeAsync: context.use(localAsyncInvoke).enqueue,
      report: reports.add,
    });
    return {
      internal: undefined,
      streamingOperations: { s3: meterS3(s3, meter) },
      deploy: () => putObjects(bucketObjectsOf(plan), { state, s3 }),
    };
  },
};
