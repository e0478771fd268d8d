import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import type { Clock } from "../common/clock.ts";
import type { State } from "../stage/state.ts";
import type { Notify } from "./notifications/notifications.ts";
import type { ObjectFiles } from "./objects/object-files.ts";
import type { UploadStore } from "./objects/upload-store.ts";
import type { VersionStore } from "./objects/version-store.ts";

/** What the operations of S3 share. */
export type S3Context = {
  readonly region: string;
  readonly accountId: string;
  readonly buckets: ReadonlyMap<string, BucketDefinition>;
  readonly state: State;
  readonly clock: Clock;
  readonly files: ObjectFiles;
  readonly versions: VersionStore;
  readonly uploads: UploadStore;
  readonly notify: Notify;
};

/** S3's times are in whole seconds. */
export function nowToTheSecondMs({ clock }: S3Context): number {
  return Math.floor(clock.nowMs() / 1000) * 1000;
}
