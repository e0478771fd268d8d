import { join } from "node:path";
import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import type { Enqueue } from "../async-invoke/enqueue.ts";
import type { Clock } from "../common/clock.ts";
import type { StreamingService } from "../endpoint/streaming-service.ts";
import type { Notice } from "../stage/report.ts";
import type { State } from "../stage/state.ts";
import { createNotify } from "./notifications/notifications.ts";
import { openObjectFiles } from "./objects/object-files.ts";
import { openUploadStore } from "./objects/upload-store.ts";
import { openVersionStore } from "./objects/version-store.ts";
import { operationOf } from "./operation-of.ts";
import { refuse } from "./refuse.ts";
import { extendedRequestId } from "./request-ids.ts";
import type { S3Context } from "./s3-context.ts";
import { readRequest } from "./s3-request.ts";

export type S3Options = {
  readonly state: State;
  readonly clock: Clock;
  readonly buckets: readonly BucketDefinition[];
  /** Where the stage keeps everything; objects are in `s3` inside it. */
  readonly directory: string;
  readonly region: string;
  readonly accountId: string;
  /** Queues notifications. They are stored when this returns. */
  readonly invokeAsync: Enqueue;
  report(notice: Notice): void;
};

/**
 * S3 of one stage: the Plan's buckets, in the path style, with their objects in files and everything else in the stage's
 * state. Bodies are never held in memory.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function createS3(options: S3Options): StreamingService {
  const { state, clock, region, accountId } = options;
  const buckets = new Map(options.buckets.map((bucket) => [bucket.name, bucket]));
  const versions = openVersionStore(state.sqlite);
  const uploads = openUploadStore(state.sqlite);
  const stored = new Set<string>();
  for (const { file } of versions.segments()) stored.add(file);
  for (const { file } of uploads.segments()) stored.add(file);
  const context: S3Context = {
    region,
    accountId,
    buckets,
    state,
    clock,
    versions,
    uploads,
    files: openObjectFiles(join(options.directory, "s3"), (file) => stored.has(file)),
    notify: createNotify({ ...options, nowMs: clock.nowMs }),
  };
  const find = operationOf(context);

  return {
    name: "S3",
    endpointName: "s3",
    refuse,
    read(head) {
      const request = readRequest(head, buckets, accountId);
      const operation = find(request);
      return {
        name: operation.name,
        permissions: operation.permissions(request),
        async run(payload, call) {
          const answer = await operation.run(request, payload, call);
          const headers = {
            ...answer.headers,
            "x-amz-request-id": call.requestId,
            "x-amz-id-2": extendedRequestId(call.requestId),
          };
          return { ...answer, headers };
        },
      };
    },
  };
}
