import type { Sleep } from "../../shared/sleep.ts";
import type { LaneOptions } from "./shard-poller-options.ts";
import type { LanePosition } from "./shard-progress.ts";

/** What the parts of a lane work with. */
export type LaneParts = LaneOptions & { readonly position: LanePosition; readonly sleep: Sleep };
