import type { Sleep } from "../../common/sleep.ts";
import type { ShardPollerOptions } from "./shard-poller-options.ts";
import type { ShardProgress } from "./shard-progress.ts";

/** What the functions of a shard poller share. */
export type ShardPollerParts = ShardPollerOptions & {
  readonly progress: ShardProgress;
  readonly sleep: Sleep;
};
